#include "context.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>

namespace {

constexpr const char* about =
    "Looks at a running Turnout and acts on it, tests its plans, and checks its journal.\n"
    "Commands that act talk to the daemon; reports and checks read the journal without disturbing it.";

constexpr const char* exit_codes =
    "Exit codes: 0 done; 1 the answer is no (refused, not found, something wrong found); 2 the command line "
    "or a setting\n"
    "is wrong; 3 the daemon does not answer; 4 a file or the journal cannot be read or written.";

int run(int argc, char** argv) {
  using namespace turnout::ctl;
  CLI::App program(about, "turnoutctl");
  program.footer(exit_codes);
  program.set_version_flag("--version", TURNOUT_VERSION);
  program.require_subcommand(1);
  program.fallthrough();
  Context context;
  program.add_option("--config", context.config_file, "The daemon's settings")->capture_default_str();
  auto* http =
      program.add_option("--http", context.url, "Where the daemon listens, instead of what the settings say");
  program.add_option("--token-file", context.token_file, "The console's token, with --http")->needs(http);
  add_incident_commands(program, context);
  add_responder_commands(program, context);
  add_alert_commands(program, context);
  add_import_commands(program, context);
  add_plan_commands(program, context);
  add_advise_commands(program, context);
  add_report_command(program, context);
  add_invoice_commands(program, context);
  add_referral_commands(program, context);
  add_review_command(program, context);
  add_audit_commands(program, context);
  add_journal_commands(program, context);
  add_custody_commands(program, context);
  add_person_commands(program, context);
  add_retain_command(program, context);
  add_canary_command(program, context);
  add_unheard_command(program, context);
  add_user_commands(program, context);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::usage);
  } catch (const Stop& stop) {
    std::cout.flush();
    if (!stop.message.empty()) std::cerr << "turnoutctl: " << stop.message << '\n';
    return static_cast<int>(stop.code);
  }
  std::cout.flush();
  return static_cast<int>(std::cout ? ExitCode::done : ExitCode::file);
}

} // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "turnoutctl: a defect: " << error.what() << '\n';
    return 70;
  }
}
