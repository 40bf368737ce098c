#include "commands.hpp"

#include "turnout/accounts/accounts.hpp"
#include "turnout/accounts/random.hpp"
#include "turnout/record/json.hpp"
#include "turnout/record/text.hpp"

#include <algorithm>
#include <array>

namespace turnout::console {
namespace {

namespace json = boost::json;

constexpr std::size_t id_bytes = 16;
constexpr std::size_t note_characters_max = 4'000;
constexpr std::size_t place_characters_max = 300;
constexpr std::size_t digits_least = 3;
constexpr std::int64_t pence_max = 10'000'000;
constexpr std::size_t callback_characters_max = 30;

bool is_number_to_ring(std::string_view text) {
  const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return text.size() <= callback_characters_max && digits >= static_cast<std::ptrdiff_t>(digits_least) &&
         text.find_first_not_of("0123456789+()- ") == std::string_view::npos;
}

/// Reads the members of one command and collects what is wrong with them.
class Reading {
public:
  explicit Reading(std::string_view body) {
    boost::system::error_code error;
    json::parse_options options;
    options.max_depth = 8;
    auto value = json::parse(json::string_view(body.data(), body.size()), error, {}, options);
    if (!record::is_utf8(body))
      fault("", "a character is not UTF-8: set the terminal or the program that sends this to UTF-8");
    else if (error)
      fault("", "this is not JSON: " + error.message());
    else if (!value.is_object())
      fault("", "a JSON object is wanted");
    else
      object_ = std::move(value.get_object());
  }

  [[nodiscard]] bool readable() const { return faults_.empty(); }

  std::optional<std::string> text(const char* name) {
    const auto* value = object_.if_contains(name);
    if (value == nullptr || value->is_null()) return std::nullopt;
    if (!value->is_string()) {
      fault(name, "a string is wanted");
      return std::nullopt;
    }
    return std::string(value->get_string());
  }

  template <class IdType>
  std::optional<IdType> id(const char* name) {
    auto said = text(name);
    if (said && !valid_id(*said)) {
      fault(name, "1 to 64 of A-Z a-z 0-9 . _ : - are wanted");
      return std::nullopt;
    }
    return said ? std::optional<IdType>(IdType(*said)) : std::nullopt;
  }

  template <class E>
  std::optional<E> word(const char* name, const char* such_as) {
    const auto said = text(name);
    if (!said) return std::nullopt;
    const auto value = record::enum_of<E>(*said);
    if (!value) fault(name, "not a word we know; for example " + std::string(such_as));
    return value;
  }

  std::optional<Duration> minutes(const char* name, Duration most) {
    const auto* value = object_.if_contains(name);
    if (value == nullptr || value->is_null()) return std::nullopt;
    const auto* number = value->if_int64();
    if (number == nullptr || *number < 1 || std::chrono::minutes(*number) > most) {
      fault(name, "whole minutes are wanted, 1 to " + std::to_string(most / 1min));
      return std::nullopt;
    }
    return std::chrono::minutes(*number);
  }

  std::vector<Referral> referrals() {
    std::vector<Referral> read;
    const auto* value = object_.if_contains("referrals");
    if (value == nullptr || value->is_null()) return read;
    if (!value->is_array()) {
      fault("referrals", "a list is wanted");
      return read;
    }
    for (const auto& item : value->get_array()) {
      const auto referral =
          item.is_string() ? record::enum_of<Referral>(std::string_view(item.get_string())) : std::nullopt;
      if (referral)
        read.push_back(*referral);
      else
        fault("referrals", "not a word we know; for example safe_and_well");
    }
    return read;
  }

  std::optional<TextId> words(const char* name, engine::LocalEvent& event) {
    const auto said = text(name);
    return said ? kept(*said, name, event) : std::nullopt;
  }

  void note(CommandGiven& command, engine::LocalEvent& event) { command.note = words("note", event); }

  std::optional<Money> pence(const char* name) {
    const auto* value = object_.if_contains(name);
    if (value == nullptr || value->is_null()) return std::nullopt;
    const auto* number = value->if_int64();
    if (number != nullptr && *number >= 0 && *number <= pence_max) return Money{*number};
    fault(name, "whole pence are wanted, 0 to " + std::to_string(pence_max));
    return std::nullopt;
  }

  /// Of somebody who is not in the register: where they are and how they are rung back. The words are kept
  /// beside the journal.
  void whereabouts(CommandGiven& command, engine::LocalEvent& event) {
    const auto place = text("place");
    const auto callback = text("callback");
    if (place) command.place = kept(*place, "place", event, place_characters_max);
    if (callback && !callback->empty() && !is_number_to_ring(*callback))
      fault("callback", "a telephone number is wanted: digits, blanks, + ( ) -");
    else if (callback)
      command.callback = kept(*callback, "callback", event);
    command.area = id<AreaId>("area");
    command.position = position();
    const bool more = command.callback || command.area || command.position;
    if (command.person && (command.place || more))
      fault("place",
            "the register says where that person is: leave the place, number, area and position out");
    else if (!command.person && !command.place)
      fault("place", "whom the call is about, or else where they are, is wanted");
  }

  std::vector<HandoverItem> items(engine::LocalEvent& event) {
    std::vector<HandoverItem> read;
    const auto* value = object_.if_contains("items");
    if (value == nullptr || !value->is_array()) {
      fault("items", "a list of open incidents is wanted; it may be empty");
      return read;
    }
    for (const auto& one : value->get_array()) {
      const auto* item = one.if_object();
      const auto* incident = item == nullptr ? nullptr : item->if_contains("incident");
      const auto* note = item == nullptr ? nullptr : item->if_contains("note");
      const bool named =
          incident != nullptr && incident->is_string() && valid_id(std::string_view(incident->get_string()));
      if (!named || (note != nullptr && !note->is_string() && !note->is_null())) {
        fault("items", "each is an object with an incident, and perhaps a note");
        return read;
      }
      HandoverItem handed{IncidentId(std::string(incident->get_string())), {}};
      if (note != nullptr && note->is_string())
        handed.note = kept(std::string(note->get_string()), "items", event);
      read.push_back(std::move(handed));
    }
    return read;
  }

  template <class Given>
  void who(Given& command) {
    const auto by = text("by");
    if (!by)
      fault("by", "the name of the human who gives the command is wanted");
    else if (!accounts::names_a_human(*by)) {
      fault("by",
            "a named human is wanted: 1 to 64 of A-Z a-z 0-9 . _ : -, and no word like system or operator");
    } else {
      command.by = OperatorId(*by);
    }
    command.id = id<MessageId>("id").value_or(fresh_id());
  }

  void fault(const char* name, std::string message) {
    faults_.push_back({*name == '\0' ? "" : "/" + std::string(name), std::move(message)});
  }
  std::vector<Fault> take_faults() { return std::move(faults_); }

private:
  std::optional<GeoPoint> position() {
    const auto* value = object_.if_contains("position");
    if (value == nullptr || value->is_null()) return std::nullopt;
    const auto* point = value->if_object();
    const auto degrees = [point](const char* name, double most) -> std::optional<double> {
      const auto* said = point == nullptr ? nullptr : point->if_contains(name);
      if (said == nullptr || !said->is_number()) return std::nullopt;
      const auto number = said->to_number<double>();
      return number >= -most && number <= most ? std::optional(number) : std::nullopt;
    };
    constexpr double lat_most = 90;
    constexpr double lon_most = 180;
    const auto lat = degrees("lat", lat_most);
    const auto lon = degrees("lon", lon_most);
    if (lat && lon) return geo_point(*lat, *lon);
    fault("position", "an object with lat and lon in degrees is wanted");
    return std::nullopt;
  }

  std::optional<TextId> kept(const std::string& said, const char* member, engine::LocalEvent& event,
                             std::size_t characters_max = note_characters_max) {
    if (said.empty()) return std::nullopt;
    if (record::first_characters(said, characters_max).size() != said.size()) {
      fault(member, "at most " + std::to_string(characters_max) + " characters");
      return std::nullopt;
    }
    event.texts.push_back(salted(said));
    return event.texts.back().id;
  }

  json::object object_;
  std::vector<Fault> faults_;
};

ReadCommand finished(Reading& reading, engine::LocalEvent event, CommandGiven command) {
  event.event = std::move(command);
  return {std::move(event), reading.take_faults()};
}

/// What a kind cannot do without.
void check_complete(Reading& reading, const CommandGiven& command) {
  if (command.kind == CommandKind::note && !command.note) reading.fault("note", "a text is wanted");
  if (command.kind == CommandKind::escalate && !command.service) {
    reading.fault("service", "the service to ask is wanted, for example rapid_home_care");
  }
  if (command.kind == CommandKind::close && !command.outcome) {
    reading.fault("outcome", "closing needs an outcome, for example no_injury_helped_up");
  }
  if (command.kind == CommandKind::acknowledge && !command.alert)
    reading.fault("alert", "the alert's id is wanted");
  if (command.kind == CommandKind::park && !command.park_for)
    reading.fault("minutes", "for how long it is parked is wanted");
  if (command.kind == CommandKind::park && !command.note) reading.fault("note", "why it is parked is wanted");
  if (command.kind == CommandKind::join && !command.into)
    reading.fault("into", "the incident that goes on is wanted");
}

template <class IdType>
std::optional<IdType> of_route(Reading& reading, const std::string& text) {
  if (valid_id(text)) return IdType(text);
  reading.fault("", "the id in the address is not one");
  return std::nullopt;
}

} // namespace

KeptText salted(const std::string& said) {
  constexpr std::size_t salt_bytes = 16;
  return kept_text(accounts::random_hex(salt_bytes), 0, said);
}

MessageId fresh_id() {
  return MessageId("cmd-" + accounts::random_hex(id_bytes));
}

std::string given_by(std::string_view body, const std::string& name) {
  boost::system::error_code error;
  json::parse_options options;
  options.max_depth = 8;
  auto value = json::parse(json::string_view(body.data(), body.size()), error, {}, options);
  // What cannot be read is refused by whoever reads the command.
  if (error || !value.is_object()) return std::string(body);
  value.get_object()["by"] = name;
  return json::serialize(value);
}

ReadCommand handover_command(std::string_view body) {
  Reading reading(body);
  if (!reading.readable()) return {{}, reading.take_faults()};
  engine::LocalEvent event;
  HandoverGiven handover;
  reading.who(handover);
  handover.to = reading.id<OperatorId>("to").value_or(OperatorId());
  if (handover.to.empty() && reading.readable()) reading.fault("to", "who takes over is wanted");
  handover.items = reading.items(event);
  event.event = std::move(handover);
  return {std::move(event), reading.take_faults()};
}

ReadCommand incident_command(std::string_view body, const std::string& incident) {
  Reading reading(body);
  if (!reading.readable()) return {{}, reading.take_faults()};
  engine::LocalEvent event;
  CommandGiven command;
  command.incident = of_route<IncidentId>(reading, incident);
  reading.who(command);
  const auto kind =
      reading.word<CommandKind>("command", "answer, note, dispatch, escalate, stand_down, park or close");
  if (kind == CommandKind::open || kind == CommandKind::recall || kind == CommandKind::duty)
    reading.fault("command", "that is not done to an incident");
  else if (kind)
    command.kind = *kind;
  else if (reading.readable())
    reading.fault("command", "what to do is wanted, for example answer");
  command.responder = reading.id<ResponderId>("responder");
  command.service = reading.word<Service>("service", "ambulance");
  command.alert = reading.id<AlertId>("alert");
  command.outcome = reading.word<Outcome>("outcome", "no_injury_helped_up");
  command.referrals = reading.referrals();
  command.park_for = reading.minutes("minutes", parked_max);
  command.into = reading.id<IncidentId>("into");
  command.first_contact = reading.word<FirstContact>("first_contact", "resolved_by_advice");
  reading.note(command, event);
  if (reading.readable()) check_complete(reading, command);
  return finished(reading, std::move(event), std::move(command));
}

ReadCommand open_command(std::string_view body) {
  Reading reading(body);
  if (!reading.readable()) return {{}, reading.take_faults()};
  engine::LocalEvent event;
  CommandGiven command;
  command.kind = CommandKind::open;
  reading.who(command);
  command.person = reading.id<PersonId>("person_id");
  if (reading.readable()) reading.whereabouts(command, event);
  command.type = reading.word<AlarmType>("type", "help or fall").value_or(AlarmType::help);
  command.first_contact = reading.word<FirstContact>("first_contact", "resolved_by_advice");
  reading.note(command, event);
  return finished(reading, std::move(event), std::move(command));
}

ReadCommand follow_up_command(std::string_view body, const std::string& incident) {
  Reading reading(body);
  if (!reading.readable()) return {{}, reading.take_faults()};
  engine::LocalEvent event;
  FollowUpSaid said;
  said.incident = of_route<IncidentId>(reading, incident).value_or(IncidentId());
  reading.who(said);
  const auto referral = reading.word<Referral>("referral", "falls_service");
  const auto result = reading.word<FollowUpResult>("result", "done, declined, not_reached or not_needed");
  if (!referral && reading.readable()) reading.fault("referral", "which referral is wanted");
  if (!result && reading.readable()) reading.fault("result", "what became of it is wanted");
  said.referral = referral.value_or(said.referral);
  said.result = result.value_or(said.result);
  said.note = reading.words("note", event);
  event.event = std::move(said);
  return {std::move(event), reading.take_faults()};
}

ReadCommand dispute_command(std::string_view body, const std::string& incident) {
  Reading reading(body);
  if (!reading.readable()) return {{}, reading.take_faults()};
  engine::LocalEvent event;
  DisputeSaid said;
  said.incident = of_route<IncidentId>(reading, incident).value_or(IncidentId());
  reading.who(said);
  said.offer = reading.id<OfferId>("attendance").value_or(OfferId());
  if (said.offer.empty() && reading.readable()) reading.fault("attendance", "which attendance is wanted");
  const auto step = reading.word<DisputeStep>("step", "opened or settled");
  if (!step && reading.readable()) reading.fault("step", "opened or settled is wanted");
  said.step = step.value_or(said.step);
  said.settled_at = reading.pence("settled_pence");
  said.reason = reading.words("reason", event);
  if (!said.reason && reading.readable()) reading.fault("reason", "why, in your own words, is wanted");
  event.event = std::move(said);
  return {std::move(event), reading.take_faults()};
}

ReadCommand responder_command(std::string_view body, const std::string& responder) {
  Reading reading(body);
  if (!reading.readable()) return {{}, reading.take_faults()};
  CommandGiven command;
  command.kind = CommandKind::recall;
  command.responder = of_route<ResponderId>(reading, responder);
  reading.who(command);
  const auto what = reading.text("command");
  if (what == "duty") {
    command.kind = CommandKind::duty;
    command.duty = reading.word<DutyState>("duty", "available or off_duty");
    if (!command.duty && reading.readable()) reading.fault("duty", "what they said is wanted");
  } else if (what != "recall") {
    reading.fault("command", "recall or duty is wanted");
  }
  return finished(reading, {}, std::move(command));
}

ReadCommand alert_command(std::string_view body, const std::string& alert) {
  Reading reading(body);
  if (!reading.readable()) return {{}, reading.take_faults()};
  CommandGiven command;
  command.kind = CommandKind::acknowledge;
  command.alert = of_route<AlertId>(reading, alert);
  command.incident = reading.id<IncidentId>("incident");
  reading.who(command);
  if (reading.text("command") != "acknowledge") reading.fault("command", "acknowledge is the only one");
  return finished(reading, {}, std::move(command));
}

} // namespace turnout::console
