#include "figures.hpp"
#include "turnout/record/json.hpp"

#include <algorithm>

namespace turnout::report {
namespace {

bool asked_for_ambulance(const Incident& incident) {
  return std::any_of(incident.requests.begin(), incident.requests.end(),
                     [](const PartnerRequest& r) { return r.service == Service::ambulance; });
}

bool ended_with(const Incident& incident, Outcome outcome) {
  return incident.outcome == outcome ||
         std::find(incident.findings.begin(), incident.findings.end(), outcome) != incident.findings.end();
}

/// Looks ahead in one person's further incidents.
class Later {
public:
  explicit Later(const Facts& facts) {
    for (const auto* all : {&facts.incidents, &facts.week_after}) {
      for (const auto& incident : *all) {
        if (incident.person && about_a_person(incident)) of_[*incident.person].push_back(&incident);
      }
    }
  }

  template <class Wanted>
  [[nodiscard]] bool any(const Incident& after, Duration within, Wanted wanted) const {
    if (!after.person) return false;
    const auto found = of_.find(*after.person);
    if (found == of_.end()) return false;
    const WallTime from = after.first_signal_at;
    return std::any_of(found->second.begin(), found->second.end(), [&](const Incident* one) {
      return one->first_signal_at > from && one->first_signal_at <= from + within && wanted(*one);
    });
  }

private:
  std::map<PersonId, std::vector<const Incident*>> of_;
};

constexpr Duration day = 24h;
constexpr Duration week = std::chrono::days(7);

/// The agreed rule: one of ours was beside a person for whom an ambulance would have been called otherwise,
/// and settled it there.
bool settled_without(const Facts& facts, const Incident& incident) {
  if (incident.cls != AlarmClass::life_person || !incident.closed_at || !incident.first_decided_at)
    return false;
  if (!facts.settings.ambulance_otherwise.contains(incident.type)) return false;
  const Assignment* went = first_response(incident);
  if (went == nullptr || !went->with_person_at || asked_for_ambulance(incident)) return false;
  if (incident.needs.contains(Need::ambulance) || ended_with(incident, Outcome::conveyed)) return false;
  return incident.outcome == Outcome::no_injury_helped_up || incident.outcome == Outcome::treated_at_home ||
         incident.outcome == Outcome::personal_care_given_by_others;
}

struct Avoided {
  std::uint64_t low = 0;
  std::uint64_t central = 0;
  std::uint64_t high = 0;
  std::uint64_t again_in_a_day = 0;
  std::uint64_t again_in_a_week = 0;
  std::uint64_t week_known = 0;

  void take(const Facts& facts, const Later& later, const Incident& incident) {
    const auto anything = [](const Incident&) { return true; };
    ++high;
    const bool day_over = incident.first_signal_at + day <= facts.period.as_of;
    if (day_over && !later.any(incident, day, asked_for_ambulance)) ++central;
    const bool lay = incident.type == AlarmType::fall;
    const bool week_over = incident.first_signal_at + week <= facts.period.as_of;
    if (lay && week_over && !later.any(incident, day, anything) &&
        !later.any(incident, week, asked_for_ambulance))
      ++low;
    if (later.any(incident, day, anything)) ++again_in_a_day;
    if (!week_over) return;
    ++week_known;
    if (later.any(incident, week, anything)) ++again_in_a_week;
  }
};

Table used(const Facts& facts) {
  TableBuilder table("ambulance", "Ambulances",
                     "Incidents in which an ambulance was asked for, and what came of it.");
  table.column("what", "What", "Which of them.")
      .column("n", "Incidents", "About a person.", "ambulance")
      .column("share", "Share, %", "Of those in which one was asked for.")
      .column("range", "95 % range", "Wilson's interval of the share.");
  std::uint64_t asked = 0;
  std::uint64_t arrived = 0;
  std::uint64_t conveyed = 0;
  std::uint64_t called_off = 0;
  std::uint64_t rejected = 0;
  for (const auto& incident : facts.incidents) {
    if (!about_a_person(incident) || !asked_for_ambulance(incident)) continue;
    ++asked;
    const auto any = [&](auto wanted) {
      return std::any_of(incident.requests.begin(), incident.requests.end(), [&](const PartnerRequest& r) {
        return r.service == Service::ambulance && wanted(r);
      });
    };
    if (any(has_arrived)) ++arrived;
    if (ended_with(incident, Outcome::conveyed)) ++conveyed;
    if (any([](const PartnerRequest& r) { return r.state == RequestState::cancelled; })) ++called_off;
    if (any([](const PartnerRequest& r) { return r.state == RequestState::rejected; })) ++rejected;
  }
  const auto row = [&](std::string what, std::string title, std::uint64_t n) {
    table.row("what=" + what, {std::move(title), Count{n}, Share{n, asked}, ShareRange{n, asked}});
  };
  table.row("", {"asked for", Count{asked}, Share{asked, asked}, std::monostate{}});
  row("arrived", "arrived", arrived);
  row("conveyed", "the person was conveyed", conveyed);
  row("called_off", "called off again", called_off);
  row("rejected", "rejected by the service", rejected);
  table.shares_of_all("share", "ambulance").shares_of_all("range", "ambulance");
  return table.take();
}

Table avoided(const Facts& facts) {
  TableBuilder table(
      "ambulance_avoided", "Ambulances avoided, by the agreed rule",
      "Only incidents for which the rule agreed beforehand would have called an ambulance had nobody come: a "
      "signal of class life person, of the types under Settings, one of our own beside the person, none "
      "asked "
      "for, settled there. High: all of these. Central: without those for whom an ambulance was asked for "
      "within 24 hours after all, which must be over. Low: falls alone, nothing more of that person within "
      "24 "
      "hours, and no ambulance "
      "within 7 days, which must be over. The days run from the first signal. Settled there: no injury and "
      "helped up, treated at home, or personal care given by others. Central is as many as high where none "
      "was "
      "asked for afterwards. No money is put on them.");
  table.column("estimate", "Estimate", "Which of the three, or what came after.")
      .column("n", "Incidents", "That the rule counts.", "avoided")
      .leaving_out("Visits for which no ambulance would have been called; false alarms; nobody found; no "
                   "access; people not in the register count in no repeat.")
      .leaving_out("Within 7 days: incidents whose 7 days are not over when the journal ends.");
  const Later later(facts);
  Avoided found;
  for (const auto& incident : facts.incidents) {
    if (settled_without(facts, incident)) found.take(facts, later, incident);
  }
  table.row("estimate=low", {"low", Count{found.low}})
      .row("estimate=central", {"central", Count{found.central}})
      .row("estimate=high", {"high", Count{found.high}})
      .row("after=day",
           {"of high: something more of that person within 24 hours", Count{found.again_in_a_day}})
      .row("after=week_known", {"of high: those whose 7 days are over", Count{found.week_known}})
      .row("after=week",
           {"of those whose 7 days are over: something more within 7 days", Count{found.again_in_a_week}});
  return table.take();
}

} // namespace

Section ambulances(const Facts& facts) {
  return {"Ambulances",
          "What was asked of the ambulance service, and what it was spared.",
          {used(facts), avoided(facts)}};
}

} // namespace turnout::report
