#include "decoding.hpp"
#include "salvage.hpp"

#include <turnout/record/text.hpp>

namespace turnout::wire {

namespace {

constexpr int signal_dbm_least = -200;
constexpr int signal_dbm_most = 100;
constexpr int interval_s_most = 7 * 24 * 3600;

AlarmPath path_of(const Object& body) {
  return find_enum<AlarmPath>(body, "path").value_or(AlarmPath::unsaid);
}

/// An optional member that makes no sense is left out: it never casts doubt on the cry for help.
void read_optional_members(Decoding& decoding, const Object& body, AlarmReceived& alarm) {
  alarm.said_at = find_time(body, "at");
  alarm.sensor = decoding.keep(find_text(body, "sensor").value_or(""), label_characters_max);
  alarm.zone = decoding.keep(find_text(body, "zone").value_or(""), label_characters_max);
  alarm.position = find_position(body, "position");
  alarm.battery_pct = find_whole(body, "battery_pct", 0, 100);
  alarm.signal_dbm = find_whole(body, "signal_dbm", signal_dbm_least, signal_dbm_most);
  alarm.cancels = find_id_of<AlarmTag>(body, "cancels");
  alarm.path = path_of(body);
  alarm.text = decoding.keep(find_text(body, "text").value_or(""), alarm_text_characters_max);
}

void read_object(Decoding& decoding, const Object& body, AlarmReceived& alarm) {
  alarm.alarm = find_id_of<AlarmTag>(body, "id");
  const auto type = find_text(body, "type");
  if (type) alarm.type = record::enum_of<AlarmType>(*type).value_or(AlarmType::unknown);
  if (!alarm.alarm || !type) {
    alarm.doubt = Doubt::missing_member;
  } else if (alarm.type == AlarmType::unknown) {
    alarm.doubt = Doubt::unknown_type;
  }
  read_optional_members(decoding, body, alarm);
}

void read_damaged(std::string_view payload, Doubt doubt, AlarmReceived& alarm) {
  const Salvaged found = salvage(payload);
  if (found.id && valid_id(*found.id)) alarm.alarm = AlarmId(*found.id);
  if (found.type) alarm.type = record::enum_of<AlarmType>(*found.type).value_or(AlarmType::unknown);
  alarm.doubt = doubt;
}

} // namespace

void decode_alarm(Decoding& decoding) {
  const Inbound& message = decoding.message;
  AlarmReceived alarm;
  alarm.hub = HubId(std::string(decoding.address.id));
  if (message.oversize || message.payload.size() > payload_bytes_max) {
    read_damaged(message.payload.substr(0, payload_bytes_max), Doubt::oversize, alarm);
  } else {
    ParsedBody parsed(message.payload);
    if (const Object* body = parsed.object()) {
      read_object(decoding, *body, alarm);
    } else {
      read_damaged(message.payload, Doubt::broken_json, alarm);
    }
  }
  if (alarm.doubt != Doubt::none) alarm.raw = decoding.keep_raw();
  decoding.result.events.emplace_back(std::move(alarm));
}

void decode_heartbeat(Decoding& decoding, const Object& body) {
  HeartbeatReceived heartbeat;
  heartbeat.hub = HubId(std::string(decoding.address.id));
  if (const auto seconds = find_whole(body, "interval_s", 1, interval_s_most))
    heartbeat.interval = std::chrono::seconds(*seconds);
  heartbeat.mains = find_flag(body, "mains");
  heartbeat.battery_pct = find_whole(body, "battery_pct", 0, 100);
  decoding.result.events.emplace_back(std::move(heartbeat));
}

} // namespace turnout::wire
