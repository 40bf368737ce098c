// Paho leaves Nagle's algorithm on; we switch it off on the connected socket.

#include "nagle.hpp"

#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace turnout;

TEST_CASE("Nagle is off on connections to the broker's port and on no other") {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const int listening = socket(AF_INET, SOCK_STREAM, 0);
  REQUIRE(bind(listening, reinterpret_cast<sockaddr*>(&address), size) == 0);
  REQUIRE(listen(listening, 1) == 0);
  REQUIRE(getsockname(listening, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  const int port = ntohs(address.sin_port);
  CHECK(mqtt::switch_off_nagle(static_cast<std::uint16_t>(port)) == 0);

  const int connected = socket(AF_INET, SOCK_STREAM, 0);
  REQUIRE(connect(connected, reinterpret_cast<sockaddr*>(&address), size) == 0);
  const int accepted = accept(listening, nullptr, nullptr);
  CHECK(mqtt::switch_off_nagle(static_cast<std::uint16_t>(port)) == 1);
  const auto nodelay = [](int fd) {
    int on = 0;
    socklen_t bytes = sizeof on;
    getsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, &bytes);
    return on != 0;
  };
  CHECK(nodelay(connected));
  CHECK_FALSE(nodelay(accepted));
  for (const int fd : {listening, connected, accepted})
    close(fd);
}
