// turnoutctl plan test, turnoutctl check
#include "county.hpp"
#include "turnout/base/time.hpp"
#include "turnout/clock/system_clock.hpp"
#include "turnout/config/plan_check.hpp"
#include "turnout/config/plans.hpp"
#include "turnout/record/json.hpp"
#include "turnout/roads/open_travel.hpp"
#include "turnout/store/registry.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <iostream>
#include <memory>
#include <tuple>

namespace turnout::ctl {

PlanBook book_of(Context& context) {
  auto book = config::load_plans(context.settings().plans_file);
  if (!book) throw Stop{ExitCode::usage, book.error()};
  return std::move(book).value();
}

RegistryChanged registry_of(Context& context) {
  const auto& path = context.settings().journal_path;
  if (!std::filesystem::exists(path))
    throw Stop{ExitCode::file, path + ": there is no journal yet; start turnoutd first"};
  auto registry = store::SqliteRegistry::open(path);
  if (!registry) throw Stop{ExitCode::file, registry.error()};
  auto rows = registry.value()->load_all();
  if (!rows) throw Stop{ExitCode::file, rows.error()};
  return std::move(rows).value();
}

std::optional<GeoPoint> read_place(const std::string& said) {
  const char* const end = said.data() + said.size();
  double lat = 0;
  double lon = 0;
  const auto first = std::from_chars(said.data(), end, lat);
  const bool comma = first.ec == std::errc() && first.ptr != end && *first.ptr == ',';
  const auto second = comma ? std::from_chars(first.ptr + 1, end, lon) : first;
  if (!comma || second.ec != std::errc() || second.ptr != end || !on_earth(lat, lon)) return std::nullopt;
  return geo_point(lat, lon);
}

std::unique_ptr<dispatch::Travel> travel_of(Context& context, const PlanBook& book) {
  const auto& settings = context.settings();
  const auto opened = roads::open_travel({.graph = settings.travel_graph,
                                          .beside = settings.journal_path,
                                          .may_write = false,
                                          .osrm = settings.travel_osrm});
  if (!opened.wrong.empty()) throw Stop{ExitCode::file, opened.wrong.front()};
  return opened.factory(book);
}

namespace {

WallTime time_of(const std::string& said) {
  if (said.empty()) return clock::SystemClock().now();
  const auto at = parse_rfc3339(said);
  if (!at)
    throw Stop{ExitCode::usage,
               "--at " + said + ": write it like 2026-11-22T03:15:00Z or 2026-07-01T03:15:00+01:00"};
  return *at;
}

GeoPoint place_of(const std::string& said) {
  const auto place = read_place(said);
  if (!place) throw Stop{ExitCode::usage, "--place " + said + ": write it like 51.8642,-2.2382"};
  return *place;
}

/// Which bases are nearest, by the same reckoning as the daemon's.
void tell_journeys(Context& context, const PlanBook& book, const std::vector<Base>& bases, GeoPoint to,
                   WallTime at) {
  const auto travel = travel_of(context, book);
  std::vector<std::tuple<Duration, std::string, Distance>> journeys;
  for (const Base& base : bases) {
    if (!base.place) continue;
    const auto journey = travel->journey_at(*base.place, to, at);
    journeys.emplace_back(journey.travel, base.name, journey.distance);
  }
  if (journeys.empty()) std::cout << "no base in the registry has a place\n";
  std::sort(journeys.begin(), journeys.end());
  constexpr std::size_t shown_max = 5;
  if (journeys.size() > shown_max) journeys.resize(shown_max);
  constexpr std::int64_t metres_a_km = 1000;
  for (const auto& [time, name, distance] : journeys) {
    std::cout << spoken_minutes(time) << " to drive from " << name << ", " << distance.metres() / metres_a_km
              << " km\n";
  }
}

void test(Context& context, const std::string& type, const std::string& person, const std::string& area,
          const std::string& at, const std::string& place) {
  config::PlanQuestion question;
  const auto known = record::enum_of<AlarmType>(type);
  if (!known)
    throw Stop{ExitCode::usage, "--type " + type + ": no such type; for example fall, smoke, inactivity"};
  question.type = *known;
  question.area = AreaId(area);
  question.at = time_of(at);
  RegistryChanged rows;
  std::optional<GeoPoint> where;
  if (!place.empty()) where = place_of(place);
  if (!person.empty() || where) rows = registry_of(context);
  if (!person.empty()) {
    for (const auto& row : rows.people) {
      if (row.id.str() == person) question.person = &row;
    }
    if (question.person == nullptr) throw Stop{ExitCode::no, "--person " + person + ": not in the registry"};
  }
  const PlanBook book = book_of(context);
  std::cout << config::tell_plan(book, question);
  if (!where && question.person != nullptr) where = question.person->home;
  if (where) tell_journeys(context, book, rows.bases, *where, question.at);
}

void check(Context& context, const std::string& next) {
  const auto length = parse_duration(next);
  if (!length || *length <= Duration(0) || *length > std::chrono::days(60)) {
    throw Stop{ExitCode::usage, "--next " + next + ": write 12h, 7d; at most 60d"};
  }
  const auto book = book_of(context);
  const auto rows = registry_of(context);
  config::CoverQuestion question{.responders = rows.responders,
                                 .bases = rows.bases,
                                 .areas = {},
                                 .from = clock::SystemClock().now(),
                                 .length = *length};
  for (const auto& person : rows.people)
    question.areas.insert(person.area);
  const auto gaps = config::find_gaps(book, question);
  for (const auto& gap : gaps)
    std::cout << gap << '\n';
  if (!gaps.empty())
    throw Stop{ExitCode::no,
               std::to_string(gaps.size()) + " times at which a step of a ladder can reach nobody"};
  std::cout << "Every step of every ladder can reach somebody.\n";
}

} // namespace

void add_plan_commands(CLI::App& program, Context& context) {
  auto* family = program.add_subcommand("plan", "Tries the plans before the night does");
  family->require_subcommand(1);
  auto* tried = family->add_subcommand("test", "Which plan and ladder an alarm would get");
  struct Asked {
    std::string type = "fall", person, area, at, place;
  };
  auto asked = std::make_shared<Asked>();
  tried->add_option("--type", asked->type, "Alarm type")->capture_default_str();
  tried->add_option("--person", asked->person, "Whose; somebody unknown if not said");
  tried->add_option("--area", asked->area, "Where, for somebody unknown");
  tried->add_option("--at", asked->at, "When, for example 2026-11-22T03:15:00Z; now if not said");
  tried->add_option("--place", asked->place,
                    "Where, as LATITUDE,LONGITUDE: tells the nearest bases; the person's home if not said");
  tried->callback(
      [&context, asked] { test(context, asked->type, asked->person, asked->area, asked->at, asked->place); });

  auto* cover =
      program.add_subcommand("check", "Names hours and areas in which a step of a ladder can reach nobody");
  auto next = std::make_shared<std::string>("7d");
  cover->add_option("--next", *next, "How far to look ahead")->capture_default_str();
  cover->callback([&context, next] { check(context, *next); });
}

} // namespace turnout::ctl
