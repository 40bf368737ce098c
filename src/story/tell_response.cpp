#include "narrator.hpp"

namespace turnout::story {

Narrator::Said Narrator::tell(const Progressed& d) {
  const std::string name = who(d.offer);
  switch (d.stage) {
  case Stage::assigned:
    return {};
  case Stage::en_route:
    return name + " is on the way.";
  case Stage::on_scene:
    return name + " is at the door.";
  case Stage::with_person:
    return name + " is with the person, " + elapsed(record_->stamp.at - *first_signal_) +
           " after the first signal.";
  case Stage::clear:
    return name + " is clear.";
  }
  return {};
}

Narrator::Said Narrator::tell(const ForecastMade& d) {
  return who(d.offer) + " is now expected at " + clock(d.arrival_at) + " (" +
         spoken_minutes(d.arrival_at - record_->stamp.at) + ").";
}

Narrator::Said Narrator::tell(const Chased& d) {
  return "No word from " + who(d.offer) + " when one was due: chased.";
}

Narrator::Said Narrator::tell(const Doubted& d) {
  return d.doubtful ? who(d.offer) + " is still silent: somebody else is looked for."
                    : "Heard from " + who(d.offer) + " again.";
}

Narrator::Said Narrator::tell(const NeedsSaid& d) {
  return "Asked for on the spot: " + listed_words(d.needs) + ".";
}

Narrator::Said Narrator::tell(const PeopleNeeded& d) {
  return d.people == 1 ? "One person is enough now." : std::to_string(d.people) + " people are needed now.";
}

Narrator::Said Narrator::tell(const OutcomeSaid& d) {
  std::string text = d.offer ? who(*d.offer) + " reports" : "Reported";
  if (d.outcome) text += ": " + words(*d.outcome);
  if (!d.referrals.empty())
    text += std::string(d.outcome ? ";" : ":") + " refer to " + listed_words(d.referrals);
  if (!d.outcome && d.referrals.empty()) text += " in a note";
  return text + "." + quoted(d.notes);
}

Narrator::Said Narrator::tell(const ResponseDecided& d) {
  return d.by ? "Response started by " + d.by->str() + "." : "Response started by the plan.";
}

Narrator::Said Narrator::tell(const ResponseStopped& d) {
  return "Response stopped by " + d.by.str() + "; nobody is offered it until it is started again.";
}

} // namespace turnout::story
