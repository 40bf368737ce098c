// Any other client of the broker, for tests: a hub, a phone, somebody who listens in. Made with libmosquitto,
// so that it shares nothing with the connection under test. Use from one thread; it has a thread of its own
// for the network. Waiting calls give up after `patience` and say so by their result; a connection that is
// refused throws.
#pragma once

#include "support/broker.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

struct mosquitto;
struct mosquitto_message;

namespace turnout::test {

inline constexpr std::chrono::seconds patience{20};

struct Heard {
  std::string topic;
  std::string payload;
  bool retained = false;
};

class Peer {
public:
  /// Logged in as `user` when it returns. `client_id` empty: the user's name.
  Peer(const Broker& broker, const std::string& user, const std::string& client_id = {});
  ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  /// Returns once the broker has answered.
  void subscribe(const std::string& filter);

  /// QoS 1; returns once the broker has acknowledged, which says nothing about whether the ACL let it
  /// through.
  bool publish(const std::string& topic, const std::string& payload, bool retained = false);

  /// The next message not yet looked at that fits; those before it are passed over for good.
  [[nodiscard]] std::optional<Heard> wait_for(const std::function<bool(const Heard&)>& fits);
  [[nodiscard]] std::optional<Heard> wait_for_topic(const std::string& topic);

  /// All that came so far.
  [[nodiscard]] std::vector<Heard> heard() const;

private:
  static void on_connect(mosquitto* client, void* self, int code);
  static void on_message(mosquitto* client, void* self, const mosquitto_message* message);
  static void on_answer(mosquitto* client, void* self, int message_id);
  [[nodiscard]] bool wait_for_answer(int message_id);

  mutable std::mutex mutex_;
  std::condition_variable news_;
  std::optional<int> connected_code_;
  std::vector<int> answered_;
  std::vector<Heard> heard_;
  std::size_t looked_at_ = 0;
  mosquitto* client_ = nullptr;
};

} // namespace turnout::test
