#include "front.hpp"

#include "build.hpp"
#include "values.hpp"

#include <algorithm>

namespace turnout::report {

std::vector<FrontLine> front_of(const Facts& facts) {
  const auto local = [&](WallTime at) { return local_words(at, facts.zone); };
  const std::string zone = facts.zone.name.empty() ? "UTC" : facts.zone.name;
  std::vector<FrontLine> front;
  if (!facts.settings.provider.empty()) front.push_back({"Provider", facts.settings.provider});
  if (!facts.settings.commissioner.empty()) front.push_back({"Made for", facts.settings.commissioner});
  front.push_back({"Of", facts.settings.area ? facts.settings.area->str() : std::string("all districts")});
  front.push_back(
      {"Time", local(facts.period.from) + " to " + local(facts.period.to) + ", local time (" + zone + ")"});
  front.push_back({"As known at", local(facts.period.as_of) + ", when the journal ended"});
  front.push_back({"Made by", "Turnout " TURNOUT_VERSION});
  return front;
}

void tell_published(Pack& pack, const Disclosure& settings) {
  pack.front.push_back({"Copy", "for publishing; small counts are hidden to protect people"});
  const std::string step = std::to_string(settings.round_to);
  const std::string most = std::to_string(settings.hide_up_to);
  if (settings.round_to > 1) {
    pack.beside = "Counts are rounded to the nearest " + step + ".";
    pack.reading = {
        "Counts are rounded to the nearest " + step +
            ", each for itself. So parts need not add up to their whole, two counts taken from "
            "each other may be a little off, and tables may differ a little. 0 is none at all.",
        "Shares are worked out from the rounded counts. A share of about 100 can be off by up to " + step +
            " points, one of about 1,000 by half a point or so: small differences mean "
            "nothing."};
  }
  pack.reading.push_back(
      "* hides a count from 1 to " + most +
      ", or a figure that would tell one, as a time that only a few exceeded. Beside large counts it "
      "does not mean all: it means that a few were missed, or that there were only a few.");
  pack.reading.push_back(
      "c hides a figure from which a hidden one could be worked out; it may be any number. "
      "– means that there was nothing to work a figure out from.");
  pack.reading.push_back("Times are in hours (h), minutes (min) and seconds (s). “90 % within” is the "
                         "time that nine in ten did not exceed.");
}

void tell_service(Pack& pack) {
  pack.title += ": service copy, not for publication";
  pack.front.push_back({"Copy", "for the service alone, not for publication: every figure is exact, and "
                                "incidents stand one by one"});
  pack.reading = {"Nothing is rounded and nothing is hidden: single people can be told from these figures.",
                  "– means that there was nothing to work a figure out from.",
                  "Times are in hours (h), minutes (min) and seconds (s). “90 % within” is the time "
                  "that nine in ten did not exceed."};
}

void tell_area(Pack& pack, const std::string& area) {
  for (auto& line : pack.front) {
    if (line.name == "Of") line.value = area;
  }
  pack.reading.insert(pack.reading.begin(),
                      "This copy has the rows of " + area +
                          " and nothing else. Service levels, answers and partners are counted for all "
                          "districts together and stand in the whole report.");
  for (auto& section : pack.sections) {
    for (auto& table : section.tables) {
      if (table.name != "settings") continue;
      for (auto& row : table.rows) {
        if (row.cells.front() == Cell(std::string("district"))) row.cells[1] = area;
      }
    }
  }
}

namespace {

/// 97.5 as 975.
std::uint64_t tenths_of(const std::string& percent) {
  std::uint64_t tenths = 0;
  for (const char c : percent) {
    if (c >= '0' && c <= '9') tenths = tenths * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return tenths;
}

/// Hidden because it would round to all of them while a few were left out.
bool nearly_all(const Table& table, const Row& row, const Cell& share) {
  const auto* hidden = std::get_if<Hidden>(&share);
  const std::size_t met = column_of(table, "met");
  const std::size_t n = column_of(table, "n");
  return hidden != nullptr && hidden->why == Hidden::Why::small && std::max(met, n) < row.cells.size() &&
         std::holds_alternative<Count>(row.cells[n]) && row.cells[met] == row.cells[n];
}

Cell reached(const Table& table, const Row& row, const Cell& cell, std::uint64_t tenths,
             std::uint64_t round_to) {
  constexpr std::uint64_t all = 1000;
  const auto* share = std::get_if<Share>(&cell);
  if (share == nullptr)
    return std::string(tenths == all && nearly_all(table, row, cell) ? "no" : "cannot be told");
  if (share->n == 0) return {};
  // Shown as all or as none, it is all or none.
  const bool sure = share->met == share->n || share->met == 0;
  const std::uint64_t off = sure ? 0 : round_to / 2;
  const auto at_least = [&](std::uint64_t met, std::uint64_t n) { return met * all >= tenths * n; };
  const bool surely = at_least(share->met - std::min(off, share->met), share->n + off);
  const bool perhaps = at_least(share->met + off, share->n - std::min(off, share->n));
  return std::string(surely ? "yes" : perhaps ? "too close to tell" : "no");
}

} // namespace

void tell_reached(Pack& pack, std::uint64_t round_to) {
  for (auto& section : pack.sections) {
    for (auto& table : section.tables) {
      const std::size_t share = column_of(table, "share");
      const std::size_t target = column_of(table, "target");
      const std::size_t verdict = column_of(table, "reached");
      if (std::max({share, target, verdict}) >= table.columns.size()) continue;
      for (auto& row : table.rows)
        row.cells[verdict] = reached(table, row, row.cells[share],
                                     tenths_of(std::get<std::string>(row.cells[target])), round_to);
    }
  }
}

} // namespace turnout::report
