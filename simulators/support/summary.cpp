#include "support/summary.hpp"

#include "support/json.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>

namespace turnout::sim {
namespace {

double percentile(const std::vector<Instant>& sorted, double share) {
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
  const Instant value = sorted[std::clamp<std::size_t>(rank, 1, sorted.size()) - 1];
  return std::round(to_seconds(value) * 1e4) / 1e4;
}

} // namespace

std::uint64_t Summary::value(const std::string& name) const {
  const auto found = counts_.find(name);
  return found == counts_.end() ? 0 : found->second;
}

std::string Summary::json() const {
  boost::json::object line{{"simulator", simulator_}};
  for (const auto& [name, value] : counts_)
    line[name] = value;
  for (const auto& [name, values] : samples_) {
    std::vector<Instant> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    line[name + "_s"] = boost::json::object{{"n", sorted.size()},
                                            {"p50", percentile(sorted, 0.50)},
                                            {"p90", percentile(sorted, 0.90)},
                                            {"p99", percentile(sorted, 0.99)},
                                            {"max", percentile(sorted, 1.0)}};
  }
  return to_text(line);
}

void Summary::write(const std::string& file) const {
  const std::string line = json();
  std::cout << line << std::endl;
  if (file.empty()) return;
  std::ofstream out(file);
  out << line << '\n';
  if (!out.flush()) std::cerr << "turnout-sim: cannot write " << file << '\n';
}

} // namespace turnout::sim
