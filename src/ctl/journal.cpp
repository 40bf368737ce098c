// turnoutctl verify, replay, backup, restore
#include "context.hpp"
#include "replay.hpp"
#include "turnout/store/backup.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace turnout::ctl {
namespace {

void tell(const store::VerifyReport& report) {
  std::cout << report.records << " records, last " << report.last_sequence << ", " << report.texts
            << " texts\n"
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
  auto* verified =
      program.add_subcommand("verify", "Recomputes the chain of hashes of the journal, or a backup");
  auto copy = std::make_shared<std::string>();
  verified->add_option("file", *copy, "A backup instead of the journal");
  verified->callback([&context, copy] {
    tell(copy->empty() ? store::verify(context.settings().journal_path) : store::check_backup(*copy));
  });

  auto* replayed =
      program.add_subcommand("replay", "Folds every decision anew and compares with what is stored");
  auto digest = std::make_shared<bool>(false);
  replayed->add_flag("--digest", *digest, "Only the digest of the state");
  replayed->callback([&context, digest] { run_replay(context, *digest); });

  auto* kept = program.add_subcommand(
      "backup", "Writes a checked copy of the journal and registry, while the daemon runs");
  auto to = std::make_shared<std::string>();
  kept->add_option("file", *to, "Where to")->required();
  kept->callback([&context, to] { tell(store::backup(context.settings().journal_path, *to)); });

  auto* restored = program.add_subcommand(
      "restore", "Puts a checked copy where the journal stood; the daemon must not run");
  auto from = std::make_shared<std::string>();
  restored->add_option("file", *from, "The copy")->required();
  restored->callback([&context, from] { tell(store::restore(*from, context.settings().journal_path)); });
}

} // namespace turnout::ctl
