#include "lines.hpp"

#include <turnout/record/json.hpp>
#include <turnout/record/text.hpp>

#include <boost/json/parse.hpp>

#include <algorithm>

namespace turnout::custody {
namespace {

/// The kind stands in front of its event.
std::string_view kind_in(std::string_view event) {
  constexpr std::string_view opening = "[\"";
  if (!event.starts_with(opening)) return {};
  event.remove_prefix(opening.size());
  return event.substr(0, event.find('"'));
}

class Members {
public:
  explicit Members(const boost::json::object& object) : object_(object) {}

  template <class Number>
  Members& number(const char* name, Number& value) {
    const auto* held = object_.if_contains(name);
    boost::system::error_code failed;
    if (held != nullptr) value = held->to_number<Number>(failed);
    if (held == nullptr || failed) missing(name);
    return *this;
  }
  Members& text(const char* name, std::string& value) {
    const auto* held = object_.if_contains(name);
    if (held != nullptr && held->is_string()) {
      value.assign(held->get_string().data(), held->get_string().size());
    } else {
      missing(name);
    }
    return *this;
  }
  [[nodiscard]] const std::string& first_missing() const { return missing_; }

private:
  void missing(const char* name) {
    if (missing_.empty()) missing_ = name;
  }

  const boost::json::object& object_;
  std::string missing_;
};

} // namespace

store::Link OwnLink::link() const {
  return {.sequence = sequence,
          .epoch = epoch,
          .at_ms = at_ms,
          .event_kind = kind_in(event),
          .event = event,
          .decisions = decisions,
          .previous = previous,
          .hash = hash};
}

std::string line_of(const store::Link& link) {
  std::string line = "{\"sequence\":";
  record::append_number(line, link.sequence);
  line += ",\"epoch\":";
  record::append_number(line, link.epoch);
  line += ",\"at_ms\":";
  record::append_number(line, link.at_ms);
  const auto text = [&line](std::string_view name, std::string_view value) {
    line += ",\"";
    line += name;
    line += "\":";
    record::append_string(line, value);
  };
  text("event", link.event);
  text("decisions", link.decisions);
  text("previous", link.previous);
  text("hash", link.hash);
  return line + "}\n";
}

Result<OwnLink> read_line(const std::string& line) {
  boost::system::error_code error;
  const auto value = boost::json::parse(line, error);
  if (error) return Error{"is not JSON: " + error.message()};
  if (!value.is_object()) return Error{"is not a JSON object"};
  OwnLink read;
  Members members(value.get_object());
  members.number("sequence", read.sequence)
      .number("epoch", read.epoch)
      .number("at_ms", read.at_ms)
      .text("event", read.event)
      .text("decisions", read.decisions)
      .text("previous", read.previous)
      .text("hash", read.hash);
  if (!members.first_missing().empty())
    return Error{"its member " + members.first_missing() + " is missing or not as it should be"};
  const std::string canonical = line_of(read.link());
  if (canonical == line) return read;
  const auto at = std::mismatch(line.begin(), line.end(), canonical.begin(), canonical.end()).first;
  return Error{"byte " + std::to_string(at - line.begin() + 1) + " is not as an export has it"};
}

Result<Record> record_of(const store::Link& link) {
  auto event = record::from_json<Event>(link.event);
  auto decisions = record::from_json<std::vector<Decision>>(link.decisions);
  if (!event || !decisions)
    return Error{"record " + std::to_string(link.sequence) +
                 " cannot be read: " + (event ? decisions.error() : event.error()) +
                 ": it was written by a newer Turnout; use that version"};
  return Record{{link.epoch, link.sequence, WallTime(Duration(link.at_ms))},
                std::move(event).value(),
                std::move(decisions).value()};
}

} // namespace turnout::custody
