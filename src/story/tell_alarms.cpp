#include "narrator.hpp"
#include "turnout/record/text.hpp"

namespace turnout::story {
namespace {

std::string doubt_words(Doubt doubt) {
  switch (doubt) {
  case Doubt::none:
    return {};
  case Doubt::unknown_hub:
    return "nobody in the registry has this hub";
  case Doubt::unknown_type:
    return "its type is not one we know";
  case Doubt::missing_member:
    return "a required part was missing";
  case Doubt::broken_json:
    return "it could not be read";
  case Doubt::oversize:
    return "it was too large to be read whole";
  case Doubt::quarantined:
    return "it was set aside unread after ending the service twice";
  }
  return {};
}

} // namespace

Narrator::Said Narrator::tell(const IncidentOpened& d) {
  std::string text = d.folded ? "One incident opened for all " + words(d.type) + " signals in " + d.area.str()
                     : d.unverified ? "Incident opened UNVERIFIED"
                                    : "Incident opened";
  if (d.person) text += " for " + person(*d.person);
  registered_ = d.person.has_value();
  if (d.by) text += " by " + d.by->str() + " after a call: " + words(d.type);
  if (d.place) text += ", somebody who is not in the register, at" + said_or_gone(d.place);
  if (d.callback) text += ", to be rung back on" + said_or_gone(d.callback);
  // What a hub says of its place stands with its signal.
  if (d.by && d.position) text += ", near " + place_words(*d.position);
  text += "; class " + words(d.cls) + ", plan " + d.plan_path + " (" + d.plan_revision.str() + ")";
  if (d.people_needed > 1) text += ", " + std::to_string(d.people_needed) + " people needed";
  return text + ".";
}

std::string Narrator::said_or_gone(const std::optional<TextId>& text) const {
  auto said = quoted(text);
  return said.empty() ? " (not kept any more)" : said;
}

Narrator::Said Narrator::tell(const AlarmJoined& d) {
  std::string text = "Signal: " + words(d.type) + " from " + hub(d.hub);
  const auto* received = std::get_if<AlarmReceived>(&record_->event);
  if (received != nullptr) {
    if (const auto sensor = quoted(received->sensor); !sensor.empty()) text += ", sensor" + sensor;
    if (const auto zone = quoted(received->zone); !zone.empty()) text += ", in" + zone;
    if (received->path == AlarmPath::secondary) text += ", over its second path";
    if (received->battery_pct) text += ", battery at " + std::to_string(*received->battery_pct) + " %";
  }
  // A hub says where it is only when it moves (contract.md).
  if (d.position) text += (registered_ ? ", away from home: " : ", at ") + place_words(*d.position);
  if (d.doubt != Doubt::none) text += ", unverified: " + doubt_words(d.doubt);
  text += '.';
  if (d.late && received != nullptr && received->said_at) {
    text += " It came late: by the hub's own clock it happened " +
            spoken_minutes(record_->stamp.at - *received->said_at) + " before.";
  } else if (d.late) {
    text += " It came late by the hub's own clock.";
  }
  if (d.future) text += " The hub's own clock is ahead.";
  return text + quoted(d.text) + came_as(d.raw);
}

/// Enough to see who it is and what is meant, whatever was wrong with it.
Narrator::Said Narrator::came_as(const std::optional<TextId>& raw) const {
  constexpr std::size_t shown_most = 300;
  const auto found = raw ? names_.texts.find(*raw) : names_.texts.end();
  if (found == names_.texts.end()) return {};
  const std::string bytes = plain(found->second);
  const auto shown = record::first_characters(bytes, shown_most);
  return " What came: \"" + std::string(shown) + (shown.size() < bytes.size() ? "…" : "") + "\".";
}

Narrator::Said Narrator::tell(const Raised& d) {
  return "This is graver: now " + words(d.type) + ", class " + words(d.cls) + ", plan " + d.plan_path + ".";
}

Narrator::Said Narrator::tell(const EvidenceSeen& d) {
  return "Evidence from the home: " + words(d.type) + ". It ends nothing by itself.";
}

Narrator::Said Narrator::tell(const PersonTold& d) {
  switch (d.stage) {
  case FeedbackStage::heard:
    return "The person was told: heard.";
  case FeedbackStage::coming:
    return "The person was told: help is coming" +
           (d.arrival_at ? ", about " + spoken_minutes(*d.arrival_at - record_->stamp.at) : std::string()) +
           ".";
  case FeedbackStage::near:
    return "The person was told: help is near.";
  case FeedbackStage::delayed:
    return "The person was told: help is delayed" +
           (d.arrival_at ? ", about " + spoken_minutes(*d.arrival_at - record_->stamp.at) : std::string()) +
           ".";
  }
  return {};
}

Narrator::Said Narrator::tell(const IncidentJoined& d) {
  const bool earlier = *first_signal_ > d.first_signal_at;
  first_signal_ = std::min(*first_signal_, d.first_signal_at);
  std::string text = d.by.str() + " found that " + d.from.str() + " is one and the same as this";
  if (!d.alarms.empty()) {
    std::vector<std::string> signals;
    for (const auto& alarm : d.alarms)
      signals.push_back(words(alarm.type) + " from " + hub(alarm.hub));
    text += "; it brought " + listed(signals);
  }
  return text + "." +
         (earlier ? " Its signal came first: the clocks count from " + clock(d.first_signal_at) + "."
                  : std::string());
}

} // namespace turnout::story
