// One record as a line of journal.ndjson. Pure functions, any thread. Reading fails with the place in the
// line.
#pragma once

#include <turnout/base/result.hpp>
#include <turnout/domain/decision.hpp>
#include <turnout/store/chain.hpp>

namespace turnout::custody {

/// A record that owns its bytes.
struct OwnLink {
  std::uint64_t sequence = 0;
  std::uint64_t epoch = 0;
  std::int64_t at_ms = 0;
  std::string event;
  std::string decisions;
  std::string previous;
  std::string hash;

  [[nodiscard]] store::Link link() const;
};

/// Its line, with the line feed. `event` and `decisions` are strings that hold the stored bytes.
[[nodiscard]] std::string line_of(const store::Link& link);

/// Refuses a line that is not, to the byte, what line_of makes of its members.
[[nodiscard]] Result<OwnLink> read_line(const std::string& line);

/// What the bytes of a link say. Refuses what a newer Turnout wrote.
[[nodiscard]] Result<Record> record_of(const store::Link& link);

} // namespace turnout::custody
