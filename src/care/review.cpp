#include "turnout/care/review.hpp"

#include <algorithm>
#include <tuple>

namespace turnout::care {
namespace {

bool about_a_person(const Incident& incident) {
  return incident.person && incident.cls < AlarmClass::technical && !incident.joined_into;
}

ReviewEvent event_of(const Incident& incident) {
  return {.incident = incident.id,
          .at = incident.first_signal_at,
          .type = incident.type,
          .fall = counts_as_fall(incident),
          .conveyed = counts_as_conveyed(incident),
          .outcome = incident.outcome,
          .referrals = incident.referrals};
}

/// How many incidents somebody must have to be among the most frequent.
std::size_t frequent_from(const std::map<PersonId, ReviewPerson>& people, const ReviewSettings& settings) {
  const auto least = static_cast<std::size_t>(std::max(settings.frequent_least, 1));
  const auto top = static_cast<std::size_t>(std::max(settings.frequent_top, 0));
  std::vector<std::size_t> counts;
  counts.reserve(people.size());
  for (const auto& [id, person] : people)
    counts.push_back(person.events.size());
  std::sort(counts.rbegin(), counts.rend());
  if (top == 0) return counts.empty() ? least : std::max(least, counts.front() + 1);
  return counts.size() <= top ? least : std::max(least, counts[top - 1]);
}

void add_flags(ReviewPerson& person, std::size_t frequent, const ReviewSettings& settings) {
  for (const auto& event : person.events) {
    person.falls += event.fall ? 1 : 0;
    person.conveyances += event.conveyed ? 1 : 0;
  }
  if (person.falls >= settings.falls) person.flags.push_back(ReviewFlag::falls);
  if (person.conveyances >= settings.conveyances) person.flags.push_back(ReviewFlag::conveyances);
  if (person.events.size() >= frequent) person.flags.push_back(ReviewFlag::frequent_attender);
  if (!person.risks.empty()) person.flags.push_back(ReviewFlag::risk_on_file);
}

} // namespace

bool counts_as_fall(const Incident& incident) {
  const bool nothing_there =
      incident.outcome == Outcome::false_alarm || incident.outcome == Outcome::equipment_fault;
  const bool said = incident.type == AlarmType::fall ||
                    std::any_of(incident.alarms.begin(), incident.alarms.end(),
                                [](const JoinedAlarm& alarm) { return alarm.type == AlarmType::fall; });
  return said && !nothing_there;
}

bool counts_as_conveyed(const Incident& incident) {
  return incident.outcome == Outcome::conveyed ||
         std::find(incident.findings.begin(), incident.findings.end(), Outcome::conveyed) !=
             incident.findings.end();
}

std::vector<ReviewPerson> review(const std::vector<Incident>& incidents,
                                 const std::map<PersonId, std::set<std::string>>& risks, WallTime as_of,
                                 const ReviewSettings& settings) {
  std::map<PersonId, ReviewPerson> people;
  for (const auto& incident : incidents) {
    if (!about_a_person(incident) || incident.first_signal_at < as_of - settings.year ||
        incident.first_signal_at >= as_of)
      continue;
    ReviewPerson& person = people[*incident.person];
    person.person = *incident.person;
    person.events.push_back(event_of(incident));
  }
  const auto frequent = frequent_from(people, settings);
  std::vector<ReviewPerson> listed;
  for (auto& [id, person] : people) {
    if (const auto known = risks.find(id); known != risks.end())
      std::set_intersection(known->second.begin(), known->second.end(), settings.risks.begin(),
                            settings.risks.end(), std::inserter(person.risks, person.risks.end()));
    add_flags(person, frequent, settings);
    if (person.flags.empty()) continue;
    std::sort(person.events.begin(), person.events.end(), [](const ReviewEvent& a, const ReviewEvent& b) {
      return std::tie(a.at, a.incident) < std::tie(b.at, b.incident);
    });
    listed.push_back(std::move(person));
  }
  std::stable_sort(listed.begin(), listed.end(), [](const ReviewPerson& a, const ReviewPerson& b) {
    return a.events.size() > b.events.size();
  });
  return listed;
}

} // namespace turnout::care
