// Recomputes the journal's chain of hashes, record by record, without folding anything.
// Any thread and any process, while the daemon runs: it reads one snapshot.
// An Error means the file could not be read; a chain that does not hold is a finding in the report.
#pragma once

#include "turnout/store/chain.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace turnout::store {

struct VerifyReport {
  std::uint64_t records = 0; ///< that fitted
  std::uint64_t last_sequence = 0;
  std::string last_hash; ///< note it elsewhere: it vouches for everything before it
  std::uint64_t texts = 0;
  std::uint64_t erased = 0;     ///< texts that a record says were erased
  std::optional<Misfit> misfit; ///< the first; none: the whole chain holds
};

[[nodiscard]] Result<VerifyReport> verify(const std::string& path);

} // namespace turnout::store
