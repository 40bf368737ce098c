// turnoutctl retain [--dry-run]
#include "json.hpp"
#include "turnout/clock/system_clock.hpp"
#include "turnout/custody/retention.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

namespace turnout::ctl {
namespace {

namespace fs = std::filesystem;

constexpr Duration day = 24h;
constexpr std::size_t texts_at_once = 500;

/// Folders named by a month, 2026-10, that ended so long ago.
std::vector<fs::path> reports_due(const config::Settings& settings, WallTime now) {
  std::vector<fs::path> due;
  if (settings.retention_reports_days == 0) return due;
  constexpr Duration longest_month = 31 * day;
  std::error_code error;
  for (const auto& entry :
       fs::directory_iterator(fs::path(settings.journal_path).parent_path() / "reports", error)) {
    const auto begin = parse_rfc3339(entry.path().filename().string() + "-01T00:00:00Z");
    if (begin && *begin + longest_month + settings.retention_reports_days * day <= now)
      due.push_back(entry.path());
  }
  std::sort(due.begin(), due.end());
  return due;
}

custody::RetentionRules rules_of(const config::Settings& settings) {
  return {{"notes", settings.retention_notes_days * day},
          {"callers", settings.retention_callers_days * day},
          {"raw", settings.retention_raw_days * day},
          {"looks", settings.retention_looks_days * day}};
}

using Due = std::map<std::string, std::vector<TextId>>;

void tell(const custody::RetentionRules& rules, const Due& due, const config::Settings& settings,
          std::size_t reports) {
  std::vector<std::vector<std::string>> rows = {{"CLASS", "KEPT FOR", "DUE"}};
  for (const auto& [cls, texts] : due)
    rows.push_back({cls, std::to_string(rules.at(cls) / day) + " days", std::to_string(texts.size())});
  rows.push_back({"reports",
                  settings.retention_reports_days == 0
                      ? "ever"
                      : std::to_string(settings.retention_reports_days) + " days",
                  std::to_string(reports)});
  std::cout << table(rows);
}

/// In pieces, so that no alarm waits for a long one; each is a record with its counts. One at least: that the
/// rules were applied is on record too.
void erase(Context& context, const Due& due, std::size_t reports) {
  std::vector<std::pair<std::string, TextId>> all;
  for (const auto& [cls, texts] : due) {
    for (const auto& text : texts)
      all.emplace_back(cls, text);
  }
  std::size_t done = 0;
  bool overwritten = true;
  do {
    std::map<std::string, std::size_t> counts;
    if (done == 0) counts["reports"] = reports;
    for (const auto& [cls, texts] : due)
      counts[cls] = 0;
    boost::json::array ids;
    for (; done < all.size() && ids.size() < texts_at_once; ++done) {
      ids.emplace_back(all[done].second.str());
      ++counts[all[done].first];
    }
    boost::json::array counted;
    for (const auto& [cls, count] : counts)
      counted.push_back(boost::json::object{{"class", cls}, {"count", count}});
    const boost::json::object body{{"texts", std::move(ids)}, {"counts", std::move(counted)}};
    const auto answer = parsed(context.must(context.post("/api/v1/retention", boost::json::serialize(body))));
    overwritten = text_of(answer, "overwritten") == "true";
  } while (done < all.size());
  std::cout << done << " texts and " << reports << " reports erased"
            << (overwritten
                    ? "\n"
                    : "; the write-ahead log has them still, because somebody is reading the journal: the "
                      "next run empties it\n");
}

void retain(Context& context, bool dry_run) {
  const auto& settings = context.settings();
  clock::SystemClock clock;
  const WallTime now = clock.now();
  const auto rules = rules_of(settings);
  auto store = store::ReadStore::open(settings.journal_path);
  if (!store) throw Stop{ExitCode::file, store.error()};
  const auto due = custody::texts_due(*store.value(), rules, now);
  if (!due) throw Stop{ExitCode::file, due.error()};
  // A reader that stays would hold back what is to be overwritten.
  store.value().reset();
  const auto reports = reports_due(settings, now);
  tell(rules, due.value(), settings, reports.size());
  if (dry_run) return;
  for (const auto& report : reports) {
    std::error_code error;
    fs::remove_all(report, error);
    if (error) throw Stop{ExitCode::file, report.string() + ": cannot be removed: " + error.message()};
  }
  erase(context, due.value(), reports.size());
}

} // namespace

void add_retain_command(CLI::App& program, Context& context) {
  auto* sub = program.add_subcommand("retain", "Erases what has been kept as long as [retention] says");
  auto dry_run = std::make_shared<bool>(false);
  sub->add_flag("--dry-run", *dry_run, "Only says what is due");
  sub->callback([&context, dry_run] { retain(context, *dry_run); });
}

} // namespace turnout::ctl
