#include "session.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/http.hpp>

#include <limits>

namespace turnout::console {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;

constexpr std::uint32_t header_bytes_max = 16 * 1024;
constexpr std::size_t drained_bytes_max = std::size_t{128} * 1024 * 1024;
constexpr auto drain_for = std::chrono::seconds(5);

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

Answer bad_request(const beast::error_code& error) {
  if (error == http::error::header_limit)
    return problem(431, "header-too-large", "Headers too large", "At most 16 KiB of headers are read.");
  if (error == http::error::body_limit)
    return problem(413, "body-too-large", "Body too large", "The body is larger than this route takes.");
  return problem(400, "not-http", "Not understood",
                 "This is not an HTTP/1.1 request: " + error.message() + ".");
}

} // namespace

void Session::start_over_full(Answer full) {
  full_ = std::move(full);
  read_header();
}

void Session::end() {
  Error ignored;
  stream_.socket().close(ignored);
}

void Session::read_header() {
  parser_.emplace();
  parser_->header_limit(header_bytes_max);
  // Told by the route once it is known.
  parser_->body_limit(boost::none);
  stream_.expires_after(patience());
  http::async_read_header(stream_, buffer_, *parser_,
                          [self = shared_from_this()](Error error, std::size_t) { self->on_header(error); });
}

std::optional<Answer> Session::refusal(const Router::Match& match) const {
  const auto& head = parser_->get();
  if (full_ && (match.route == nullptr || match.route->access != Access::anybody)) return full_;
  if (match.route == nullptr) return match.refusal;
  if (match.route->access == Access::bearer &&
      !bears_token(view(head[http::field::authorization]), rules_.token)) {
    auto answer = problem(401, "not-authorised", "Not authorised",
                          "Send `Authorization: Bearer` with the token of this Turnout.");
    answer.headers.emplace_back("WWW-Authenticate", "Bearer");
    return answer;
  }
  const auto length = parser_->content_length();
  if (length && *length > match.route->body_max)
    return problem(413, "body-too-large", "Body too large",
                   "This route takes at most " + std::to_string(match.route->body_max) + " bytes.");
  if (head.method() == http::verb::post && (!length || *length > 0 || parser_->chunked())) {
    const auto type = view(head[http::field::content_type]);
    if (type.substr(0, type.find(';')) != match.route->body_type)
      return problem(415, "wrong-media-type", "Wrong media type",
                     "Send `Content-Type: " + match.route->body_type + "`.");
  }
  return std::nullopt;
}

void Session::on_header(Error error) {
  if (error) return on_bad(error);
  const auto& head = parser_->get();
  const auto target = view(head.target());
  match_ = rules_.router.match(view(head.method_string()), target.substr(0, target.find('?')));
  if (auto refused = refusal(match_)) return refuse(std::move(*refused));
  if (match_.route->access == Access::bearer) known_ = true;
  stream_.expires_after(patience());
  parser_->body_limit(match_.route->body_max);
  const auto read_body = [self = shared_from_this()] {
    http::async_read(self->stream_, self->buffer_, *self->parser_,
                     [self](Error failed, std::size_t) { self->on_body(failed); });
  };
  if (!beast::iequals(head[http::field::expect], "100-continue")) return read_body();
  go_on_ = {http::status::continue_, head.version()};
  http::async_write(stream_, go_on_, [self = shared_from_this(), read_body](Error failed, std::size_t) {
    if (failed) return self->end();
    read_body();
  });
}

void Session::on_bad(Error error) {
  if (error == http::error::end_of_stream || error == beast::error::timeout ||
      error == boost::asio::error::eof || error == boost::asio::error::connection_reset ||
      error == boost::asio::error::operation_aborted || error == http::error::partial_message) {
    return end();
  }
  refuse(bad_request(error));
}

void Session::on_body(Error error) {
  if (error) return on_bad(error);
  auto& message = parser_->get();
  const auto target = view(message.target());
  const auto mark = target.find('?');
  Request request;
  request.method = view(message.method_string());
  request.path = target.substr(0, mark);
  request.params = std::move(match_.params);
  request.content_type = view(message[http::field::content_type]);
  request.body = std::move(message.body());
  auto query = parse_query(mark == std::string_view::npos ? "" : target.substr(mark + 1));
  if (!query)
    return send(problem(400, "bad-query", "Bad query", "The query is not percent-encoded as it should be."));
  request.query = std::move(*query);
  stream_.expires_never();
  match_.route->handle(request, [self = shared_from_this()](Answer answer) {
    boost::asio::post(self->stream_.get_executor(),
                      [self, held = std::move(answer)]() mutable { self->send(std::move(held)); });
  });
}

void Session::refuse(Answer answer) {
  answer.headers.emplace_back("Connection", "close");
  send(std::move(answer));
}

void Session::send(Answer answer) {
  response_ = {};
  response_.version(11);
  response_.result(answer.status);
  response_.keep_alive(!full_ && parser_ && parser_->is_header_done() ? parser_->keep_alive() : false);
  response_.set(http::field::content_type, answer.type);
  response_.set(http::field::cache_control, "no-store");
  response_.set("X-Content-Type-Options", "nosniff");
  for (const auto& [name, value] : answer.headers)
    response_.set(name, value);
  response_.body() = std::move(answer.body);
  response_.prepare_payload();
  stream_.expires_after(rules_.idle_max);
  http::async_write(stream_, response_,
                    [self = shared_from_this()](Error error, std::size_t) { self->on_sent(error); });
}

void Session::on_sent(Error error) {
  if (error) return end();
  if (response_.keep_alive()) return read_header();
  stream_.socket().shutdown(boost::asio::ip::tcp::socket::shutdown_send, error);
  stream_.expires_after(drain_for);
  drain();
}

void Session::drain() {
  buffer_.clear();
  constexpr std::size_t piece = 16 * 1024;
  stream_.async_read_some(buffer_.prepare(piece),
                          [self = shared_from_this()](Error error, std::size_t bytes) {
                            self->drained_ += bytes;
                            if (error || self->drained_ > drained_bytes_max) return self->end();
                            self->drain();
                          });
}

} // namespace turnout::console
