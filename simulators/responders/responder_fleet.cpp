#include "responders/responder_fleet.hpp"

namespace turnout::sim {
namespace {

// A pause between phones, so that a county does not come up in one burst.
constexpr double start_gap_s = 0.002;

} // namespace

ResponderFleet::ResponderFleet(const std::vector<RosterEntry>& roster, const HabitMix& habits, Random random,
                               Surroundings& around)
    : around_(around) {
  for (const char* name : {"offers_received", "accepted", "declined", "offers_silent", "assigned",
                           "not_assigned", "stood_down", "complete", "withdrawn", "en_route", "on_scene",
                           "with_person", "clear", "incidents_offered", "incidents_reached"}) {
    around_.summary.count(name, 0);
  }
  for (const auto& who : roster) {
    Random own = random.fork(who.id);
    const Persona persona = persona_for(who.kind, who.organisation, habits, own);
    around_.summary.count("persona_" + name_of(persona.habit));
    responders_.emplace(who.id, std::make_unique<Responder>(who, persona, own, around_));
  }
  around_.summary.set("responders", responders_.size());
}

void ResponderFleet::start() {
  double at_s = 0;
  for (auto& [id, responder] : responders_) {
    around_.scheduler.after(seconds(at_s), [r = responder.get()] { r->start(); });
    at_s += start_gap_s;
  }
}

void ResponderFleet::reconnected() {
  double at_s = 0;
  for (auto& [id, responder] : responders_) {
    around_.scheduler.after(seconds(at_s), [r = responder.get()] { r->reconnected(); });
    at_s += start_gap_s;
  }
}

void ResponderFleet::hang_up() {
  for (auto& [id, responder] : responders_)
    responder->hang_up();
}

void ResponderFleet::receive(const Message& message) {
  const auto first = message.topic.find('/');
  const auto second = message.topic.rfind('/');
  if (first == second) return;
  const auto found = responders_.find(message.topic.substr(first + 1, second - first - 1));
  if (found == responders_.end()) {
    around_.summary.count("messages_for_strangers");
    return;
  }
  found->second->receive(message.topic.substr(second + 1), message.payload);
}

} // namespace turnout::sim
