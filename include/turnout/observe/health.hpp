// How the service is, as one word and the reason: what /healthz, /readyz, system/status and the log agree on.
// Any thread. Nothing here fails.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace turnout::observe {

/// The words of system/status in the contract.
enum class HealthState { starting, up, degraded, draining };

[[nodiscard]] std::string_view word(HealthState state) noexcept;

struct HealthReport {
  HealthState state = HealthState::starting;
  std::string reason; ///< every trouble, "part: reason", joined by "; "; empty when all is well

  friend bool operator==(const HealthReport&, const HealthReport&) = default;
};

/// What a trouble means for whoever waits to be heard.
enum class Harm {
  poorly,    ///< alarms are taken all the same
  no_alarms, ///< none can arrive meanwhile
};

class Health {
public:
  /// Recovery is done; alarms are taken from now on.
  void started();

  /// The service is on its way out; this is final.
  void draining();

  /// A part (journal, broker, disk ...) works badly, for this reason, until `well`. True if that is news.
  bool trouble(const std::string& part, const std::string& reason, Harm harm = Harm::poorly);
  bool well(const std::string& part);

  [[nodiscard]] HealthReport report() const;

  /// Takes alarms: started, not draining, and they can arrive. Degraded for any other reason is still ready,
  /// for a poor answer is better than none.
  [[nodiscard]] bool ready() const;

private:
  mutable std::mutex mutex_;
  bool started_ = false;
  bool draining_ = false;
  struct Trouble {
    std::string reason;
    Harm harm = Harm::poorly;

    friend bool operator==(const Trouble&, const Trouble&) = default;
  };
  std::map<std::string, Trouble> troubles_;
};

} // namespace turnout::observe
