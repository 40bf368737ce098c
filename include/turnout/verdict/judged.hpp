// A simulated run held against a bound: what each alarm took from decision to door, and what it would have
// taken somebody who knew the future. Pure functions, any thread. Nothing here fails: what cannot be judged
// is counted apart.
#pragma once

#include "turnout/bounds/whole_day.hpp"
#include "turnout/county/results.hpp"
#include "turnout/statistics/statistics.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace turnout::verdict {

/// What a result stands on; see the headers of room bounds for when each is valid.
enum class BoundKind {
  clairvoyant,      ///< each alarm for itself
  storm_assignment, ///< one job each
  whole_day,        ///< several jobs each, everybody sent from their own place
};

[[nodiscard]] std::string words(BoundKind kind);

struct JudgeRules {
  WallTime from = WallTime::min();  ///< alarms decided at or after
  WallTime until = WallTime::max(); ///< ... and before: the ten minutes of a storm
  BoundKind bound = BoundKind::clairvoyant;
  Duration unreached = 2h;      ///< what an alarm costs that nobody reached, or later than this
  Duration settled_within = 4h; ///< alarms further apart than this do not touch each other
  /// `anywhere` also holds for whoever is asked on the way, at the price of a bound far below.
  bounds::Whereabouts whereabouts = bounds::Whereabouts::own_place;
};

struct JudgedAlarm {
  std::size_t index = 0; ///< into RunResults::alarms
  std::uint64_t key = 0;
  std::string district;
  WallTime decided_at;
  bool reached = false;
  Duration response{};           ///< decision to door; at most `unreached`
  std::optional<Duration> bound; ///< the clairvoyant's; none: nobody would have come
  /// Of one who knows every answer beforehand and asks all at once, but not how long each will be on this
  /// day: who is expected first is sent, and takes what they take. Each alarm for itself; none in storms.
  std::optional<Duration> foreseen;
  std::size_t offers = 0;
  std::size_t displaced = 0; ///< set off, and was stood down for somebody nearer
};

/// For the bound counts whoever would accept and whom the station could spare were nobody of it sent by the
/// dispatcher: what a policy did before is no matter to a bound. It keeps the plan's rule of whom to ask
/// first, as every policy does.
struct Judged {
  std::string scenario;
  std::string policy;
  std::uint64_t seed = 0;
  BoundKind bound = BoundKind::clairvoyant;
  std::vector<JudgedAlarm> alarms;
  /// Sum of responses and of bounds for each stretch that hangs together; only alarms that somebody would
  /// have gone to.
  std::vector<statistics::Pair> against_bound;
  std::vector<statistics::Pair> against_foreseen; ///< the same for `foreseen`; empty in storms
  std::vector<statistics::Pair> foreseen_against_bound;
  std::size_t nobody_would_come = 0;
  std::size_t cut_off = 0; ///< still waiting when the run ended
  std::size_t below_bound =
      0; ///< stretches in which the policy was better than its bound: one premise did not hold
  std::size_t second_jobs = 0; ///< of one responder; with the storm assignment these break its premise
  statistics::Ratio jobs_gini; ///< of jobs among all responders
};

[[nodiscard]] Judged judge(const county::RunResults& run, const JudgeRules& rules);

/// What is said about some alarms.
struct Summary {
  std::size_t alarms = 0;
  Duration mean{};
  Duration median{};
  Duration p90{};
  Duration p99{};
  statistics::Share over_30min; ///< or nobody came
  statistics::Share over_45min;
  statistics::Share unreached;
  statistics::Ratio offers_per_alarm;
  statistics::Ratio displaced_per_alarm;
};

[[nodiscard]] Summary summarise(std::span<const JudgedAlarm* const> alarms);

/// Of all these runs, or of one district of them.
[[nodiscard]] std::vector<const JudgedAlarm*> alarms_of(std::span<const Judged* const> runs);
[[nodiscard]] std::vector<const JudgedAlarm*> alarms_in(std::span<const Judged* const> runs,
                                                        const std::string& district);
/// In alphabetical order.
[[nodiscard]] std::vector<std::string> districts_of(std::span<const Judged* const> runs);

struct Gap {
  statistics::Ratio gap;
  statistics::Interval<statistics::Ratio> interval;
};
[[nodiscard]] Gap gap_to_bound(std::span<const Judged* const> runs);
/// Above `foreseen`; and how far that stands above the bound, where that too is each alarm for itself.
[[nodiscard]] std::optional<Gap> gap_to_foreseen(std::span<const Judged* const> runs);
[[nodiscard]] std::optional<Gap> foreseen_to_bound(std::span<const Judged* const> runs);

struct Difference {
  Duration mean{};
  statistics::Interval<Duration> interval;
  std::size_t alarms = 0; ///< that both had
};
/// On the same alarms of the same seeds, day by day.
[[nodiscard]] Difference difference(std::span<const Judged* const> runs,
                                    std::span<const Judged* const> baseline);

} // namespace turnout::verdict
