// From an effect to the MQTT message that says it, exactly as contract.md has it.
// Pure functions, any thread.
// Nothing throws; an effect that can't be addressed yields nullopt. Personal data goes only where this file
// says, whatever the caller looked up: into an assignment that is `assigned`, and into a partner's request.
#pragma once

#include "turnout/base/time.hpp"
#include "turnout/domain/effect.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace turnout::wire {

struct Outgoing {
  std::string topic;
  std::string payload;
  bool retained = false;
  std::optional<Duration> keep_for = {}; ///< how long a broker may keep it for somebody who is away
};

/// What the registry says of those whom the effect names, if the site sends it at all.
struct Entitled {
  std::optional<PersonDetails> person;       ///< used only where its id is the effect's person
  std::set<std::string> risks;               ///< the person's risk flags
  std::optional<GeoPoint> home;              ///< where they live, used where the effect says no other place
  std::optional<ResponderDetails> responder; ///< their first word is the most a hub is told
  std::string place;                         ///< of somebody not in the register, as a caller said it
  std::string callback;
};

/// `key` goes along as the member "key", the same in every repeat; `now` is the "at" of an ack or an error.
[[nodiscard]] std::optional<Outgoing> encode(std::string_view topic_root, const EffectKey& key,
                                             const Effect& effect, WallTime now, const Entitled& entitled);

BOOST_DEFINE_ENUM_CLASS(ServiceState, up, degraded, draining, down)

struct SystemStatus {
  ServiceState state = ServiceState::up;
  std::string reason;
  std::string node;
  std::string version;
  WallTime since;
};

/// …/system/status, retained; with `down` it is also the Last Will.
[[nodiscard]] Outgoing encode_status(std::string_view topic_root, const SystemStatus& status);

} // namespace turnout::wire
