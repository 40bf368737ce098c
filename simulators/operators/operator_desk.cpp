#include "operators/operator_desk.hpp"

#include "support/json.hpp"

#include <utility>

namespace turnout::sim {
namespace {

// Most calls are an accident, a test, or somebody who wants a word.
double by_voice_share(const std::string& incident_class) {
  if (incident_class == "life_fire") return 0.3;
  if (incident_class == "life_person") return 0.75;
  if (incident_class == "security") return 0.6;
  if (incident_class == "technical") return 0.95;
  if (incident_class == "test") return 1.0;
  return 0.8;
}

const char* voice_outcome(const std::string& incident_class) {
  return incident_class == "technical" ? "equipment_fault" : "false_alarm";
}

} // namespace

OperatorDesk::OperatorDesk(OperatorSettings settings, Random random, Scheduler& scheduler, Command command,
                           Summary& summary)
    : settings_(settings), random_(random), scheduler_(scheduler), command_(std::move(command)),
      summary_(summary) {
  for (const char* name : {"incidents_seen", "answered", "closed_by_voice", "dispatched",
                           "closed_after_response", "commands_refused"}) {
    summary_.count(name, 0);
  }
}

bool OperatorDesk::send(const std::string& id, const char* command, boost::json::object more) {
  more["command"] = command;
  more["by"] = calls_.at(id).by;
  const bool taken = command_(id, more);
  if (!taken) summary_.count("commands_refused");
  return taken;
}

void OperatorDesk::look_at(const boost::json::object& item) {
  const std::string id = text_of(item, "id");
  if (id.empty()) return;
  const auto [found, fresh] = calls_.try_emplace(id);
  Call& call = found->second;
  if (fresh) {
    notice(id, call, item);
    return;
  }
  if (!flag_of(item, "can_close") || (call.plan != Plan::responding && call.plan != Plan::left_alone)) return;
  call.plan = Plan::closing;
  const std::string reported = text_of(item, "outcome");
  scheduler_.after(human(random_.between(5, 30)), [this, id, reported] {
    close(id, reported.empty() ? "no_injury_helped_up" : reported, "Rang back: settled and comfortable.");
  });
}

void OperatorDesk::notice(const std::string& id, Call& call, const boost::json::object& item) {
  call.first_seen = scheduler_.now();
  call.by = "demo.operator-" + std::to_string(random_.whole(1, settings_.operators));
  call.incident_class = text_of(item, "class");
  summary_.count("incidents_seen");
  const bool missed = random_.chance(settings_.miss_share);
  if (flag_of(item, "answered")) {
    call.plan = Plan::talking;
    scheduler_.after(human(random_.between(20, 60)), [this, id] { decide(id); });
  } else if (missed) {
    call.plan = Plan::left_alone;
    summary_.count("not_taken");
  } else {
    call.plan = Plan::answering;
    scheduler_.after(human(random_.between(5, 40)), [this, id] { answer(id); });
  }
}

void OperatorDesk::answer(const std::string& id) {
  Call& call = calls_.at(id);
  // Refused means that somebody else has answered, or that it is over: the talk goes on either way.
  if (send(id, "answer")) {
    summary_.count("answered");
    summary_.sample("seen_to_answered", scheduler_.now() - call.first_seen);
  }
  call.plan = Plan::talking;
  scheduler_.after(human(random_.log_normal(45, 0.5)), [this, id] { decide(id); });
}

void OperatorDesk::decide(const std::string& id) {
  Call& call = calls_.at(id);
  if (random_.chance(by_voice_share(call.incident_class))) {
    if (send(id, "close",
             {{"outcome", voice_outcome(call.incident_class)}, {"note", "Spoke on the hub: all well."}})) {
      summary_.count("closed_by_voice");
      call.plan = Plan::closed;
      return;
    }
  } else if (send(id, "dispatch")) {
    summary_.count("dispatched");
  }
  call.plan = Plan::responding;
}

void OperatorDesk::close(const std::string& id, const std::string& outcome, const std::string& note) {
  if (send(id, "close", {{"outcome", outcome}, {"note", note}})) {
    summary_.count("closed_after_response");
    summary_.sample("seen_to_closed", scheduler_.now() - calls_.at(id).first_seen);
    calls_.at(id).plan = Plan::closed;
    return;
  }
  calls_.at(id).plan = Plan::responding;
}

} // namespace turnout::sim
