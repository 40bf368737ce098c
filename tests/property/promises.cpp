#include "promises.hpp"

#include <algorithm>

namespace turnout::testing {

namespace {

/// True while the place is held, was never taken, or was given back by whoever left it last.
bool held_or_given_back(const Incident& incident, int place) {
  std::optional<WallTime> left_at;
  bool given_back = true;
  for (const auto& assignment : incident.assignments) {
    if (assignment.place != place) continue;
    if (assignment.hold == Hold::owner) return true;
    if (!assignment.released_at || (left_at && *assignment.released_at < *left_at)) continue;
    const bool by_choice = assignment.released_why != ReleaseWhy::replaced;
    // Who left at the same instant left in one record, and one of them gave it back.
    given_back = by_choice || (left_at == assignment.released_at && given_back);
    left_at = assignment.released_at;
  }
  return given_back;
}

} // namespace

std::string Promises::check() {
  if (const auto broken = world_.broken(); !broken.empty()) return broken.front();
  if (auto broken = check_decisions(); !broken.empty()) return broken;
  if (auto broken = check_places(); !broken.empty()) return broken;
  return check_one_each();
}

std::string Promises::check_decisions() {
  for (; seen_ < world_.told().size(); ++seen_) {
    const Record& record = world_.told()[seen_];
    for (const auto& decision : record.decisions) {
      if (const auto* closed = std::get_if<Closed>(&decision)) {
        const auto* command = std::get_if<CommandGiven>(&record.event);
        if (command == nullptr || closed->by.empty())
          return closed->incident.str() + " was closed without a named human";
      }
      if (const auto* joined = std::get_if<IncidentJoined>(&decision)) {
        if (auto broken = check_joined(record, *joined); !broken.empty()) return broken;
      }
      if (const auto* defect = std::get_if<DefectFound>(&decision)) return "a defect: " + defect->what;
      if (const auto* made = std::get_if<OfferMade>(&decision)) {
        if (auto broken = check_freed(*made); !broken.empty()) return broken;
      }
      if (const auto* assigned = std::get_if<Assigned>(&decision)) {
        if (auto broken = check_cover(assigned->responder); !broken.empty()) return broken;
      }
    }
  }
  return {};
}

/// Whoever was going for the one that ended was sent home only because somebody goes for the other.
std::string Promises::check_joined(const Record& record, const IncidentJoined& joined) const {
  const bool sent_home = std::any_of(record.decisions.begin(), record.decisions.end(), [&](const auto& d) {
    const auto* released = std::get_if<Released>(&d);
    return released != nullptr && released->incident == joined.from;
  });
  const auto goes_on = world_.state().facts.open.find(joined.incident);
  if (goes_on == world_.state().facts.open.end())
    return joined.incident.str() + " took in another and is not open";
  const auto& on_it = goes_on->second.assignments;
  const bool somebody = std::any_of(on_it.begin(), on_it.end(), [](const Assignment& one) {
    return one.hold == Hold::owner && one.stage != Stage::clear && !one.doubtful;
  });
  if (sent_home && !somebody)
    return joined.from.str() + " was joined, who was going sent home, and nobody goes for " +
           joined.incident.str();
  if (joined.first_signal_at > goes_on->second.first_signal_at)
    return joined.incident.str() + " forgot the earlier signal";
  return {};
}

/// Somebody called off elsewhere is asked as somebody free: on no job, and by no other offer.
std::string Promises::check_freed(const OfferMade& made) const {
  if (made.reason.find("is free again") == std::string::npos) return {};
  const auto& facts = world_.state().facts.responders.at(made.responder);
  if (facts.on_incident) return made.responder.str() + " was asked as free and is on a job";
  if (facts.open_offers > 1) return made.responder.str() + " was asked as free and rings for another";
  return {};
}

/// Once somebody accepted, and neither they nor a human gave it back, somebody holds the place.
std::string Promises::check_places() const {
  for (const auto& [id, incident] : world_.state().facts.open) {
    for (int place = 0; place < incident.people_needed; ++place) {
      if (held_or_given_back(incident, place)) continue;
      return id.str() + ": place " + std::to_string(place) + " is empty, and nobody gave it back";
    }
  }
  return {};
}

/// Nobody is in two places: one person holds one place of one incident at most.
std::string Promises::check_one_each() const {
  std::set<ResponderId> busy;
  for (const auto& [id, incident] : world_.state().facts.open) {
    for (const auto& assignment : incident.assignments) {
      if (assignment.hold == Hold::released || assignment.stage == Stage::clear) continue;
      if (!busy.insert(assignment.responder).second) return assignment.responder.str() + " is in two places";
    }
  }
  return {};
}

std::string Promises::check_cover(const ResponderId& assigned) const {
  const auto& reference = world_.state().reference;
  const auto row = reference.responders.find(assigned);
  if (row == reference.responders.end()) return assigned.str() + " is not in the register and was assigned";
  const auto base = reference.bases.find(row->second.base);
  if (base == reference.bases.end()) return {};
  const auto staying = std::count_if(reference.roster.begin(), reference.roster.end(), [&](const auto& who) {
    return who.base == &base->second && who.facts->duty == DutyState::available &&
           who.facts->link != LinkState::down && !who.facts->on_incident;
  });
  if (staying >= base->second.minimum_crew) return {};
  return assigned.str() + " was taken and left " + base->second.name + " with " + std::to_string(staying);
}

} // namespace turnout::testing
