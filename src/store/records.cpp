#include "records.hpp"

#include <turnout/base/sha256.hpp>
#include <turnout/record/json.hpp>
#include <turnout/record/text.hpp>

namespace turnout::store {

Line line_of(const Record& record) {
  Line line;
  line.sequence = record.stamp.sequence;
  line.epoch = record.stamp.epoch;
  line.at_ms = record.stamp.at.time_since_epoch().count();
  line.event_kind = record::kind_of(record.event);
  line.event = journalled(record.event) ? record::to_json(record.event) : "[\"" + line.event_kind + "\",{}]";
  line.decisions = record::to_json(record.decisions);
  return line;
}

std::string link_hash(std::string_view previous, std::uint64_t sequence, std::uint64_t epoch,
                      std::int64_t at_ms, std::string_view event, std::string_view decisions) {
  std::string bytes;
  bytes.reserve(previous.size() + event.size() + decisions.size() + 64);
  bytes += previous;
  bytes += '\n';
  record::append_number(bytes, sequence);
  bytes += '\n';
  record::append_number(bytes, epoch);
  bytes += '\n';
  record::append_number(bytes, at_ms);
  bytes += '\n';
  bytes += event;
  bytes += '\n';
  bytes += decisions;
  return sha256_hex(bytes);
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
