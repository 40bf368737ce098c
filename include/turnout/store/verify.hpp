// Recomputes the journal's chain of hashes, record by record, without folding anything.
// Any thread and any process, while the daemon runs: it reads one snapshot.
// An Error means the file could not be read; a chain that does not hold is a finding in the report.
#pragma once

#include "turnout/base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace turnout::store {

/// changed: a byte of it is not what was written · dropped: records before it, or at the end after it, are
/// gone · reordered: it stands at another's place · epoch_fell: an older process wrote after a newer one ·
/// text_changed: a kept text does not bear its own SHA-256.
enum class MisfitKind : std::uint8_t { changed, dropped, reordered, epoch_fell, text_changed };

struct Misfit {
  MisfitKind kind = MisfitKind::changed;
  std::uint64_t sequence = 0; ///< the first that does not fit; 0 for a text
  std::string reason;         ///< one sentence for a human
};

struct VerifyReport {
  std::uint64_t records = 0; ///< that fitted
  std::uint64_t last_sequence = 0;
  std::string last_hash; ///< note it elsewhere: it vouches for everything before it
  std::uint64_t texts = 0;
  std::optional<Misfit> misfit; ///< the first; none: the whole chain holds
};

[[nodiscard]] Result<VerifyReport> verify(const std::string& path);

} // namespace turnout::store
