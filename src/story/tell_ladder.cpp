#include "narrator.hpp"

namespace turnout::story {

Narrator::Said Narrator::tell(const RungReached& d) {
  const std::string why = d.reason.empty() ? std::string() : ": " + d.reason;
  switch (d.result) {
  case RungResult::done:
    return "Step " + d.rung + why + ".";
  case RungResult::passed:
    return "Step " + d.rung + " not needed" + why + ".";
  case RungResult::empty:
    return "Step " + d.rung + " can reach nobody" + why + "; the next comes at once.";
  }
  return {};
}

Narrator::Said Narrator::tell(const PartnerAsked& d) {
  requests_[d.request] = {d.partner, d.service};
  return "Asked " + whose(d.request) + ", request " + d.request.str() +
         (d.reason.empty() ? "" : ": " + d.reason) + "; to be acknowledged by " + clock(d.acknowledge_by) +
         ", there by " + clock(d.arrive_by) + ".";
}

Narrator::Said Narrator::tell(const PartnerMoved& d) {
  const std::string name = capital(whose(d.request));
  const std::string number = d.reference ? ", their reference " + *d.reference : std::string();
  const std::string arrival = d.eta_at ? ", expected " + clock(*d.eta_at) : std::string();
  switch (d.state) {
  case RequestState::requested:
    return "Asked " + whose(d.request) + " again.";
  case RequestState::acknowledged:
    return name + " acknowledged" + number + arrival + ".";
  case RequestState::accepted:
    return name + " accepted" + number + arrival + ".";
  case RequestState::rejected:
    return name + " REJECTED" + number + "." + quoted(d.reason);
  case RequestState::arrived:
    return name + " arrived" + number + ".";
  case RequestState::complete:
    return name + " is done" + number + ".";
  case RequestState::cancelled:
    return name + " called off.";
  }
  return {};
}

Narrator::Said Narrator::tell(const PartnerSilent& d) {
  return capital(whose(d.request)) + " did not acknowledge in time: somebody must ring them.";
}

Narrator::Said Narrator::tell(const AlertRaised& d) {
  return "ALERT for the " + words(d.role) + " (" + d.alert.str() + "): " + d.text +
         (d.ring.empty() ? "" : " Ring " + d.ring + ".");
}

Narrator::Said Narrator::tell(const AlertCleared& d) {
  return d.by ? "Alert " + d.alert.str() + " seen by " + d.by->str() + "." : std::string();
}

Narrator::Said Narrator::tell(const Answered& d) {
  return "Answered by " + d.by.str() + " after " + elapsed(record_->stamp.at - *first_signal_) + ".";
}

Narrator::Said Narrator::tell(const Noted& d) {
  const std::string note = quoted(d.note);
  return "Note by " + d.by.str() + (note.empty() ? " (" + d.note.str().substr(0, 12) + ")." : ":" + note);
}

Narrator::Said Narrator::tell(const Parked& d) {
  return "Parked by " + d.by.str() + " until " + clock(d.until) + "." + quoted(d.reason);
}

Narrator::Said Narrator::tell(const ParkingEnded&) {
  return "No longer parked.";
}

Narrator::Said Narrator::tell(const FirstContactSaid& d) {
  return "First contact, by " + d.by.str() + ": " + words(d.outcome) + ".";
}

Narrator::Said Narrator::tell(const Closed& d) {
  if (d.joined_into) {
    return "CLOSED by " + d.by.str() + ": one and the same as " + d.joined_into->str() +
           ", where it goes on." + quoted(d.note);
  }
  std::string text = "CLOSED by " + d.by.str() + ": " + words(d.outcome);
  if (!d.referrals.empty()) text += "; refer to " + listed_words(d.referrals);
  return text + "." + quoted(d.note);
}

Narrator::Said Narrator::tell(const FollowedUp& d) {
  return "Referral to " + words(d.referral) + " followed up by " + d.by.str() + ": " + words(d.result) + "." +
         quoted(d.note);
}

Narrator::Said Narrator::tell(const CommandAnswered& d) {
  const auto* command = std::get_if<CommandGiven>(&record_->event);
  if (d.done || command == nullptr) return {};
  return "Refused to " + command->by.str() + ": " + words(command->kind) +
         (d.reason.empty() ? "" : ", " + d.reason) + ".";
}

Narrator::Said Narrator::tell(const TimerFired& d) {
  if (d.late < 1s) return {};
  return "(The " + words(d.kind) + " clock came " +
         format_duration(std::chrono::floor<std::chrono::seconds>(d.late)) + " late.)";
}

Narrator::Said Narrator::tell(const DefectFound& d) {
  return "DEFECT in Turnout itself, the safe way was taken: " + d.what + ".";
}

} // namespace turnout::story
