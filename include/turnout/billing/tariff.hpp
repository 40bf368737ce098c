// What an attendance costs: tariffs by organisation, kind and date, and the bands of the week. Pure values
// and functions, any thread, no failure: where no tariff holds there is nullptr.
#pragma once

#include "turnout/domain/calendar.hpp"
#include "turnout/domain/money.hpp"
#include "turnout/domain/registry.hpp"

#include <array>
#include <chrono>

namespace turnout::billing {

/// By local time at the moment of the accept. A public holiday outweighs a weekend, and a weekend the hour.
BOOST_DEFINE_ENUM_CLASS(Band, day, evening, night, weekend, public_holiday)
inline constexpr std::size_t bands = 5;

using ByBand = std::array<Money, bands>;

struct Tariff {
  std::string name;
  std::string organisation;
  std::optional<ResponderKind> kind; ///< none: any, where no tariff names the kind
  std::chrono::local_days from;
  std::optional<std::chrono::local_days> to; ///< the first day on which it holds no more
  ByBand attendance{};
  ByBand half_hour{}; ///< each one started, from arrival to leaving
  ByBand stand_down{};
  Money mile; ///< each one started, there and back
};

struct TariffBook {
  std::vector<Tariff> tariffs;
  std::set<std::chrono::local_days> public_holidays;
  int day_from_min = 480; ///< after local midnight, Monday to Friday
  int evening_from_min = 1080;
  int night_from_min = 1320;
  std::string digest; ///< SHA-256 of the file, in hex
};

[[nodiscard]] std::chrono::local_days local_day(WallTime at, const ZoneTable& zone) noexcept;
[[nodiscard]] Band band_at(const TariffBook& book, WallTime at, const ZoneTable& zone) noexcept;
[[nodiscard]] const Tariff* tariff_for(const TariffBook& book, const std::string& organisation,
                                       ResponderKind kind, std::chrono::local_days day) noexcept;
[[nodiscard]] inline Money in_band(const ByBand& prices, Band band) noexcept {
  return prices[static_cast<std::size_t>(band)];
}

} // namespace turnout::billing
