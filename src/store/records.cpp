#include "records.hpp"

#include <turnout/record/json.hpp>

namespace turnout::store {

namespace {

std::string event_line(const Event& event, const std::string& kind) {
  if (!journalled(event)) return "[\"" + kind + "\",{}]";
  const auto* progress = std::get_if<ProgressReceived>(&event);
  if (progress == nullptr || !progress->position) return record::to_json(event);
  ProgressReceived without = *progress;
  without.position.reset();
  return record::to_json(Event(std::move(without)));
}

} // namespace

Line line_of(const Record& record) {
  Line line;
  line.sequence = record.stamp.sequence;
  line.epoch = record.stamp.epoch;
  line.at_ms = record.stamp.at.time_since_epoch().count();
  line.event_kind = record::kind_of(record.event);
  line.event = event_line(record.event, line.event_kind);
  line.decisions = record::to_json(record.decisions);
  return line;
}

Link link_from(const Statement& row) {
  return {.sequence = row.count(0),
          .epoch = row.count(1),
          .at_ms = row.number(2),
          .event_kind = row.text(7),
          .event = row.text(3),
          .decisions = row.text(4),
          .previous = row.text(5),
          .hash = row.text(6)};
}

Result<Record> record_from(const Statement& row, const std::string& path, int first) {
  Record record;
  record.stamp.sequence = row.count(first);
  record.stamp.epoch = row.count(first + 1);
  record.stamp.at = WallTime(Duration(row.number(first + 2)));
  const auto unreadable = [&](std::string_view column, const std::string& why) {
    return Error{"journal " + path + ": record " + std::to_string(record.stamp.sequence) +
                 " cannot be read: " + std::string(column) + ": " + why +
                 ": run turnoutctl verify, and restore a backup if it finds more"};
  };
  auto event = record::from_json<Event>(row.text(first + 3));
  if (!event) return unreadable("event", event.error());
  auto decisions = record::from_json<std::vector<Decision>>(row.text(first + 4));
  if (!decisions) return unreadable("decisions", decisions.error());
  record.event = std::move(event).value();
  record.decisions = std::move(decisions).value();
  return record;
}

} // namespace turnout::store
