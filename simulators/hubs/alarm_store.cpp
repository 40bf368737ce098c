#include "hubs/alarm_store.hpp"

#include "support/json.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace turnout::sim {
namespace {

// '#' never stands in an id, and digits of one width keep the order of sending.
std::string unreadable_key(std::uint64_t number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "#%012llu", static_cast<unsigned long long>(number));
  return text.data();
}

Instant retry_delay(int sends) {
  constexpr double first_s = 5, longest_s = 60;
  return seconds(std::min(longest_s, first_s * static_cast<double>(1 << std::min(sends - 1, 6))));
}

std::string by_secondary_path(const std::string& payload) {
  auto object = parse_object(payload);
  if (object.empty()) return payload;
  object["path"] = "secondary";
  return to_text(object);
}

} // namespace

AlarmStore::AlarmStore(Scheduler& scheduler, Publish publish, Summary& summary)
    : scheduler_(scheduler), publish_(std::move(publish)), summary_(summary) {
  for (const char* name : {"alarms_sent", "alarm_messages", "acked", "ack_accepted", "ack_unverified"}) {
    summary_.count(name, 0);
  }
}

void AlarmStore::send(OutgoingAlarm alarm) {
  const Key key{alarm.hub, alarm.id.empty() ? unreadable_key(unreadable_++) : alarm.id};
  const auto [at, added] = waiting_.try_emplace(key, Entry{std::move(alarm), scheduler_.now(), 0});
  if (!added) return;
  summary_.count("alarms_sent");
  transmit(key);
}

void AlarmStore::transmit(const Key& key) {
  const auto found = waiting_.find(key);
  if (found == waiting_.end()) return;
  Entry& entry = found->second;
  ++entry.sends;
  summary_.count("alarm_messages");
  if (entry.sends > 1) summary_.count("alarms_sent_again");
  publish_({"hub/" + entry.alarm.hub + "/alarm", entry.alarm.payload, 1, entry.alarm.retain});
  scheduler_.after(retry_delay(entry.sends), [this, key] { transmit(key); });
}

std::map<AlarmStore::Key, AlarmStore::Entry>::iterator AlarmStore::find(const std::string& hub,
                                                                        const std::string& id) {
  const auto exact = waiting_.find({hub, id});
  if (exact != waiting_.end()) return exact;
  const auto oldest = waiting_.lower_bound({hub, "#"});
  const bool unreadable =
      oldest != waiting_.end() && oldest->first.first == hub && oldest->first.second[0] == '#';
  return unreadable ? oldest : waiting_.end();
}

void AlarmStore::acknowledge(const std::string& hub, const std::string& payload) {
  const auto ack = parse_object(payload);
  const std::string status = text_of(ack, "status");
  const auto found = find(hub, text_of(ack, "id"));
  if (found == waiting_.end()) {
    summary_.count("acks_not_waited_for");
    return;
  }
  if (status == "not_stored") {
    // Turnout could not keep it: it stays here and takes the other route from now on.
    summary_.count("ack_not_stored");
    found->second.alarm.payload = by_secondary_path(found->second.alarm.payload);
    return;
  }
  if (status != "accepted" && status != "duplicate" && status != "unverified") {
    summary_.count("acks_not_understood");
    return;
  }
  summary_.count("acked");
  summary_.count("ack_" + status);
  summary_.sample("ack", scheduler_.now() - found->second.first_sent);
  waiting_.erase(found);
}

} // namespace turnout::sim
