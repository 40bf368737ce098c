#include "session.hpp"

#include "live.hpp"
#include "upgrade.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

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

/// The value of our cookie, or empty.
std::string_view session_cookie(std::string_view cookies) {
  constexpr std::string_view name = "__Host-turnout=";
  while (!cookies.empty()) {
    cookies.remove_prefix(std::min(cookies.find_first_not_of(' '), cookies.size()));
    const auto end = cookies.find(';');
    const auto one = cookies.substr(0, end);
    if (one.starts_with(name)) return one.substr(name.size());
    cookies.remove_prefix(end == std::string_view::npos ? cookies.size() : end + 1);
  }
  return {};
}

template <class Head>
Origin origin_of(const Head& head) {
  return {view(head["Sec-Fetch-Site"]), view(head[http::field::origin]), view(head[http::field::host])};
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

Caller Session::caller() const {
  const auto& head = parser_->get();
  Caller who;
  who.token = bears_token(view(head[http::field::authorization]), rules_.token);
  const auto secret = session_cookie(view(head[http::field::cookie]));
  if (who.token || secret.empty() || rules_.users == nullptr) return who;
  // A socket that stays open is no sign that anybody sits before it.
  const auto session = rules_.users->session(secret, real_now(), !match_.route->upgrade);
  if (!session || !session.value()) return who;
  const auto& user = session.value()->user;
  return {false, user.name, user.shown, user.role, std::string(secret)};
}

std::optional<Answer> Session::stranger(const Route& route) {
  const auto origin = origin_of(parser_->get());
  const auto not_ours =
      problem(403, "not-our-page", "Not our page", "Only a page of this console may ask for that.");
  if (route.access == Access::anybody) {
    if (route.method != "GET" && from_elsewhere(origin)) return not_ours;
    return std::nullopt;
  }
  caller_ = caller();
  if (!caller_.token && caller_.name.empty()) {
    auto answer = problem(401, "not-authorised", "Not authorised",
                          "Sign in, or send `Authorization: Bearer` with the token of this Turnout.");
    answer.headers.emplace_back("WWW-Authenticate", "Bearer");
    return answer;
  }
  if (!caller_.may(roles_of(route.method, route.path)))
    return problem(403, "not-your-role", "Not your role", "This is not for a " + caller_.role_name() + ".");
  const bool changes = route.method != "GET" || route.upgrade;
  if (!caller_.token && changes && !from_our_page(origin)) return not_ours;
  return std::nullopt;
}

std::optional<Answer> Session::refusal(const Router::Match& match) {
  const auto& head = parser_->get();
  if (full_ && (match.route == nullptr || match.route->access != Access::anybody)) return full_;
  if (match.route == nullptr) {
    const auto target = view(head.target());
    if (head.method() != http::verb::get) return match.refusal;
    return rules_.pages.find(target.substr(0, target.find('?')), view(head[http::field::accept_encoding]))
        .value_or(match.refusal);
  }
  if (auto refused = stranger(*match.route)) return refused;
  const auto length = parser_->content_length();
  if (length && *length > match.route->body_max)
    return problem(413, "body-too-large", "Body too large",
                   "This route takes at most " + std::to_string(match.route->body_max) + " bytes.");
  const bool with_body = head.method() == http::verb::post || head.method() == http::verb::put;
  if (with_body && (!length || *length > 0 || parser_->chunked())) {
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
  if (auto refused = refusal(match_)) {
    // A page was found: the connection goes on to its assets.
    if (refused->status == 200 && parser_->is_done()) return send(std::move(*refused));
    return refuse(std::move(*refused));
  }
  if (match_.route->access == Access::bearer) known_ = true;
  stream_.expires_after(patience());
  parser_->body_limit(match_.route->body_max);
  const auto read_body = [self = shared_from_this()] {
    http::async_read(self->stream_, self->buffer_, *self->parser_,
                     [self](Error failed, std::size_t) { self->on_body(failed); });
  };
  if (!beast::iequals(head[http::field::expect], "100-continue")) return read_body();
  response_ = {http::status::continue_, head.version()};
  write([self = shared_from_this(), read_body](Error failed) {
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
  if (match_.route->upgrade) return upgrade();
  auto& message = parser_->get();
  const auto target = view(message.target());
  const auto mark = target.find('?');
  Request request;
  request.method = view(message.method_string());
  request.path = target.substr(0, mark);
  request.params = std::move(match_.params);
  request.content_type = view(message[http::field::content_type]);
  request.access_reason = view(message["X-Access-Reason"]);
  request.body = std::move(message.body());
  request.caller = caller_;
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

void Session::upgrade() {
  const auto& head = parser_->get();
  if (!beast::websocket::is_upgrade(head)) {
    auto answer = problem(426, "websocket-wanted", "A WebSocket is wanted", "Ask with `Upgrade: websocket`.");
    answer.headers.emplace_back("Upgrade", "websocket");
    return refuse(std::move(answer));
  }
  const auto offered = view(head[http::field::sec_websocket_protocol]);
  if (offered.find(match_.route->subprotocol) == std::string_view::npos) {
    return refuse(problem(400, "wrong-subprotocol", "Wrong subprotocol",
                          "Ask for the subprotocol " + match_.route->subprotocol + "."));
  }
  if (from_elsewhere(origin_of(head)))
    return refuse(
        problem(403, "not-our-page", "Not our page", "Only a page of this console may ask for that."));
  const auto take = match_.route->upgrade;
  stream_.expires_never();
  auto request = parser_->release();
  take({stream_.release_socket(), std::move(request), std::move(caller_)});
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
  response_.set("Referrer-Policy", "no-referrer");
  response_.set("Cross-Origin-Resource-Policy", "same-origin");
  response_.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  for (const auto& [name, value] : answer.headers)
    response_.set(name, value);
  response_.body() = std::move(answer.body);
  response_.prepare_payload();
  stream_.expires_after(rules_.idle_max);
  write([self = shared_from_this()](Error error) { self->on_sent(error); });
}

void Session::write(std::function<void(Error)> then) {
  http::async_write(stream_, response_, [then = std::move(then)](Error error, std::size_t) { then(error); });
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
