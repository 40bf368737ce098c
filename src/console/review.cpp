#include "review.hpp"

#include "live_rows.hpp"
#include "paging.hpp"
#include "shelf.hpp"
#include "turnout/care/referrals.hpp"
#include "turnout/record/json.hpp"

#include <boost/describe/enum_to_string.hpp>

namespace turnout::console {
namespace {

constexpr std::size_t number_most = 1000;

boost::json::object settings_shown(const care::ReviewSettings& settings) {
  return {{"falls", settings.falls},
          {"conveyances", settings.conveyances},
          {"frequent_least", settings.frequent_least},
          {"frequent_top", settings.frequent_top},
          {"days", std::chrono::duration_cast<std::chrono::days>(settings.year).count()},
          {"risks", boost::json::value_from(settings.risks)}};
}

boost::json::object event_shown(const care::ReviewEvent& event, const care::FollowUps& follow_ups) {
  boost::json::object shown{{"incident", event.incident.str()},
                            {"at", format_rfc3339(event.at)},
                            {"type", record::name_of(event.type)},
                            {"fall", event.fall},
                            {"conveyed", event.conveyed}};
  if (event.outcome) shown["outcome"] = record::name_of(*event.outcome);
  auto& referrals = shown["referrals"].emplace_array();
  for (const auto referral : event.referrals) {
    boost::json::object made{{"referral", record::name_of(referral)}};
    if (const auto said = follow_ups.find({event.incident, referral}); said != follow_ups.end())
      made["result"] = record::name_of(said->second.result);
    referrals.push_back(std::move(made));
  }
  return shown;
}

boost::json::object reviewed_person(const care::ReviewPerson& person, const store::PersonRecord* record,
                                    const care::FollowUps& follow_ups, WallTime now) {
  boost::json::object shown{{"person_id", person.person.str()}};
  if (record != nullptr) {
    shown["name"] = record->details.name;
    shown["area"] = record->person.area.str();
    shown["gp_practice"] = record->person.gp_practice;
    if (const auto age = age_on(record->details.date_of_birth, now)) shown["age"] = *age;
  }
  auto& flags = shown["flags"].emplace_array();
  for (const auto flag : person.flags)
    flags.emplace_back(boost::describe::enum_to_string(flag, ""));
  shown["risks"] = boost::json::value_from(person.risks);
  shown["falls"] = person.falls;
  shown["conveyances"] = person.conveyances;
  auto& events = shown["incidents"].emplace_array();
  for (const auto& event : person.events)
    events.push_back(event_shown(event, follow_ups));
  return shown;
}

using Known = std::map<PersonId, store::PersonRecord>;

Result<Known> known_people(store::ReadStore& store, const std::vector<Incident>& incidents) {
  Known known;
  for (const auto& incident : incidents) {
    if (!incident.person || known.contains(*incident.person)) continue;
    auto record = store.person(*incident.person);
    if (!record) return Error{record.error()};
    if (record.value()) known.emplace(*incident.person, std::move(*record.value()));
  }
  return known;
}

} // namespace

Result<ReviewQuery> review_query(const std::map<std::string, std::string>& query, WallTime now) {
  ReviewQuery read{.as_of = now, .settings = {}};
  const std::map<std::string, int care::ReviewSettings::*> numbers = {
      {"falls", &care::ReviewSettings::falls},
      {"conveyances", &care::ReviewSettings::conveyances},
      {"frequent_least", &care::ReviewSettings::frequent_least},
      {"frequent_top", &care::ReviewSettings::frequent_top}};
  for (const auto& [name, value] : query) {
    if (name == "by") continue;
    if (name == "as_of") {
      const auto at = parse_rfc3339(value);
      if (!at) return Error{"`as_of` is an instant, like 2026-11-01T00:00:00Z."};
      read.as_of = *at;
      continue;
    }
    const auto number = numbers.find(name);
    std::size_t said = 0;
    if (number == numbers.end() || !read_number(value, said) || said < 1 || said > number_most)
      return Error{"`" + name +
                   "` is not known or no number from 1 to 1000: as_of, falls, conveyances, frequent_least "
                   "and frequent_top may be said."};
    read.settings.*(number->second) = static_cast<int>(said);
  }
  return read;
}

std::pair<Answer, std::vector<PersonId>> review_list(store::ReadStore& store, const ReviewQuery& query,
                                                     WallTime now) {
  const auto incidents = store.incidents_opened_between(query.as_of - query.settings.year, query.as_of);
  if (!incidents) return {cannot_read(incidents.error()), {}};
  const auto known = known_people(store, incidents.value());
  if (!known) return {cannot_read(known.error()), {}};
  care::FollowUps follow_ups;
  const auto read = store.for_each_seldom_record(
      WallTime::max(), [&](const Record& record) { care::add_follow_ups(follow_ups, record); });
  if (!read) return {cannot_read(read.error()), {}};
  std::map<PersonId, std::set<std::string>> risks;
  for (const auto& [id, record] : known.value())
    risks[id] = record.person.risk_flags;
  boost::json::object body{{"as_of", format_rfc3339(query.as_of)},
                           {"settings", settings_shown(query.settings)}};
  auto& items = body["items"].emplace_array();
  std::vector<PersonId> shown;
  for (const auto& person : care::review(incidents.value(), risks, query.as_of, query.settings)) {
    const auto record = known.value().find(person.person);
    items.push_back(
        reviewed_person(person, record == known.value().end() ? nullptr : &record->second, follow_ups, now));
    shown.push_back(person.person);
  }
  return {json_answer(body), std::move(shown)};
}

} // namespace turnout::console
