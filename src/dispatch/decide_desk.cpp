#include "decide.hpp"

namespace turnout::dispatch {

namespace {

constexpr std::size_t handover_items_max = 500;

std::string why_not(const HandoverGiven& event) {
  if (event.by.empty()) return "a handover names the human who leaves";
  if (event.to.empty()) return "say who takes over";
  if (event.to == event.by) return "nobody hands over to themselves";
  if (event.items.size() > handover_items_max) return "too many incidents: name those that need a word";
  return {};
}

std::string why_not(const RecordViewed& event) {
  if (event.by.empty()) return "whoever looks at a record is named";
  // An incident may be about somebody who is not in the register: then it names the look.
  if (event.people.empty() && event.what != RecordPart::search && !event.incident) return "say whose record";
  if (event.why == ViewReason::incident && !event.incident) return "say which incident";
  if (event.why == ViewReason::other && !event.reason) return "say why in your own words";
  return {};
}

std::string why_not(Deciding& deciding, const PersonEdited& event) {
  if (event.by.empty()) return "whoever changes a record is named";
  if (find_person(deciding, event.person) == nullptr) return event.person.str() + " is not in the register";
  return {};
}

// Closed incidents are not in memory: that there is one, and what it is about, is looked up by whoever asks.
std::string why_not(const FollowUpSaid& event) {
  if (event.by.empty()) return "whoever followed it up is named";
  if (event.incident.empty()) return "say which incident";
  return {};
}

std::string why_not(const DisputeSaid& event) {
  if (event.by.empty()) return "whoever disputes or settles is named";
  if (event.incident.empty() || event.offer.empty())
    return "say which attendance: its incident and its offer";
  if (!event.reason) return "say why in your own words";
  if (event.settled_at && event.step != DisputeStep::settled) return "a sum is settled, not opened";
  if (event.settled_at && event.settled_at->pence < 0) return "a settled sum is not below nothing";
  return {};
}

} // namespace

void on(Deciding& deciding, const HandoverGiven& event) {
  if (const AnsweredCommand* before = answered_before(deciding, event.id))
    return deciding.conclude(CommandAnswered{before->id, true, "", std::nullopt});
  auto no = why_not(event);
  if (no.empty()) {
    // The desk's list is as old as the page: what was closed meanwhile is nobody's to take over.
    auto items = event.items;
    std::erase_if(items, [&](const auto& item) { return deciding.incident(item.incident) == nullptr; });
    deciding.conclude(HandedOver{event.by, event.to, items});
    for (const auto& item : items) {
      if (item.note) deciding.conclude(Noted{item.incident, event.by, *item.note});
    }
  }
  deciding.conclude(CommandAnswered{event.id, no.empty(), std::move(no), std::nullopt});
}

// Answered apart from commands: a desk looks at many records, and commands are remembered for their repeats.
void on(Deciding& deciding, const RecordViewed& event) {
  auto no = why_not(event);
  const bool may = no.empty();
  deciding.conclude(ViewAnswered{event.id, may, std::move(no), may ? event.people : std::vector<PersonId>()});
}

void on(Deciding& deciding, const PersonEdited& event) {
  auto no = why_not(deciding, event);
  deciding.conclude(CommandAnswered{event.id, no.empty(), std::move(no), std::nullopt});
}

void on(Deciding& deciding, const FollowUpSaid& event) {
  if (const AnsweredCommand* before = answered_before(deciding, event.id))
    return deciding.conclude(CommandAnswered{before->id, true, "", before->incident});
  auto no = why_not(event);
  if (no.empty())
    deciding.conclude(FollowedUp{event.incident, event.by, event.referral, event.result, event.note});
  deciding.conclude(CommandAnswered{event.id, no.empty(), std::move(no), event.incident});
}

void on(Deciding& deciding, const DisputeSaid& event) {
  if (const AnsweredCommand* before = answered_before(deciding, event.id))
    return deciding.conclude(CommandAnswered{before->id, true, "", before->incident});
  auto no = why_not(event);
  if (no.empty()) {
    deciding.conclude(
        DisputeMoved{event.incident, event.offer, event.by, event.step, event.settled_at, event.reason});
  }
  deciding.conclude(CommandAnswered{event.id, no.empty(), std::move(no), event.incident});
}

} // namespace turnout::dispatch
