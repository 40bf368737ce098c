// From the JSON of a request to a command the rules can take, with every fault named at once.
// Pure but for fresh ids; any thread. Never throws for any bytes.
#pragma once

#include "http.hpp"
#include "turnout/engine/inbound.hpp"

namespace turnout::console {

/// The command and the texts it speaks of, or the faults.
struct ReadCommand {
  engine::LocalEvent event; ///< holds a CommandGiven
  std::vector<Fault> faults;
};

/// For /incidents/{id}/commands.
[[nodiscard]] ReadCommand incident_command(std::string_view body, const std::string& incident);
/// For /incidents: a telephone call.
[[nodiscard]] ReadCommand open_command(std::string_view body);
/// For /responders/{id}/commands.
[[nodiscard]] ReadCommand responder_command(std::string_view body, const std::string& responder);
/// For /alerts/{id}/commands.
[[nodiscard]] ReadCommand alert_command(std::string_view body, const std::string& alert);

/// A named human: fit to be an id, and not a word that stands for nobody.
[[nodiscard]] bool names_a_human(std::string_view by) noexcept;

} // namespace turnout::console
