// Whom the care team must talk about: people who cross a high-risk flag, with what happened and when. From
// the journal's facts and the register's flags; by ids, names are added for those entitled. Pure, any thread,
// no failure. Never in a published report.
#pragma once

#include "turnout/domain/incident.hpp"

#include <map>

namespace turnout::care {

/// Printed beside every list.
struct ReviewSettings {
  int falls = 2;          ///< so many in the year, or more
  int conveyances = 2;    ///< ... as far as known here: a finding or the outcome says conveyed
  int frequent_least = 5; ///< incidents in the year, to be a frequent attender
  int frequent_top = 20;  ///< ... and among so many with the most
  Duration year = std::chrono::hours(365 * 24);
  /// Of the register: any one of them is a reason.
  std::set<std::string> risks = {
      "admissions_2plus",  "conditions_5plus",         "falls_2plus", "frailty", "polypharmacy",
      "frequent_attender", "unstable_conditions_2plus"};
};

BOOST_DEFINE_ENUM_CLASS(ReviewFlag, falls, conveyances, frequent_attender, risk_on_file)

struct ReviewEvent {
  IncidentId incident;
  WallTime at;
  AlarmType type = AlarmType::help;
  bool fall = false;
  bool conveyed = false;
  std::optional<Outcome> outcome;
  std::vector<Referral> referrals;
};

struct ReviewPerson {
  PersonId person;
  std::vector<ReviewFlag> flags;
  std::set<std::string> risks; ///< of the register, those that are a reason
  int falls = 0;
  int conveyances = 0;
  std::vector<ReviewEvent> events; ///< oldest first
};

/// Somebody fell: the alarm said so, and nobody found it false.
[[nodiscard]] bool counts_as_fall(const Incident& incident);
[[nodiscard]] bool counts_as_conveyed(const Incident& incident);

/// Of incidents that began in the year before `as_of`. Those with a risk on file are listed where something
/// happened in that year. Most incidents first, then by id.
[[nodiscard]] std::vector<ReviewPerson> review(const std::vector<Incident>& incidents,
                                               const std::map<PersonId, std::set<std::string>>& risks,
                                               WallTime as_of, const ReviewSettings& settings);

} // namespace turnout::care
