#include "encoding.hpp"

#include <turnout/record/text.hpp>

#include <algorithm>
#include <array>

namespace turnout::wire {

namespace {

constexpr std::size_t first_name_characters_max = 30;

/// The first word of a name when it can be one: no title, no initial, nothing with figures in it.
std::string_view first_name(const std::optional<ResponderDetails>& responder) {
  constexpr std::array<std::string_view, 7> titles = {"Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Sir"};
  if (!responder) return {};
  const std::string_view name = responder->name;
  const auto word = name.substr(0, name.find_first_of(" ,"));
  const bool plain = word.size() > 1 && word.find_first_of("0123456789@.") == std::string_view::npos;
  const bool title = std::find(titles.begin(), titles.end(), word) != titles.end();
  return plain && !title ? record::first_characters(word, first_name_characters_max) : std::string_view();
}

std::string about(Duration eta) {
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(eta).count();
  if (minutes <= 1) return "about 1 minute";
  return "about " + std::to_string(minutes) + " minutes";
}

} // namespace

std::string feedback_text(const SendFeedback& effect, const std::optional<ResponderDetails>& responder) {
  const std::string_view name = first_name(responder);
  const std::string who = name.empty() ? "Help" : std::string(name);
  switch (effect.stage) {
  case FeedbackStage::heard:
    return "We have heard you. Help is being arranged.";
  case FeedbackStage::coming:
    return who + " is coming" + (effect.eta ? ", " + about(*effect.eta) + "." : std::string("."));
  case FeedbackStage::near:
    return who + " is nearly with you.";
  case FeedbackStage::delayed:
    return effect.eta ? who + " is delayed, now " + about(*effect.eta) + "."
                      : std::string("Help is taking longer. You are not forgotten.");
  }
  return "We have heard you.";
}

Message encode(const Encoding& encoding, const SendAck& effect) {
  ObjectWriter body;
  if (effect.alarm) {
    body.text("id", effect.alarm->str());
  } else {
    body.null("id");
  }
  body.text("status", record::name_of(effect.status));
  body.some_id("incident", effect.incident);
  body.some_text("reason", effect.reason);
  body.time("at", encoding.now);
  return encoding.send(Channel::hub_ack, effect.hub.str(), std::move(body));
}

Message encode(const Encoding& encoding, const SendFeedback& effect) {
  ObjectWriter body;
  body.text("incident", effect.incident.str());
  body.text("stage", record::name_of(effect.stage));
  body.text("text", feedback_text(effect, encoding.entitled.responder));
  if (effect.eta) body.seconds("eta_s", *effect.eta);
  return encoding.send(Channel::hub_feedback, effect.hub.str(), std::move(body));
}

} // namespace turnout::wire
