// A connection that has asked to become a WebSocket, and is no HTTP session any more. A value to be moved,
// on the I/O thread.
#pragma once

#include "roles.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

namespace turnout::console {

struct Upgrade {
  boost::asio::ip::tcp::socket socket;
  boost::beast::http::request<boost::beast::http::string_body> request;
  Caller caller;
};

} // namespace turnout::console
