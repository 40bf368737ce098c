#include "decoding.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

namespace turnout::wire {

namespace {

ResponderId responder_of(const Decoding& decoding) {
  return ResponderId(std::string(decoding.address.id));
}

/// The names in a list member, without repeats. An entry that is not one of them is left out and told.
template <class E>
std::vector<E> list_of(Decoding& decoding, const Object& body, const MessageId& id, std::string_view name) {
  std::vector<E> values;
  const auto* member = body.if_contains(name);
  if (member == nullptr) return values;
  const auto* list = member->if_array();
  bool all_good = list != nullptr;
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const auto* text = (*list)[i].if_string();
    const auto value =
        text == nullptr ? std::nullopt : record::enum_of<E>(std::string_view(text->data(), text->size()));
    if (!value) {
      all_good = false;
    } else if (std::find(values.begin(), values.end(), *value) == values.end()) {
      values.push_back(*value);
    }
  }
  if (!all_good) decoding.refuse(id, "Only the known names in this list were used.", name);
  return values;
}

void read_report(Decoding& decoding, const Object& body, ProgressReceived& progress) {
  progress.needs = list_of<Need>(decoding, body, progress.id, "needs");
  progress.referrals = list_of<Referral>(decoding, body, progress.id, "referrals");
  progress.outcome = find_enum<Outcome>(body, "outcome");
  if (has(body, "outcome") && !progress.outcome)
    decoding.refuse(progress.id, "This member was left out: it is not a known outcome.", "outcome");
  progress.notes = decoding.optional_text(body, progress.id, "notes", notes_characters_max);
  progress.position = find_position(body, "position");
}

} // namespace

void decode_status(Decoding& decoding, const Object& body) {
  const auto state = find_enum<DutyState>(body, "state");
  if (!state)
    return decoding.refuse(std::nullopt, "The state must be available, unavailable or off_duty.", "state");
  decoding.result.events.emplace_back(DutySaid{responder_of(decoding), *state, decoding.message.retained});
}

void decode_link(Decoding& decoding, const Object& body) {
  const auto state = find_enum<LinkState>(body, "state");
  if (!state || *state == LinkState::unsaid)
    return decoding.refuse(std::nullopt, "The state must be up or down.", "state");
  decoding.result.events.emplace_back(LinkSaid{responder_of(decoding), *state});
}

void decode_position(Decoding& decoding, const Object& body) {
  const auto place = find_place(body);
  if (!place)
    return decoding.refuse(std::nullopt, "A position needs lat and lon, in degrees on the Earth.",
                           find_number(body, "lat", -90, 90) ? "lon" : "lat");
  const auto said_at = find_time(body, "at");
  if (decoding.message.retained && !said_at) return decoding.ignore("retained position without its time");
  const WallTime received_at = decoding.message.received_at;
  decoding.result.events.emplace_back(
      PositionReceived{.responder = responder_of(decoding),
                       .place = *place,
                       .fixed_at = std::min(said_at.value_or(received_at), received_at),
                       .accuracy_m = find_whole(body, "accuracy_m", 0, accuracy_m_most),
                       .battery_pct = find_whole(body, "battery_pct", 0, 100),
                       .device = {},
                       .retained = decoding.message.retained});
}

void decode_reply(Decoding& decoding, const Object& body) {
  const auto id = find_id_of<MessageTag>(body, "id");
  if (!id) return decoding.refuse(std::nullopt, "A reply needs an id.", "id");
  const auto offer = find_id_of<OfferTag>(body, "offer");
  if (!offer) return decoding.refuse(id, "A reply names the offer it answers.", "offer");
  const auto answer = find_enum<ReplyAnswer>(body, "answer");
  if (!answer)
    return decoding.refuse(id, "The answer must be received, seen, accept, decline or withdraw.", "answer");
  ReplyReceived reply{
      .responder = responder_of(decoding), .id = *id, .offer = *offer, .answer = *answer, .reason = {}};
  reply.reason = decoding.optional_text(body, *id, "reason", reason_characters_max);
  decoding.result.events.insert(decoding.result.events.begin(), std::move(reply));
}

void decode_progress(Decoding& decoding, const Object& body) {
  const auto id = find_id_of<MessageTag>(body, "id");
  if (!id) return decoding.refuse(std::nullopt, "A progress report needs an id.", "id");
  const auto incident = find_id_of<IncidentTag>(body, "incident");
  if (!incident) return decoding.refuse(id, "A progress report names its incident.", "incident");
  const auto stage = find_enum<Stage>(body, "stage");
  if (!stage || *stage == Stage::assigned)
    return decoding.refuse(id, "The stage must be en_route, on_scene, with_person or clear.", "stage");
  ProgressReceived progress;
  progress.responder = responder_of(decoding);
  progress.id = *id;
  progress.incident = *incident;
  progress.stage = *stage;
  read_report(decoding, body, progress);
  decoding.result.events.insert(decoding.result.events.begin(), std::move(progress));
}

void decode_sync(Decoding& decoding, const Object& body) {
  const auto id = find_id_of<MessageTag>(body, "id");
  if (!id) return decoding.refuse(std::nullopt, "A sync needs an id.", "id");
  decoding.result.events.emplace_back(SyncAsked{responder_of(decoding), *id});
}

} // namespace turnout::wire
