#include "incident_page.hpp"
#include "incidents.hpp"
#include "live_rows.hpp"
#include "people.hpp"
#include "shelf.hpp"
#include "turnout/care/handover.hpp"
#include "turnout/record/json.hpp"
#include "turnout/story/story.hpp"

#include <set>

namespace turnout::console {
namespace {

/// The names and texts an operator handling the incident is entitled to: colleagues, and what people wrote.
class NameFinder {
public:
  NameFinder(Latest& latest, store::SqliteRegistry& registry) : latest_(latest), registry_(registry) {}

  story::StoryNames names(const std::vector<Record>& records) {
    for (const auto& record : records) {
      if (const auto* alarm = std::get_if<AlarmReceived>(&record.event)) {
        look_up(alarm->sensor);
        look_up(alarm->zone);
      }
      for (const auto& decision : record.decisions)
        std::visit([this](const auto& d) { look_at(d); }, decision);
    }
    return std::move(names_);
  }

private:
  void look_at(const IncidentOpened& d) {
    look_up(d.place);
    look_up(d.callback);
    if (d.folded) look_up_hubs();
  }
  void look_at(const SelectionMade& d) {
    for (const auto& candidate : d.ranked)
      look_up(candidate.responder);
  }
  void look_at(const OfferMade& d) { look_up(d.responder); }
  void look_at(const Assigned& d) { look_up(d.responder); }
  void look_at(const AlarmJoined& d) {
    look_up(d.text);
    look_up(d.raw);
  }
  void look_at(const OfferClosed& d) { look_up(d.reason); }
  void look_at(const PartnerMoved& d) { look_up(d.reason); }
  void look_at(const OutcomeSaid& d) { look_up(d.notes); }
  void look_at(const Noted& d) { look_up(d.note); }
  void look_at(const Closed& d) { look_up(d.note); }
  void look_at(const Parked& d) { look_up(d.reason); }
  void look_at(const FollowedUp& d) { look_up(d.note); }
  template <class Other>
  void look_at(const Other&) {}

  /// Of an incident about many homes: ids alone, for a name is looked up by somebody who can be named.
  void look_up_hubs() {
    const auto rows = registry_.load_all();
    if (!rows) return;
    for (const auto& person : rows.value().people)
      if (!person.hub.empty()) names_.hubs.emplace(person.hub, person.id);
  }
  void look_up(const ResponderId& id) {
    if (!asked_.insert(id).second) return;
    if (auto details = registry_.responder(id)) names_.responders[id] = details->name;
  }
  void look_up(const std::optional<TextId>& id) {
    if (!id || names_.texts.contains(*id)) return;
    auto text = latest_.text(*id);
    if (text && text.value()) names_.texts[*id] = *text.value();
  }

  Latest& latest_;
  store::SqliteRegistry& registry_;
  std::set<ResponderId> asked_;
  story::StoryNames names_;
};

Answer no_such_incident(const IncidentId& id) {
  return problem(404, "no-such-incident", "No such incident", "There is no incident " + id.str() + ".");
}

/// The incident and its story, or the answer that says why not.
struct Told {
  std::optional<Incident> incident;
  std::vector<Record> records;
  std::vector<story::StoryLine> lines;
  Answer refusal;
};

Told tell(Latest& latest, const StoryDeps& deps, const IncidentId& id) {
  Told told;
  auto incident = latest.incident(id);
  if (!incident) {
    told.refusal = cannot_read(incident.error());
    return told;
  }
  if (!incident.value()) {
    told.refusal = no_such_incident(id);
    return told;
  }
  auto records = latest.records_of(id);
  if (!records) {
    told.refusal = cannot_read(records.error());
    return told;
  }
  NameFinder finder(latest, deps.registry);
  told.lines = story::story(records.value(), id, deps.zone, finder.names(records.value()));
  told.records = std::move(records.value());
  told.incident = std::move(*incident.value());
  return told;
}

/// Of somebody not in the register: where they are and how they are rung back.
void add_caller(boost::json::object& body, const Incident& incident, Latest& latest) {
  boost::json::object caller;
  const auto add = [&](const char* name, const std::optional<TextId>& id) {
    if (!id) return;
    const auto text = latest.text(*id);
    if (text && text.value()) caller[name] = *text.value();
  };
  add("place", incident.place);
  add("callback", incident.callback);
  if (!caller.empty()) body["caller"] = std::move(caller);
}

/// Of hubs that did not report, those that are heard again: no record of the incident says so.
boost::json::array reporting_again(Latest& latest, const Incident& incident) {
  boost::json::array again;
  if (incident.type != AlarmType::not_reporting || incident.closed_at) return again;
  std::set<HubId> about;
  for (const auto& alarm : incident.alarms)
    about.insert(alarm.hub);
  const auto hubs = latest.hub_facts();
  if (!hubs) return again;
  for (const auto& hub : hubs.value()) {
    if (!hub.silent && about.contains(hub.id)) again.emplace_back(hub.id.str());
  }
  return again;
}

/// The same as a line below the summary, or nothing.
std::string reporting_again_words(Latest& latest, const Incident& incident) {
  std::string hubs;
  for (const auto& hub : reporting_again(latest, incident))
    hubs += (hubs.empty() ? "" : ", ") + std::string(hub.as_string());
  return hubs.empty() ? "" : "Reports again: " + hubs + ".\n";
}

std::string text_or_empty(Latest& latest, const std::optional<TextId>& id) {
  if (!id) return {};
  auto text = latest.text(*id);
  return text && text.value() ? *text.value() : std::string();
}

/// Nothing but what stands in the page may be loaded or run by it.
constexpr const char* sheet_policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

} // namespace

Answer incident_handover(Latest& latest, const StoryDeps& deps, const IncidentId& id,
                         const HandoverAsked& asked) {
  const auto incident = latest.incident(id);
  if (!incident) return cannot_read(incident.error());
  if (!incident.value()) return no_such_incident(id);
  const auto records = latest.records_of(id);
  if (!records) return cannot_read(records.error());
  NameFinder finder(latest, deps.registry);
  care::HandoverFacts facts{.incident = *incident.value(),
                            .records = records.value(),
                            .zone = deps.zone,
                            .names = finder.names(records.value()),
                            .caller_place = text_or_empty(latest, incident.value()->place),
                            .caller_phone = text_or_empty(latest, incident.value()->callback),
                            .printed_at = asked.now,
                            .printed_by = asked.by};
  if (incident.value()->person) {
    auto person = latest.store().person(*incident.value()->person);
    if (!person) return cannot_read(person.error());
    if (person.value()) {
      for (const auto& one : person.value()->person.preferred_responders) {
        const auto details = deps.registry.responder(one);
        facts.contacts.push_back(
            {details ? details->name : one.str(), details ? details->phone : std::string(), "Contact"});
      }
      facts.person = std::move(person.value()->person);
      facts.details = std::move(person.value()->details);
    }
  }
  if (asked.fhir)
    return {.status = 200, .type = "application/fhir+json", .body = care::sheet_fhir(facts), .headers = {}};
  return {.status = 200,
          .type = "text/html; charset=utf-8",
          .body = care::sheet_html(care::sheet(facts), deps.zone),
          .headers = {{"Content-Security-Policy", sheet_policy}}};
}

Answer incident_shown(Latest& latest, const StoryDeps& deps, const IncidentId& id, WallTime now) {
  const Told told = tell(latest, deps, id);
  if (!told.incident) return told.refusal;
  boost::json::object body = list_item(*told.incident, now);
  say_unstored(body, latest);
  body["incident"] = boost::json::parse(record::to_json(*told.incident));
  auto& lines = body["story"].emplace_array();
  for (const auto& line : told.lines) {
    boost::json::array details(line.details.begin(), line.details.end());
    lines.push_back(boost::json::object{{"at", format_rfc3339(line.at)},
                                        {"clock", line.clock},
                                        {"since_s", line.since.count() / 1000},
                                        {"text", line.text},
                                        {"details", std::move(details)}});
  }
  if (auto again = reporting_again(latest, *told.incident); !again.empty())
    body["reporting_again"] = std::move(again);
  add_candidates(body, *told.incident, told.records, deps.registry);
  body["ladder"] = ladder_of(*told.incident, latest.store());
  body["path"] = path_of(*told.incident, deps.whereabouts);
  add_caller(body, *told.incident, latest);
  auto place = told.incident->position;
  if (deps.with_person && told.incident->person) {
    const auto person = latest.store().person(*told.incident->person);
    if (person && person.value()) {
      body["person"] = person_shown(*person.value(), deps.registry, now);
      place = place ? place : person.value()->person.home;
    }
  }
  if (place) body["position"] = place_of(*place);
  return json_answer(body);
}

Answer incident_story(Latest& latest, const StoryDeps& deps, const IncidentId& id, WallTime now) {
  const Told told = tell(latest, deps, id);
  if (!told.incident) return told.refusal;
  return {.status = 200,
          .type = "text/plain; charset=utf-8",
          .body = id.str() + "  " + story::summary(*told.incident, now) + "\n" +
                  reporting_again_words(latest, *told.incident) + "\n" + story::page(told.lines, deps.zone) +
                  (latest.partly_unstored()
                       ? "\nThe disk refuses: the latest of this is held in memory and not stored yet.\n"
                       : ""),
          .headers = {}};
}

} // namespace turnout::console
