#include "turnout/http/connection.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace turnout::http {

namespace {

namespace beast = boost::beast;
using tcp = boost::asio::ip::tcp;

} // namespace

struct Connection::Line {
  boost::asio::io_context io;
  beast::tcp_stream stream{io};

  /// Runs what was started until it is done; the stream's own clock ends what takes too long.
  template <class Start>
  beast::error_code wait(Start start) {
    beast::error_code error = boost::asio::error::would_block;
    start([&error](beast::error_code failed, auto&&...) { error = failed; });
    io.restart();
    io.run();
    return error;
  }
};

Connection::Connection(std::string host, std::string address, std::string port)
    : host_(std::move(host)), address_(std::move(address)), port_(std::move(port)) {}

Connection::~Connection() = default;

bool Connection::is_open() const noexcept {
  return line_ != nullptr;
}

Status Connection::open(Deadline deadline) {
  auto line = std::make_unique<Line>();
  beast::error_code error;
  boost::asio::ip::make_address(address_, error);
  // A number is not looked up, whatever addresses this machine has itself.
  const auto how = error ? tcp::resolver::flags() : tcp::resolver::numeric_host;
  const auto asked = Deadline::clock::now();
  const auto found = tcp::resolver(line->io).resolve(address_, port_, how, error);
  if (error) return Error{error.message()};
  // Nothing shortens a look-up: its time does not count.
  line->stream.expires_at(deadline + (Deadline::clock::now() - asked));
  error = line->wait([&](auto done) { line->stream.async_connect(found, done); });
  if (error) return Error{error.message()};
  line->stream.socket().set_option(tcp::no_delay(true), error);
  line_ = std::move(line);
  return ok_status();
}

Result<Answer> Connection::ask(const Question& question, Deadline deadline, std::size_t body_max) {
  auto line = std::move(line_);
  if (line == nullptr) return Error{"there is no connection"};
  beast::http::request<beast::http::string_body> request{beast::http::string_to_verb(question.method),
                                                         question.target, 11};
  request.set(beast::http::field::host, host_);
  request.set(beast::http::field::user_agent, "turnout/" TURNOUT_VERSION);
  for (const auto& [name, value] : question.headers)
    request.set(name, value);
  request.body() = question.body;
  request.prepare_payload();
  line->stream.expires_at(deadline);
  const auto unsaid = line->wait([&](auto done) { beast::http::async_write(line->stream, request, done); });
  beast::flat_buffer buffer;
  beast::http::response_parser<beast::http::string_body> response;
  response.body_limit(body_max);
  // A refusal may come before all was written.
  const auto unread =
      line->wait([&](auto done) { beast::http::async_read(line->stream, buffer, response, done); });
  if (unread) return Error{(unsaid ? unsaid : unread).message()};
  Answer answer{response.get().result_int(), std::move(response.get().body())};
  if (!unsaid && response.keep_alive()) line_ = std::move(line);
  return answer;
}

} // namespace turnout::http
