// turnoutctl report --period 2026-10 --out DIR
#include "report.hpp"

#include "turnout/report/make.hpp"
#include "turnout/report/write.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

namespace turnout::ctl {
namespace {

struct Stretch {
  WallTime from;
  WallTime to;
};

Stretch stretch_of(const ReportAsked& asked, const ZoneTable& zone) {
  if (!asked.period.empty()) {
    const auto period = value_or_stop(report::parse_period(asked.period), ExitCode::usage);
    return {period.from(zone), period.to(zone)};
  }
  if (asked.from.empty() || asked.to.empty())
    throw Stop{ExitCode::usage, "say --period 2026-10, or --from and --to"};
  const Stretch stretch{start_of("--from", asked.from, zone), start_of("--to", asked.to, zone)};
  if (stretch.to <= stretch.from) throw Stop{ExitCode::usage, "--to must be after --from"};
  return stretch;
}

/// Whoever checks an export on another machine need not have a settings file.
config::Settings settings_of(Context& context) {
  std::error_code error;
  return std::filesystem::exists(context.config_file, error) ? context.settings() : config::Settings();
}

report::Pack make(Context& context, custody::Source& source, const ReportAsked& asked) {
  const auto settings = settings_of(context);
  const auto zone = value_or_stop(report::zone_of(source), ExitCode::file);
  const Stretch stretch = stretch_of(asked, zone);
  auto of = report::settings_of(settings);
  if (!asked.area.empty()) of.area = AreaId(asked.area);
  if (asked.audience == "service")
    return value_or_stop(report::service_pack(source, stretch.from, stretch.to, of), ExitCode::file);
  const auto whole = report::period_between(stretch.from, stretch.to, zone);
  if (!whole)
    throw Stop{ExitCode::usage, whole.error() + "; or, for the house alone, add --audience service"};
  const auto& period = whole.value();
  return value_or_stop(report::published_pack(source, period, of, report::disclosure_of(settings)),
                       ExitCode::file);
}

} // namespace

std::vector<CLI::Option*> add_report_options(CLI::App& command, ReportAsked& asked) {
  auto* period = command.add_option("--period", asked.period, "2026-10, 2026-Q4 or 2026");
  return {
      period,
      command.add_option("--from", asked.from, "Instead: first day, or instant")->excludes(period),
      command.add_option("--to", asked.to, "... and the day after the last, or instant")->excludes(period),
      command.add_option("--area", asked.area, "Of one district alone"),
      command.add_option("--audience", asked.audience, "commissioner or service")
          ->check(CLI::IsMember({"commissioner", "service"}))
          ->capture_default_str(),
      command.add_option("--out", asked.out, "Folder for the files")};
}

void write_report(Context& context, custody::Source& source, const ReportAsked& asked) {
  if (asked.out.empty()) throw Stop{ExitCode::usage, "say with --out which folder the files go to"};
  const auto pack = make(context, source, asked);
  for (const auto& file : value_or_stop(report::write_pack(pack, asked.out), ExitCode::file))
    std::cout << file << '\n';
}

void add_report_command(CLI::App& program, Context& context) {
  auto* sub = program.add_subcommand(
      "report", "What a commissioner asks of a month, a quarter or a year: a page, a workbook, CSV and JSON");
  sub->footer(
      "A report for the commissioner hides small counts, and tells of whole months, quarters and years "
      "alone. One for the service (--audience service) has every figure and every incident, of any "
      "stretch of time; keep it in the house.");
  auto asked = std::make_shared<ReportAsked>();
  auto journal = std::make_shared<std::string>();
  add_report_options(*sub, *asked);
  sub->add_option("--journal", *journal, "A backup instead of the journal");
  sub->callback([&context, asked, journal] {
    const auto source =
        value_or_stop(custody::journal_source(journal->empty() ? context.settings().journal_path : *journal),
                      ExitCode::file);
    write_report(context, *source, *asked);
  });
}

} // namespace turnout::ctl
