// The people in the monitoring centre: they answer, talk, settle most calls by voice, send somebody to the
// rest, and close what is over. One thread, driven by the scheduler; nothing here fails: a command that is
// refused is counted and thought about again at the next look.
#pragma once

#include "support/random.hpp"
#include "support/scheduler.hpp"
#include "support/summary.hpp"

#include <boost/json.hpp>

#include <functional>
#include <map>
#include <string>

namespace turnout::sim {

struct OperatorSettings {
  int operators = 3;
  double speed = 1;
  double miss_share = 0.03; // calls no operator takes, so that the ladder goes on by itself
};

class OperatorDesk {
public:
  // Sends a command to an incident; true if it was taken.
  using Command = std::function<bool(const std::string& incident, const boost::json::object& command)>;

  OperatorDesk(OperatorSettings settings, Random random, Scheduler& scheduler, Command command,
               Summary& summary);

  // One item of the list of open incidents.
  void look_at(const boost::json::object& item);

private:
  enum class Plan { answering, talking, responding, closing, left_alone, closed };
  struct Call {
    Plan plan = Plan::answering;
    Instant first_seen{0};
    std::string by;
    std::string incident_class;
  };

  void notice(const std::string& id, Call& call, const boost::json::object& item);
  void answer(const std::string& id);
  void decide(const std::string& id);
  void close(const std::string& id, const std::string& outcome, const std::string& note);
  bool send(const std::string& id, const char* command, boost::json::object more = {});
  [[nodiscard]] Instant human(double delay_s) const { return seconds(delay_s / settings_.speed); }

  OperatorSettings settings_;
  Random random_;
  Scheduler& scheduler_;
  Command command_;
  Summary& summary_;
  std::map<std::string, Call> calls_;
};

} // namespace turnout::sim
