// The gateway's own thread: connects, subscribes, sends, keeps Paho awake, and goes on for ever.

#include "gateway_inside.hpp"
#include "nagle.hpp"
#include "turnout/observe/log.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace turnout::mqtt {
namespace {

using observe::log_error;
using observe::log_info;
using observe::log_warning;

// Paho walks through everything unanswered at each publish.
constexpr std::size_t under_way_most = 400;
constexpr auto first_pause = 250ms;
constexpr auto longest_pause = 4000ms;
// Paho's receiving thread dozes for 100 ms after a quiet second. A message to ourselves keeps it awake, and
// shows that the broker still delivers.
constexpr auto pulse_every = 300ms;

std::vector<Subscription> kept_of_phones(const std::string& root) {
  return {{root + "/responder/+/status"}, {root + "/responder/+/link"}};
}

std::vector<Subscription> subscriptions(const std::string& root, const std::string& pulse_topic) {
  std::vector<Subscription> all = {{root + "/hub/+/alarm"}, {root + "/hub/+/heartbeat"}};
  for (auto& one : kept_of_phones(root))
    all.push_back(std::move(one));
  for (const char* kind : {"position", "reply", "progress", "sync"}) {
    all.push_back({root + "/responder/+/" + kind});
  }
  all.push_back({root + "/partner/+/reply"});
  all.push_back({"owntracks/+/+"});
  // Without an acknowledgement from us, or a saving broker would write its whole memory to disk for each.
  all.push_back({pulse_topic, 0});
  return all;
}

} // namespace

void Gateway::Inside::run() {
  std::unique_lock lock(mutex_);
  while (!done_stopping()) {
    const bool sendable = phase_ == Phase::up && !waiting_.empty() && under_way_now_ < under_way_max_;
    if (happened_.empty() && !sendable) news_.wait_until(lock, stopping_ ? stop_by_ : next_look());
    std::deque<Happened> happened;
    happened.swap(happened_);
    lock.unlock();
    for (const auto& one : happened)
      handle(one);
    const auto now = Steady::now();
    if (phase_ == Phase::down && now >= next_attempt_) {
      phase_ = Phase::connecting;
      connection_->connect();
    }
    if (phase_ == Phase::up) {
      send_waiting();
      if (now >= next_pulse_) send_pulse(now);
    }
    lock.lock();
  }
}

bool Gateway::Inside::done_stopping() const {
  if (!stopping_) return false;
  return phase_ != Phase::up || (waiting_.empty() && under_way_now_ == 0) || Steady::now() >= stop_by_;
}

Steady::time_point Gateway::Inside::next_look() const {
  constexpr auto nothing_due = 1s; // an answer from Paho will wake us
  if (phase_ == Phase::down) return next_attempt_;
  if (phase_ == Phase::up) return next_pulse_;
  return Steady::now() + nothing_due;
}

void Gateway::Inside::handle(const Happened& happened) {
  switch (happened.what) {
  case Happened::What::connected:
    if (switch_off_nagle(address_.port) == 0) {
      log_warning("mqtt: TCP_NODELAY could not be set: every answer may wait 44 ms");
    }
    session_ = happened.session;
    phase_ = Phase::subscribing;
    // Always: a broker that lost its memory has lost the subscriptions too.
    connection_->subscribe(subscriptions(settings_.topic_root, pulse_topic_));
    break;
  case Happened::What::subscribed:
    if (phase_ == Phase::subscribing) came_up();
    break;
  case Happened::What::unsubscribed:
    if (phase_ != Phase::subscribing) break;
    connection_->disconnect(goodbye);
    went_down("the broker refused a subscription");
    break;
  case Happened::What::newcomers:
    // A subscription made again brings what is kept; one not yet made brings it by itself.
    if (phase_ == Phase::up) connection_->subscribe(kept_of_phones(settings_.topic_root));
    break;
  case Happened::What::refused:
  case Happened::What::lost:
    went_down(happened.reason);
    break;
  }
}

void Gateway::Inside::came_up() {
  phase_ = Phase::up;
  pause_ = {};
  last_reason_.clear();
  deaf_ = false;
  const auto now = Steady::now();
  next_pulse_ = now;
  up_since_ = heard_at_ = now.time_since_epoch().count();
  {
    const std::lock_guard lock(mutex_);
    ++connection_number_;
    under_way_now_ = 0;
    // The pulse, which is not counted, needs room as well.
    under_way_max_ = std::clamp<std::size_t>(session_.under_way_max, 2, under_way_most + 1) - 1;
    // Without the session Paho has forgotten them as well, and the caller offers them again.
    if (!session_.kept) under_way_.clear();
    waiting_.clear();
    if (!status_.empty()) waiting_.push_back({{status_topic_, status_, true, {}}, {}});
    // A loss that is already on its way in must not be talked over.
    open_ = !stopping_ && std::none_of(happened_.begin(), happened_.end(),
                                       [](const Happened& one) { return one.what == Happened::What::lost; });
  }
  metrics_.connects.Increment();
  metrics_.up.Set(1);
  log_info("mqtt: connected to {}, session {}", address_.uri(), session_.kept ? "kept" : "new");
  if (handlers_.connected) handlers_.connected(session_.kept);
}

void Gateway::Inside::went_down(const std::string& reason) {
  const bool was_up = phase_ == Phase::up;
  phase_ = Phase::down;
  {
    const std::lock_guard lock(mutex_);
    open_ = false;
    waiting_.clear(); // offered again by the caller once the broker is back
  }
  pause_ = std::clamp<Duration>(pause_ * 2, first_pause, longest_pause);
  next_attempt_ = Steady::now() + pause_;
  if (reason != last_reason_)
    log_warning("mqtt: {}: {}; trying again until it works", address_.uri(), reason);
  last_reason_ = reason;
  if (!was_up) {
    metrics_.attempts_failed.Increment();
    return;
  }
  metrics_.losses.Increment();
  metrics_.up.Set(0);
  if (handlers_.lost) handlers_.lost();
}

void Gateway::Inside::send_waiting() {
  std::vector<std::pair<Ticket, Waiting>> batch;
  {
    const std::lock_guard lock(mutex_);
    while (!waiting_.empty() && under_way_now_ < under_way_max_) {
      batch.emplace_back(++last_ticket_, std::move(waiting_.front()));
      waiting_.pop_front();
      // Before it is sent: the answer can be quicker than the return.
      under_way_.emplace(last_ticket_, UnderWay{connection_number_, std::move(batch.back().second.taken)});
      ++under_way_now_;
    }
    metrics_.under_way.Set(static_cast<double>(under_way_now_));
  }
  for (auto& [ticket, message] : batch) {
    if (!connection_->publish(std::move(message.message), ticket)) finished(ticket, false);
  }
}

void Gateway::Inside::send_pulse(Steady::time_point now) {
  next_pulse_ = now + pulse_every;
  static_cast<void>(
      connection_->publish({pulse_topic_, std::to_string(now.time_since_epoch().count()), false, {}}, 0));
  const bool deaf = now.time_since_epoch() - Steady::duration(heard_at_.load()) > settings_.deaf_after;
  if (deaf == deaf_) return;
  deaf_ = deaf;
  if (deaf) {
    log_error("mqtt: connected, but the broker delivers nothing: let {} read and write {}/# in its ACL",
              settings_.username, settings_.topic_root);
  } else {
    log_info("mqtt: the broker delivers again");
  }
  if (handlers_.deaf) handlers_.deaf(deaf);
}

} // namespace turnout::mqtt
