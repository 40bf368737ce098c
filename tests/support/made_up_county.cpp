#include "made_up_packs.hpp"

#include <random>

namespace turnout::testing {
namespace {

using namespace report;

const std::vector<std::string> districts{"Cheltenham", "Cotswold",   "Forest of Dean",    "Gloucester",
                                         "Stroud",     "Tewkesbury", "Outside the county"};

class Month {
public:
  explicit Month(std::uint64_t seed) : engine_(seed) {}

  Pack pack() {
    Pack made{"Telecare response in Gloucestershire", "October 2026", {}};
    made.sections.push_back({"Answering",
                             "How soon somebody spoke to the person who pressed.",
                             {by_district(), by_hour(), late_answers()}});
    made.sections.push_back({"Response",
                             "How soon somebody was beside the person, and what it took.",
                             {response_split(), causes()}});
    made.sections.push_back({"Settings and definitions", "What these figures stand on.", {settings()}});
    return made;
  }

private:
  std::uint64_t below(std::uint64_t end) { return engine_() % end; }

  static Table table(std::string name, std::string title, std::string about) {
    Table made;
    made.name = std::move(name);
    made.title = std::move(title);
    made.about = std::move(about);
    return made;
  }

  Table by_district() {
    auto made =
        table("answer_by_district", "Answers by district",
              "Whether alarms were answered by a person within 60 seconds, by where the person lives.");
    made.exclusions = {"Technical signals and tests: nobody waits for an answer.",
                       "Calls that a person opened by hand: they were answered to begin with."};
    made.columns = {
        {"district", "District", "Where the person lives.", "", ""},
        {"calls", "Alarms", "Alarms about people, opened in the period.", "calls", ""},
        {"in_60_s", "Within 60 s", "Answered by a person within 60 seconds.", "in_60_s", ""},
        {"share", "Share", "Of alarms, answered within 60 seconds.", "in_60_s", "calls"},
        {"share_95", "95 % interval", "Of the share (Wilson).", "in_60_s", "calls"},
        {"p50_s", "Median", "Half were answered as soon as this.", "", "calls"},
        {"p95_s", "95th percentile", "95 in 100 were answered as soon as this.", "", "calls"},
        {"rate", "Per 1,000 served", "Alarms for each thousand people served.", "calls", "served"},
        {"talk_s", "Time spoken", "All of it together.", "", "calls"},
        {"cost_gbp", "Cost", "Of the answering service.", "", "calls"}};
    RowSum sum{districts.size(), {}};
    std::uint64_t all = 0;
    std::uint64_t all_met = 0;
    for (std::size_t i = 0; i <= districts.size(); ++i) {
      const bool whole = i == districts.size();
      const std::uint64_t n = whole ? all : i + 1 == districts.size() ? 3 : 150 + below(500);
      const std::uint64_t met = whole ? all_met : n - n / 40 - (n > 3 ? below(3) : 0);
      all += n;
      all_met += met;
      const std::string name = whole ? "All" : districts[i];
      made.rows.push_back(
          {whole ? "" : "area=" + name,
           {name, Count{n}, Count{met}, Share{met, n}, ShareRange{met, n},
            Spread{Duration(11'000 + below(4000)), n}, Spread{Duration(48'000 + below(9000)), n, 95},
            PerThousand{n, whole ? 18'012 : 400 + n * 5}, Total{Duration(n * 94'321), n},
            Spent{static_cast<std::int64_t>(n) * 417, n}}});
      if (!whole) sum.parts.push_back(i);
    }
    made.row_sums = {sum};
    made.chart = {Drawing::bars, "district", "share", "share_95", 97.5};
    return made;
  }

  Table by_hour() {
    auto made = table("answer_by_hour", "Alarms by hour", "When alarms come, by the local clock.");
    made.columns = {{"hour", "Hour", "Local, from the full hour.", "", ""},
                    {"calls", "Alarms", "Alarms about people.", "calls", ""}};
    for (unsigned hour = 0; hour < 24; ++hour) {
      const std::string name = (hour < 10 ? "0" : "") + std::to_string(hour);
      const std::uint64_t n = hour == 3 ? 5 : 30 + (hour > 6 && hour < 22 ? 80 : 0) + below(40);
      made.rows.push_back({"hour=" + name, {name, Count{n}}});
    }
    made.chart = {Drawing::line, "hour", "calls", "", 0};
    return made;
  }

  Table late_answers() {
    auto made = table("late_answers", "Answers later than 180 s", "One line for each.");
    made.audience = Audience::service;
    made.columns = {{"incident", "Incident", "Its id.", "", ""}, {"at", "At", "First signal.", "", ""}};
    made.rows = {{"", {std::string("I-secret"), *parse_rfc3339("2026-10-04T03:11:00Z")}}};
    return made;
  }

  Table response_split() {
    auto made = table("response_split", "Where the time went",
                      "The stages from the decision to send somebody until they were clear.");
    made.exclusions = {"Visits still under way when the figures were made."};
    made.columns = {{"stage", "Stage", "From one step to the next.", "", ""},
                    {"visits", "Visits", "Those in which both steps are known.", "visits", ""}};
    for (const char* const percent : {"10", "25", "50", "75", "90", "95", "99"})
      made.columns.push_back({"p" + std::string(percent) + "_s", std::string(percent) + " %",
                              std::string(percent) + " in 100 took at most this.", "", "visits"});
    made.columns.push_back({"longest_s", "Longest", "The one that took longest.", "", "visits"});
    for (const char* const stage : {"decision to offer", "offer to accept", "accept to setting off",
                                    "setting off to arrival", "arrival to person", "with the person"}) {
      const std::uint64_t n = 300 + below(80);
      Row row{"stage=" + std::string(stage), {std::string(stage), Count{n}}};
      int i = 0;
      for (const std::uint64_t percent : {10U, 25U, 50U, 75U, 90U, 95U, 99U, 100U}) {
        row.cells.emplace_back(
            Spread{Duration(20'000 + 150'000 * i++ + static_cast<int>(below(20'000))), n, percent});
      }
      made.rows.push_back(row);
    }
    made.chart = {Drawing::bars, "stage", "p50_s", "", 0};
    return made;
  }

  Table causes() {
    auto made = table("causes", "False alarms by cause", "What it was when it was nothing.");
    made.columns = {{"cause", "Cause", "As the operator closed it.", "", ""},
                    {"calls", "Alarms", "Closed with this cause.", "closed", ""}};
    const std::vector<std::pair<std::string, std::uint64_t>> counts{
        {"=pressed by mistake", 212}, {"tested by the person", 96}, {"power cut", 0}, {"<other> & more", 4}};
    RowSum sum{counts.size(), {}};
    std::uint64_t all = 0;
    for (const auto& [cause, n] : counts) {
      sum.parts.push_back(made.rows.size());
      made.rows.push_back({"cause=" + cause, {cause, Count{n}}});
      all += n;
    }
    made.rows.push_back({"cause=any", {std::string("All"), Count{all}}});
    made.row_sums = {sum};
    return made;
  }

  static Table settings() {
    auto made = table("settings", "Settings", "What every figure was held against.");
    made.columns = {{"setting", "Setting", "What.", "", ""}, {"value", "Value", "How much.", "", ""}};
    made.rows = {{"", {std::string("answer within"), Duration(60'000)}},
                 {"", {std::string("figures as of"), *parse_rfc3339("2026-11-03T00:00:00Z")}},
                 {"", {std::string("hubs"), Tally{18'342}}},
                 {"", {std::string("tariff, night"), Pence{2'345}}}};
    return made;
  }

  std::mt19937_64 engine_;
};

} // namespace

report::Pack county_month(std::uint64_t seed) {
  return Month(seed).pack();
}

} // namespace turnout::testing
