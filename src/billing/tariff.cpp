#include "turnout/billing/tariff.hpp"

namespace turnout::billing {

std::chrono::local_days local_day(WallTime at, const ZoneTable& zone) noexcept {
  const auto local = at + local_offset(at, zone);
  return std::chrono::local_days(std::chrono::floor<std::chrono::days>(local).time_since_epoch());
}

Band band_at(const TariffBook& book, WallTime at, const ZoneTable& zone) noexcept {
  constexpr int saturday = 5;
  if (book.public_holidays.contains(local_day(at, zone))) return Band::public_holiday;
  const LocalMoment local = local_moment(at, zone);
  if (local.weekday >= saturday) return Band::weekend;
  if (local.minute < book.day_from_min || local.minute >= book.night_from_min) return Band::night;
  return local.minute < book.evening_from_min ? Band::day : Band::evening;
}

const Tariff* tariff_for(const TariffBook& book, const std::string& organisation, ResponderKind kind,
                         std::chrono::local_days day) noexcept {
  const Tariff* any_kind = nullptr;
  for (const auto& tariff : book.tariffs) {
    if (tariff.organisation != organisation || day < tariff.from || (tariff.to && day >= *tariff.to))
      continue;
    if (tariff.kind == kind) return &tariff;
    if (!tariff.kind) any_kind = &tariff;
  }
  return any_kind;
}

} // namespace turnout::billing
