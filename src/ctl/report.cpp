// turnoutctl report --from --to --out DIR
#include "turnout/report/report.hpp"

#include "context.hpp"
#include "turnout/config/plans.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace turnout::ctl {

WallTime start_of(Context& context, const char* option, const std::string& said) {
  if (const auto at = parse_rfc3339(said)) return *at;
  const auto midnight = parse_rfc3339(said + "T00:00:00Z");
  if (!midnight)
    throw Stop{ExitCode::usage,
               std::string(option) + " " + said + ": write 2026-11-01 or 2026-11-01T00:00:00Z"};
  const auto book = config::load_plans(context.settings().plans_file);
  if (!book) throw Stop{ExitCode::usage, book.error()};
  // The offset that holds at that midnight, not the one at midnight UTC.
  const WallTime guess = *midnight - local_offset(*midnight, book.value().zone);
  return *midnight - local_offset(guess, book.value().zone);
}

void add_report_command(CLI::App& program, Context& context) {
  auto* sub = program.add_subcommand(
      "report", "Answer times, response times, service levels, escalations and outcomes as CSV");
  struct Asked {
    std::string from, to, out;
  };
  auto asked = std::make_shared<Asked>();
  sub->add_option("--from", asked->from, "First day, or instant")->required();
  sub->add_option("--to", asked->to, "The day after the last, or instant")->required();
  sub->add_option("--out", asked->out, "Folder for the files")->required();
  sub->callback([&context, asked] {
    const WallTime from = start_of(context, "--from", asked->from);
    const WallTime to = start_of(context, "--to", asked->to);
    if (to <= from) throw Stop{ExitCode::usage, "--to must be after --from"};
    const auto written = report::report(context.settings().journal_path, from, to, asked->out);
    if (!written) throw Stop{ExitCode::file, written.error()};
    std::cout << written.value().incidents << " incidents\n";
    for (const auto& file : written.value().files)
      std::cout << file << '\n';
  });
}

} // namespace turnout::ctl
