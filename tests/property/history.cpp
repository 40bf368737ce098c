#include "history.hpp"

#include "support/county.hpp"

#include <turnout/record/json.hpp>

#include <algorithm>
#include <array>

namespace turnout::testing {

namespace {

constexpr std::array<const char*, 9> responders = {"F1", "F2", "F3", "C1", "C2", "C3", "C4", "D1", "X9"};

Responder responder_row(const char* id, ResponderKind kind, double east, const char* base = "") {
  Responder row{.id = ResponderId(id), .kind = kind, .base = BaseId(base)};
  if (*base == '\0') row.place = place(east, 0);
  return row;
}

RegistryChanged people_of_the_county() {
  RegistryChanged rows;
  for (int i = 1; i <= 4; ++i) {
    const std::string n = std::to_string(i);
    rows.people.push_back({.id = PersonId("P" + n),
                           .hub = HubId("H" + n),
                           .home = place(0, std::min(i, 3)),
                           .area = AreaId("vale")});
  }
  rows.people[0].risk_flags = {"two_person_lift"};
  rows.people[1].preferred_responders = {ResponderId("D1")};
  rows.bases.push_back({.id = BaseId("B1"),
                        .name = "Northleach",
                        .kind = "fire_station",
                        .place = place(2, 0),
                        .minimum_crew = 2});
  for (const char* id : {"F1", "F2", "F3"})
    rows.responders.push_back(responder_row(id, ResponderKind::firefighter, 0, "B1"));
  rows.responders.push_back(responder_row("C1", ResponderKind::carer, 1));
  rows.responders.push_back(responder_row("C2", ResponderKind::carer, 3));
  rows.responders.push_back(responder_row("C3", ResponderKind::carer, 9));
  rows.responders.push_back(responder_row("C4", ResponderKind::carer, 40));
  rows.responders.push_back(responder_row("D1", ResponderKind::family, 5));
  return rows;
}

} // namespace

std::unique_ptr<World> small_county(int open) {
  PlanBook book = plain_book();
  book.partners = plain_partners();
  for (auto& branch : book.root.children) {
    if (branch.plan.path == "root/life_person") branch.plan.offers.open = open;
  }
  stamp_revision(book);
  auto world = std::make_unique<World>(*parse_rfc3339("2026-11-23T02:00:00Z"), people_of_the_county(),
                                       std::move(book));
  if (!world->up()) return nullptr;
  for (const char* id : responders) {
    world->publish("turnout/v1/responder/" + std::string(id) + "/status", R"({"state":"available"})");
  }
  return world;
}

std::uint32_t History::draw(std::uint32_t below) {
  const std::uint32_t drawn = left_ % below;
  left_ /= below;
  return drawn;
}

std::string History::responder() {
  return responders[draw(responders.size())];
}

/// Into itself joins nothing: the next one that is open, or one nobody knows.
IncidentId History::another(const IncidentId& than) const {
  const auto& open = world_.state().facts.open;
  auto next = open.upper_bound(than);
  if (next == open.end()) next = open.begin();
  return next == open.end() ? IncidentId("I9-9") : next->first;
}

std::string History::offer() {
  std::vector<std::string> made;
  for (const auto& [id, incident] : world_.state().by_offer)
    made.push_back(id.str());
  return made.empty() ? "O9-9" : made[draw(static_cast<std::uint32_t>(made.size()))];
}

std::string History::incident() {
  std::vector<std::string> open;
  for (const auto& [id, incident] : world_.state().facts.open)
    open.push_back(id.str());
  return open.empty() ? "I9-9" : open[draw(static_cast<std::uint32_t>(open.size()))];
}

void History::say(const std::string& topic, const std::string& payload) {
  told_ += "\n" + topic + " " + payload;
  last_topic_ = "turnout/v1/" + topic;
  last_payload_ = payload;
  world_.publish(last_topic_, payload);
}

void History::alarm() {
  constexpr std::array<const char*, 10> types = {"fall",   "help",     "smoke",      "inactivity",
                                                 "duress", "enuresis", "mains_fail", "assistance",
                                                 "cancel", "nonsense"};
  const std::string hub = "H" + std::to_string(1 + draw(5));
  const std::string type = types[draw(types.size())];
  say("hub/" + hub + "/alarm", R"({"id":"a)" + std::to_string(++ids_) + R"(","type":")" + type + "\"}");
}

void History::time_passes() {
  constexpr std::array<Duration, 8> spans = {1s, 6s, 20s, 45s, 2min, 5min, 9min, 31min};
  const Duration span = spans[draw(spans.size())];
  told_ += "\n" + format_duration(span) + " later";
  world_.advance_to(world_.now() + span);
}

void History::reply() {
  constexpr std::array<const char*, 8> answers = {"accept",   "accept",  "accept",   "withdraw",
                                                  "withdraw", "decline", "received", "seen"};
  const std::string which = offer();
  std::string who = responder();
  // Mostly the one who was asked, sometimes somebody else.
  const auto known = world_.state().by_offer.find(OfferId(which));
  if (known != world_.state().by_offer.end() && draw(8) != 0) {
    for (const auto& made : world_.state().facts.open.at(known->second).offers) {
      if (made.id.str() == which) who = made.responder.str();
    }
  }
  say("responder/" + who + "/reply", R"({"id":"m)" + std::to_string(++ids_) + R"(","offer":")" + which +
                                         R"(","answer":")" + answers[draw(answers.size())] + "\"}");
}

void History::progress() {
  constexpr std::array<const char*, 5> stages = {"en_route", "en_route", "on_scene", "with_person", "clear"};
  constexpr std::array<const char*, 4> needs = {"", R"(,"needs":["ambulance"])",
                                                R"(,"needs":["second_responder"])", ""};
  std::string who = responder();
  std::string where = incident();
  const auto open = world_.state().facts.open.find(IncidentId(where));
  if (open != world_.state().facts.open.end() && !open->second.assignments.empty() && draw(8) != 0) {
    const auto& going = open->second.assignments;
    who = going[draw(static_cast<std::uint32_t>(going.size()))].responder.str();
  }
  const std::string stage = stages[draw(stages.size())];
  say("responder/" + who + "/progress", R"({"id":"m)" + std::to_string(++ids_) + R"(","incident":")" + where +
                                            R"(","stage":")" + stage + '"' + needs[draw(needs.size())] + "}");
}

void History::command() {
  constexpr std::array<CommandKind, 18> kinds = {
      CommandKind::dispatch,    CommandKind::dispatch, CommandKind::answer, CommandKind::escalate,
      CommandKind::stand_down,  CommandKind::recall,   CommandKind::close,  CommandKind::open,
      CommandKind::acknowledge, CommandKind::dispatch, CommandKind::note,   CommandKind::answer,
      CommandKind::park,        CommandKind::park,     CommandKind::join,   CommandKind::join,
      CommandKind::join,        CommandKind::duty};
  CommandGiven command{.id = MessageId("c" + std::to_string(++ids_)),
                       .by = OperatorId("ann"),
                       .kind = kinds[draw(kinds.size())]};
  command.incident = IncidentId(incident());
  if (command.kind == CommandKind::park) {
    command.park_for = Duration(1min) * (1 + draw(32));
    if (draw(8) != 7) command.note = TextId("looked at");
  }
  if (command.kind == CommandKind::join) command.into = another(*command.incident);
  if (command.kind == CommandKind::duty) command.duty = static_cast<DutyState>(draw(3));
  if (draw(2) != 0) command.responder = ResponderId(responder());
  const auto open = world_.state().facts.open.find(*command.incident);
  if (open != world_.state().facts.open.end() && !open->second.assignments.empty() && draw(2) != 0) {
    command.responder = open->second.assignments.back().responder;
  }
  if (draw(6) == 5) command.by = OperatorId();
  if (draw(4) != 0) command.outcome = Outcome::other;
  command.service = static_cast<Service>(draw(4));
  command.person = PersonId("P" + std::to_string(1 + draw(5)));
  if (draw(3) == 1) command.first_contact = FirstContact::passed_on;
  told_ += "\ncommand " + std::string(record::name_of(command.kind)) + " " + command.incident->str() + " " +
           (command.into ? "into " + command.into->str() + " " : "") +
           (command.responder ? command.responder->str() : "") + " by " + command.by.str();
  world_.give(command);
}

void History::partner() {
  constexpr std::array<const char*, 5> states = {"acknowledged", "accepted", "rejected", "arrived",
                                                 "complete"};
  const auto& asked = world_.state().by_request;
  if (asked.empty()) return;
  auto at = asked.begin();
  std::advance(at, draw(static_cast<std::uint32_t>(asked.size())));
  std::string who;
  for (const auto& request : world_.state().facts.open.at(at->second).requests) {
    if (request.id == at->first) who = request.partner.str();
  }
  say("partner/" + who + "/reply", R"({"id":"p)" + std::to_string(++ids_) + R"(","request":")" +
                                       at->first.str() + R"(","state":")" + states[draw(states.size())] +
                                       "\"}");
}

void History::state_of_phone() {
  const std::string who = responder();
  if (draw(2) == 0) {
    constexpr std::array<const char*, 4> states = {"available", "available", "off_duty", "unavailable"};
    say("responder/" + who + "/status", R"({"state":")" + std::string(states[draw(states.size())]) + "\"}");
  } else {
    say("responder/" + who + "/link", draw(2) == 0 ? R"({"state":"up"})" : R"({"state":"down"})");
  }
}

void History::position() {
  const std::string who = responder();
  const GeoPoint at = place(draw(12), draw(6));
  say("responder/" + who + "/position", R"({"lat":)" + std::to_string(at.lat_e7 / 1e7) + R"(,"lon":)" +
                                            std::to_string(at.lon_e7 / 1e7) + R"(,"at":")" +
                                            format_rfc3339(world_.now()) + "\"}");
}

void History::fault() {
  const std::uint32_t which = draw(5);
  constexpr std::array<const char*, 5> names = {"restart", "storage fails", "storage heals", "broker away",
                                                "broker back"};
  told_ += "\n" + std::string(names[which]);
  if (which == 0 && !world_.storage_failing()) (void)world_.restart();
  if (which == 1) world_.storage_fails();
  if (which == 2) world_.storage_heals();
  if (which == 3) world_.broker_away();
  if (which == 4) world_.broker_back();
}

void History::happen(std::uint32_t number) {
  left_ = number;
  switch (draw(20)) {
  case 0:
  case 1:
    return alarm();
  case 2:
  case 3:
  case 4:
    return time_passes();
  case 5:
  case 6:
  case 7:
  case 8:
  case 9:
    return reply();
  case 10:
  case 11:
  case 12:
    return progress();
  case 13:
  case 14:
    return command();
  case 15:
    return partner();
  case 16:
    return state_of_phone();
  case 17:
    return position();
  case 18:
    return fault();
  default:
    // The last message once more, to the letter.
    if (!last_topic_.empty()) world_.publish(last_topic_, last_payload_);
  }
}

} // namespace turnout::testing
