#include "turnout/report/make.hpp"

namespace turnout::report {

ReportSettings settings_of(const config::Settings& settings) {
  return {.levels = {.answer_within = settings.report_answer_within,
                     .answer_latest = settings.report_answer_latest,
                     .arrive_by = settings.report_arrive_by,
                     .arrive_latest = settings.report_arrive_latest,
                     .entry_within = settings.report_entry_within,
                     .long_lie_max = settings.report_long_lie,
                     .home_care_within = settings.report_home_care_within},
          .rural = settings.report_rural_areas,
          .ambulance_otherwise = settings.report_ambulance_types,
          .area = {}};
}

Disclosure disclosure_of(const config::Settings& settings) {
  Disclosure disclosure;
  disclosure.hide_up_to = static_cast<std::uint64_t>(settings.report_hide_up_to);
  disclosure.round_to = static_cast<std::uint64_t>(settings.report_round_to);
  return disclosure;
}

Result<ZoneTable> zone_of(custody::Source& source) {
  ZoneTable zone;
  const auto read = source.for_each_seldom_record(WallTime::max(), [&](const Record& record) {
    for (const auto& decision : record.decisions) {
      if (const auto* plans = std::get_if<PlansLoaded>(&decision)) zone = plans->book.zone;
    }
  });
  if (!read) return Error{read.error()};
  return zone;
}

Result<Pack> published_pack(custody::Source& source, const CalendarPeriod& period,
                            const ReportSettings& settings, const Disclosure& disclosure) {
  const auto zone = zone_of(source);
  if (!zone) return Error{zone.error()};
  ReportSettings whole = settings;
  whole.area.reset();
  const auto exact = [&](const CalendarPeriod& stretch) -> Result<Pack> {
    const auto facts = gather(source, stretch.from(zone.value()), stretch.to(zone.value()), whole);
    if (!facts) return Error{facts.error()};
    return exact_pack(facts.value(), stretch.words());
  };
  auto pack = published(period, exact, disclosure);
  if (!pack) return Error{pack.error()};
  if (settings.area) return of_area(pack.value(), settings.area->str());
  return pack;
}

Result<Pack> service_pack(custody::Source& source, WallTime from, WallTime to,
                          const ReportSettings& settings) {
  const auto facts = gather(source, from, to, settings);
  if (!facts) return Error{facts.error()};
  return exact_pack(facts.value(), format_rfc3339(from) + " to " + format_rfc3339(to));
}

} // namespace turnout::report
