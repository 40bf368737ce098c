// What the service tells systemd about itself (sd_notify(3), Type=notify). Any thread.
// Outside systemd every call does nothing; a message that cannot be sent is lost without harm.
#pragma once

#include <string_view>

namespace turnout::observe {

/// The service has recovered and takes alarms.
void notify_ready();

/// One line for `systemctl status`.
void notify_status(std::string_view line);

/// Alive. Only for whoever has just seen a commit succeed, or has declared a degraded mode.
void notify_watchdog();

void notify_stopping();

} // namespace turnout::observe
