// The live stream as a whole: the feed that makes rows, the views that hold them, the viewers that get them.
// On the I/O thread but for `committed` and `heard`, which come from the engine's and return at once.
#pragma once

#include "live_client.hpp"
#include "live_feed.hpp"
#include "live_views.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <list>

namespace turnout::console {

class Live {
public:
  Live(boost::asio::io_context& io, const ConsoleDeps& deps, std::size_t viewers_max);

  void start();
  void stop();

  void committed(const engine::Batch& batch) { feed_.committed(batch); }
  void heard(const PositionReceived& position) { whereabouts_.heard(position); }

  void join(Upgrade upgrade);
  /// How many desks would be heard now, a second old at most; nothing where nobody has an account for one.
  /// Any thread.
  [[nodiscard]] std::optional<int> audible() const noexcept {
    const int known = audible_;
    return known < 0 ? std::nullopt : std::optional(known);
  }
  [[nodiscard]] const LiveViews& views() const noexcept { return views_; }
  [[nodiscard]] const Whereabouts& whereabouts() const noexcept { return whereabouts_; }

private:
  void take(const std::vector<RowChange>& changes);
  void wait_for_tick();
  void count_audible();

  boost::asio::io_context& io_;
  boost::asio::steady_timer timer_;
  accounts::Accounts* users_;
  std::size_t viewers_max_;
  Whereabouts whereabouts_;
  LiveViews views_;
  LiveRules rules_;
  std::list<std::shared_ptr<LiveClient>> viewers_;
  LiveFeed feed_;
  bool expected_ = false;         ///< somebody has an account to answer with
  std::atomic<int> audible_ = -1; ///< below 0: nobody is expected
};

/// Sessions are of real life, whatever Turnout's own clock does.
[[nodiscard]] WallTime real_now();

} // namespace turnout::console
