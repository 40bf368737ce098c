// Walks the records of one incident and finds the words for each decision. One thread, one incident.
// Remembers whose offer and whose request an id stands for, since a later decision names the id alone.
#pragma once

#include "turnout/story/story.hpp"

namespace turnout::story {

class Narrator {
public:
  Narrator(const IncidentId& incident, const ZoneTable& zone, const StoryNames& names)
      : incident_(incident), zone_(zone), names_(names) {}

  /// Adds a line to the story if the record says anything of this incident.
  void hear(const Record& record, std::vector<StoryLine>& lines);

private:
  struct KnownOffer {
    ResponderId responder;
    WallTime made_at;
  };
  struct KnownRequest {
    PartnerId partner;
    Service service = Service::rapid_home_care;
  };
  using Said = std::string; ///< a sentence, or nothing to say

  // tell_alarms.cpp
  Said tell(const IncidentOpened& d);
  Said tell(const AlarmJoined& d);
  Said tell(const Raised& d);
  Said tell(const EvidenceSeen& d);
  Said tell(const PersonTold& d);
  Said tell(const IncidentJoined& d);
  // tell_offers.cpp
  Said tell(const SelectionMade& d);
  Said tell(const OfferMade& d);
  Said tell(const OfferReached& d);
  Said tell(const OfferClosed& d);
  Said tell(const OfferUnreached& d);
  Said tell(const Assigned& d);
  Said tell(const Released& d);
  Said tell(const Reinstated& d);
  // tell_response.cpp
  Said tell(const Progressed& d);
  Said tell(const ForecastMade& d);
  Said tell(const Chased& d);
  Said tell(const Doubted& d);
  Said tell(const NeedsSaid& d);
  Said tell(const PeopleNeeded& d);
  Said tell(const OutcomeSaid& d);
  Said tell(const ResponseDecided& d);
  Said tell(const ResponseStopped& d);
  // tell_ladder.cpp
  Said tell(const RungReached& d);
  Said tell(const PartnerAsked& d);
  Said tell(const PartnerMoved& d);
  Said tell(const PartnerSilent& d);
  Said tell(const AlertRaised& d);
  Said tell(const AlertCleared& d);
  Said tell(const Answered& d);
  Said tell(const Noted& d);
  Said tell(const Closed& d);
  Said tell(const Parked& d);
  Said tell(const ParkingEnded& d);
  Said tell(const FirstContactSaid& d);
  Said tell(const FollowedUp& d);
  Said tell(const CommandAnswered& d);
  Said tell(const TimerFired& d);
  Said tell(const DefectFound& d);
  /// Timers set, messages remembered and effects owed are bookkeeping.
  template <class Other>
  Said tell(const Other&) {
    return {};
  }

  [[nodiscard]] std::string who(const ResponderId& id) const;
  [[nodiscard]] std::string who(const OfferId& offer) const;
  [[nodiscard]] std::string whose(const RequestId& request) const; ///< "rapid home care (RHC)"
  [[nodiscard]] std::string person(const PersonId& id) const;
  [[nodiscard]] std::string hub(const HubId& id) const; ///< "hub H7", "hub H7 of P7"
  /// The bytes of an alarm in doubt, where they are known.
  [[nodiscard]] Said came_as(const std::optional<TextId>& raw) const;
  /// ` "the text"` where it is known, nothing where it is not.
  [[nodiscard]] std::string quoted(const std::optional<TextId>& text) const;
  /// The same, and that it is gone where it is.
  [[nodiscard]] std::string said_or_gone(const std::optional<TextId>& text) const;
  [[nodiscard]] std::string clock(WallTime at) const; ///< hours and minutes

  const IncidentId& incident_;
  const ZoneTable& zone_;
  const StoryNames& names_;
  std::map<OfferId, KnownOffer> offers_;
  std::map<RequestId, KnownRequest> requests_;
  std::vector<std::string> candidates_; ///< last told
  std::optional<WallTime> first_signal_;
  bool registered_ = false; ///< it is about somebody with a home

  const Record* record_ = nullptr; ///< being told
  std::vector<std::string> details_;
};

/// `a`, `a and b`, `a, b and c`.
[[nodiscard]] std::string listed(const std::vector<std::string>& parts);

template <class Enumerators>
[[nodiscard]] std::string listed_words(const Enumerators& values) {
  std::vector<std::string> parts;
  parts.reserve(values.size());
  for (const auto& value : values)
    parts.push_back(words(value));
  return listed(parts);
}

/// The sentence with a capital letter.
[[nodiscard]] std::string capital(std::string text);

} // namespace turnout::story
