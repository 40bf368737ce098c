// A phone's browser speaks MQTT over a WebSocket; the broker hears it over plain TCP. Bytes are passed as
// they come, one piece at a time in each direction, so whoever reads slowly slows the other. The broker
// checks who it is. On the I/O thread. Every fault ends this pipe alone.
#pragma once

#include "turnout/base/time.hpp"
#include "upgrade.hpp"
#include "web_socket.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <array>
#include <memory>

namespace turnout::console {

class MqttPipe : public std::enable_shared_from_this<MqttPipe> {
public:
  explicit MqttPipe(Upgrade upgrade);

  void start(const boost::asio::ip::tcp::endpoint& broker);
  void end();

private:
  using Error = boost::beast::error_code;
  void accept();
  void from_phone();
  void from_broker();

  static constexpr std::size_t piece_max = std::size_t{64} * 1024;

  WebSocket phone_;
  boost::beast::tcp_stream broker_;
  boost::beast::http::request<boost::beast::http::string_body> request_;
  boost::beast::flat_buffer up_;
  std::array<char, piece_max> down_{};
};

} // namespace turnout::console
