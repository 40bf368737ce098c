// turnoutctl report --period 2026-10 --out DIR
#include "context.hpp"
#include "turnout/report/make.hpp"
#include "turnout/report/write.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace turnout::ctl {

WallTime start_of(const char* option, const std::string& said, const ZoneTable& zone) {
  if (const auto at = parse_rfc3339(said)) return *at;
  const auto midnight = parse_rfc3339(said + "T00:00:00Z");
  if (!midnight)
    throw Stop{ExitCode::usage,
               std::string(option) + " " + said + ": write 2026-11-01 or 2026-11-01T00:00:00Z"};
  // The offset that holds at that midnight, not the one at midnight UTC.
  const WallTime guess = *midnight - local_offset(*midnight, zone);
  return *midnight - local_offset(guess, zone);
}

namespace {

struct Asked {
  std::string period, from, to, area, out, journal;
  std::string audience = "commissioner";
};

struct Stretch {
  WallTime from;
  WallTime to;
};

Stretch stretch_of(const Asked& asked, const ZoneTable& zone) {
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

report::Pack make(Context& context, const Asked& asked) {
  const auto& settings = context.settings();
  const auto source = value_or_stop(
      report::open_journal(asked.journal.empty() ? settings.journal_path : asked.journal), ExitCode::file);
  const auto zone = value_or_stop(report::zone_of(*source), ExitCode::file);
  const Stretch stretch = stretch_of(asked, zone);
  auto of = report::settings_of(settings);
  if (!asked.area.empty()) of.area = AreaId(asked.area);
  if (asked.audience == "service")
    return value_or_stop(report::service_pack(*source, stretch.from, stretch.to, of), ExitCode::file);
  const auto period = value_or_stop(report::period_between(stretch.from, stretch.to, zone), ExitCode::usage);
  return value_or_stop(report::published_pack(*source, period, of, report::disclosure_of(settings)),
                       ExitCode::file);
}

} // namespace

void add_report_command(CLI::App& program, Context& context) {
  auto* sub = program.add_subcommand(
      "report", "What a commissioner asks of a month, a quarter or a year: a page, a workbook, CSV and JSON");
  sub->footer(
      "A report for the commissioner hides small counts, and tells of whole months, quarters and years "
      "alone. One for the service (--audience service) has every figure and every incident, of any "
      "stretch of time; keep it in the house.");
  auto asked = std::make_shared<Asked>();
  sub->add_option("--period", asked->period, "2026-10, 2026-Q4 or 2026");
  sub->add_option("--from", asked->from, "Instead: first day, or instant");
  sub->add_option("--to", asked->to, "... and the day after the last, or instant");
  sub->add_option("--area", asked->area, "Of one district alone");
  sub->add_option("--audience", asked->audience, "commissioner or service")
      ->check(CLI::IsMember({"commissioner", "service"}))
      ->capture_default_str();
  sub->add_option("--journal", asked->journal, "A backup instead of the journal");
  sub->add_option("--out", asked->out, "Folder for the files")->required();
  sub->callback([&context, asked] {
    const auto pack = make(context, *asked);
    const auto files = value_or_stop(report::write_pack(pack, asked->out), ExitCode::file);
    for (const auto& file : files)
      std::cout << file << '\n';
  });
}

} // namespace turnout::ctl
