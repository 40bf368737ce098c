#include "web_socket.hpp"

#include <boost/beast/websocket.hpp>

namespace turnout::console {

namespace {

namespace websocket = boost::beast::websocket;

} // namespace

void accept(WebSocket& socket, const boost::beast::http::request<boost::beast::http::string_body>& request,
            const Opening& opening, Then then) {
  socket.set_option(websocket::stream_base::timeout{opening.handshake_max, opening.idle_max, true});
  socket.set_option(
      websocket::stream_base::decorator([protocol = opening.protocol](websocket::response_type& response) {
        response.set(boost::beast::http::field::sec_websocket_protocol, protocol);
      }));
  socket.async_accept(request, std::move(then));
}

void read_message(WebSocket& socket, boost::beast::flat_buffer& into, Then then) {
  socket.async_read(into,
                    [then = std::move(then)](boost::beast::error_code error, std::size_t) { then(error); });
}

void write_message(WebSocket& socket, boost::asio::const_buffer message, Then then) {
  socket.async_write(message,
                     [then = std::move(then)](boost::beast::error_code error, std::size_t) { then(error); });
}

} // namespace turnout::console
