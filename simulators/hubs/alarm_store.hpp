// A hub's own store: an alarm stays in it, and is sent again with the same id after 5, 10, 20, 40 s and then
// every minute, until Turnout's ack. The broker's PUBACK counts for nothing. One thread; nothing here fails.
#pragma once

#include "support/message.hpp"
#include "support/scheduler.hpp"
#include "support/summary.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace turnout::sim {

struct OutgoingAlarm {
  std::string hub;
  std::string id; // empty when no id can be read from the payload
  std::string payload;
  bool retain = false;
};

class AlarmStore {
public:
  AlarmStore(Scheduler& scheduler, Publish publish, Summary& summary);

  void send(OutgoingAlarm alarm);
  // A payload that came on hub/{hub}/ack.
  void acknowledge(const std::string& hub, const std::string& payload);
  [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }

private:
  // What has no readable id waits under a key of its own kind; an ack with a null id settles the oldest.
  using Key = std::pair<std::string, std::string>;
  struct Entry {
    OutgoingAlarm alarm;
    Instant first_sent{0};
    int sends = 0;
  };

  void transmit(const Key& key);
  [[nodiscard]] std::map<Key, Entry>::iterator find(const std::string& hub, const std::string& id);

  Scheduler& scheduler_;
  Publish publish_;
  Summary& summary_;
  std::map<Key, Entry> waiting_;
  std::uint64_t unreadable_ = 0;
};

} // namespace turnout::sim
