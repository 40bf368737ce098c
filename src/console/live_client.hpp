// One viewer of the live stream: a WebSocket that gets snapshots and deltas as it can take them, a beat each
// second, and is cut when it does not keep up. On the I/O thread. Nothing is queued: what it has not seen is
// asked of LiveViews when the last write is done. Every fault ends this viewer alone.
#pragma once

#include "live_views.hpp"
#include "turnout/base/time.hpp"
#include "upgrade.hpp"
#include "web_socket.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/json.hpp>

#include <deque>
#include <functional>
#include <memory>

namespace turnout::console {

/// The same for every viewer; lives longer than any.
struct LiveRules {
  const LiveViews& views;
  std::function<WallTime()> now;            ///< Turnout's own clock, for the beats
  std::function<bool(const Caller&)> holds; ///< the session is still good
  std::string node;
  Duration write_max = 5s;
  Duration ack_max = 10s;
  Duration idle_max = 20s; ///< nothing heard, not even an answer to a ping
};

class LiveClient : public std::enable_shared_from_this<LiveClient> {
public:
  LiveClient(Upgrade upgrade, const LiveRules& rules);

  void start();
  /// Something has changed.
  void pump();
  /// Once a second.
  void tick();
  void end();
  [[nodiscard]] bool over() const noexcept { return over_; }
  /// It shows who waits to somebody who can answer, and can be heard.
  [[nodiscard]] bool audible() const noexcept;

private:
  using Error = boost::beast::error_code;
  struct Wanted {
    bool is = false;
    bool whole = true; ///< a snapshot comes next
    std::uint64_t held = 0;
  };

  void read();
  void on_read(Error error);
  void hear(const boost::json::object& frame);
  void subscribe(const boost::json::object& frame);
  [[nodiscard]] std::string next_frame();
  [[nodiscard]] std::uint64_t complete_to() const;
  [[nodiscard]] std::string hello() const;
  void write(std::string frame);
  void cut(std::string_view reason);
  void close(unsigned short code, std::string_view why);

  WebSocket socket_;
  boost::asio::steady_timer deadline_;
  const LiveRules& rules_;
  boost::beast::http::request<boost::beast::http::string_body> request_;
  Caller caller_;
  boost::beast::flat_buffer buffer_;
  std::string frame_; ///< being written
  bool writing_ = false;
  bool subscribed_ = false;
  bool beat_due_ = false;
  bool over_ = false;
  bool sounds_ = false; ///< as its page said last
  unsigned ticks_ = 0;
  std::array<Wanted, view_count> wanted_;
  struct Beat {
    std::uint64_t sequence = 0;
    std::chrono::steady_clock::time_point at;
  };
  std::deque<Beat> unseen_; ///< beats not acknowledged yet, oldest first
};

} // namespace turnout::console
