// turnoutctl export, sign, key make
#include "context.hpp"
#include "turnout/clock/system_clock.hpp"
#include "turnout/custody/export.hpp"
#include "turnout/custody/minisign.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace turnout::ctl {
namespace {

/// What the signature says of itself, under its own protection.
std::string trusted_line(const std::string& what) {
  clock::SystemClock clock;
  return "turnout " TURNOUT_VERSION ", " + what + ", signed " + format_rfc3339(clock.now());
}

void sign(const std::string& folder, const std::string& key_file, const std::string& what) {
  done_or_stop(custody::sign_folder(folder, read_file(key_file), trusted_line(what)));
  std::cout << folder << '/' << custody::signature_name << '\n';
}

struct Exported {
  std::string folder;
  std::string key_file;
  std::uint64_t from_sequence = 1;
};

void run_export(Context& context, const Exported& asked) {
  // Before hours of writing, not after.
  if (!asked.key_file.empty()) (void)read_file(asked.key_file);
  const auto manifest =
      custody::export_journal(context.settings().journal_path, asked.folder, asked.from_sequence);
  if (!manifest) throw Stop{ExitCode::file, manifest.error()};
  const auto& chain = *manifest.value().chain;
  std::cout << chain.records << " records, " << chain.first_sequence << " to " << chain.last_sequence
            << "\nhash of the last record: " << chain.last_hash << '\n'
            << asked.folder << '/' << custody::journal_name << '\n'
            << asked.folder << '/' << custody::manifest_name << '\n';
  if (!asked.key_file.empty())
    sign(asked.folder, asked.key_file,
         "records " + std::to_string(chain.first_sequence) + " to " + std::to_string(chain.last_sequence));
}

void run_sign(const std::string& folder, const std::string& key_file) {
  const auto manifest = custody::describe_folder(folder);
  if (!manifest) throw Stop{ExitCode::file, manifest.error()};
  sign(folder, key_file, std::to_string(manifest.value().files.size()) + " files");
}

void run_key_make(const std::string& secret, const std::string& open) {
  const auto keys = custody::make_keys();
  if (!keys) throw Stop{ExitCode::file, keys.error()};
  done_or_stop(custody::write_keys(keys.value(), secret, open));
  std::cout << "secret key, for nobody else: " << secret << "\npublic key, to be published: " << open << '\n'
            << keys.value().public_key << '\n';
}

} // namespace

void add_custody_commands(CLI::App& program, Context& context) {
  auto* exported = program.add_subcommand(
      "export", "Writes the journal's records as files that can be checked without Turnout");
  auto asked = std::make_shared<Exported>();
  exported->add_option("--to", asked->folder, "A folder that has no export yet")->required();
  exported->add_option("--from-sequence", asked->from_sequence, "The first record")->capture_default_str();
  exported->add_option("--key", asked->key_file, "Signs with this secret key");
  exported->callback([&context, asked] { run_export(context, *asked); });

  auto* signing =
      program.add_subcommand("sign", "Signs a folder, such as a report's: a manifest of its files");
  auto folder = std::make_shared<std::string>();
  auto key_file = std::make_shared<std::string>();
  signing->add_option("folder", *folder, "Its files")->required();
  signing->add_option("--key", *key_file, "The secret key")->required();
  signing->callback([folder, key_file] { run_sign(*folder, *key_file); });

  auto* family = program.add_subcommand("key", "The key that signs exports and reports");
  family->require_subcommand(1);
  auto* made = family->add_subcommand("make", "Makes a pair of keys as minisign knows them");
  auto secret = std::make_shared<std::string>();
  auto open = std::make_shared<std::string>();
  made->add_option("--secret", *secret, "File for the secret one; only its owner may read it")->required();
  made->add_option("--public", *open, "File for the public one")->required();
  made->callback([secret, open] { run_key_make(*secret, *open); });
}

} // namespace turnout::ctl
