// turnout-sim county table: every scenario that asks for it, under every policy, and the table of the paper
// made anew.
#pragma once

namespace CLI {
class App;
}

namespace turnout::sim {

CLI::App* add_table_command(CLI::App& county, int& exit_code);

} // namespace turnout::sim
