// The routes for what follows an incident: handed over, referrals chased, reviewed, and what is owed
// disputed.
#include "api.hpp"
#include "commands.hpp"
#include "incidents.hpp"
#include "review.hpp"
#include "turnout/accounts/accounts.hpp"
#include "turnout/billing/invoice.hpp"
#include "turnout/record/json.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace turnout::console {
namespace {

std::optional<Answer> never_referred(const Incident& incident, Referral referral) {
  const auto& made = incident.referrals;
  if (std::find(made.begin(), made.end(), referral) != made.end()) return std::nullopt;
  std::string known;
  for (const auto one : made)
    known += (known.empty() ? "" : ", ") + std::string(record::name_of(one));
  return problem(409, "no-such-referral", "No such referral",
                 incident.id.str() + " has no referral to " + std::string(record::name_of(referral)) +
                     (known.empty() ? ", and no other." : "; it has " + known + "."));
}

std::optional<Answer> never_attended(const Incident& incident, const OfferId& attendance) {
  const bool known = std::any_of(incident.assignments.begin(), incident.assignments.end(),
                                 [&](const Assignment& went) { return went.offer == attendance; });
  if (known) return std::nullopt;
  return problem(409, "no-such-attendance", "No such attendance",
                 "Nobody went to " + incident.id.str() + " under " + attendance.str() +
                     ": take both ids from lines.csv.");
}

Answer not_settled(const char* type, const char* title, const std::string& why) {
  return problem(409, type, title, why);
}

/// Sent again after a lost answer: it gets the same. Its words are kept under another id.
bool same_again(const DisputeSaid& before, const DisputeSaid& said) {
  return std::tie(before.id, before.by, before.offer, before.step, before.settled_at) ==
         std::tie(said.id, said.by, said.offer, said.step, said.settled_at);
}

/// A dispute is settled where it is open, by somebody else than whoever opened it, and for what the tariff
/// can give.
std::optional<Answer> cannot_settle(const ConsoleDeps& deps, store::ReadStore& store,
                                    const Incident& incident, const DisputeSaid& said) {
  const auto records = store.records_of(incident.id);
  if (!records) return cannot_read(records.error());
  billing::Disputes disputes;
  for (const auto& record : records.value()) {
    const auto* before = std::get_if<DisputeSaid>(&record.event);
    if (before != nullptr && same_again(*before, said)) return std::nullopt;
    billing::add_disputes(disputes, record);
  }
  const std::string line = said.offer.str();
  const auto& disputed = disputes[said.offer];
  if (disputed.disputed_by.empty())
    return not_settled("not-disputed", "Not disputed",
                       line + " is not disputed: open the dispute first; somebody else settles it.");
  if (!billing::may_settle(disputes, said.offer, said.by))
    return not_settled("own-dispute", "Their own dispute",
                       said.by.str() + " disputes " + line + ": somebody else settles it.");
  const auto book = said.settled_at && deps.load_tariffs ? deps.load_tariffs() : Error{"no sum is known"};
  if (!book) return std::nullopt;
  const auto most = billing::most_owed(incident, said.offer, book.value(), deps.zone);
  if (!most || said.settled_at->pence <= most->pence) return std::nullopt;
  return not_settled("above-tariff", "Above the tariff",
                     "The tariff gives at most " + std::to_string(most->pence) + " pence for " + line + '.');
}

/// Two may settle at one moment: whoever was second is told so.
std::optional<Answer> came_second(store::ReadStore& store, const DisputeSaid& said) {
  const auto records = store.records_of(said.incident);
  if (!records) return cannot_read(records.error());
  billing::Disputes disputes;
  for (const auto& record : records.value()) {
    const auto* here = std::get_if<DisputeSaid>(&record.event);
    if (here == nullptr || !same_again(*here, said)) {
      billing::add_disputes(disputes, record);
      continue;
    }
    if (billing::may_settle(disputes, said.offer, said.by)) return std::nullopt;
    return not_settled("not-disputed", "Not disputed",
                       said.offer.str() + " was settled a moment before: that stands, and this does not.");
  }
  return std::nullopt;
}

/// The token is no person: it must say for whom it looks.
std::optional<Caller> who_looks(const Request& request) {
  Caller caller = request.caller;
  if (!caller.token) return caller;
  const auto by = request.query.find("by");
  if (by == request.query.end() || !accounts::names_a_human(by->second)) return std::nullopt;
  caller.name = by->second;
  return caller;
}

Answer nobody_looks() {
  return problem(403, "name-wanted", "A name is wanted",
                 "With the token, say who looks: by=, a named human. The look goes on the record.");
}

} // namespace

void Api::show_handover(const Request& request, const Reply& reply) {
  const auto caller = who_looks(request);
  if (!caller) return reply(nobody_looks());
  const auto format = request.query.find("format");
  const bool said = format != request.query.end();
  if (said && format->second != "html" && format->second != "fhir")
    return reply(problem(400, "bad-query", "Bad query", "`format` is html or fhir."));
  const IncidentId id(request.params.at("id"));
  const bool fhir = said && format->second == "fhir";
  with_person_of(
      id,
      [this, id, fhir, caller = *caller, reply](const PersonId& person) {
        std::vector<PersonId> people;
        if (!person.empty()) people.push_back(person);
        looks_.look(
            caller, {RecordPart::handover, {ViewReason::incident, id, {}}, std::move(people)},
            [this, id, fhir, by = OperatorId(caller.name), reply] {
              ask_latest(
                  [this, id, fhir, by](Latest& latest) {
                    return incident_handover(latest, {deps_.zone, deps_.registry}, id,
                                             {deps_.clock.now(), by, fhir});
                  },
                  reply);
            },
            reply);
      },
      reply);
}

void Api::show_review(const Request& request, const Reply& reply) {
  const auto caller = who_looks(request);
  if (!caller) return reply(nobody_looks());
  const auto query = review_query(request.query, deps_.clock.now());
  if (!query) return reply(problem(400, "bad-query", "Bad query", query.error()));
  auto found = std::make_shared<std::pair<Answer, std::vector<PersonId>>>();
  archive_.ask(
      [this, found, wanted = query.value()](store::ReadStore& store) {
        *found = review_list(store, wanted, deps_.clock.now());
        return Answer{};
      },
      [this, found, caller = *caller, reply](const Answer& read) {
        if (read.status != 200) return reply(read);
        desk_.on_io([this, found, caller, reply] {
          if (found->first.status != 200) return reply(found->first);
          if (found->second.empty()) return reply(found->first);
          looks_.look(
              caller, {RecordPart::review, {ViewReason::care_review, {}, {}}, found->second},
              [found, reply] { reply(found->first); }, reply);
        });
      });
}

void Api::with_incident(const IncidentId& id, Refuse refuse, std::function<void()> then, const Reply& reply) {
  shelf_.ask(
      [id, refuse = std::move(refuse)](store::ReadStore& store) {
        const auto incident = store.incident(id);
        if (!incident) return cannot_read(incident.error());
        if (!incident.value())
          return problem(404, "no-such-incident", "No such incident",
                         "There is no incident " + id.str() + ".");
        return refuse(store, *incident.value()).value_or(Answer{});
      },
      [this, reply, go_on = std::move(then)](Answer answer) {
        if (answer.status != 200) return reply(std::move(answer));
        desk_.on_io(go_on);
      });
}

void Api::add_after_routes() {
  const auto body_of = [](const Request& request) {
    return request.caller.token ? request.body : given_by(request.body, request.caller.name);
  };
  add("POST", "/api/v1/incidents/{id}/referrals", [this, body_of](const Request& request, Reply reply) {
    auto read = follow_up_command(body_of(request), request.params.at("id"));
    if (!read.faults.empty()) return give(std::move(read), 200, std::move(reply));
    const auto& said = std::get<FollowUpSaid>(read.event.event);
    with_incident(
        said.incident,
        [referral = said.referral](store::ReadStore&, const Incident& one) {
          return never_referred(one, referral);
        },
        [this, read, reply] { give(read, 200, reply); }, reply);
  });
  add("GET", "/api/v1/incidents/{id}/handover",
      [this](const Request& request, const Reply& reply) { show_handover(request, reply); });
  add("GET", "/api/v1/review",
      [this](const Request& request, const Reply& reply) { show_review(request, reply); });
  add("POST", "/api/v1/incidents/{id}/disputes", [this, body_of](const Request& request, Reply reply) {
    auto read = dispute_command(body_of(request), request.params.at("id"));
    if (!read.faults.empty()) return give(std::move(read), 200, std::move(reply));
    const auto& said = std::get<DisputeSaid>(read.event.event);
    with_incident(
        said.incident,
        [this, said](store::ReadStore& store, const Incident& one) {
          auto no = never_attended(one, said.offer);
          if (no || said.step != DisputeStep::settled) return no;
          return cannot_settle(deps_, store, one, said);
        },
        [this, read, said, reply] {
          give(read, 200, [this, said, reply](Answer done) {
            if (done.status != 200 || said.step != DisputeStep::settled) return reply(std::move(done));
            shelf_.ask(
                [said, done](store::ReadStore& store) { return came_second(store, said).value_or(done); },
                reply);
          });
        },
        reply);
  });
}

} // namespace turnout::console
