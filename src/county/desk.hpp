// The monitoring centre: operators who answer in order of gravity, talk, settle by voice or send somebody,
// see to alerts, and close what is over. They give commands as the console does. One thread. A command that
// finds no process is given again.
#pragma once

#include "casebook.hpp"

namespace turnout::county {

class Desk {
public:
  Desk(Stage& stage, Casebook& casebook);

  void start();
  void committed(const engine::Batch& batch);
  /// A new process: every open incident is looked at afresh.
  void restarted(const dispatch::State& state);
  [[nodiscard]] std::size_t calls() const noexcept { return calls_.size(); }

private:
  struct Call {
    AlarmClass cls = AlarmClass::life_person;
    WallTime since;
    bool taken = false;   ///< an operator is at it
    bool settled = false; ///< talked to; what is left is to follow it
    bool escalated = false;
  };

  [[nodiscard]] const Incident* open(const IncidentId& id) const;
  void command(CommandGiven command, std::vector<KeptText> texts = {}, int tries = 0);
  void slip(const CommandGiven& given);
  [[nodiscard]] CommandGiven about(const IncidentId& id, CommandKind kind);
  void opened(const IncidentId& id, AlarmClass cls);
  void queue(const IncidentId& id);
  void serve();
  void answer(const IncidentId& id);
  void talked(const IncidentId& id);
  void hang_up();
  bool find_double(const Incident& incident);
  void park(const Incident& incident);
  void say_duty(const ResponderId& who);
  void send_somebody(const Incident& incident, Chance& chance);
  void review(const IncidentId& id);
  void look_to_close(const IncidentId& id);
  void close(const IncidentId& id, Outcome outcome);
  void alert(const AlertRaised& raised);
  void call_by_telephone(std::uint64_t nth);
  void recall(std::uint64_t nth);

  Stage& stage_;
  Casebook& casebook_;
  std::map<IncidentId, Call> calls_;
  std::set<std::tuple<AlarmClass, WallTime, IncidentId>> waiting_;
  int free_ = 0;
  std::uint64_t commands_ = 0;
};

} // namespace turnout::county
