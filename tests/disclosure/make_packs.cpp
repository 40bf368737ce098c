// make_packs DIR VALUES_MIN SEEDS: for each case a folder with the published JSON of three months and their
// quarter, as a service would put it out.
#include "support/made_up_packs.hpp"
#include "turnout/report/write.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

using namespace turnout;

namespace {

using Parts = std::vector<std::vector<std::uint64_t>>;

/// Each was or looked hard to protect.
const std::vector<Parts> nasty{
    {{8, 1, 1, 1, 1}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}}, // 10 with parts 10, *, *, *, *
    {{1, 1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1, 1}, {0}}, // seven ones behind one *
    {{7, 7, 0}, {7, 7, 0}, {7, 7, 0}},                   // as many as * allows
    {{6, 7}, {7, 6}, {1, 0}},
    {{8, 1}, {8, 0}, {8, 0}},          // 25 in the quarter, 9 in the month
    {{1, 0, 0}, {0, 0, 0}, {0, 7, 0}}, // the months give the quarter away
    {{3, 12, 0}, {0, 12, 0}, {0, 12, 0}},
    {{12, 12, 12, 1}, {12, 12, 12, 0}, {12, 12, 12, 0}},
    {{8, 8, 8, 1}, {8, 8, 8, 1}, {8, 8, 8, 1}},
    {{13, 13, 13, 13, 7}, {18, 0, 0, 0, 7}, {0, 0, 0, 0, 7}},
};

/// Shares alone.
const std::vector<Parts> shares{
    {{8, 1, 1, 1, 1}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}},
    {{12, 12, 1}, {12, 0, 1}, {12, 12, 0}},
};

/// People who called once, twice, 3 or 4, 5 to 9, and 10 times or more.
const std::vector<Parts> bands{
    {{60, 20, 9, 8, 1}, {60, 20, 9, 8, 0}, {60, 20, 9, 8, 0}},
    {{60, 2, 2, 1, 1}, {3, 0, 1, 0, 0}, {60, 20, 3, 1, 2}},
    {{30, 0, 8, 1, 0}, {30, 9, 0, 0, 1}, {30, 1, 1, 1, 1}},
};

int write_case(const std::filesystem::path& folder, const testing::Quarter& exact,
               const report::Disclosure& settings) {
  std::filesystem::create_directories(folder);
  for (const auto& [period, pack] : exact) {
    const auto out = report::published(
        period,
        [&exact = exact](const report::CalendarPeriod& one) -> Result<report::Pack> { return exact.at(one); },
        settings);
    if (!out) return 1;
    std::ofstream(folder / (period.name() + ".json")) << report::json(out.value());
  }
  return 0;
}

} // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::cerr << "make_packs DIR VALUES_MIN SEEDS\n";
    return 2;
  }
  const std::filesystem::path folder = arguments[1];
  report::Disclosure settings;
  settings.values_min = std::strtoull(arguments[2], nullptr, 10);
  int failed = 0;
  for (std::size_t i = 0; i < nasty.size(); ++i) {
    Parts parts = nasty[i];
    for (auto& month : parts)
      month.resize(parts.front().size(), 0);
    auto packs = testing::quarter_of(parts);
    for (auto& [period, pack] : packs)
      testing::say_again(pack);
    failed += write_case(folder / ("nasty-" + std::to_string(i)), packs, settings);
  }
  for (std::size_t i = 0; i < shares.size(); ++i)
    failed += write_case(folder / ("shares-" + std::to_string(i)), testing::shares_of(shares[i]), settings);
  for (std::size_t i = 0; i < bands.size(); ++i)
    failed += write_case(folder / ("bands-" + std::to_string(i)), testing::callers_of(bands[i]), settings);
  const auto seeds = std::strtoull(arguments[3], nullptr, 10);
  for (std::uint64_t seed = 1; seed <= seeds; ++seed)
    failed += write_case(folder / ("seed-" + std::to_string(seed)), testing::random_quarter(seed), settings);
  return failed;
}
