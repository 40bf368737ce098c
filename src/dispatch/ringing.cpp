#include "ringing.hpp"

#include <numeric>

namespace turnout::dispatch {

Ringing::Ringing(Deciding& deciding, const Incident& incident, int wanted) : wanted_(wanted) {
  const PlanBook& book = current_book(deciding.state());
  for (const auto& offer : incident.offers) {
    if (offer.state != OfferState::open || offer.unreached) continue;
    if (const Roster* who = roster_of(deciding.state(), offer.responder))
      add(book, *who, deciding.now() + offer.eta);
  }
}

void Ringing::add(const PlanBook& book, const Roster& who, WallTime arrival) {
  phones_.push_back({arrival, odds_of_yes(book, who)});
}

bool Ringing::enough(WallTime arrival, const OfferPolicy& policy) const {
  constexpr std::int64_t hundred = 100;
  constexpr std::int64_t certain = 1'000'000;
  std::vector<std::int64_t> said_yes(static_cast<std::size_t>(wanted_), 0); // so many of them: so likely
  said_yes.front() = certain;
  for (const auto& [there_at, odds] : phones_) {
    if (there_at > arrival) continue;
    for (std::size_t count = said_yes.size(); count-- > 0;) {
      const std::int64_t one_less = count == 0 ? 0 : said_yes[count - 1];
      said_yes[count] = (said_yes[count] * (odds.all - odds.yes) + one_less * odds.yes) / odds.all;
    }
  }
  const std::int64_t too_few = std::accumulate(said_yes.begin(), said_yes.end(), std::int64_t{0});
  return too_few * hundred < (hundred - policy.enough_percent) * certain;
}

} // namespace turnout::dispatch
