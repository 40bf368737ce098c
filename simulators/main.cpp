// turnout-sim: everybody around Turnout, played from the wire contract alone.
#include "commands.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>

int main(int argc, char** argv) {
  using namespace turnout::sim;
  // Shifts are kept in the county's own time, whatever the machine's.
  ::setenv("TZ", "Europe/London", 1);

  CLI::App program{
      "Plays the world around Turnout against a live broker, knowing only the wire contract.\n"
      "One command is another matter: `county` runs the real dispatcher in virtual time, without a broker.\n"
      "Start with make-county, import its three files into Turnout, then run the others side by side.\n"
      "Each ends with one line of JSON that says what it did.",
      "turnout-sim"};
  program.set_version_flag("--version", TURNOUT_VERSION);
  program.require_subcommand(1);
  int exit_code = ended_well;
  add_make_county_command(program, exit_code);
  add_hubs_command(program, exit_code);
  add_responders_command(program, exit_code);
  add_partners_command(program, exit_code);
  add_operators_command(program, exit_code);
  add_county_command(program, exit_code);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? ended_well : bad_input;
  } catch (const std::exception& error) {
    std::cerr << "turnout-sim: " << error.what() << '\n';
    return bad_input;
  }
  return exit_code;
}
