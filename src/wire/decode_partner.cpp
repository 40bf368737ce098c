#include "decoding.hpp"

#include <algorithm>

namespace turnout::wire {

namespace {

/// A partner's own number goes into the journal, so it must not be prose: the characters of an id, and `/`.
std::optional<std::string> reference_of(const Object& body) {
  const auto text = find_text(body, "reference");
  if (!text) return std::nullopt;
  std::string as_id(*text);
  std::replace(as_id.begin(), as_id.end(), '/', '-');
  if (!valid_id(as_id)) return std::nullopt;
  return std::string(*text);
}

bool said_by_a_partner(RequestState state) {
  return state != RequestState::requested && state != RequestState::cancelled;
}

} // namespace

void decode_partner_reply(Decoding& decoding, const Object& body) {
  const auto id = find_id_of<MessageTag>(body, "id");
  if (!id) return decoding.refuse(std::nullopt, "A reply needs an id.", "id");
  const auto request = find_id_of<RequestTag>(body, "request");
  if (!request) return decoding.refuse(id, "A reply names the request it answers.", "request");
  const auto state = find_enum<RequestState>(body, "state");
  if (!state || !said_by_a_partner(*state))
    return decoding.refuse(id, "The state must be acknowledged, accepted, rejected, arrived or complete.",
                           "state");
  PartnerReplied reply;
  reply.partner = PartnerId(std::string(decoding.address.id));
  reply.id = *id;
  reply.request = *request;
  reply.state = *state;
  reply.reference = reference_of(body);
  if (has(body, "reference") && !reply.reference)
    decoding.refuse(id, "This member was left out: 1 to 64 of A-Z a-z 0-9 . _ : - / are used.", "reference");
  reply.eta_at = find_time(body, "eta_at");
  if (has(body, "eta_at") && !reply.eta_at)
    decoding.refuse(id, "This member was left out: it must be an RFC 3339 time.", "eta_at");
  reply.reason = decoding.optional_text(body, *id, "reason", reason_characters_max);
  decoding.result.events.insert(decoding.result.events.begin(), std::move(reply));
}

} // namespace turnout::wire
