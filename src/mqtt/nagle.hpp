// Switches off Nagle's algorithm on the broker connection, which Paho 1.3.12 cannot do itself.
#pragma once

#include <cstdint>

namespace turnout::mqtt {

/// Sets TCP_NODELAY on every TCP connection of this process to a peer on this port, and returns on how many
/// the kernel confirms it. Zero means that it did not work. Any thread.
[[nodiscard]] int switch_off_nagle(std::uint16_t peer_port) noexcept;

} // namespace turnout::mqtt
