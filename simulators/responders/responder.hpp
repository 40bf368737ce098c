// One responder as Turnout meets them: duty, a phone, and at most one job from offer to clear, coloured by a
// persona. Repeats of an offer or an assignment get the same answer and start nothing anew. One thread,
// driven by the scheduler; nothing here fails.
#pragma once

#include "responders/board.hpp"
#include "responders/persona.hpp"
#include "responders/phone.hpp"
#include "responders/roster.hpp"
#include "responders/visit.hpp"
#include "support/geo.hpp"
#include "support/random.hpp"

#include <boost/json.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace turnout::sim {

// What all responders of a fleet share; it outlives them.
struct Surroundings {
  Scheduler& scheduler;
  Publish publish;
  Summary& summary;
  Board& board;
  const River& river;
  double speed = 1;
  double moving_position_s = 5;
  double idle_position_s = 120;
  bool everyone_on_duty = false;
  std::string run_id;
};

enum class Duty { off_duty, available, unavailable };

// What a responder remembers of the job in hand and of each offer.
struct Job {
  std::string incident, offer;
  Point destination;
  std::vector<Point> path;
  Instant left{0}, travel{0};
  bool moving = false;
  bool quiet = false; // no word on the way until it has passed
  Visit visit;
};
struct OfferSeen {
  std::string incident, type;
  double distance_km = 0;
  Instant came{0};
  bool gone = false;      // told it is not theirs
  std::string last_reply; // as sent, for a repeat of the offer
};

class Responder {
public:
  Responder(const RosterEntry& who, const Persona& persona, Random random, Surroundings& around);
  // Tasks in the scheduler point here.
  Responder(const Responder&) = delete;
  Responder& operator=(const Responder&) = delete;

  void start();
  // The broker connection came back: say everything retained again and ask for what was missed.
  void reconnected();
  void hang_up() { phone_.link("down"); }

  void offer(const boost::json::object& body);
  void assignment(const boost::json::object& body);
  void receive(const std::string& kind, const std::string& payload);

  [[nodiscard]] Duty duty() const { return duty_; }
  [[nodiscard]] bool busy() const { return job_.has_value(); }
  [[nodiscard]] Point at() const { return at_; }

private:
  [[nodiscard]] Duty duty_by_shift() const;
  void check_shift();
  void set_duty(Duty duty);
  void idle_position();
  void answer(const std::string& offer);
  void reply(OfferSeen& seen, const std::string& offer, const std::string& answer, const std::string& reason);

  void begin(const boost::json::object& body);
  [[nodiscard]] Point destination_of(const boost::json::object& body, double distance_km);
  void set_off();
  void plan_trouble();
  void move();
  void arrive();
  void enter();
  void assess();
  void clear();
  void withdraw();
  void battery_dies();
  void goes_quiet();
  void end_job();
  // Gives the payload as sent.
  std::string report(const char* stage, boost::json::object more = {});

  // Runs the task later unless the job has ended or changed by then.
  void on_job_after(Instant delay, Task task);
  [[nodiscard]] Instant human(double delay_s) const { return seconds(delay_s / around_.speed); }

  RosterEntry who_;
  Persona persona_;
  Random random_;
  Surroundings& around_;
  Phone phone_;
  Duty duty_ = Duty::off_duty;
  Instant unavailable_until_{0};
  Point at_;
  std::map<std::string, OfferSeen> offers_;
  std::map<std::string, std::string> finished_; // offer -> the clear report as sent
  std::optional<Job> job_;
  std::uint64_t job_number_ = 0;
};

} // namespace turnout::sim
