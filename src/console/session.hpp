// One connection: reads requests one after the other, has them answered, and ends when the client goes,
// dawdles or breaks the rules of HTTP. Lives on the console's one I/O thread; `Reply` may come from any.
// Every fault of the network ends this session and nothing else.
#pragma once

#include "pages.hpp"
#include "router.hpp"
#include "turnout/accounts/accounts.hpp"
#include "turnout/base/time.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include <memory>

namespace turnout::console {

struct SessionRules {
  const Router& router;
  const Pages& pages;
  accounts::Accounts* users; ///< null: nobody signs in here
  std::string token;
  Duration idle_max{};
  Duration stranger_max{};
};

class Session : public std::enable_shared_from_this<Session> {
public:
  Session(boost::asio::ip::tcp::socket socket, const SessionRules& rules)
      : stream_(std::move(socket)), rules_(rules) {}

  void start() { read_header(); }
  /// For a connection too many: it is told how it is with the service, and no more; `full` answers the rest.
  void start_over_full(Answer full);
  void end();

  /// It has shown the token.
  [[nodiscard]] bool known() const noexcept { return known_; }

private:
  using Error = boost::beast::error_code;

  void read_header();
  void on_header(Error error);
  void on_body(Error error);
  void on_bad(Error error);
  [[nodiscard]] std::optional<Answer> refusal(const Router::Match& match);
  [[nodiscard]] std::optional<Answer> stranger(const Route& route);
  [[nodiscard]] Caller caller() const;
  void upgrade();
  [[nodiscard]] Duration patience() const { return known_ ? rules_.idle_max : rules_.stranger_max; }
  void refuse(Answer answer);
  void send(Answer answer);
  void on_sent(Error error);
  /// `response_`, whole.
  void write(std::function<void(Error)> then);
  /// Lets a client that is still sending read what it was answered before the connection goes.
  void drain();

  boost::beast::tcp_stream stream_;
  const SessionRules& rules_;
  bool known_ = false;
  Caller caller_;
  std::optional<Answer> full_; ///< the answer where all places are taken
  boost::beast::flat_buffer buffer_;
  std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
  boost::beast::http::response<boost::beast::http::string_body> response_;
  Router::Match match_;
  std::size_t drained_ = 0;
};

} // namespace turnout::console
