// What in the broker's set-up could lose, delay or leak alarms: said by the daemon at start.
// Any thread; may take a few seconds (a connection attempt), so not the one that serves alarms.
// Nothing fails: what cannot be looked at is a finding itself. Each finding is one line that ends with the
// mend.
#pragma once

#include "turnout/mqtt/gateway.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace turnout::mqtt {

/// Everything a mosquitto.conf and the ACL file it names give away, in the order of the file. `include_dir`
/// is followed. Lines read `FILE:LINE: trouble; mend` or `FILE: trouble; mend`.
[[nodiscard]] std::vector<std::string> config_findings(const std::filesystem::path& config_file,
                                                       const BrokerSettings& settings);

/// What can be seen from this side of the wire: whether the broker takes clients without an account, and
/// whether names would travel in clear to another machine.
[[nodiscard]] std::vector<std::string> wire_findings(const BrokerSettings& settings);

/// Both; an empty `config_file` means that the broker's files are not on this machine.
[[nodiscard]] std::vector<std::string> unsafe_findings(const BrokerSettings& settings,
                                                       const std::filesystem::path& config_file);

} // namespace turnout::mqtt
