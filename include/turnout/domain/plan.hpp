// A response plan: what happens, in which order and against which clocks, for a kind of alarm.
// Values, any thread, no failure; plans are checked when they are read (room config), so the rules may trust
// them.
#pragma once

#include "turnout/domain/alarm.hpp"
#include "turnout/domain/calendar.hpp"
#include "turnout/domain/ids.hpp"
#include "turnout/domain/registry.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace turnout {

/// What a responder on the spot, or a rung, can ask for (contract.md, `needs`).
BOOST_DEFINE_ENUM_CLASS(Need, ambulance, rapid_home_care, second_responder, police, fire, clinical_advice,
                        third_sector)

/// What a rung does when its turn comes.
/// offer: start automatic offers · request: ask a partner service · alert: tell a human at the centre.
BOOST_DEFINE_ENUM_CLASS(Action, offer, request, alert)

/// When a rung is passed over although its time has come.
/// answered: an operator has taken the call · decided: a human or an earlier rung started the response ·
/// accepted: somebody holds every place · with_person: somebody is beside the person.
BOOST_DEFINE_ENUM_CLASS(Unless, never, answered, decided, accepted, with_person)

BOOST_DEFINE_ENUM_CLASS(HumanRole, operator_, supervisor)

/// One step of a ladder. Exactly one of the four triggers is set.
struct Rung {
  std::string name; ///< unique within the plan
  // triggers
  std::optional<Duration> after; ///< this long after the first signal
  std::optional<Duration>
      forecast_past;                    ///< the forecast arrival lies further than this from the first signal
  std::optional<Need> need;             ///< somebody on the spot asked for it
  std::optional<std::string> risk_flag; ///< the person carries this flag: at once
  // what then
  Action action = Action::alert;
  std::optional<Service> service;         ///< for request
  HumanRole role = HumanRole::supervisor; ///< for alert
  Unless unless = Unless::never;

  friend bool operator==(const Rung&, const Rung&) = default;
};
BOOST_DESCRIBE_STRUCT(Rung, (), (name, after, forecast_past, need, risk_flag, action, service, role, unless))

/// How offers are made. Times are spans from the moment they speak of.
struct OfferPolicy {
  int open = 1;                        ///< offers open at once, 1 to 8
  int enough_percent = 98;             ///< so likely that enough of those ringing come: nobody more is asked
  Duration expire_after = 45s;         ///< offer to reply
  Duration received_within = 5s;       ///< app with a link: no `received` by then brings in the next
  Duration takeover_margin = 45s;      ///< a later accepter must arrive this much earlier
  Duration takeover_driven_max = 2min; ///< the earlier one has moved less than this, or else
  Duration takeover_gain_min = 3min;   ///< the later one gains more than this
  Duration reply_allowance =
      20s; ///< expected time from offer to accept, when asking whether an offer can still win
  Duration failure_cost = 20s;        ///< what a no is reckoned to cost when ranking, times the odds of it
  Duration retry_silent_after = 3min; ///< a silent responder may be asked again after this
  bool preferred_first = true;        ///< the person's own responders before all others
  Duration preferred_within = 30min;  ///< ... if they can be there by then
  std::vector<ResponderKind> kinds = {ResponderKind::family, ResponderKind::carer, ResponderKind::firefighter,
                                      ResponderKind::volunteer}; ///< who may be sent; order does not matter
  std::set<std::string> skills;                                  ///< all of them are needed
  int people_needed = 1;                                         ///< 1 or 2
  std::set<std::string> two_people_flags = {"two_person_lift", "risk_marker"}; ///< any of these makes it 2
  bool personal_care = false; ///< true: firefighters are never sent

  friend bool operator==(const OfferPolicy&, const OfferPolicy&) = default;
};
BOOST_DESCRIBE_STRUCT(OfferPolicy, (),
                      (open, enough_percent, expire_after, received_within, takeover_margin,
                       takeover_driven_max, takeover_gain_min, reply_allowance, failure_cost,
                       retry_silent_after, preferred_first, preferred_within, kinds, skills, people_needed,
                       two_people_flags, personal_care))

/// Watching those on their way and on the spot.
struct WatchPolicy {
  Duration arrive_by = 45min; ///< decision to arrival, the service level
  Duration arrive_latest = 60min;
  Duration turnout_slip = 45s;   ///< ... and this long after it, somebody who would be sooner may be asked
  Duration turnout_grace = 2min; ///< no `en_route` this long after the expected turnout: chase
  Duration silent_after = 4min;  ///< no sign of life this long after a chase: look for another
  Duration overdue_after = 3min; ///< past the forecast arrival by this much: chase
  Duration entry_within = 5min;  ///< on_scene to with_person
  Duration lone_worker_check = 20min; ///< no word from somebody on scene: a human rings
  Duration near_within = 2min;        ///< forecast this close: tell the person "near"
  Duration delay_told_from = 5min;    ///< forecast slipped by this much: tell the person "delayed"

  friend bool operator==(const WatchPolicy&, const WatchPolicy&) = default;
};
BOOST_DESCRIBE_STRUCT(WatchPolicy, (),
                      (arrive_by, arrive_latest, turnout_slip, turnout_grace, silent_after, overdue_after,
                       entry_within, lone_worker_check, near_within, delay_told_from))

/// A complete plan: everything inherited from its ancestors is already filled in.
struct Plan {
  std::string path;             ///< "root", "root/life_person", "root/life_person/night" ...
  Duration answer_within = 60s; ///< operator's answer, the service level
  Duration answer_latest = 180s;
  Duration review_every = 15min; ///< an open incident with nothing else due is put before a human this often
  int priority = 3;              ///< 1 gravest to 5, told to responders and partners
  bool no_incident = false;      ///< tests: recorded and acknowledged, nobody is called
  bool fold_by_area = false;     ///< one incident for all signals of this type in an area
  OfferPolicy offers;
  WatchPolicy watch;
  std::vector<Rung> ladder; ///< the last is always an alert

  friend bool operator==(const Plan&, const Plan&) = default;
};
BOOST_DESCRIBE_STRUCT(Plan, (),
                      (path, answer_within, answer_latest, review_every, priority, no_incident, fold_by_area,
                       offers, watch, ladder))

/// What a branch of the tree asks for; an empty list asks for nothing. All that are set must hold.
struct PlanMatch {
  std::set<AlarmClass> classes;
  std::set<AlarmType> types;
  std::set<AreaId> areas;
  std::set<std::string> risk_flags; ///< any of them
  std::optional<bool> lives_alone;
  WeekWindows when;

  friend bool operator==(const PlanMatch&, const PlanMatch&) = default;
};
BOOST_DESCRIBE_STRUCT(PlanMatch, (), (classes, types, areas, risk_flags, lives_alone, when))

/// One branch. The first child that matches wins, all the way down; where none does, the branch itself.
struct PlanNode {
  PlanMatch match;
  Plan plan;
  std::vector<PlanNode> children;

  friend bool operator==(const PlanNode&, const PlanNode&) = default;
};
BOOST_DESCRIBE_STRUCT(PlanNode, (), (match, plan, children))

/// A law of travel of its own round certain places, such as towns.
struct TravelLaw {
  std::string name;
  Duration short_per_root_km = 195600ms;
  Distance join{1200};
  Duration at_join = 214200ms;
  Duration long_per_km = 89400ms;
  std::vector<GeoPoint> places;
  Distance within{3000}; ///< of one of the places

  friend bool operator==(const TravelLaw&, const TravelLaw&) = default;
};
BOOST_DESCRIBE_STRUCT(TravelLaw, (), (name, short_per_root_km, join, at_join, long_per_km, places, within))

/// How long a journey takes at these hours, in hundredths of the time on an empty road.
struct TravelFactor {
  WeekWindows when;
  int percent = 100;

  friend bool operator==(const TravelFactor&, const TravelFactor&) = default;
};
BOOST_DESCRIBE_STRUCT(TravelFactor, (), (when, percent))

/// Ice, a flood, a march: known by name, and in force when TravelSettings::conditions names it.
struct TravelCondition {
  std::string name;
  int percent = 100;
  std::vector<GeoPoint> shut; ///< roads and crossings through which nobody gets

  friend bool operator==(const TravelCondition&, const TravelCondition&) = default;
};
BOOST_DESCRIBE_STRUCT(TravelCondition, (), (name, percent, shut))

/// Turnout time by kind, and the law of travel between two points (research: square root, then linear).
struct TravelSettings {
  Duration turnout_firefighter_on_call = 5min;
  Duration turnout_firefighter_wholetime = 90s;
  Duration turnout_carer = 2min;
  Duration turnout_family = 4min;
  Duration turnout_volunteer = 4min;
  /// Milliseconds for the square root of a kilometre below the join, then milliseconds a kilometre.
  Duration short_per_root_km = 182400ms;
  Distance join{1700};
  Duration at_join = 237600ms;
  Duration long_per_km = 70200ms;
  std::vector<std::vector<GeoPoint>> barriers; ///< polylines that no road crosses
  std::vector<GeoPoint> crossings;             ///< where roads do
  std::vector<TravelLaw> laws;                 ///< the first that holds at a place; else the one above
  std::vector<TravelFactor> factors;           ///< the first whose hours hold; else 100 %
  std::vector<TravelCondition> known_conditions;
  std::set<std::string> conditions; ///< names of those in force

  friend bool operator==(const TravelSettings&, const TravelSettings&) = default;
};
BOOST_DESCRIBE_STRUCT(TravelSettings, (),
                      (turnout_firefighter_on_call, turnout_firefighter_wholetime, turnout_carer,
                       turnout_family, turnout_volunteer, short_per_root_km, join, at_join, long_per_km,
                       barriers, crossings, laws, factors, known_conditions, conditions))

/// Settings of the rules that belong to no single plan.
struct RuleSettings {
  Duration position_fresh = 10min; ///< an older position is not used: the base or home is
  Duration rest_after_job = 10min; ///< from clear to the next offer
  Duration join_window = 12h;      ///< a folded technical incident takes in more signals this long
  Duration heartbeat_every = 5min; ///< of a hub that does not say its interval
  int heartbeats_missed = 3;
  Duration late_alarm = 10min;               ///< a sender's time further back than this is marked late
  Duration future_alarm = 2min;              ///< ... further ahead than this is marked
  std::string wholetime_skill = "wholetime"; ///< a firefighter with this skill turns out from the station
  // How many of a hundred offers are accepted, until somebody's own answers say more.
  int accept_firefighter_on_call = 70;
  int accept_firefighter_wholetime = 90;
  int accept_carer = 70;
  int accept_family = 47;
  int accept_volunteer = 30;
  int accept_weight = 8;    ///< the figure above counts as so many answers
  int night_offers_max = 2; ///< who was asked so often in a night is asked after all others until morning
  // In a storm.
  int storm_from = 3;            ///< from so many as grave who expect somebody, phones are shared
  int storm_reserve = 4;         ///< ... so many who may go for each phone that rings
  Duration turns_round = 20s;    ///< somebody called back on the way sets off again within this
  Duration still_in_car = 10min; ///< ... for so long
  // Advice to mobile cars.
  std::string mobile_skill = "mobile"; ///< whoever has it may be told where to stand
  int advice_busy_percent = 30;        ///< of the time, a car is taken to be on a job
  Duration advice_gain = 30s;          ///< a move is advised from this much off the mean expected arrival
  std::set<std::pair<AlarmType, AlarmClass>> remap; ///< a site's own classes

  friend bool operator==(const RuleSettings&, const RuleSettings&) = default;
};
BOOST_DESCRIBE_STRUCT(RuleSettings, (),
                      (position_fresh, rest_after_job, join_window, heartbeat_every, heartbeats_missed,
                       late_alarm, future_alarm, wholetime_skill, accept_firefighter_on_call,
                       accept_firefighter_wholetime, accept_carer, accept_family, accept_volunteer,
                       accept_weight, night_offers_max, storm_from, storm_reserve, turns_round, still_in_car,
                       mobile_skill, advice_busy_percent, advice_gain, remap))

/// Everything that plans.toml says: what an incident pins by its revision.
struct PlanBook {
  PlanRevision revision; ///< first 12 hex digits of the SHA-256 of the file
  ZoneTable zone;
  PlanNode root;
  std::vector<Partner> partners;
  TravelSettings travel;
  RuleSettings rules;

  friend bool operator==(const PlanBook&, const PlanBook&) = default;
};
BOOST_DESCRIBE_STRUCT(PlanBook, (), (revision, zone, root, partners, travel, rules))

} // namespace turnout
