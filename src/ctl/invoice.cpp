// turnoutctl invoice --from --to --out DIR, and turnoutctl dispute …
#include "turnout/billing/invoice.hpp"

#include "json.hpp"
#include "turnout/config/plans.hpp"
#include "turnout/config/tariffs.hpp"
#include "turnout/store/read_store.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

namespace turnout::ctl {
namespace {

struct FileAsked {
  std::string from, to, out, tariffs, organisation;
};

void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out)
    throw Stop{ExitCode::file, path.string() + ": cannot be written; look at its folder and the disk"};
}

std::vector<billing::Line> lines_of(store::ReadStore& store, const billing::TariffBook& tariffs,
                                    const ZoneTable& zone, billing::InvoiceAsked& asked) {
  if (auto one = store.begin_snapshot(); !one) throw Stop{ExitCode::file, one.error()};
  asked.last_sequence = value_or_stop(store.last_sequence());
  billing::Disputes disputes;
  const auto seen = store.for_each_seldom_record(
      WallTime::max(), [&](const Record& record) { billing::add_disputes(disputes, record); });
  if (!seen) throw Stop{ExitCode::file, seen.error()};
  return billing::lines(value_or_stop(store.incidents_open_between(asked.from, asked.to)), tariffs, zone,
                        disputes, asked);
}

void make_invoice(Context& context, const FileAsked& said) {
  const std::filesystem::path plans = context.settings().plans_file;
  const auto book = config::load_plans(plans);
  if (!book) throw Stop{ExitCode::usage, book.error()};
  billing::InvoiceAsked asked{.from = start_of("--from", said.from, book.value().zone),
                              .to = start_of("--to", said.to, book.value().zone)};
  if (asked.to <= asked.from) throw Stop{ExitCode::usage, "--to must be after --from"};
  if (!said.organisation.empty()) asked.organisation = said.organisation;
  const auto tariffs = config::load_tariffs(said.tariffs.empty() ? plans.parent_path() / "tariffs.toml"
                                                                 : std::filesystem::path(said.tariffs));
  if (!tariffs) throw Stop{ExitCode::usage, tariffs.error()};
  const auto store = value_or_stop(store::ReadStore::open(context.settings().journal_path));
  const auto lines = lines_of(*store, tariffs.value(), book.value().zone, asked);
  std::error_code error;
  std::filesystem::create_directories(said.out, error);
  if (error)
    throw Stop{ExitCode::file, said.out + ": cannot be made: " + error.message() + "; choose another --out"};
  for (const auto& file : billing::files(lines, tariffs.value(), book.value().zone, asked)) {
    const auto path = std::filesystem::path(said.out) / file.name;
    write(path, file.text);
    std::cout << path.string() << '\n';
  }
  Money payable;
  std::size_t unpriced = 0;
  for (const auto& line : lines) {
    payable = payable + line.payable;
    if (line.why == "no_tariff") ++unpriced;
  }
  std::cout << lines.size() << " attendances, " << payable.pence << " pence payable, tariffs "
            << tariffs.value().digest << '\n';
  if (unpriced > 0) std::cout << unpriced << " have no tariff and are billed at nothing: see lines.csv\n";
}

void add_invoice(CLI::App& program, Context& context) {
  auto* sub = program.add_subcommand(
      "invoice", "What is owed for attendances: records, lines, totals and the rules, as CSV");
  auto asked = std::make_shared<FileAsked>();
  sub->add_option("--from", asked->from, "First day, or instant, of the accepts")->required();
  sub->add_option("--to", asked->to, "The day after the last, or instant")->required();
  sub->add_option("--organisation", asked->organisation, "Of this one alone, as responders.csv writes it");
  sub->add_option("--tariffs", asked->tariffs, "The tariffs; tariffs.toml beside the plans if not said");
  sub->add_option("--out", asked->out, "Folder for the files")->required();
  sub->callback([&context, asked] { make_invoice(context, *asked); });
}

struct Disputed {
  std::string incident, attendance, why, by;
  std::optional<std::int64_t> pence;
};

void dispute(Context& context, const Disputed& said, const char* step) {
  boost::json::object body{
      {"attendance", said.attendance}, {"step", step}, {"reason", said.why}, {"by", named(said.by)}};
  if (said.pence) body["settled_pence"] = *said.pence;
  const auto answer =
      context.post("/api/v1/incidents/" + segment(said.incident) + "/disputes", boost::json::serialize(body));
  (void)parsed(context.must(answer));
  std::cout << said.attendance << ": " << step << '\n';
}

void add_step(CLI::App& family, Context& context, const char* name, const char* step, const char* says) {
  auto* sub = family.add_subcommand(name, says);
  auto said = std::make_shared<Disputed>();
  sub->add_option("incident", said->incident, "As lines.csv writes it")->required();
  sub->add_option("attendance", said->attendance, "As lines.csv writes it")->required();
  sub->add_option("--why", said->why, "In your own words")->required();
  if (std::string_view(name) == "settle")
    sub->add_option("--pence", said->pence, "The sum it is settled at; the tariff's if not said");
  add_by(*sub, said->by);
  sub->callback([&context, said, step] { dispute(context, *said, step); });
}

} // namespace

void add_invoice_commands(CLI::App& program, Context& context) {
  add_invoice(program, context);
  auto* family = program.add_subcommand("dispute", "Disputes and settles a line of an invoice");
  family->require_subcommand(1);
  add_step(*family, context, "open", "opened", "It is not payable until settled");
  add_step(*family, context, "settle", "settled", "It is payable again, at a sum agreed or as it stood");
}

} // namespace turnout::ctl
