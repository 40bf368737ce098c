// Records, rows and batches as the engine would write them, for tests of journals. Pure.
#pragma once

#include "turnout/engine/ports.hpp"
#include "turnout/record/json.hpp"

namespace turnout::testing {

inline constexpr WallTime sample_time{std::chrono::milliseconds(1'795'370'928'123)};

inline IncidentId sample_incident_id(const std::string& label, std::uint64_t sequence) {
  return IncidentId("I-" + label + '-' + std::to_string(sequence));
}

/// An alarm that opened an incident, chose one responder, and owes an ack under the key "<sequence>.1".
inline Record sample_record(std::uint64_t epoch, std::uint64_t sequence, const std::string& label = "a") {
  const IncidentId incident = sample_incident_id(label, sequence);
  const HubId hub("H" + std::to_string(sequence));
  const AlarmId alarm("alarm-" + label);
  Record record;
  record.stamp = {epoch, sequence, sample_time + std::chrono::seconds(sequence)};
  AlarmReceived received;
  received.hub = hub;
  received.alarm = alarm;
  received.type = AlarmType::fall;
  received.text = TextId("text \"in\\quotes\" é");
  record.event = received;
  IncidentOpened opened;
  opened.incident = incident;
  opened.person = PersonId("P" + std::to_string(sequence));
  opened.hub = hub;
  opened.type = AlarmType::fall;
  AlarmJoined joined;
  joined.incident = incident;
  joined.hub = hub;
  joined.alarm = alarm;
  joined.type = AlarmType::fall;
  SelectionMade selection;
  selection.incident = incident;
  selection.ranked = {{ResponderId("R1"), true, 250s, "nearest of 2"},
                      {ResponderId("R2"), false, std::nullopt, "on another incident"}};
  selection.considered = 2;
  TimerSet timer;
  timer.incident = incident;
  timer.kind = TimerKind::offer_expiry;
  timer.due_at = record.stamp.at + 45s;
  const EffectKey key(std::to_string(sequence) + ".1");
  record.decisions = {opened, joined, selection, timer,
                      EffectOwed{key, SendAck{hub, alarm, AckStatus::accepted, incident, ""}}};
  return record;
}

inline engine::Row sample_row(const Record& record, const std::string& label = "a") {
  Incident incident;
  incident.id = sample_incident_id(label, record.stamp.sequence);
  incident.type = AlarmType::fall;
  incident.person = PersonId("P" + std::to_string(record.stamp.sequence));
  incident.first_signal_at = record.stamp.at;
  return {"incident", incident.id.str(), record::to_json(incident), true};
}

inline KeptText sample_text(const std::string& body) {
  return kept_text("", 0, body);
}

/// `count` sample records from `first` on, each with its row, and one text with bytes of any kind.
inline engine::Batch sample_batch(std::uint64_t epoch, std::uint64_t first, std::uint64_t count,
                                  const std::string& label = "a") {
  engine::Batch batch;
  for (std::uint64_t i = 0; i < count; ++i) {
    batch.records.push_back(sample_record(epoch, first + i, label));
    batch.rows.push_back(sample_row(batch.records.back(), label));
  }
  batch.texts.push_back(
      sample_text("text " + label + ' ' + std::to_string(first) + std::string("\0\xff end", 6)));
  return batch;
}

} // namespace turnout::testing
