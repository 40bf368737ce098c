// Folds every decision of a journal anew and holds the result against the rows that were stored with them.
// One thread; reads one moment of the file, whoever writes to it. An Error is one of the store's.
#pragma once

#include "turnout/base/result.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace turnout::ctl {

struct Difference {
  std::string kind;
  std::string id;
  std::uint64_t sequence = 0; ///< of the last record that touched it
  std::string stored;         ///< from where the two part, cut short; "nothing" where there is none
  std::string folded;
};

struct Replayed {
  std::uint64_t records = 0;
  std::uint64_t rows = 0;              ///< compared
  std::string digest;                  ///< of all facts
  std::vector<Difference> differences; ///< earliest first
};

[[nodiscard]] Result<Replayed> replay(const std::string& journal);

} // namespace turnout::ctl
