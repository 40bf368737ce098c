// A viewer of the live stream over a real socket: one that reads is sent everything, one that does not is cut
// off while a write to it stands still.
#include "live_client.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::console;
namespace asio = boost::asio;
using tcp = asio::ip::tcp;

namespace {

constexpr std::size_t row_bytes = std::size_t{1} << 20U;
constexpr std::size_t row_count = 24; ///< more than the system keeps for a socket that nobody reads

LiveViews large_view() {
  LiveViews views("e");
  const auto row =
      std::make_shared<const std::string>(R"({"id":"I","pad":")" + std::string(row_bytes, 'x') + "\"}");
  for (std::size_t i = 0; i < row_count; ++i)
    views.take({{View::incidents, "I" + std::to_string(i), row}});
  return views;
}

/// A masked text frame of at most 125 bytes; a mask of zeros changes nothing.
std::string frame_of(const std::string& text) {
  return std::string("\x81") + static_cast<char>(0x80U | text.size()) + std::string(4, '\0') + text;
}

struct Wire {
  explicit Wire(Duration write_max)
      : rules{.views = views,
              .now = [] { return WallTime(); },
              .holds = [](const Caller&) { return true; },
              .node = "test",
              .write_max = write_max,
              .idle_max = 1h} {
    tcp::acceptor door(io, {asio::ip::address_v4::loopback(), 0});
    page.connect(door.local_endpoint());
    Upgrade upgrade{door.accept(), {}, {.token = true, .name = {}, .shown = {}, .secret = {}}};
    namespace http = boost::beast::http;
    upgrade.request.method(http::verb::get);
    upgrade.request.target("/api/v1/live");
    upgrade.request.version(11);
    upgrade.request.set(http::field::host, "test");
    upgrade.request.set(http::field::upgrade, "websocket");
    upgrade.request.set(http::field::connection, "Upgrade");
    upgrade.request.set(http::field::sec_websocket_key, "dGhlIHNhbXBsZSBub25jZQ==");
    upgrade.request.set(http::field::sec_websocket_version, "13");
    viewer = std::make_shared<LiveClient>(std::move(upgrade), rules);
    viewer->start();
    asio::write(page, asio::buffer(frame_of(R"({"t":"hello","views":["incidents"]})")));
  }

  void read_on() {
    page.async_read_some(asio::buffer(piece),
                         [this](const boost::system::error_code& error, std::size_t bytes) {
                           received += bytes;
                           if (error || received > row_count * row_bytes) return page.close();
                           read_on();
                         });
  }

  void run_until_over() {
    while (!viewer->over())
      io.run_one();
  }

  asio::io_context io;
  LiveViews views = large_view();
  LiveRules rules;
  tcp::socket page{io};
  std::shared_ptr<LiveClient> viewer;
  std::vector<char> piece = std::vector<char>(std::size_t{1} << 16U);
  std::size_t received = 0;
};

} // namespace

TEST_CASE("a viewer that does not read is cut off when a write to it has stood still for its time") {
  Wire wire(50ms);
  wire.run_until_over();
  CHECK(wire.page.available() < row_count * row_bytes);
}

TEST_CASE("a viewer that reads is sent everything") {
  Wire wire(1h);
  wire.read_on();
  wire.run_until_over();
  CHECK(wire.received > row_count * row_bytes);
}
