// A gateway with everything it needs, and a note of everything it said, for tests. One thread uses it.
// Nothing fails here; waiting gives up after the peers' patience and says so.
#pragma once

#include "support/broker.hpp"
#include "support/peer.hpp"
#include "turnout/clock/system_clock.hpp"
#include "turnout/mqtt/gateway.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace turnout::test {

inline mqtt::BrokerSettings settings_for(const Broker& broker) {
  mqtt::BrokerSettings settings;
  settings.url = broker.url();
  settings.password = Broker::password_of(settings.username);
  settings.last_status = R"({"state":"down"})";
  return settings;
}

class GatewayProbe {
public:
  explicit GatewayProbe(const mqtt::BrokerSettings& settings) : gateway(settings, clock, metrics) {}

  [[nodiscard]] Status start() {
    return gateway.start(
        {[this](engine::RawMessage message) { note([&] { messages.push_back(std::move(message)); }); },
         [this](bool present) { note([&] { sessions.push_back(present); }); },
         [this] { note([&] { ++losses; }); },
         [this](bool deaf) { note([&] { deafness.push_back(deaf); }); }});
  }

  /// False when it does not come true within the patience.
  bool wait(const std::function<bool()>& comes_true) {
    std::unique_lock lock(mutex);
    return news.wait_for(lock, patience, comes_true);
  }
  bool wait_connected(std::size_t times = 1) {
    return wait([&] { return sessions.size() >= times; });
  }
  std::optional<engine::RawMessage> wait_for_topic(const std::string& topic) {
    std::optional<engine::RawMessage> found;
    wait([&] {
      for (const auto& message : messages) {
        if (message.topic == topic) found = message;
      }
      return found.has_value();
    });
    return found;
  }
  void note(const std::function<void()>& what) {
    const std::lock_guard lock(mutex);
    what();
    news.notify_all();
  }

  std::mutex mutex;
  std::condition_variable news;
  std::vector<engine::RawMessage> messages; ///< under the mutex, like the next three
  std::vector<bool> sessions;               ///< one for each time it connected: was the session kept?
  int losses = 0;
  std::vector<bool> deafness;

  clock::SystemClock clock;
  observe::Metrics metrics;
  mqtt::Gateway gateway; ///< last: nothing of the above may go before it
};

} // namespace turnout::test
