// The responders and their phones: who they are, where they really are, how they answer, travel, report, and
// what goes wrong with them. What somebody would do for an alarm is drawn from who and which alarm alone. One
// thread. Nothing fails.
#pragma once

#include "stage.hpp"

#include <deque>

namespace turnout::county {

class Casebook;

/// What somebody does when asked about one alarm.
struct Answer {
  bool replies = true;
  bool accepts = false;
  Duration reply{};
  Duration turnout{};
  double road = 1; ///< the noise on the way there
};

/// An offer that this phone knows.
struct SeenOffer {
  OfferId offer;
  IncidentId incident;
  bool gone = false;
  std::string last_topic; ///< reply or progress
  std::string last;       ///< what was last said about it
};
/// From the assignment to the end of it.
struct Job {
  IncidentId incident;
  OfferId offer;
  std::uint64_t alarm = 0;
  AlarmType type = AlarmType::help;
  GeoPoint from;
  GeoPoint to;
  std::optional<GeoPoint> by; ///< the crossing on the way
  WallTime left;
  Duration way{};
  bool moving = false;
  bool quiet = false;
};

/// On the way to where they will wait.
struct Drive {
  GeoPoint from;
  WallTime left;
  Duration way{};
};

/// One responder with a phone.
struct Phone {
  const Responder* row = nullptr;
  Crew crew = Crew::family;
  bool app = true;
  bool slow = false;
  bool silent = false;
  bool declines = false;
  bool alive = true;
  bool free = true; ///< not at a fire
  GeoPoint home;    ///< where they wait: their own place, or where they were told to stand
  GeoPoint at;
  std::optional<Drive> drive;
  std::uint64_t said = 0;
  std::uint64_t job_number = 0;
  WallTime in_car_until{}; ///< called back on the way: they need no time to set off again
  std::optional<Job> job;
  std::deque<SeenOffer> seen; ///< the last few offers
};

class Phones {
public:
  explicit Phones(Stage& stage);

  void know(Casebook& casebook) noexcept { casebook_ = &casebook; }
  void start();
  void receive(ResponderIndex who, std::string_view what, const std::string& payload);
  void broker_risen();
  void fire_call(std::uint32_t base, std::uint64_t number);
  /// They wait there from now on, and drive there unless they are on a job.
  void stand_at(ResponderIndex who, GeoPoint place);
  /// They wait at their own place again.
  void stand_at_home(ResponderIndex who);
  [[nodiscard]] GeoPoint waits_at(ResponderIndex who) const { return phones_[who].home; }

  [[nodiscard]] Answer answer_of(ResponderIndex who, std::uint64_t alarm, int attempt) const;
  [[nodiscard]] Duration travel(GeoPoint from, GeoPoint to, double road, WallTime at) const;
  /// Everybody who might go, when the response is decided.
  [[nodiscard]] std::vector<CandidateTruth> candidates(const Incident& incident, std::uint64_t alarm,
                                                       const Plan& plan) const;
  /// How long the plan has the person's own asked alone, at least, whoever dispatches.
  [[nodiscard]] Duration alone_for(const std::vector<CandidateTruth>& candidates, const Plan& plan) const;
  /// From the door to free again, whoever comes.
  [[nodiscard]] Duration on_scene(std::uint64_t alarm, bool needs_person) const;
  [[nodiscard]] std::vector<ResponderFact>& facts() noexcept { return facts_; }

private:
  [[nodiscard]] std::set<ResponderIndex> own_of(const Incident& incident) const;
  void make(ResponderIndex who);
  [[nodiscard]] const Manner& manner(const Phone& phone) const;
  void send(ResponderIndex who, std::string_view what, std::string payload, Quality quality,
            bool keep = false);
  void status(ResponderIndex who);
  void link(ResponderIndex who, bool up);
  void position(ResponderIndex who, GeoPoint place);
  void round(ResponderIndex who);
  SeenOffer* seen(Phone& phone, const OfferId& offer);
  void reply(ResponderIndex who, const OfferId& offer, std::string_view answer, bool once_more = false);
  void offer(ResponderIndex who, const boost::json::object& body);
  void decide(ResponderIndex who, const OfferId& offer, const Answer& answer);
  void assignment(ResponderIndex who, const boost::json::object& body);
  void begin(ResponderIndex who, const boost::json::object& body, const OfferId& offer,
             const IncidentId& incident);
  void on_job(ResponderIndex who, Duration after, std::function<void()> task);
  std::string report(ResponderIndex who, std::string_view stage, std::string_view more = {});
  void set_off(ResponderIndex who, double road);
  void trouble(ResponderIndex who);
  void move(ResponderIndex who);
  [[nodiscard]] GeoPoint place_now(const Phone& phone) const;
  void arrive(ResponderIndex who);
  void enter(ResponderIndex who);
  void leave(ResponderIndex who);
  void end_job(ResponderIndex who);
  void die(ResponderIndex who);
  void wake(ResponderIndex who);
  void withdraw(ResponderIndex who);
  [[nodiscard]] bool above_minimum(const std::vector<int>& crews, const dispatch::Roster& who) const;

  Stage& stage_;
  Casebook* casebook_ = nullptr;
  std::vector<Phone> phones_;
  std::vector<ResponderFact> facts_;
  std::unordered_map<std::string, std::vector<ResponderIndex>> by_base_; ///< looked up, never walked
  std::vector<ResponderIndex> crews_;                                    ///< all but family
};

} // namespace turnout::county
