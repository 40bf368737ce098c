#include "cells.hpp"
#include "turnout/record/json.hpp"

#include <array>

namespace turnout::report {

namespace {

constexpr std::array outcomes_of_calls = {
    FirstContact::resolved_by_advice, FirstContact::resolved_by_referral, FirstContact::call_back_arranged,
    FirstContact::passed_on,          FirstContact::dispatched,           FirstContact::wrong_number};

} // namespace

/// Telephone calls, by what became of them at the first contact.
Table first_contact(const std::vector<Incident>& incidents) {
  std::size_t calls = 0;
  std::size_t unsaid = 0;
  std::size_t resolved = 0;
  std::array<std::size_t, outcomes_of_calls.size()> counts{};
  for (const auto& incident : incidents) {
    if (!incident.opened_by && !incident.first_contact) continue;
    ++calls;
    if (!incident.first_contact) {
      ++unsaid;
      continue;
    }
    ++counts[static_cast<std::size_t>(*incident.first_contact)];
    const bool somebody_sent = !incident.assignments.empty() || !incident.requests.empty();
    if (resolved_at_once(*incident.first_contact) && !somebody_sent) ++resolved;
  }
  const auto row = [&](std::string what, std::size_t count) {
    const double share = calls == 0 ? 0 : static_cast<double>(count) / static_cast<double>(calls);
    const Interval sure = wilson(count, calls);
    return std::vector<std::string>{std::move(what), std::to_string(count),
                                    calls == 0 ? "" : share_cell(share), share_cell(sure.low),
                                    share_cell(sure.high)};
  };
  Table table{"first_contact.csv", {"first_contact", "calls", "share", "low_95", "high_95"}, {}};
  for (const auto outcome : outcomes_of_calls) {
    table.rows.push_back(
        row(std::string(record::name_of(outcome)), counts[static_cast<std::size_t>(outcome)]));
  }
  table.rows.push_back(row("not_said", unsaid));
  table.rows.push_back(row("resolved_and_nobody_sent", resolved));
  return table;
}

} // namespace turnout::report
