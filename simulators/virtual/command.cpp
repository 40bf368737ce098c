// turnout-sim county: the one command that runs the real dispatcher, in virtual time.
#include "commands.hpp"
#include "virtual/journal_file.hpp"
#include "virtual/scene.hpp"
#include "virtual/table_command.hpp"

#include <turnout/verdict/page.hpp>

#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace turnout::sim {
namespace {

constexpr int promise_broken = 1;

struct Options {
  std::string scenario = "ordinary-tuesday";
  std::string folder = "config/county";
  std::uint64_t seed = 1;
  std::string seeds;
  int days = 0;
  std::string hours;
  std::vector<std::string> faults;
  std::vector<std::string> policies{"ours"};
  int twice_every = 50;
  std::string trace;
  std::string out;
  std::string page;
  std::string journal;
};

constexpr const char* explanation = "The real engine and rules among modelled people, hubs, phones, "
                                    "partners, broker, disk and clock; no socket, "
                                    "no waiting. Every promise is checked on the way; one that does not hold "
                                    "is printed with the command that "
                                    "plays it again, and the exit code is 1.\n"
                                    "Scenarios and faults are files: a name is looked for in "
                                    "config/county/scenarios and config/county/faults, "
                                    "anything with a slash or a dot is a path.";

/// A broken file, in words for whoever wrote it.
[[noreturn]] void fail(const std::string& why) {
  throw std::runtime_error(why);
}

using Range = std::pair<std::uint64_t, std::uint64_t>;

Range range_in(const std::string& text, const char* option) {
  const auto dots = text.find("..");
  try {
    const auto from = std::stoull(text.substr(0, dots));
    const auto to = dots == std::string::npos ? from : std::stoull(text.substr(dots + 2));
    if (to >= from) return {from, to};
  } catch (const std::exception&) { // told below, with what was written
  }
  fail(std::string(option) + ": '" + text + "' is not FROM..TO");
}

Range range_of(const Options& options) {
  if (options.seeds.empty()) return {options.seed, options.seed};
  return range_in(options.seeds, "--seeds");
}

class Session {
public:
  explicit Session(const Options& options)
      : options_(options), scene_(load_scene(options.folder, options.scenario, options.faults, options.days)),
        settings_(scene_.settings) {
    if (options.trace.empty()) return;
    if (options.trace != "-") {
      trace_.open(options.trace);
      if (!trace_) fail("--trace: " + options.trace + " cannot be written");
    }
    settings_.trace = options.trace == "-" ? &std::cout : &trace_;
  }

  int play() {
    const auto [from, to] = range_of(options_);
    int breaches = 0;
    for (const auto& name : options_.policies) {
      settings_.policy = county::find_policy(name);
      if (settings_.policy == nullptr) fail("--policy: there is no policy '" + name + "'");
      for (auto seed = from; seed <= to; ++seed) {
        settings_.seed = seed;
        settings_.span = span_of(seed);
        county::RunResults results = play(keeps_journal(from, to));
        check_twice(results, seed - from);
        breaches += tell_breaches(results);
        if (!options_.out.empty()) write(results);
        if (!options_.page.empty()) {
          judged_.push_back(verdict::judge(results, rules_of(settings_.scenario)));
          on_page_ = results;
        }
        keep(std::move(results));
      }
    }
    std::cout << county::table(runs_);
    tell_sum();
    if (!options_.page.empty()) write_page();
    return breaches == 0 ? ended_well : promise_broken;
  }

private:
  [[nodiscard]] bool keeps_journal(std::uint64_t from, std::uint64_t to) const {
    if (options_.journal.empty()) return false;
    if (from != to || options_.policies.size() != 1)
      fail("--journal: one run alone has a journal: one seed, one policy");
    return true;
  }

  county::RunResults play(bool kept) {
    if (!kept) return play_one(settings_, scene_.population);
    JournalFile file(options_.journal, scene_.population);
    settings_.keep = [&file](const engine::Batch& batch) { file.take(batch); };
    auto results = play_one(settings_, scene_.population);
    file.finish();
    return results;
  }

  [[nodiscard]] Duration span_of(std::uint64_t seed) const {
    if (options_.hours.empty()) return std::chrono::days(settings_.scenario.days);
    const auto [from, to] = range_in(options_.hours, "--hours");
    return std::chrono::hours(from + seed % (to - from + 1));
  }

  void check_twice(county::RunResults& results, std::uint64_t nth) {
    if (options_.twice_every <= 0 || nth % static_cast<std::uint64_t>(options_.twice_every) != 0) return;
    if (options_.seeds.empty()) return;
    if (auto breach = county::differs(results, play_one(settings_, scene_.population)))
      results.breaches.push_back(*breach);
  }

  int tell_breaches(const county::RunResults& results) {
    for (const auto& breach : results.breaches) {
      std::cerr << "BROKEN " << breach.checker << " at " << format_rfc3339(breach.at) << ": " << breach.what
                << '\n';
    }
    if (results.breaches.empty()) return 0;
    std::cerr << "play it again: "
              << county::replay_command(results, options_.scenario, options_.faults, span_of(results.seed))
              << '\n';
    return static_cast<int>(results.breaches.size());
  }

  void write(const county::RunResults& results) {
    std::filesystem::create_directories(options_.out);
    const std::string name =
        results.scenario + "-" + results.policy + "-" + std::to_string(results.seed) + ".csv";
    std::ofstream file(std::filesystem::path(options_.out) / name, std::ios::binary);
    file << county::alarms_csv(results);
    if (!file.flush()) fail("--out: " + name + " cannot be written");
  }

  /// Of the last run, beside all the others.
  void write_page() {
    std::ifstream file(settings_.scenario.facts);
    std::stringstream facts;
    facts << file.rdbuf();
    const auto geography = verdict::parse_geography(facts.str());
    if (!geography) fail(settings_.scenario.facts + ": " + geography.error());
    const verdict::Page page{
        on_page_,
        judged_.back(),
        judged_,
        geography.value(),
        settings_.plans.zone,
        county::replay_command(on_page_, options_.scenario, options_.faults, span_of(on_page_.seed))};
    if (const auto written = verdict::write_page(page, options_.page); !written) fail(written.error());
  }

  /// A thousand runs are summed up as they go; what each alarm met is in the files of --out.
  void keep(county::RunResults results) {
    results.worst.clear();
    for (auto& alarm : results.alarms)
      alarm.candidates = {};
    const auto& held = results.figures.held_most;
    for (const auto& [what, count] : held)
      held_[what] = std::max(held_[what], count);
    faults_ += results.figures.faults;
    car_moves_ += results.figures.car_moves;
    lost_by_lies_ += results.figures.lost_by_lies;
    years_ += static_cast<double>(results.figures.virtual_time.count()) / (365.25 * 86'400'000);
    incidents_ += results.figures.incidents;
    open_at_end_ += results.figures.open_at_end;
    runs_.push_back(std::move(results));
  }

  void tell_sum() {
    std::cout << runs_.size() << " runs, " << years_ << " simulated years, " << incidents_ << " incidents, "
              << faults_ << " faults, " << open_at_end_ << " incidents open at the end\n";
    if (car_moves_ > 0) std::cout << car_moves_ << " moves of cars advised and made\n";
    if (lost_by_lies_ > 0) std::cout << lost_by_lies_ << " answered alarms lost by a disk that lied\n";
    std::cout << "most that was held:";
    for (const auto& [what, count] : held_)
      std::cout << ' ' << what << ' ' << count << ';';
    std::cout << '\n';
    const auto never = county::never_taken(runs_);
    if (never.empty()) return;
    std::cout << "branches that no run took:";
    for (const auto& name : never)
      std::cout << ' ' << name << ';';
    std::cout << '\n';
  }

  const Options& options_;
  Scene scene_;
  county::RunSettings& settings_;
  std::ofstream trace_;
  county::RunResults on_page_;
  std::vector<verdict::Judged> judged_;
  std::vector<county::RunResults> runs_;
  std::map<std::string, std::uint64_t> held_;
  std::uint64_t faults_ = 0;
  std::uint64_t car_moves_ = 0;
  std::uint64_t lost_by_lies_ = 0;
  std::uint64_t incidents_ = 0;
  std::uint64_t open_at_end_ = 0;
  double years_ = 0;
};

} // namespace

void add_county_command(CLI::App& program, int& exit_code) {
  auto* command = program.add_subcommand("county", "The real dispatcher in a county of virtual time");
  command->footer(explanation);
  auto options = std::make_shared<Options>();
  command->add_option("--scenario", options->scenario, "Name or file")->capture_default_str();
  command->add_option("--folder", options->folder, "Where names of scenarios and faults are looked for")
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Same seed, same run; from 1")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  command->add_option("--seeds", options->seeds, "FROM..TO: one run for each");
  command->add_option("--days", options->days, "Instead of the scenario's own")->check(CLI::Range(1, 3660));
  command->add_option("--hours", options->hours,
                      "Instead of days; FROM..TO: another span for each seed, as in 6..24");
  command->add_option("--faults", options->faults, "Names or files; later ones lie over earlier ones");
  command
      ->add_option("--policy", options->policies,
                   "crow-one, eta-one, broadcast-8, ours, ours-moved; several are compared")
      ->capture_default_str();
  command
      ->add_option("--twice-every", options->twice_every,
                   "With --seeds: every so many runs is played twice and must end alike; 0 never")
      ->capture_default_str();
  command->add_option("--trace", options->trace,
                      "Every message and trouble, one line each, to this file or -");
  command->add_option("--out", options->out, "Folder for one CSV of alarms for each run");
  command->add_option("--page", options->page,
                      "The last run as an HTML file that stands alone, beside the others of its seed");
  command->add_option("--journal", options->journal,
                      "A new file for the journal the dispatcher would have left: turnoutctl reads it");
  const CLI::App* table = add_table_command(*command, exit_code);
  command->callback([options, table, &exit_code] {
    if (!table->parsed()) exit_code = Session(*options).play();
  });
}

} // namespace turnout::sim
