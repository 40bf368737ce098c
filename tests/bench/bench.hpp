// The measurements of ./run bench. Each prints its rows; a failure to measure says so and counts.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace turnout::bench {

using Clock = std::chrono::steady_clock;

/// Sorted samples, in milliseconds.
class Samples {
public:
  void add(Clock::duration span) { ms_.push_back(std::chrono::duration<double, std::milli>(span).count()); }
  void sort() { std::sort(ms_.begin(), ms_.end()); }
  [[nodiscard]] double at(double share) const {
    return ms_.empty() ? 0.0
                       : ms_[std::min(ms_.size() - 1,
                                      static_cast<std::size_t>(share * static_cast<double>(ms_.size())))];
  }
  [[nodiscard]] std::size_t count() const { return ms_.size(); }

private:
  std::vector<double> ms_;
};

/// decide() on an alarm among 2,000 responders: microseconds and allocations.
void bench_decide();

/// Simulated days a second, and time a record of the core takes in the simulated county.
[[nodiscard]] int bench_county();

/// Alarm to offer through a real broker: a floor with no dispatching, and the daemon, at these rates a
/// second.
[[nodiscard]] int bench_hops(int repeats);

/// kill -9 with 10,000 open incidents: first acknowledgement, overdue deadlines.
[[nodiscard]] int bench_restart();

/// The floor's own process: hop, one synced row, hop. Ends with its standard input.
int run_floor(const std::string& url, const std::string& password, const std::string& database);

} // namespace turnout::bench
