#include "people.hpp"

#include "live_rows.hpp"
#include "paging.hpp"
#include "shelf.hpp"
#include "turnout/record/json.hpp"
#include "turnout/record/text.hpp"

namespace turnout::console {
namespace {

constexpr std::size_t found_max = 50;
constexpr std::size_t query_least = 2;
constexpr std::size_t query_most = 100;
constexpr std::size_t reason_characters_max = 200;

Answer no_such_person(const PersonId& id) {
  return problem(404, "no-such-person", "No such person",
                 "There is no person " + id.str() + " in the register.");
}

boost::json::array contacts_of(const Person& person, store::SqliteRegistry& registry) {
  boost::json::array contacts;
  for (const auto& id : person.preferred_responders) {
    boost::json::object contact{{"id", id.str()}};
    if (const auto details = registry.responder(id)) {
      contact["name"] = details->name;
      contact["phone"] = details->phone;
    }
    contacts.push_back(std::move(contact));
  }
  return contacts;
}

} // namespace

boost::json::object person_shown(const store::PersonRecord& record, store::SqliteRegistry& registry,
                                 WallTime now) {
  const auto& [person, details] = record;
  boost::json::object shown{{"id", person.id.str()},
                            {"name", details.name},
                            {"date_of_birth", details.date_of_birth},
                            {"phone", details.phone},
                            {"address", details.address},
                            {"postcode", details.postcode},
                            {"access", details.access},
                            {"has_key_safe", !details.key_safe.empty()},
                            {"risks", boost::json::value_from(person.risk_flags)},
                            {"emergency_wishes", details.emergency_wishes},
                            {"notes", details.notes},
                            {"gp_practice", person.gp_practice},
                            {"lives_alone", person.lives_alone},
                            {"area", person.area.str()},
                            {"hub_id", person.hub.str()},
                            {"plan", person.plan},
                            {"preferred_responders", contacts_of(person, registry)}};
  if (const auto age = age_on(details.date_of_birth, now)) shown["age"] = *age;
  if (person.home) shown["home"] = place_of(*person.home);
  return shown;
}

Answer person_page(store::ReadStore& store, store::SqliteRegistry& registry, const PersonId& id,
                   WallTime now) {
  const auto record = store.person(id);
  if (!record) return cannot_read(record.error());
  if (!record.value()) return no_such_person(id);
  return json_answer(person_shown(*record.value(), registry, now));
}

Answer key_safe_page(store::ReadStore& store, const PersonId& id) {
  const auto record = store.person(id);
  if (!record) return cannot_read(record.error());
  if (!record.value()) return no_such_person(id);
  return json_answer({{"key_safe", record.value()->details.key_safe}});
}

Result<PeopleQuery> people_query(const std::map<std::string, std::string>& query) {
  PeopleQuery read;
  for (const auto& [name, value] : query) {
    bool good = name == "incident";
    if (name == "query") {
      good = value.size() >= query_least && value.size() <= query_most;
      for (std::size_t from = 0; from < value.size();) {
        const auto end = std::min(value.find(' ', from), value.size());
        if (end > from) read.words.push_back(value.substr(from, end - from));
        from = end + 1;
      }
    } else if (name == "limit") {
      good = read_number(value, read.limit) && read.limit >= 1 && read.limit <= found_max;
    } else if (name == "cursor") {
      good = valid_id(value);
      read.after = PersonId(value);
    }
    if (!good) {
      return Error{"`" + name +
                   "` is not as it should be: query has 2 to 100 characters, limit is 1 to 50, "
                   "cursor is the `next` of the page before."};
    }
  }
  if (read.words.empty())
    return Error{"`query` is wanted: a part of a name, address, postcode, number or id."};
  return read;
}

std::pair<Answer, std::vector<PersonId>> people_found(store::ReadStore& store, const PeopleQuery& query,
                                                      WallTime now) {
  const auto found = store.find_people(query.words, query.after, query.limit + 1);
  if (!found) return {cannot_read(found.error()), {}};
  boost::json::object body;
  auto& items = body["items"].emplace_array();
  std::vector<PersonId> named;
  for (const auto& [person, details] : found.value()) {
    if (items.size() == query.limit) {
      body["next"] = named.back().str();
      break;
    }
    boost::json::object item{{"id", person.id.str()},      {"name", details.name},
                             {"address", details.address}, {"postcode", details.postcode},
                             {"area", person.area.str()},  {"hub_id", person.hub.str()}};
    if (const auto age = age_on(details.date_of_birth, now)) item["age"] = *age;
    if (const auto incidents = store.incidents_of(person.id)) {
      for (const auto& incident : incidents.value()) {
        if (!incident.closed_at) item["open_incident"] = incident.id.str();
      }
    }
    items.push_back(std::move(item));
    named.push_back(person.id);
  }
  return {json_answer(body), named};
}

std::optional<Why> why_of(const Request& request) {
  Why why;
  if (const auto incident = request.query.find("incident"); incident != request.query.end()) {
    if (!valid_id(incident->second)) return std::nullopt;
    why.reason = ViewReason::incident;
    why.incident = IncidentId(incident->second);
    return why;
  }
  const std::string& said = request.access_reason;
  const auto colon = said.find(':');
  const auto reason = record::enum_of<ViewReason>(std::string_view(said).substr(0, colon));
  if (!reason || *reason == ViewReason::incident) return std::nullopt;
  why.reason = *reason;
  if (colon != std::string::npos) {
    why.words = record::first_characters(said.substr(colon + 1), reason_characters_max);
    why.words.erase(0, why.words.find_first_not_of(' '));
  }
  if (why.reason == ViewReason::other && why.words.empty()) return std::nullopt;
  return why;
}

} // namespace turnout::console
