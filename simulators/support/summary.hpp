// The closing account of a simulator: named counts and spreads of times, given as one line of JSON for the
// `run` script. One thread; write() reports a file it cannot write and goes on.
#pragma once

#include "support/scheduler.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace turnout::sim {

class Summary {
public:
  explicit Summary(std::string simulator) : simulator_(std::move(simulator)) {}

  void count(const std::string& name, std::uint64_t by = 1) { counts_[name] += by; }
  void set(const std::string& name, std::uint64_t value) { counts_[name] = value; }
  void sample(const std::string& name, Instant value) { samples_[name].push_back(value); }
  [[nodiscard]] std::uint64_t value(const std::string& name) const;

  // {"simulator": ..., counts..., "<name>_s": {"n", "p50", "p90", "p99", "max"}}
  [[nodiscard]] std::string json() const;
  // Prints the line on stdout and, if a file is named, writes it there too.
  void write(const std::string& file) const;

private:
  std::string simulator_;
  std::map<std::string, std::uint64_t> counts_;
  std::map<std::string, std::vector<Instant>> samples_;
};

} // namespace turnout::sim
