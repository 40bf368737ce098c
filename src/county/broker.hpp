// A broker without sockets: what of MQTT matters to a dispatcher. QoS 1 both ways, PUBACK as `taken`,
// retained messages, a queue for whoever is away, messages doubled, delayed, lost and out of order where
// faults say so. One thread. Nothing fails.
#pragma once

#include "turnout/county/chance.hpp"
#include "turnout/county/clockwork.hpp"
#include "turnout/county/faults.hpp"
#include "turnout/engine/inbound.hpp"

#include <deque>
#include <map>
#include <string>
#include <unordered_map>

namespace turnout::county {

struct Letter {
  std::string topic;
  std::string payload;
};

enum class Quality : std::uint8_t { at_most_once, at_least_once };

struct BrokerCounts {
  std::uint64_t in = 0;
  std::uint64_t out = 0;
  std::uint64_t doubled = 0;
  std::uint64_t delayed = 0;
  std::uint64_t lost = 0;
  std::uint64_t kept_copies = 0;
  std::uint64_t forgotten = 0;
  std::size_t queue_most = 0;
};

class Broker {
public:
  struct Ends {
    std::function<void(engine::RawMessage)> to_dispatcher; ///< while connected
    std::function<void()> dispatcher_connected;            ///< before anything is delivered
    std::function<void(const Letter&)> to_client;          ///< a client that is online
    std::function<void(const Letter&)> seen; ///< whatever the dispatcher publishes, retained or not
    std::function<WallTime()> dispatcher_clock;
    std::function<void()> risen; ///< clients are connected again
  };

  Broker(Clockwork& time, const Faults& faults, std::uint64_t seed, std::string root, Ends ends);

  // the dispatcher's side
  /// False when the broker is away; nothing was kept.
  bool publish(std::string topic, std::string payload, bool retained, std::function<void()> taken);
  void dispatcher_comes();
  void dispatcher_goes() { connected_ = false; }

  // everybody else's
  void send(Letter letter, Quality quality, Duration on_the_way, bool keep = false);
  void client_online(const std::string& client, bool online);
  [[nodiscard]] bool there() const noexcept { return there_; }

  // itself
  void fall();
  void rise();
  void be_calm() noexcept { troubled_ = false; }
  void set_silence(bool hubs_cut_off) noexcept { hubs_cut_off_ = hubs_cut_off; }

  [[nodiscard]] const BrokerCounts& counts() const noexcept { return counts_; }
  [[nodiscard]] std::size_t queued() const noexcept { return session_.size() + held_.size(); }

  static constexpr Duration hop = Duration(1); ///< and the dispatcher's own side

private:
  struct Queued {
    WallTime since;
    Letter letter;
    bool retained = false;
  };

  void arrive(Letter letter, Quality quality, bool keep);
  void deliver(const Letter& letter, bool retained);
  void out_to(Letter letter);
  void queue(Letter letter, bool retained);

  Clockwork& time_;
  const Faults& faults_;
  Chance chance_;
  std::string root_;
  Ends ends_;
  bool troubled_ = false;
  bool there_ = true;
  bool connected_ = false;
  bool hubs_cut_off_ = false;
  std::uint64_t connection_ = 0;
  std::map<std::string, std::string> retained_;
  std::deque<Queued> session_;               ///< for the dispatcher, while it is away
  std::deque<std::pair<Letter, bool>> held_; ///< by clients, while the broker is away; true: to be retained
  std::unordered_map<std::string, std::deque<Letter>>
      away_; ///< clients that are offline; looked up, never walked
  BrokerCounts counts_;
};

} // namespace turnout::county
