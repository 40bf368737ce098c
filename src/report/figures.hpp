// The sections of a report: what each table counts, of which incidents, from when to when. Pure functions of
// the facts, any thread, no failure. Sources of the measures: the UK telecare quality framework (answer,
// arrival, entry), the urgent community response standard (two hours), and docs/reports.md, which says what
// each stands for.
#pragma once

#include "build.hpp"

namespace turnout::report {

[[nodiscard]] Section promises(const Facts& facts);    // figures_levels.cpp
[[nodiscard]] Section answering(const Facts& facts);   // figures_answers.cpp
[[nodiscard]] Section responding(const Facts& facts);  // figures_response.cpp
[[nodiscard]] Section responders(const Facts& facts);  // figures_who.cpp
[[nodiscard]] Section escalating(const Facts& facts);  // figures_partners.cpp
[[nodiscard]] Section ambulances(const Facts& facts);  // figures_ambulance.cpp
[[nodiscard]] Section outcomes(const Facts& facts);    // figures_outcomes.cpp
[[nodiscard]] Section demand(const Facts& facts);      // figures_demand.cpp
[[nodiscard]] Section technical(const Facts& facts);   // figures_technical.cpp
[[nodiscard]] Section service(const Facts& facts);     // figures_service.cpp
[[nodiscard]] Section equity(const Facts& facts);      // figures_equity.cpp
[[nodiscard]] Section fire_cover(const Facts& facts);  // figures_cover.cpp
[[nodiscard]] Section definitions(const Facts& facts); // definitions.cpp
[[nodiscard]] Section lines(const Facts& facts);       // lines.cpp

/// met, missed, or nothing where the clock was stopped or has not run out.
using Judged = std::optional<bool>;

/// A clock from `from`, stopped well by `reached`, ended without blame by `ended` before its time.
[[nodiscard]] Judged judged(WallTime from, const std::optional<WallTime>& reached,
                            const std::optional<WallTime>& ended, Duration within, WallTime as_of);

[[nodiscard]] Judged answered_in(const Facts& facts, const Incident& incident, Duration within);
[[nodiscard]] Judged arrived_in(const Facts& facts, const Incident& incident, Duration within);
[[nodiscard]] Judged beside_them_in(const Facts& facts, const Incident& incident, Duration within);
/// A refusal is an answer.
[[nodiscard]] Judged acknowledged_in_time(const Facts& facts, const Incident& incident,
                                          const PartnerRequest& request);

/// Of those judged, how many were met.
struct Tried {
  std::uint64_t met = 0;
  std::uint64_t n = 0;
  void take(Judged one) {
    if (!one) return;
    ++n;
    if (*one) ++met;
  }
};

} // namespace turnout::report
