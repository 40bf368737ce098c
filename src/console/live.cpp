#include "live.hpp"

#include "turnout/accounts/random.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>

namespace turnout::console {
namespace {

std::string fresh_epoch() {
  constexpr std::size_t bytes = 8;
  return accounts::random_hex(bytes);
}

} // namespace

WallTime real_now() {
  return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

Live::Live(boost::asio::io_context& io, const ConsoleDeps& deps, std::size_t viewers_max)
    : io_(io), timer_(io), users_(deps.users), viewers_max_(viewers_max),
      views_(fresh_epoch()), rules_{.views = views_,
                                    .now = [&deps] { return deps.clock.now(); },
                                    .holds =
                                        [&deps](const Caller& caller) {
                                          if (caller.token || deps.users == nullptr) return caller.token;
                                          const auto session =
                                              deps.users->session(caller.secret, real_now(), false);
                                          return session && session.value();
                                        },
                                    .node = deps.node},
      feed_(deps, whereabouts_, [this](std::vector<RowChange> changes) {
        boost::asio::post(io_, [this, held = std::move(changes)] { take(held); });
      }) {}

void Live::start() {
  feed_.start();
  wait_for_tick();
}

void Live::stop() {
  feed_.stop();
}

void Live::take(const std::vector<RowChange>& changes) {
  views_.take(changes);
  for (const auto& viewer : viewers_)
    viewer->pump();
}

void Live::wait_for_tick() {
  timer_.expires_after(std::chrono::seconds(1));
  timer_.async_wait([this](const boost::system::error_code& stopped) {
    if (stopped) return;
    viewers_.remove_if([](const auto& viewer) { return viewer->over(); });
    for (const auto& viewer : viewers_)
      viewer->tick();
    count_audible();
    wait_for_tick();
  });
}

void Live::count_audible() {
  const auto users = users_ == nullptr ? Result<std::vector<accounts::User>>(Error{}) : users_->list();
  // A file that cannot be read now changes nothing: whoever was expected still is.
  if (users) {
    expected_ = std::any_of(users.value().begin(), users.value().end(), [](const accounts::User& user) {
      return !user.disabled && case_workers.has(user.role);
    });
  }
  audible_ = expected_ ? static_cast<int>(std::count_if(viewers_.begin(), viewers_.end(),
                                                        [](const auto& viewer) { return viewer->audible(); }))
                       : -1;
}

void Live::join(Upgrade upgrade) {
  viewers_.remove_if([](const auto& viewer) { return viewer->over(); });
  // One too many is hung up on: its page says that it is not live, and tries again.
  if (viewers_.size() >= viewers_max_) return;
  viewers_.push_back(std::make_shared<LiveClient>(std::move(upgrade), rules_));
  viewers_.back()->start();
}

} // namespace turnout::console
