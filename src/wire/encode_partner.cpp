#include "encoding.hpp"

namespace turnout::wire {

namespace {

/// Who comes to the door is told how to get in; who only telephones or shops is not.
bool comes_in(Service service) {
  switch (service) {
  case Service::rapid_home_care:
  case Service::ambulance:
  case Service::fire_control:
  case Service::police:
    return true;
  case Service::third_sector:
  case Service::clinical_advice:
    return false;
  }
  return false;
}

ObjectWriter person_for_partner(const SendRequest& effect, const PersonDetails& details,
                                const std::set<std::string>& risks) {
  ObjectWriter person;
  person.text("name", details.name);
  person.some_text("date_of_birth", details.date_of_birth);
  person.some_text("phone", details.phone);
  person.some_text("address", details.address);
  person.some_text("postcode", details.postcode);
  if (comes_in(effect.service)) {
    person.some_text("access", details.access);
    person.some_text("key_safe", details.key_safe);
  }
  if (!risks.empty()) person.texts("risks", risks);
  person.some_text("emergency_wishes", details.emergency_wishes);
  person.some_text("what_to_do", details.notes);
  return person;
}

/// Of somebody not in the register a caller has said where they are, and no more.
ObjectWriter somebody_for_partner(const SendRequest& effect, const Entitled& entitled) {
  ObjectWriter person;
  if (effect.callback) person.some_text("phone", entitled.callback);
  person.some_text("address", entitled.place);
  return person;
}

ObjectWriter handover_of(const Handover& handover) {
  ObjectWriter story;
  story.text("type", record::name_of(handover.type));
  story.time("first_signal", handover.first_signal);
  story.time("with_person_at", handover.with_person_at);
  story.texts("done", handover.done);
  return story;
}

} // namespace

Message encode(const Encoding& encoding, const SendRequest& effect) {
  ObjectWriter body;
  body.text("id", effect.request.str());
  body.text("incident", effect.incident.str());
  body.text("service", record::name_of(effect.service));
  if (effect.state == RequestState::cancelled) {
    body.text("state", record::name_of(effect.state));
    body.some_text("reason", effect.reason);
    return encoding.send(Channel::partner_request, effect.partner.str(), std::move(body));
  }
  body.number("priority", effect.priority);
  body.text("reason", effect.reason);
  const auto& details = encoding.entitled.person;
  const bool named = effect.person && details && details->id == *effect.person;
  if (named)
    body.object("person", person_for_partner(effect, *details, encoding.entitled.risks));
  else if (!effect.person && effect.place)
    body.object("person", somebody_for_partner(effect, encoding.entitled));
  const auto place = named && !effect.position ? encoding.entitled.home : effect.position;
  if (place) body.position("position", *place);
  body.time("acknowledge_by", effect.acknowledge_by);
  body.time("arrive_by", effect.arrive_by);
  body.object("handover", handover_of(effect.handover));
  return encoding.send(Channel::partner_request, effect.partner.str(), std::move(body));
}

} // namespace turnout::wire
