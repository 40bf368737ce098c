// turnoutctl verify, replay, backup, restore
#include "context.hpp"
#include "replay.hpp"
#include "report.hpp"
#include "turnout/custody/export.hpp"
#include "turnout/custody/source.hpp"
#include "turnout/record/json.hpp"
#include "turnout/store/backup.hpp"
#include "turnout/store/read_store.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

namespace turnout::ctl {
namespace {

void tell(const store::VerifyReport& report) {
  std::cout << report.records << " records, last " << report.last_sequence << ", " << report.texts
            << " texts, " << report.erased << " erased\n"
            << "hash of the last record: " << report.last_hash << '\n';
  if (report.misfit) {
    throw Stop{ExitCode::no,
               "the chain breaks" +
                   (report.misfit->sequence > 0 ? " at record " + std::to_string(report.misfit->sequence)
                                                : std::string()) +
                   ": " + report.misfit->reason};
  }
  std::cout << "the chain holds\n";
}

void tell(const Result<store::VerifyReport>& report) {
  if (!report) throw Stop{ExitCode::file, report.error()};
  tell(report.value());
}

void tell(const custody::Checked& checked, bool with_key) {
  const auto& manifest = checked.manifest;
  if (manifest.chain)
    std::cout << manifest.chain->records << " records, " << manifest.chain->first_sequence << " to "
              << manifest.chain->last_sequence << "\nhash of the last record: " << manifest.chain->last_hash
              << '\n';
  if (checked.finding) throw Stop{ExitCode::no, checked.finding->file + ": " + checked.finding->reason};
  std::cout << manifest.files.size() << " files as the manifest has them\n"
            << (with_key ? "the signature holds: " + checked.trusted
                         : "no --key was given: the signature was not looked at")
            << '\n';
}

/// Whom the journal that was put aside erased after the copy was made: the copy has them still.
void tell_erased(const std::string& aside, std::uint64_t copied) {
  const auto store = value_or_stop(store::ReadStore::open(aside));
  const auto read = store->for_each_record({.kinds = {"PersonErased"}}, [&](const Record& record) {
    const auto* erased = std::get_if<PersonErased>(&record.event);
    const bool done = std::any_of(record.decisions.begin(), record.decisions.end(), [](const auto& decision) {
      const auto* answer = std::get_if<CommandAnswered>(&decision);
      return answer != nullptr && answer->done;
    });
    if (erased != nullptr && done && record.stamp.sequence > copied)
      std::cout << "erased after this copy, give it again: turnoutctl person erase " << erased->person.str()
                << " --reason " << record::name_of(erased->why) << " --by NAME\n";
    return true;
  });
  if (!read)
    throw Stop{ExitCode::file,
               read.error() + "; restored all the same: repeat by hand the erasures you noted"};
}

struct Restored {
  std::string from, aside;
};

void run_restore(Context& context, const Restored& asked) {
  const auto report = store::restore(asked.from, context.settings().journal_path);
  tell(report);
  if (!asked.aside.empty()) tell_erased(asked.aside, report.value().last_sequence);
}

struct Verified {
  std::string what;
  std::string key_file;
};

void run_verify(Context& context, const Verified& asked) {
  if (asked.what.empty()) return tell(store::verify(context.settings().journal_path));
  std::error_code error;
  if (!std::filesystem::is_directory(asked.what, error)) return tell(store::check_backup(asked.what));
  const auto checked =
      custody::check_folder(asked.what, asked.key_file.empty() ? std::string() : read_file(asked.key_file));
  if (!checked) throw Stop{ExitCode::file, checked.error()};
  tell(checked.value(), !asked.key_file.empty());
}

struct ReplayAsked {
  bool digest_alone = false;
  bool report = false;
  std::string folder, key_file;
  ReportAsked of;
};

/// On a machine that has nothing but an export.
void report_anew(Context& context, const ReplayAsked& asked) {
  if (asked.folder.empty()) throw Stop{ExitCode::usage, "--report needs --export"};
  const auto source =
      value_or_stop(custody::export_source(asked.folder, asked.key_file.empty() ? std::string()
                                                                                : read_file(asked.key_file)),
                    ExitCode::no);
  write_report(context, *source, asked.of);
}

void run_replay(Context& context, bool digest_alone) {
  const auto replayed = replay(context.settings().journal_path);
  if (!replayed) throw Stop{ExitCode::file, replayed.error()};
  const auto& found = replayed.value();
  if (digest_alone)
    std::cout << found.digest << '\n';
  else
    std::cout << found.records << " records folded, " << found.rows << " rows compared\ndigest "
              << found.digest << '\n';
  constexpr std::size_t shown_max = 10;
  for (std::size_t i = 0; i < std::min(found.differences.size(), shown_max); ++i) {
    const auto& one = found.differences[i];
    std::cerr << one.kind << ' ' << one.id << " differs since record " << one.sequence
              << "\n  stored: " << one.stored << "\n  folded: " << one.folded << '\n';
  }
  if (!found.differences.empty()) {
    throw Stop{ExitCode::no,
               std::to_string(found.differences.size()) + " rows are not what the decisions make of them"};
  }
}

} // namespace

void add_journal_commands(CLI::App& program, Context& context) {
  auto* verified = program.add_subcommand(
      "verify", "Recomputes the chain of hashes of the journal, a backup, an export or a signed folder");
  auto what = std::make_shared<Verified>();
  verified->add_option("path", what->what, "A backup's file, or the folder of an export or a report");
  verified->add_option("--key", what->key_file, "The public key that must have signed the folder");
  verified->callback([&context, what] { run_verify(context, *what); });

  auto* replayed =
      program.add_subcommand("replay", "Folds every decision anew and compares with what is stored");
  auto asked = std::make_shared<ReplayAsked>();
  replayed->add_flag("--digest", asked->digest_alone, "Only the digest of the state");
  auto* anew = replayed->add_flag("--report", asked->report, "Makes a report from an export instead");
  replayed->add_option("--export", asked->folder, "Folder of the export")->needs(anew);
  replayed->add_option("--key", asked->key_file, "The public key that must have signed it")->needs(anew);
  for (auto* option : add_report_options(*replayed, asked->of))
    option->needs(anew);
  replayed->callback([&context, asked] {
    asked->report ? report_anew(context, *asked) : run_replay(context, asked->digest_alone);
  });

  auto* kept = program.add_subcommand(
      "backup", "Writes a checked copy of the journal and registry, while the daemon runs");
  auto to = std::make_shared<std::string>();
  kept->add_option("file", *to, "Where to")->required();
  kept->callback([&context, to] { tell(store::backup(context.settings().journal_path, *to)); });

  auto* restored = program.add_subcommand(
      "restore", "Puts a checked copy where the journal stood; the daemon must not run");
  auto back = std::make_shared<Restored>();
  restored->add_option("file", back->from, "The copy")->required();
  restored->add_option("--aside", back->aside, "The journal that stood there: names whom it erased since");
  restored->callback([&context, back] { run_restore(context, *back); });
}

} // namespace turnout::ctl
