#include "narrator.hpp"

namespace turnout::story {

Narrator::Said Narrator::tell(const SelectionMade& d) {
  std::vector<std::string> candidates;
  for (const auto& candidate : d.ranked)
    candidates.push_back(who(candidate.responder) + ": " + candidate.reason);
  std::string text = "Looked at " + std::to_string(d.considered) + " responders";
  if (!d.reason.empty()) text += " (" + d.reason + ")";
  if (d.ranked.empty() || !d.ranked.front().eligible) text += "; nobody can be asked";
  if (!candidates.empty() && candidates == candidates_) return text + "; the same as before.";
  candidates_ = candidates;
  details_.insert(details_.end(), candidates.begin(), candidates.end());
  return text + ".";
}

Narrator::Said Narrator::tell(const OfferMade& d) {
  offers_[d.offer] = {d.responder, record_->stamp.at};
  return "Offered to " + who(d.responder) + ", " + spoken_minutes(d.eta) + " away.";
}

Narrator::Said Narrator::tell(const OfferReached& d) {
  switch (d.moment) {
  case OfferMoment::told:
    return {};
  case OfferMoment::received:
    return "The phone of " + who(d.offer) + " has the offer.";
  case OfferMoment::seen:
    return who(d.offer) + " has seen the offer.";
  }
  return {};
}

Narrator::Said Narrator::tell(const OfferClosed& d) {
  const std::string name = who(d.offer);
  switch (d.end) {
  case OfferEnd::declined:
    return name + " declined." + quoted(d.reason);
  case OfferEnd::expired: {
    const auto found = offers_.find(d.offer);
    const std::string waited = found == offers_.end()
                                   ? std::string()
                                   : " in " +
                                         std::to_string(std::chrono::round<std::chrono::seconds>(
                                                            record_->stamp.at - found->second.made_at)
                                                            .count()) +
                                         " s";
    return "Offer to " + name + " expired: no answer" + waited + ".";
  }
  case OfferEnd::withdrawn:
    return "Offer to " + name + " taken back.";
  case OfferEnd::superseded:
    return "Offer to " + name + " ended: somebody else has the place.";
  }
  return {};
}

Narrator::Said Narrator::tell(const OfferUnreached& d) {
  return "The phone of " + who(d.offer) + " does not answer; the next is asked as well.";
}

Narrator::Said Narrator::tell(const Assigned& d) {
  std::string text = who(d.responder) + " accepted";
  if (d.place > 0) text += " as number " + std::to_string(d.place + 1);
  text +=
      ", expected " + clock(d.forecast_at) + " (" + spoken_minutes(d.forecast_at - record_->stamp.at) + ")";
  if (d.over) text += ", in place of " + who(*d.over) + ", who keeps going until then";
  return text + ".";
}

Narrator::Said Narrator::tell(const Released& d) {
  const std::string name = who(d.offer);
  switch (d.why) {
  case ReleaseWhy::stood_down: {
    const auto* command = std::get_if<CommandGiven>(&record_->event);
    return name + " stood down" + (command != nullptr ? " by " + command->by.str() : std::string()) + ".";
  }
  case ReleaseWhy::withdrawn:
    return name + " gave the job back.";
  case ReleaseWhy::recalled:
    return name + " taken back by the fire service.";
  case ReleaseWhy::replaced:
    return name + " released: somebody nearer goes instead.";
  case ReleaseWhy::closed:
    return name + " released: the incident is closed.";
  case ReleaseWhy::unreached:
    return name + " is clear without having been with the person; the job goes on.";
  }
  return {};
}

Narrator::Said Narrator::tell(const Reinstated& d) {
  return who(d.offer) + ", who was still going, has the place again.";
}

} // namespace turnout::story
