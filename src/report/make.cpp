#include "turnout/report/make.hpp"

#include "build.hpp"
#include "front.hpp"

#include <set>

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
          .area = {},
          .provider = settings.report_provider,
          .commissioner = settings.report_commissioner};
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

namespace {

/// Those of which a pack has rows.
std::set<std::string> areas_of(const Pack& pack) {
  constexpr std::string_view named = "area=";
  std::set<std::string> areas;
  for (const auto& section : pack.sections) {
    for (const auto& table : section.tables) {
      for (const auto& row : table.rows) {
        const std::string scope = row.scope.substr(0, row.scope.find(';'));
        if (scope.starts_with(named)) areas.insert(scope.substr(named.size()));
      }
    }
  }
  areas.erase("");
  return areas;
}

Error unknown(const std::string& area, const std::set<std::string>& known) {
  std::string all;
  for (const auto& one : known)
    all += (all.empty() ? "" : ", ") + one;
  return Error{"'" + area + "' is no district of this report; write it as it stands there: " +
               (all.empty() ? "it has none" : all)};
}

} // namespace

Result<Pack> published_pack(custody::Source& source, const CalendarPeriod& period,
                            const ReportSettings& settings, const Disclosure& disclosure) {
  const auto zone = zone_of(source);
  if (!zone) return Error{zone.error()};
  const auto head = source.head();
  if (!head) return Error{head.error()};
  // Day by day, what grew would tell of one person.
  if (head.value().at.value_or(WallTime::min()) < period.to(zone.value()))
    return Error{period.words() + " is not over in this journal, which ends at " +
                 format_rfc3339(head.value().at.value_or(WallTime{})) + "; ask again when it is"};
  ReportSettings whole = settings;
  whole.area.reset();
  const auto exact = [&](const CalendarPeriod& stretch) -> Result<Pack> {
    const auto facts = gather(source, stretch.from(zone.value()), stretch.to(zone.value()), whole);
    if (!facts) return Error{facts.error()};
    return exact_pack(facts.value(), stretch.words());
  };
  auto pack = published(period, exact, disclosure);
  if (!pack) return Error{pack.error()};
  tell_published(pack.value(), disclosure);
  tell_reached(pack.value(), disclosure.round_to);
  if (!settings.area) return pack;
  const std::string area = settings.area->str();
  if (const auto known = areas_of(pack.value()); !known.contains(area)) return unknown(area, known);
  auto cut = of_area(pack.value(), area);
  tell_area(cut, area);
  return cut;
}

namespace {

/// A whole month, quarter or year by its name, anything else from when to when.
std::string words_between(WallTime from, WallTime to, const ZoneTable& zone) {
  if (const auto period = period_between(from, to, zone)) return period.value().words();
  return local_words(from, zone) + " to " + local_words(to, zone);
}

std::set<std::string> areas_of(const Facts& facts) {
  std::set<std::string> areas;
  for (const auto& line : facts.census)
    areas.insert(line.area.str());
  for (const auto& incident : facts.incidents)
    areas.insert(incident.area.str());
  areas.erase("");
  return areas;
}

} // namespace

Result<Pack> service_pack(custody::Source& source, WallTime from, WallTime to,
                          const ReportSettings& settings) {
  const auto facts = gather(source, from, to, settings);
  if (!facts) return Error{facts.error()};
  if (settings.area && areas_of(facts.value()).empty()) {
    ReportSettings whole = settings;
    whole.area.reset();
    const auto everybody = gather(source, from, to, whole);
    if (!everybody) return Error{everybody.error()};
    return unknown(settings.area->str(), areas_of(everybody.value()));
  }
  Pack pack = exact_pack(facts.value(), words_between(from, to, facts.value().zone));
  tell_service(pack);
  tell_reached(pack, 1);
  return pack;
}

} // namespace turnout::report
