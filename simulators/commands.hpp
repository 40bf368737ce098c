// The subcommands of turnout-sim. Each adds itself to the program with its options and help, and sets
// `exit_code` when it has run. Called once from main(); what goes wrong inside comes out as
// std::runtime_error with a sentence.
#pragma once

namespace CLI {
class App;
}

namespace turnout::sim {

// Exit codes.
inline constexpr int ended_well = 0;
inline constexpr int bad_input = 2;
inline constexpr int broker_refused = 3;

void add_make_county_command(CLI::App& program, int& exit_code);
void add_hubs_command(CLI::App& program, int& exit_code);
void add_responders_command(CLI::App& program, int& exit_code);
void add_partners_command(CLI::App& program, int& exit_code);
void add_operators_command(CLI::App& program, int& exit_code);
void add_county_command(CLI::App& program, int& exit_code);

} // namespace turnout::sim
