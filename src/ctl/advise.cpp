// turnoutctl advise cars
#include "county.hpp"
#include "turnout/clock/system_clock.hpp"
#include "turnout/dispatch/cars.hpp"
#include "turnout/dispatch/dispatcher.hpp"
#include "turnout/store/read_store.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>

namespace turnout::ctl {
namespace {

constexpr const char* advice_explained =
    "Which free mobile cars would do more good elsewhere: how long an alarm is expected to wait, over the "
    "homes in the "
    "register, when each car may be busy. Nobody is told and nothing is changed: ring the cars yourself. A "
    "car stands "
    "at its place in the register, unless --at says otherwise: places that phones have told are in no file.";

/// What the rules need to know who is free, from the journal's rows.
void take_facts(Context& context, const PlanBook& book, dispatch::State& state, WallTime now) {
  const auto store = store::ReadStore::open(context.settings().journal_path);
  if (!store) throw Stop{ExitCode::file, store.error()};
  const auto rows = store.value()->responder_facts();
  if (!rows) throw Stop{ExitCode::file, rows.error()};
  dispatch::Facts facts;
  for (const auto& row : rows.value())
    facts.responders.emplace(row.id, row);
  facts.books.push_back(book);
  facts.system.plans = book.revision;
  dispatch::restore(state, std::move(facts), now);
}

void put_at(const std::string& said, dispatch::CarQuestion& question) {
  const auto equals = said.find('=');
  const auto wrong = [&](const std::string& what) {
    return Stop{ExitCode::usage, "--at " + said + ": " + what};
  };
  if (equals == std::string::npos) throw wrong("write CAR=BASE or CAR=LATITUDE,LONGITUDE");
  const auto car = std::find_if(question.cars.begin(), question.cars.end(),
                                [&](const auto& known) { return known.id.str() == said.substr(0, equals); });
  if (car == question.cars.end()) throw wrong("that car is not free, or is none");
  const std::string where = said.substr(equals + 1);
  const auto point = std::find_if(question.points.begin(), question.points.end(),
                                  [&](const auto& known) { return known.id.str() == where; });
  const auto place = point != question.points.end() ? std::optional(point->place) : read_place(where);
  if (!place) throw wrong("that is no base in the register and no LATITUDE,LONGITUDE");
  car->place = *place;
}

void tell_moves(const dispatch::CarQuestion& question, const dispatch::CarAdvice& advice) {
  std::cout << question.cars.size() << (question.cars.size() == 1 ? " car is" : " cars are")
            << " free; an alarm now is expected to wait "
            << format_duration(std::chrono::floor<std::chrono::seconds>(advice.before)) << ".\n";
  if (advice.moves.empty()) {
    std::cout << "No move gains " << format_duration(question.gain_least) << ": leave them where they are.\n";
    return;
  }
  std::vector<std::vector<std::string>> rows = {{"CAR", "TO", "DRIVE", "WHY"}};
  for (const auto& move : advice.moves) {
    const auto point = std::find_if(question.points.begin(), question.points.end(),
                                    [&](const auto& known) { return known.id == move.to; });
    rows.push_back({move.car.str(), point->name, spoken_minutes(move.drive), move.reason});
  }
  std::cout << table(rows) << "Advice for a human to follow or not; nobody has been told.\n";
}

void advise(Context& context, const std::vector<std::string>& places) {
  const auto book = book_of(context);
  const auto rows = registry_of(context);
  const WallTime now = clock::SystemClock().now();
  dispatch::State state;
  take_facts(context, book, state, now);
  dispatch::take_registry(state, rows);
  const auto& skill = book.rules.mobile_skill;
  if (std::none_of(rows.responders.begin(), rows.responders.end(),
                   [&](const auto& row) { return row.skills.contains(skill); }))
    throw Stop{ExitCode::no,
               "nobody in the register has the skill " + skill +
                   ": give it to those who drive a car that may stand anywhere, or name another as "
                   "mobile_skill in [rules]"};
  dispatch::CarQuestion question{.likely = dispatch::likely_places(state.reference),
                                 .points = dispatch::standby_points(state.reference),
                                 .cars = dispatch::free_cars(state, now),
                                 .busy_percent = book.rules.advice_busy_percent,
                                 .gain_least = book.rules.advice_gain,
                                 .nobody = book.root.plan.watch.arrive_latest,
                                 .at = now};
  for (const auto& said : places)
    put_at(said, question);
  tell_moves(question, dispatch::advise_cars(*travel_of(context, book), question));
}

} // namespace

void add_advise_commands(CLI::App& program, Context& context) {
  auto* family = program.add_subcommand("advise", "Says what might be done better, and does nothing");
  family->require_subcommand(1);
  auto* cars = family->add_subcommand("cars", "Where free mobile cars should wait");
  cars->footer(advice_explained);
  auto places = std::make_shared<std::vector<std::string>>();
  cars->add_option("--at", *places, "CAR=BASE or CAR=LATITUDE,LONGITUDE: where that car is");
  cars->callback([&context, places] { advise(context, *places); });
}

} // namespace turnout::ctl
