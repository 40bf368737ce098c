#include "live_rows.hpp"

#include "incidents.hpp"
#include "turnout/record/json.hpp"
#include "turnout/story/story.hpp"

#include <algorithm>

namespace turnout::console {
namespace {

constexpr Duration long_lie = 1h;

double degrees(std::int32_t e7) {
  constexpr double units_a_degree = 1e7;
  return static_cast<double>(e7) / units_a_degree;
}

boost::json::string time(WallTime at) {
  return boost::json::string(format_rfc3339(at));
}

/// Class first, then how far it has come: who waits is before who has help on the way.
int urgency_of(const Incident& incident, Phase phase) {
  constexpr int stages = 10;
  int stage = 0;
  if (incident.answered_at) stage = 1;
  if (phase >= Phase::travelling) stage = 2;
  if (phase >= Phase::with_person) stage = 3;
  if (incident.parked_until) stage = 4;
  return static_cast<int>(incident.cls) * stages + stage;
}

WallTime answer_by(const Incident& incident, const Plan* plan) {
  return incident.first_signal_at + (plan != nullptr ? plan->answer_within : Plan().answer_within);
}

WallTime arrive_by(const Incident& incident, const Plan* plan) {
  const auto from = incident.decided_at.value_or(incident.first_signal_at);
  return from + (plan != nullptr ? plan->watch.arrive_by : WatchPolicy().arrive_by);
}

boost::json::array owners_of(const Incident& incident, const IncidentAround& around) {
  boost::json::array owners;
  for (const auto& held : incident.assignments) {
    if (held.hold == Hold::released) continue;
    boost::json::object owner{{"responder_id", held.responder.str()},
                              {"name", held.responder.str()},
                              {"stage", record::name_of(held.stage)},
                              {"forecast_late", held.stage < Stage::on_scene &&
                                                    held.forecast_at > arrive_by(incident, around.plan)},
                              {"last_news_at", time(held.heard_at)}};
    if (around.names != nullptr) {
      if (const auto name = around.names->find(held.responder); name != around.names->end())
        owner["name"] = name->second;
    }
    if (held.stage < Stage::on_scene) owner["eta_at"] = time(held.forecast_at);
    owners.push_back(std::move(owner));
  }
  return owners;
}

boost::json::object clocks_of(const Incident& incident, const Plan* plan) {
  boost::json::object clocks;
  if (!incident.answered_at) clocks["answer_by"] = time(answer_by(incident, plan));
  if (attended(incident) || incident.cls > AlarmClass::person_at_risk) return clocks;
  clocks["arrive_by"] = time(arrive_by(incident, plan));
  clocks["long_lie_at"] = time(incident.first_signal_at + long_lie);
  return clocks;
}

void add_person(boost::json::object& row, const Incident& incident, const PersonDetails* person) {
  std::string locality = incident.area.str();
  if (incident.person) row["person_id"] = incident.person->str();
  if (person != nullptr) {
    row["person_name"] = person->name;
    const auto district = postcode_district(person->postcode);
    if (!district.empty()) locality = district + (locality.empty() ? "" : ", " + locality);
  }
  if (!locality.empty()) row["locality"] = locality;
}

std::optional<WallTime> next_shift(const WeekWindows& shifts, const ZoneTable& zone, WallTime now) {
  constexpr int minutes_a_week = 7 * 24 * 60;
  const auto minute = std::chrono::floor<std::chrono::minutes>(now);
  for (int ahead = 1; ahead <= minutes_a_week; ++ahead) {
    const WallTime at = minute + std::chrono::minutes(ahead);
    if (covers(shifts, local_moment(at, zone))) return at;
  }
  return std::nullopt;
}

} // namespace

boost::json::object place_of(GeoPoint place) {
  return {{"lat", degrees(place.lat_e7)}, {"lon", degrees(place.lon_e7)}};
}

std::string words_of(const Rung& rung) {
  switch (rung.action) {
  case Action::offer:
    return "responders are asked";
  case Action::request:
    return rung.service ? story::words(*rung.service) + " is asked" : "a partner is asked";
  case Action::alert:
    return rung.role == HumanRole::supervisor ? "the supervisor is told" : "an operator is told";
  }
  return {};
}

std::string words_of(const Timer& timer, const Plan* plan) {
  switch (timer.kind) {
  case TimerKind::rung: {
    if (plan == nullptr) return "the next step of the plan";
    const auto found = std::find_if(plan->ladder.begin(), plan->ladder.end(),
                                    [&](const Rung& rung) { return rung.name == timer.ref; });
    return found == plan->ladder.end() ? "the next step of the plan" : words_of(*found);
  }
  case TimerKind::offer_expiry:
    return "the offer runs out and the next is asked";
  case TimerKind::offer_received:
    return "the next is asked if the phone stays silent";
  case TimerKind::turnout:
    return "the responder is chased if not yet moving";
  case TimerKind::silence:
    return "another is sought if the responder stays silent";
  case TimerKind::arrival:
    return "the responder is chased if not there";
  case TimerKind::entry:
    return "an operator is told if they cannot get in";
  case TimerKind::lone_worker:
    return "an operator rings the responder";
  case TimerKind::forecast:
    return "the forecast is looked at again";
  case TimerKind::partner_ack:
    return "a human is told to ring the partner";
  case TimerKind::partner_arrival:
    return "a human is told that the partner is late";
  case TimerKind::retry:
    return "responders are asked again";
  case TimerKind::review:
    return "it is put before an operator again";
  case TimerKind::parked:
    return "it comes back from where it is parked";
  }
  return "the plan goes on";
}

boost::json::object incident_row(const Incident& incident, const IncidentAround& around) {
  const auto phase = phase_of(incident);
  auto row = list_item(incident, around.now);
  row.erase("state");
  row.erase("answered");
  row["first_signal_at"] = time(incident.first_signal_at);
  row["urgency"] = urgency_of(incident, phase);
  row["test"] = incident.cls == AlarmClass::test;
  add_person(row, incident, around.person);
  const Timer soonest =
      incident.timers.empty() ? Timer{.due_at = incident.first_signal_at} : incident.timers.front();
  row["due_at"] = time(incident.answered_at ? soonest.due_at : answer_by(incident, around.plan));
  row["next"] = {{"what", words_of(soonest, around.plan)}, {"at", time(soonest.due_at)}};
  row["owners"] = owners_of(incident, around);
  auto& partners = row["partners"].emplace_array();
  for (const auto& request : incident.requests) {
    if (request.state == RequestState::cancelled) continue;
    partners.push_back({{"service", record::name_of(request.service)},
                        {"state", request.silent ? "silent" : record::name_of(request.state)}});
  }
  row["clocks"] = clocks_of(incident, around.plan);
  for (const char* known : {"hub_id", "outcome", "closed_at"})
    row.erase(known);
  return row;
}

bool ready(const ResponderFacts& facts, const Responder& row, LocalMoment local) noexcept {
  return facts.duty == DutyState::available && facts.link != LinkState::down && !facts.on_incident &&
         facts.open_offers == 0 && covers(row.shifts, local);
}

boost::json::object responder_row(const ResponderFacts& facts, const ResponderAround& around) {
  boost::json::object row{{"id", facts.id.str()},
                          {"name", around.name.empty() ? facts.id.str() : around.name},
                          {"duty", record::name_of(facts.duty)},
                          {"link", record::name_of(facts.link)},
                          {"open_offers", facts.open_offers}};
  const Responder nobody;
  const Responder& who = around.row != nullptr ? *around.row : nobody;
  row["kind"] = record::name_of(who.kind);
  row["organisation"] = who.organisation;
  row["base_id"] = who.base.str();
  const bool on_shift = covers(who.shifts, local_moment(around.now, *around.zone));
  row["on_shift"] = on_shift;
  if (!on_shift) {
    if (const auto at = next_shift(who.shifts, *around.zone, around.now)) row["next_shift_at"] = time(*at);
  }
  if (facts.on_incident) row["incident"] = facts.on_incident->str();
  if (around.stage) row["stage"] = record::name_of(*around.stage);
  if (around.seen) {
    auto place = place_of(around.seen->place);
    place["at"] = time(around.seen->at);
    row["position"] = std::move(place);
    if (around.seen->battery_pct) row["battery_pct"] = *around.seen->battery_pct;
  }
  return row;
}

boost::json::object alert_row(const OpenAlert& alert, const IncidentId* incident, const AlertRaised* raised) {
  boost::json::object row{{"id", alert.id.str()},
                          {"role", record::name_of(alert.role)},
                          {"code", alert.code},
                          {"at", time(alert.at)}};
  if (incident != nullptr) row["incident"] = incident->str();
  if (raised != nullptr) {
    row["text"] = raised->text;
    if (!raised->ring.empty()) row["ring"] = raised->ring;
  }
  return row;
}

boost::json::object base_row(const Base& base, int crew_available) {
  boost::json::object row{{"id", base.id.str()}, {"name", base.name}, {"kind", base.kind}};
  if (base.place) {
    for (auto& [name, degree] : place_of(*base.place))
      row[name] = degree;
  }
  row["crew_available"] = crew_available;
  row["minimum_crew"] = base.minimum_crew;
  row["covered"] = crew_available >= base.minimum_crew;
  return row;
}

std::string postcode_district(const std::string& postcode) {
  const auto blank = postcode.find(' ');
  return blank == std::string::npos ? std::string() : postcode.substr(0, blank);
}

std::optional<int> age_on(const std::string& date_of_birth, WallTime day) {
  const auto born = parse_rfc3339(date_of_birth + "T00:00:00Z");
  if (!born) return std::nullopt;
  const std::chrono::year_month_day then(std::chrono::floor<std::chrono::days>(*born));
  const std::chrono::year_month_day now(std::chrono::floor<std::chrono::days>(day));
  int years = static_cast<int>(now.year()) - static_cast<int>(then.year());
  if (now.month() < then.month() || (now.month() == then.month() && now.day() < then.day())) --years;
  return years;
}

} // namespace turnout::console
