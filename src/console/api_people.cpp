// The routes that show or change who somebody is: each look is in the journal first.
#include "api.hpp"
#include "commands.hpp"
#include "imports.hpp"
#include "incidents.hpp"
#include "people.hpp"

namespace turnout::console {
namespace {

Answer somebody_wanted() {
  return problem(403, "not-your-role", "Not your role",
                 "People's records are shown to somebody signed in, who can be named.");
}

Answer reason_wanted() {
  return problem(
      400, "reason-wanted", "A reason is wanted",
      "Send X-Access-Reason: telephone_call, enrolment, change_of_details, care_review, complaint, "
      "subject_access, or other: and your words.");
}

Answer not_about_them(const IncidentId& incident) {
  return problem(403, "not-this-incident", "Not about this person",
                 "Incident " + incident.str() +
                     " is not about them: send X-Access-Reason with the reason for this look.");
}

/// A form's members as texts, as a row of people.csv would have them.
std::map<std::string, std::string> members_of(const boost::json::object& form) {
  std::map<std::string, std::string> members;
  for (const auto& [name, value] : form) {
    std::string text;
    if (const auto* said = value.if_string())
      text = std::string(*said);
    else if (value.is_bool() || value.is_number())
      text = boost::json::serialize(value);
    members[std::string(name)] = std::move(text);
  }
  return members;
}

} // namespace

void Api::add_people_routes() {
  add("GET", "/api/v1/incidents/{id}/key-safe",
      [this](const Request& request, Reply reply) { show_key_safe(request, std::move(reply)); });
  add("GET", "/api/v1/people",
      [this](const Request& request, const Reply& reply) { find_people(request, reply); });
  add("GET", "/api/v1/people/{id}",
      [this](const Request& request, Reply reply) { show_person(request, std::move(reply)); });
  add("PUT", "/api/v1/people/{id}",
      [this](const Request& request, Reply reply) { save_person(request, std::move(reply)); });
}

void Api::with_person_of(const IncidentId& id, std::function<void(PersonId)> then, const Reply& reply) {
  auto person = std::make_shared<PersonId>();
  ask_latest(
      [id, person](Latest& latest) {
        const auto incident = latest.incident(id);
        if (!incident) return cannot_read(incident.error());
        if (!incident.value())
          return problem(404, "no-such-incident", "No such incident",
                         "There is no incident " + id.str() + ".");
        *person = incident.value()->person.value_or(PersonId());
        return Answer{};
      },
      [this, person, reply, go_on = std::move(then)](Answer answer) {
        if (answer.status != 200) return reply(std::move(answer));
        desk_.on_io([person, go_on] { go_on(*person); });
      });
}

/// A record is not looked at under the pretext of somebody else's incident. Searching is part of an incident
/// only until it is known whom it is about.
void Api::about_them(const Why& why, const std::optional<PersonId>& wanted, std::function<void()> then,
                     const Reply& reply) {
  if (!why.incident) return then();
  with_person_of(
      *why.incident,
      [incident = *why.incident, wanted, reply, go_on = std::move(then)](const PersonId& person) {
        if (person != wanted.value_or(PersonId())) return reply(not_about_them(incident));
        go_on();
      },
      reply);
}

void Api::show_incident(const Request& request, Reply reply) {
  const IncidentId id(request.params.at("id"));
  const auto show = [this, id, reply](bool with_person) {
    ask_latest(
        [this, id, with_person](Latest& latest) {
          return incident_shown(latest, {deps_.zone, deps_.registry, &live_.whereabouts(), with_person}, id,
                                deps_.clock.now());
        },
        reply);
  };
  // The token is no person: it is shown the incident as the journal has it.
  if (request.caller.token) return show(false);
  with_person_of(
      id,
      [this, id, show, reply, caller = request.caller](const PersonId& person) {
        // Of somebody not in the register it shows where they are and their number: a look like any other.
        std::vector<PersonId> people;
        if (!person.empty()) people.push_back(person);
        looks_.look_on(
            caller, {RecordPart::person, {ViewReason::incident, id, {}}, std::move(people)},
            [show, known = !person.empty()] { show(known); }, reply);
      },
      reply);
}

void Api::show_key_safe(const Request& request, Reply reply) {
  if (request.caller.token) return reply(somebody_wanted());
  const IncidentId id(request.params.at("id"));
  with_person_of(
      id,
      [this, id, reply, caller = request.caller](const PersonId& person) {
        if (person.empty())
          return reply(
              problem(404, "no-such-person", "No such person", "Nobody is known for this incident."));
        looks_.look(
            caller, {RecordPart::key_safe, {ViewReason::incident, id, {}}, {person}},
            [this, person, reply] {
              shelf_.ask([person](store::ReadStore& store) { return key_safe_page(store, person); }, reply);
            },
            reply);
      },
      reply);
}

void Api::find_people(const Request& request, const Reply& reply) {
  if (request.caller.token) return reply(somebody_wanted());
  const auto query = people_query(request.query);
  if (!query) return reply(problem(400, "bad-query", "Bad query", query.error()));
  const auto why = why_of(request);
  if (!why) return reply(reason_wanted());
  about_them(
      *why, std::nullopt,
      [this, wanted = query.value(), why = *why, caller = request.caller, reply] {
        search(wanted, why, caller, reply);
      },
      reply);
}

void Api::search(const PeopleQuery& wanted, const Why& why, const Caller& caller, const Reply& reply) {
  auto found = std::make_shared<std::pair<Answer, std::vector<PersonId>>>();
  shelf_.ask(
      [this, found, wanted](store::ReadStore& store) {
        *found = people_found(store, wanted, deps_.clock.now());
        return Answer{};
      },
      [this, found, reply, why, caller](const Answer&) {
        desk_.on_io([this, found, reply, why, caller] {
          if (found->first.status != 200) return reply(found->first);
          looks_.look(
              caller, {RecordPart::search, why, found->second}, [found, reply] { reply(found->first); },
              reply);
        });
      });
}

void Api::show_person(const Request& request, Reply reply) {
  if (request.caller.token) return reply(somebody_wanted());
  const PersonId id(request.params.at("id"));
  const auto why = why_of(request);
  if (!why) return reply(reason_wanted());
  const auto show = [this, id, reply] {
    shelf_.ask(
        [this, id](store::ReadStore& store) {
          return person_page(store, deps_.registry, id, deps_.clock.now());
        },
        reply);
  };
  about_them(
      *why, id,
      [this, id, why = *why, caller = request.caller, show, reply] {
        looks_.look(caller, {RecordPart::person, why, {id}}, show, reply);
      },
      reply);
}

void Api::save_person(const Request& request, Reply reply) {
  if (request.caller.token) return reply(somebody_wanted());
  boost::system::error_code error;
  const auto body = boost::json::parse(request.body, error);
  if (error || !body.is_object()) {
    return reply(problem(422, "bad-person", "The record cannot be used", "A JSON object is wanted.",
                         {{"", "this is not a JSON object"}}));
  }
  auto members = members_of(body.get_object());
  members["person_id"] = request.params.at("id");
  boost::asio::post(importer_, [this, reply, members, by = OperatorId(request.caller.name)] {
    PersonEdited edited{.id = fresh_id(), .by = by};
    auto refused = import_person(members, {deps_.registry, deps_.load_plans, desk_}, edited);
    if (refused) return reply(std::move(*refused));
    desk_.on_io([this, reply, edited] { desk_.give({edited, {}}, 200, reply); });
  });
}

} // namespace turnout::console
