#include "encoding.hpp"

#include <algorithm>

namespace turnout::wire {

namespace {

/// A broker writes what waits for an absent phone to its disk; the phone asks again with `sync`.
constexpr Duration private_for = 10min;

/// What somebody at the door must know. A person nobody could name still has a place.
std::optional<ObjectWriter> person_for_responder(const SendAssignment& effect, const Entitled& entitled) {
  if (effect.state != AssignmentState::assigned) return std::nullopt;
  const bool nameless = !effect.person && (effect.position || effect.place);
  const bool named = effect.person && entitled.person && entitled.person->id == *effect.person;
  if (!named && !nameless) return std::nullopt;
  ObjectWriter person;
  if (named) {
    const PersonDetails& details = *entitled.person;
    person.text("name", details.name);
    person.some_text("address", details.address);
    person.some_text("postcode", details.postcode);
    person.some_text("access", details.access);
    person.some_text("key_safe", details.key_safe);
    if (!entitled.risks.empty()) person.texts("risks", entitled.risks);
    person.some_text("emergency_wishes", details.emergency_wishes);
    person.some_text("what_to_do", details.notes);
  }
  if (nameless && effect.place) person.some_text("address", entitled.place);
  if (nameless && effect.callback) person.some_text("phone", entitled.callback);
  const auto place = named && !effect.position ? entitled.home : effect.position;
  if (place) person.position("position", *place);
  return person;
}

} // namespace

Message encode(const Encoding& encoding, const SendOffer& effect) {
  ObjectWriter body;
  body.text("id", effect.offer.str());
  body.text("incident", effect.incident.str());
  body.time("sent_at", effect.sent_at);
  body.time("expires_at", effect.expires_at);
  body.number("priority", effect.priority);
  body.text("type", record::name_of(effect.type));
  body.text("class", record::name_of(effect.cls));
  body.text("locality", effect.locality.str());
  body.number("distance_m", effect.distance.metres());
  body.seconds("eta_s", effect.eta);
  body.texts("skills", effect.skills);
  body.number("people_needed", effect.people_needed);
  auto message = encoding.send(Channel::responder_offer, effect.responder.str(), std::move(body));
  if (message) message->keep_for = std::max<Duration>(effect.expires_at - encoding.now, 1s);
  return message;
}

Message encode(const Encoding& encoding, const SendAssignment& effect) {
  ObjectWriter body;
  body.some_text("incident", effect.incident.str());
  body.text("offer", effect.offer.str());
  body.text("state", record::name_of(effect.state));
  body.some_text("reason", effect.reason);
  body.time("arrive_by", effect.arrive_by);
  auto person = person_for_responder(effect, encoding.entitled);
  const bool private_matters = person.has_value();
  if (person) body.object("person", std::move(*person));
  auto message = encoding.send(Channel::responder_assignment, effect.responder.str(), std::move(body));
  if (message && private_matters) message->keep_for = private_for;
  return message;
}

} // namespace turnout::wire
