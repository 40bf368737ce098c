// All that a report is made from, and the settings it is held against. Values; `gather` one thread at a time.
// An Error is the source's own.
#pragma once

#include "turnout/care/referrals.hpp"
#include "turnout/custody/source.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace turnout::report {

/// The clocks the figures are held against.
struct ServiceLevels {
  Duration answer_within = 60s;
  Duration answer_latest = 180s;
  Duration arrive_by = 45min; ///< decision to arrival
  Duration arrive_latest = 60min;
  Duration entry_within = 5min;  ///< arrival to the person
  Duration long_lie_max = 60min; ///< first signal to somebody beside them
  Duration home_care_within = 2h;
};

struct Period {
  WallTime from;  ///< first signal at or after
  WallTime to;    ///< ... and before
  WallTime as_of; ///< what is known: clocks that have not run out by then are not judged
};

struct ReportSettings {
  ServiceLevels levels;
  std::set<AreaId> rural; ///< areas that count as rural; any other is urban
  /// For these an ambulance would have been called had nobody come: agreed beforehand with the commissioner.
  std::set<AlarmType> ambulance_otherwise = {AlarmType::fall, AlarmType::help, AlarmType::man_down};
  std::optional<AreaId> area;    ///< of this area alone
  std::string provider = {};     ///< for the front page
  std::string commissioner = {}; ///< ...
};

/// A canary's test alarm that was heard.
struct CanaryHeard {
  WallTime at;
  AlarmPath path = AlarmPath::unsaid;
};

/// A start of the service. Between the last record before it and its own nothing was decided.
struct Start {
  WallTime at;
  std::optional<WallTime> last_before;
};

struct DiskSaid {
  WallTime at;
  bool durable = true;
};

struct Facts {
  custody::Head journal;
  Period period;
  ReportSettings settings;
  ZoneTable zone; ///< of the plans in force at the period's end
  PlanRevision plans;
  std::vector<Incident> incidents;   ///< by first signal; what was joined counts in the one that went on
  std::vector<Incident> week_after;  ///< first signal within 7 days after the period: for repeat calls
  std::vector<CensusLine> census;    ///< people served, last known before the period's end
  std::vector<CanaryHeard> canaries; ///< within the period
  std::set<AlarmPath> canary_paths;  ///< that a canary ever took before the period's end
  std::vector<Start> starts;         ///< ...
  care::FollowUps follow_ups;        ///< as far as the journal goes
  bool disk_refused_before = false;  ///< when the period began
  std::vector<DiskSaid> disk;        ///< within the period
};

[[nodiscard]] Result<Facts> gather(custody::Source& source, WallTime from, WallTime to,
                                   const ReportSettings& settings);

} // namespace turnout::report
