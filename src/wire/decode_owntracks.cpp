#include "decoding.hpp"

#include <turnout/base/id.hpp>

#include <algorithm>

namespace turnout::wire {

namespace {

constexpr double unix_time_most = 253'402'300'799.0; // the end of the year 9999

/// `tst` is when the place was measured; a phone may send it hours later, so without it a place has no age.
std::optional<WallTime> fixed_at(const Object& body, WallTime received_at) {
  const auto tst = find_number(body, "tst", 1, unix_time_most);
  if (!tst) return std::nullopt;
  return std::min(WallTime(std::chrono::seconds(static_cast<std::int64_t>(*tst))), received_at);
}

void location(Decoding& decoding, const Object& body) {
  const auto place = find_place(body);
  if (!place)
    return decoding.refuse(std::nullopt, "A location needs lat and lon, in degrees on the Earth.",
                           find_number(body, "lat", -90, 90) ? "lon" : "lat");
  const auto at = fixed_at(body, decoding.message.received_at);
  if (!at) return decoding.refuse(std::nullopt, "A location needs the time of its fix.", "tst");
  const bool can_be_asked = valid_id(decoding.address.device);
  decoding.result.events.emplace_back(
      PositionReceived{.responder = ResponderId(std::string(decoding.address.id)),
                       .place = *place,
                       .fixed_at = *at,
                       .accuracy_m = find_whole(body, "acc", 0, accuracy_m_most),
                       .battery_pct = find_whole(body, "batt", 0, 100),
                       .device = std::string(can_be_asked ? decoding.address.device : ""),
                       .retained = decoding.message.retained});
}

} // namespace

void decode_owntracks(Decoding& decoding, const Object& body) {
  const auto type = find_text(body, "_type").value_or("");
  if (type == "location") return location(decoding, body);
  if (type == "encrypted")
    return decoding.refuse(std::nullopt, "Encrypted payloads can't be read: use TLS and no payload key.",
                           "_type");
  if (type != "lwt") return decoding.ignore("OwnTracks message of no use here");
  if (decoding.message.retained) return decoding.ignore("retained OwnTracks last will");
  decoding.result.events.emplace_back(
      LinkSaid{ResponderId(std::string(decoding.address.id)), LinkState::down});
}

} // namespace turnout::wire
