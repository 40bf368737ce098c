// Says effects on the broker: looks up what the entitled may know, writes the message, hands it over.
// `send` is called from the engine's thread. Where the registry has nothing, the message goes without; an
// effect that cannot be addressed counts as taken, since no later try could do better.
#pragma once

#include "turnout/engine/ports.hpp"
#include "turnout/wire/encode.hpp"

#include <functional>
#include <string>

namespace turnout::engine {

struct SpeakerDeps {
  std::string topic_root;
  Clock& clock;
  Registry& registry;
  /// The person as the rules' own reference data have them, or nullptr; called from the engine's thread.
  std::function<const Person*(const PersonId&)> known;
  /// Publishes; false when the broker is away and nothing was kept.
  std::function<bool(wire::Outgoing message, std::function<void()> taken)> publish;
  /// A text kept beside the journal, or nothing; called from the engine's thread.
  std::function<std::string(const TextId&)> text = [](const TextId&) { return std::string(); };
  /// Whether the broker is there; what is refused meanwhile was refused for want of room.
  std::function<bool()> connected = [] { return false; };
};

class Speaker final : public Outbound {
public:
  explicit Speaker(SpeakerDeps deps) : deps_(std::move(deps)) {}
  void send(const OwedEffect& owed, std::function<void()> taken) override;
  [[nodiscard]] bool full() const override { return refused_ && deps_.connected(); }

private:
  SpeakerDeps deps_;
  bool refused_ = false; ///< the last one
};

} // namespace turnout::engine
