// A WebSocket of the console, and what is done with one: each operation is compiled here once, for it is
// dear. On the I/O thread. `then` is called on it when all is done, with what went wrong if anything did;
// socket, request and buffers live until then.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <chrono>
#include <functional>

namespace turnout::console {

using WebSocket = boost::beast::websocket::stream<boost::beast::tcp_stream>;
using Then = std::function<void(boost::beast::error_code)>;

struct Opening {
  const char* protocol = ""; ///< of those the other side offers
  std::chrono::milliseconds handshake_max{};
  std::chrono::milliseconds idle_max{}; ///< nothing heard, not even an answer to a ping
};

void accept(WebSocket& socket, const boost::beast::http::request<boost::beast::http::string_body>& request,
            const Opening& opening, Then then);
void read_message(WebSocket& socket, boost::beast::flat_buffer& into, Then then);
void write_message(WebSocket& socket, boost::asio::const_buffer message, Then then);

} // namespace turnout::console
