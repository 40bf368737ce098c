#include "operators/http_client.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <sys/socket.h>
#include <sys/time.h>

#include <stdexcept>
#include <utility>

namespace turnout::sim {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using tcp = boost::asio::ip::tcp;

constexpr std::chrono::seconds limit{3};

void set_time_limit(tcp::socket& socket) {
  // Blocking calls know no time limit of their own; the kernel's ends them.
  timeval time{};
  time.tv_sec = limit.count();
  setsockopt(socket.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  setsockopt(socket.native_handle(), SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
}

} // namespace

struct HttpClient::State {
  boost::asio::io_context io;
  tcp::socket socket{io};
  beast::flat_buffer buffer;
  std::string host, port, token;

  void connect(beast::error_code& error) {
    if (socket.is_open()) return;
    tcp::resolver resolver(io);
    const auto found = resolver.resolve(host, port, error);
    if (error) return;
    boost::asio::connect(socket, found, error);
    if (error) return;
    buffer.clear();
    socket.set_option(tcp::no_delay(true), error);
    set_time_limit(socket);
  }

  void close() {
    beast::error_code ignored;
    socket.close(ignored);
  }

  HttpAnswer exchange(http::verb verb, const std::string& target, const std::string& body) {
    http::request<http::string_body> request{verb, target, 11};
    request.set(http::field::host, host);
    if (!token.empty()) request.set(http::field::authorization, "Bearer " + token);
    if (verb == http::verb::post) {
      request.set(http::field::content_type, "application/json");
      request.body() = body;
    }
    request.prepare_payload();
    beast::error_code error;
    connect(error);
    http::response<http::string_body> response;
    if (!error) http::write(socket, request, error);
    if (!error) http::read(socket, buffer, response, error);
    if (error) {
      close();
      return {0, error.message()};
    }
    if (!response.keep_alive()) close();
    return {response.result_int(), std::move(response.body())};
  }
};

HttpClient::HttpClient(const std::string& url, std::string token) : state_(std::make_unique<State>()) {
  const std::string scheme = "http://";
  const auto colon = url.rfind(':');
  if (url.rfind(scheme, 0) != 0 || colon < scheme.size()) {
    throw std::runtime_error("--http " + url + ": give it as http://host:port");
  }
  state_->host = url.substr(scheme.size(), colon - scheme.size());
  state_->port = url.substr(colon + 1);
  while (!state_->port.empty() && state_->port.back() == '/')
    state_->port.pop_back();
  state_->token = std::move(token);
}

HttpClient::~HttpClient() = default;

HttpAnswer HttpClient::get(const std::string& target) {
  return state_->exchange(http::verb::get, target, {});
}

HttpAnswer HttpClient::post_json(const std::string& target, const std::string& body) {
  return state_->exchange(http::verb::post, target, body);
}

} // namespace turnout::sim
