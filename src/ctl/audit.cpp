// turnoutctl audit person P-1
#include "context.hpp"
#include "turnout/base/time.hpp"
#include "turnout/record/json.hpp"
#include "turnout/store/read_store.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace turnout::ctl {
namespace {

void show(Context& context, const std::string& person) {
  auto store = store::ReadStore::open(context.settings().journal_path);
  if (!store) throw Stop{ExitCode::file, store.error()};
  const auto looks = store.value()->looks_at(PersonId(person));
  if (!looks) throw Stop{ExitCode::file, looks.error()};
  if (looks.value().empty()) {
    std::cout << "Nobody has looked at the record of " << person << ".\n";
    return;
  }
  std::vector<std::vector<std::string>> rows = {
      {"WHEN", "WHO", "ROLE", "WHAT", "WHY", "INCIDENT", "CONSOLE", "IN THEIR OWN WORDS"}};
  for (const auto& [stamp, view, reason] : looks.value()) {
    rows.push_back({format_rfc3339(stamp.at), view.by.str(), view.role,
                    std::string(record::name_of(view.what)), std::string(record::name_of(view.why)),
                    view.incident ? view.incident->str() : "", view.console, reason});
  }
  std::cout << table(rows);
}

} // namespace

void add_audit_commands(CLI::App& program, Context& context) {
  auto* family = program.add_subcommand("audit", "Who looked at whose record, when and why");
  family->require_subcommand(1);
  auto* person = family->add_subcommand("person", "Every look at one person's record, oldest first");
  auto id = std::make_shared<std::string>();
  person->add_option("person", *id, "Their id")->required();
  person->callback([&context, id] { show(context, *id); });
}

} // namespace turnout::ctl
