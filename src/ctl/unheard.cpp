// turnoutctl unheard: after a time in which nothing came through, who pressed, and of whom it is not known.
#include "context.hpp"
#include "turnout/store/read_store.hpp"
#include "turnout/store/registry.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <map>
#include <memory>
#include <set>

namespace turnout::ctl {
namespace {

WallTime instant(const char* option, const std::string& said) {
  const auto at = parse_rfc3339(said);
  if (!at) throw Stop{ExitCode::usage, std::string(option) + " " + said + ": write 2026-11-22T03:15:00Z"};
  return *at;
}

store::ReadStore& must(Result<std::unique_ptr<store::ReadStore>>& store) {
  if (!store) throw Stop{ExitCode::file, store.error()};
  return *store.value();
}

/// The first record stamped at this instant or later, by halving.
std::uint64_t first_since(store::ReadStore& store, WallTime instant) {
  const auto last = store.last_sequence();
  if (!last) throw Stop{ExitCode::file, last.error()};
  std::uint64_t low = 1, high = last.value() + 1;
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    const auto found = store.records(middle, 1);
    if (!found) throw Stop{ExitCode::file, found.error()};
    if (found.value().empty() || found.value().front().stamp.at >= instant) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

struct Since {
  std::vector<std::vector<std::string>> late; ///< rows of alarms pressed in between, whenever they were heard
  std::set<HubId> heard;                      ///< whoever has pressed or tested since
};

Since said_since(store::ReadStore& store, WallTime from, WallTime to,
                 const std::map<HubId, PersonId>& people) {
  Since since;
  const auto read = store.for_each_record(first_since(store, from), [&](const Record& record) {
    const auto* alarm = std::get_if<AlarmReceived>(&record.event);
    if (alarm == nullptr) return true;
    if (record.stamp.at >= to) since.heard.insert(alarm->hub);
    if (!alarm->said_at || *alarm->said_at < from || *alarm->said_at >= to) return true;
    const auto person = people.find(alarm->hub);
    since.late.push_back(
        {alarm->hub.str(), person == people.end() ? "-" : person->second.str(),
         "pressed at " + format_rfc3339(*alarm->said_at) + ", heard at " + format_rfc3339(record.stamp.at)});
    return true;
  });
  if (!read) throw Stop{ExitCode::file, read.error()};
  return since;
}

void unheard(Context& context, WallTime from, WallTime to) {
  const auto& path = context.settings().journal_path;
  auto opened = store::ReadStore::open(path);
  store::ReadStore& store = must(opened);
  auto registry = store::SqliteRegistry::open(path);
  if (!registry) throw Stop{ExitCode::file, registry.error()};
  const auto everybody = registry.value()->load_all();
  if (!everybody) throw Stop{ExitCode::file, everybody.error()};
  std::map<HubId, PersonId> people;
  for (const auto& person : everybody.value().people)
    people[person.hub] = person.id;
  Since since = said_since(store, from, to, people);
  auto rows = std::move(since.late);
  const auto facts = store.hub_facts();
  if (!facts) throw Stop{ExitCode::file, facts.error()};
  std::map<HubId, const HubFacts*> known;
  for (const auto& hub : facts.value())
    known[hub.id] = &hub;
  for (const auto& [hub, person] : people) {
    if (since.heard.contains(hub)) continue;
    const auto found = known.find(hub);
    if (found == known.end() || found->second->interval == Duration(0)) {
      rows.push_back({hub.str(), person.str(), "cannot be known: this hub sends no heartbeat"});
    } else if (found->second->silent) {
      rows.push_back({hub.str(), person.str(), "silent until now"});
    }
  }
  rows.insert(rows.begin(), {"HUB", "PERSON", "WHAT"});
  std::cout << table(rows);
}

} // namespace

void add_unheard_command(CLI::App& program, Context& context) {
  auto* list = program.add_subcommand(
      "unheard", "After a time in which nothing came through: who pressed, and of whom it is not known");
  struct Span {
    std::string from, to;
  };
  auto span = std::make_shared<Span>();
  list->add_option("--from", span->from, "When it was last known whole")->required();
  list->add_option("--to", span->to, "When it was whole again")->required();
  list->callback(
      [&context, span] { unheard(context, instant("--from", span->from), instant("--to", span->to)); });
}

} // namespace turnout::ctl
