#include "broker.hpp"

#include <algorithm>

namespace turnout::county {

namespace {

constexpr std::size_t session_most = 200'000;    ///< mosquitto's queue for the dispatcher
constexpr std::size_t client_queue_most = 1'000; ///< ... for anybody else
constexpr std::size_t payload_most = 16 * 1024;

/// "responder/r1" of "turnout/v1/responder/r1/offer".
std::string client_of(const std::string& topic, std::size_t root_length) {
  const auto kind = topic.find('/', root_length + 1);
  const auto name = kind == std::string::npos ? kind : topic.find('/', kind + 1);
  return name == std::string::npos ? std::string() : topic.substr(root_length + 1, name - root_length - 1);
}

} // namespace

Broker::Broker(Clockwork& time, const Faults& faults, std::uint64_t seed, std::string root, Ends ends)
    : time_(time), faults_(faults), chance_(seed, "messages"), root_(std::move(root)), ends_(std::move(ends)),
      troubled_(faults.doubled > 0 || faults.delayed > 0 || faults.lost > 0 || faults.retained > 0) {}

bool Broker::publish(std::string topic, std::string payload, bool retained, std::function<void()> taken) {
  if (!there_ || !connected_) return false;
  ++counts_.out;
  Letter letter{std::move(topic), std::move(payload)};
  ends_.seen(letter);
  if (retained) return true;
  time_.after(hop, [this, taken = std::move(taken), connection = connection_] {
    // An acknowledgement on a connection that is gone never comes; the client would ask again.
    if (connection == connection_) taken();
  });
  if (troubled_) {
    if (chance_.happens(faults_.lost)) {
      ++counts_.lost;
      return true;
    }
    Duration delay = 2 * hop;
    if (chance_.happens(faults_.delayed)) {
      ++counts_.delayed;
      delay += chance_.between(Duration(0), faults_.delay_most);
    }
    if (chance_.happens(faults_.doubled)) {
      ++counts_.doubled;
      time_.after(delay + chance_.between(Duration(0), faults_.delay_most),
                  [this, copy = letter]() mutable { out_to(std::move(copy)); });
    }
    time_.after(delay, [this, sent = std::move(letter)]() mutable { out_to(std::move(sent)); });
    return true;
  }
  time_.after(2 * hop, [this, sent = std::move(letter)]() mutable { out_to(std::move(sent)); });
  return true;
}

void Broker::out_to(Letter letter) {
  if (!away_.empty()) {
    const auto away = away_.find(client_of(letter.topic, root_.size()));
    if (away != away_.end()) {
      if (away->second.size() >= client_queue_most) {
        ++counts_.forgotten;
      } else {
        away->second.push_back(std::move(letter));
      }
      return;
    }
  }
  ends_.to_client(letter);
}

void Broker::client_online(const std::string& client, bool online) {
  if (!online) {
    away_.try_emplace(client);
    return;
  }
  const auto away = away_.find(client);
  if (away == away_.end()) return;
  auto waiting = std::move(away->second);
  away_.erase(away);
  for (auto& letter : waiting)
    time_.after(2 * hop, [this, sent = std::move(letter)] { ends_.to_client(sent); });
}

void Broker::send(Letter letter, Quality quality, Duration on_the_way, bool keep) {
  if (hubs_cut_off_ && letter.topic.compare(root_.size(), 5, "/hub/") == 0) return;
  if (troubled_) {
    if (chance_.happens(faults_.lost)) {
      ++counts_.lost;
      return;
    }
    if (chance_.happens(faults_.delayed)) {
      ++counts_.delayed;
      on_the_way += chance_.between(Duration(0), faults_.delay_most);
    }
    if (chance_.happens(faults_.doubled)) {
      ++counts_.doubled;
      time_.after(on_the_way + chance_.between(Duration(0), faults_.delay_most),
                  [this, copy = letter, quality]() mutable { arrive(std::move(copy), quality, false); });
    }
    if (chance_.happens(faults_.retained)) {
      ++counts_.kept_copies;
      time_.after(on_the_way + hop, [this, copy = letter] {
        if (there_ && connected_) deliver(copy, true);
      });
    }
  }
  time_.after(on_the_way, [this, sent = std::move(letter), quality, keep]() mutable {
    arrive(std::move(sent), quality, keep);
  });
}

void Broker::arrive(Letter letter, Quality quality, bool keep) {
  if (!there_) {
    if (quality == Quality::at_least_once) held_.emplace_back(std::move(letter), keep);
    counts_.queue_most = std::max(counts_.queue_most, queued());
    return;
  }
  if (keep) retained_[letter.topic] = letter.payload;
  if (connected_) return deliver(letter, false);
  if (quality == Quality::at_least_once) queue(std::move(letter), false);
}

void Broker::queue(Letter letter, bool retained) {
  if (session_.size() >= session_most) {
    ++counts_.forgotten;
    return;
  }
  session_.push_back({time_.now(), std::move(letter), retained});
  counts_.queue_most = std::max(counts_.queue_most, queued());
}

void Broker::deliver(const Letter& letter, bool retained) {
  ++counts_.in;
  engine::RawMessage message{.topic = letter.topic,
                             .payload = letter.payload,
                             .retained = retained,
                             .received_at = ends_.dispatcher_clock()};
  if (message.payload.size() > payload_most) {
    message.oversize = true;
    message.payload.resize(payload_most);
  }
  ends_.to_dispatcher(std::move(message));
}

void Broker::dispatcher_comes() {
  if (!there_) return;
  connected_ = true;
  ++connection_;
  ends_.dispatcher_connected();
  for (const auto& [topic, payload] : retained_)
    deliver({topic, payload}, true);
  auto waiting = std::move(session_);
  session_.clear();
  for (const auto& queued : waiting)
    deliver(queued.letter, queued.retained);
}

void Broker::fall() {
  there_ = false;
  connected_ = false;
  ++connection_;
  if (!faults_.forgets_last_second) return;
  while (!session_.empty() && time_.now() - session_.back().since < 1s) {
    session_.pop_back();
    ++counts_.forgotten;
  }
}

void Broker::rise() {
  if (there_) return;
  there_ = true;
  ends_.risen();
  auto held = std::move(held_);
  held_.clear();
  for (auto& [letter, keep] : held)
    arrive(std::move(letter), Quality::at_least_once, keep);
}

} // namespace turnout::county
