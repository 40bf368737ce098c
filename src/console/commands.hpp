// From the JSON of a request to a command the rules can take, with every fault named at once.
// Pure but for fresh ids; any thread. Never throws for any bytes.
#pragma once

#include "http.hpp"
#include "turnout/engine/inbound.hpp"

namespace turnout::console {

/// The command and the texts it speaks of, or the faults.
struct ReadCommand {
  engine::LocalEvent event; ///< what a human said: a CommandGiven, a HandoverGiven …
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

/// For /incidents/{id}/referrals: holds a FollowUpSaid.
[[nodiscard]] ReadCommand follow_up_command(std::string_view body, const std::string& incident);
/// For /incidents/{id}/disputes: holds a DisputeSaid.
[[nodiscard]] ReadCommand dispute_command(std::string_view body, const std::string& incident);

/// For /handovers.
[[nodiscard]] ReadCommand handover_command(std::string_view body);

/// The same body, given by whoever is signed in.
[[nodiscard]] std::string given_by(std::string_view body, const std::string& name);

/// An id for what is sent without one.
[[nodiscard]] MessageId fresh_id();
[[nodiscard]] KeptText salted(const std::string& said);

} // namespace turnout::console
