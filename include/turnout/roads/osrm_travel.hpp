// Journeys by an OSRM server's `table` service.
// The thread that decides asks, and waits: a first offer is worth a few milliseconds, and asking ahead would
// give the first offer, which matters most, to the poorer answer. It never waits long: one question may take
// as long as the budget holds, the budget fills up again at a tenth of the time that passes, and after a
// failure nothing is asked for a while. Whatever is not answered comes from the next best Travel, and is
// counted. One thread. Never throws.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/dispatch/travel.hpp"
#include "turnout/roads/counts.hpp"

#include <list>
#include <map>
#include <string>

namespace turnout::roads {

struct RouterLimits {
  Duration budget = 150ms;   ///< to wait at most, at once
  int refill_percent = 10;   ///< of the time that passes goes back into the budget
  Duration rest = 30s;       ///< not asked again after a failure
  std::size_t together = 99; ///< places in one question; with the destination OSRM's own limit of 100
};

/// One connection to one server, kept open between questions.
class OsrmClient {
public:
  /// `http://ADDRESS:PORT`: a number, or localhost. A name would have to be looked up, which can take long.
  [[nodiscard]] static Result<std::shared_ptr<OsrmClient>> make(const std::string& url,
                                                                const RouterLimits& limits = {});
  virtual ~OsrmClient() = default;

  /// One journey for each place; nothing where the server knows no way. No answer at all: it was not asked,
  /// or failed.
  [[nodiscard]] virtual std::optional<std::vector<std::optional<dispatch::Journey>>>
  table(const std::vector<GeoPoint>& from, GeoPoint to) = 0;

  [[nodiscard]] virtual const RouterLimits& limits() const noexcept = 0;
};

class OsrmTravel final : public dispatch::Travel {
public:
  OsrmTravel(std::shared_ptr<OsrmClient> client, const PlanBook& book,
             std::unique_ptr<dispatch::Travel> otherwise, std::shared_ptr<TravelCounts> counts);

  [[nodiscard]] dispatch::Journey journey(GeoPoint from, GeoPoint to) const override;
  [[nodiscard]] bool asks_together() const override { return !roads_shut_; }
  /// Asks about those nearest by the crow, as many as go into one question.
  void expect(std::vector<GeoPoint> from, GeoPoint to) const override;

private:
  using Answers = std::map<GeoPoint, std::optional<dispatch::Journey>>;
  struct Kept {
    GeoPoint to;
    Answers answers;
  };
  [[nodiscard]] Answers& towards(GeoPoint to) const;

  std::shared_ptr<OsrmClient> client_;
  std::unique_ptr<dispatch::Travel> otherwise_;
  std::shared_ptr<TravelCounts> counts_;
  bool roads_shut_;              ///< the server does not know of it, so it is not asked
  mutable std::list<Kept> kept_; ///< used last comes first; few, and each of few people
};

} // namespace turnout::roads
