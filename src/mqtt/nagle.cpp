#include "nagle.hpp"

#include <dirent.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cstdlib>

// Paho answers an alarm (PUBACK) and sends the offer as two writes on one socket. With Nagle the kernel holds
// the second back until the broker's delayed acknowledgement, 40 ms later. Three cures were weighed: a second
// connection for sending (2 s more at start and at every reconnect), replacing connect() for the whole
// process (every other library gets it too, and sanitizers want the symbol themselves), and this: look the
// socket up in our own descriptors once connected. At worst it touches another connection to the same port,
// which is harmless.

namespace turnout::mqtt {
namespace {

bool leads_to(int fd, std::uint16_t port) noexcept {
  sockaddr_storage peer{};
  socklen_t size = sizeof peer;
  if (getpeername(fd, reinterpret_cast<sockaddr*>(&peer), &size) != 0) return false;
  if (peer.ss_family == AF_INET) return reinterpret_cast<const sockaddr_in&>(peer).sin_port == htons(port);
  if (peer.ss_family == AF_INET6) return reinterpret_cast<const sockaddr_in6&>(peer).sin6_port == htons(port);
  return false;
}

bool without_delay(int fd) noexcept {
  int on = 1;
  socklen_t size = sizeof on;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, size);
  on = 0;
  return getsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, &size) == 0 && on != 0;
}

} // namespace

int switch_off_nagle(std::uint16_t peer_port) noexcept {
  DIR* fds = opendir("/proc/self/fd");
  if (fds == nullptr) return 0;
  int done = 0;
  while (const dirent* entry = readdir(fds)) {
    char* end = nullptr;
    const long fd = std::strtol(entry->d_name, &end, 10);
    if (end == entry->d_name || *end != '\0') continue;
    if (leads_to(static_cast<int>(fd), peer_port) && without_delay(static_cast<int>(fd))) ++done;
  }
  closedir(fds);
  return done;
}

} // namespace turnout::mqtt
