// turnoutctl report --from --to --out DIR
#include "turnout/report/report.hpp"

#include "context.hpp"
#include "turnout/config/plans.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace turnout::ctl {
namespace {

ZoneTable zone_of_plans(Context& context) {
  auto book = config::load_plans(context.settings().plans_file);
  if (!book) throw Stop{ExitCode::usage, book.error()};
  return std::move(book.value().zone);
}

} // namespace

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
    const auto zone = zone_of_plans(context);
    const WallTime from = instant("--from", asked->from, zone);
    const WallTime to = instant("--to", asked->to, zone);
    if (to <= from) throw Stop{ExitCode::usage, "--to must be after --from"};
    const auto written = report::report(context.settings().journal_path, from, to, asked->out);
    if (!written) throw Stop{ExitCode::file, written.error()};
    std::cout << written.value().incidents << " incidents\n";
    for (const auto& file : written.value().files)
      std::cout << file << '\n';
  });
}

} // namespace turnout::ctl
