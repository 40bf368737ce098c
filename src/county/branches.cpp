#include "branches.hpp"

#include <turnout/record/json.hpp>

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

namespace turnout::county {

namespace {

template <class E>
constexpr std::size_t values_of = boost::mp11::mp_size<boost::describe::describe_enumerators<E>>::value;

template <class E>
void count(std::vector<std::uint64_t>& counts, E value) {
  ++counts[static_cast<std::size_t>(value)];
}

template <class E>
void name_all(std::map<std::string, std::uint64_t>& named, const std::string& what,
              const std::vector<std::uint64_t>& counts) {
  for (std::size_t i = 0; i < counts.size(); ++i)
    named[what + std::string(record::name_of(static_cast<E>(i)))] = counts[i];
}

template <class Variant>
void name_kinds(std::map<std::string, std::uint64_t>& named, const std::string& what,
                const std::vector<std::uint64_t>& counts) {
  boost::mp11::mp_for_each<boost::mp11::mp_iota_c<std::variant_size_v<typename Variant::Kinds>>>(
      [&](auto index) {
        named[what + std::string(record::kind_of(Variant(std::in_place_index<index>)))] = counts[index];
      });
}

} // namespace

Branches::Branches()
    : decisions_(std::variant_size_v<Decision::Kinds>), events_(std::variant_size_v<Event::Kinds>),
      timers_(values_of<TimerKind>), released_(values_of<ReleaseWhy>), ended_(values_of<OfferEnd>),
      doubts_(values_of<Doubt>), acks_(values_of<AckStatus>), rungs_(values_of<RungResult>),
      told_(values_of<FeedbackStage>), assignments_(values_of<AssignmentState>), needs_(values_of<Need>),
      outcomes_(values_of<Outcome>), evidence_(values_of<AlarmType>), requests_(values_of<RequestState>),
      commands_done_(values_of<CommandKind>), commands_refused_(values_of<CommandKind>) {}

void Branches::take(const Record& record) {
  ++events_[record.event.index()];
  if (const auto* aside = std::get_if<Quarantined>(&record.event))
    ++set_aside_[aside->incident ? "deadline" : aside->topic.starts_with("outbox ") ? "effect" : "other"];
  const auto* command = std::get_if<CommandGiven>(&record.event);
  for (const auto& decision : record.decisions) {
    ++decisions_[decision.index()];
    take(decision);
    const auto* answered = std::get_if<CommandAnswered>(&decision);
    if (answered != nullptr && command != nullptr)
      count(answered->done ? commands_done_ : commands_refused_, command->kind);
  }
}

void Branches::take(const Decision& decision) {
  if (const auto* fired = std::get_if<TimerFired>(&decision)) {
    count(timers_, fired->kind);
    if (fired->late > Duration(0)) ++late_timers_;
  } else if (const auto* released = std::get_if<Released>(&decision)) {
    count(released_, released->why);
  } else if (const auto* closed = std::get_if<OfferClosed>(&decision)) {
    count(ended_, closed->end);
  } else if (const auto* joined = std::get_if<AlarmJoined>(&decision)) {
    count(doubts_, joined->doubt);
    if (joined->late) ++late_alarms_;
    if (joined->future) ++future_alarms_;
  } else if (const auto* rung = std::get_if<RungReached>(&decision)) {
    count(rungs_, rung->result);
  } else if (const auto* told = std::get_if<PersonTold>(&decision)) {
    count(told_, told->stage);
  } else if (const auto* said = std::get_if<NeedsSaid>(&decision)) {
    for (const Need need : said->needs)
      count(needs_, need);
  } else if (const auto* over = std::get_if<Closed>(&decision)) {
    count(outcomes_, over->outcome);
  } else if (const auto* seen = std::get_if<EvidenceSeen>(&decision)) {
    count(evidence_, seen->type);
  } else if (const auto* partner = std::get_if<PartnerMoved>(&decision)) {
    count(requests_, partner->state);
  } else if (const auto* assigned = std::get_if<Assigned>(&decision)) {
    if (assigned->over) ++takeovers_;
    if (assigned->place > 0) ++second_places_;
  } else if (const auto* decided = std::get_if<ResponseDecided>(&decision)) {
    if (!decided->by) ++ladder_decided_;
  } else if (const auto* doubted = std::get_if<Doubted>(&decision)) {
    if (!doubted->doubtful) ++undoubted_;
  } else if (const auto* duty = std::get_if<DutySet>(&decision)) {
    if (duty->recalled) ++duty_recalled_;
  } else if (const auto* storage = std::get_if<StorageSet>(&decision)) {
    if (storage->durable) ++storage_back_;
  } else if (const auto* hub = std::get_if<HubSilent>(&decision)) {
    if (!hub->silent) ++hub_back_;
  } else if (const auto* owed = std::get_if<EffectOwed>(&decision)) {
    if (const auto* ack = std::get_if<SendAck>(&owed->effect)) count(acks_, ack->status);
    if (const auto* message = std::get_if<SendAssignment>(&owed->effect)) count(assignments_, message->state);
  }
}

std::map<std::string, std::uint64_t> Branches::named() const {
  std::map<std::string, std::uint64_t> named;
  name_kinds<Decision>(named, "decision ", decisions_);
  name_kinds<Event>(named, "event ", events_);
  name_all<TimerKind>(named, "timer ", timers_);
  name_all<ReleaseWhy>(named, "released ", released_);
  name_all<OfferEnd>(named, "offer ", ended_);
  name_all<Doubt>(named, "doubt ", doubts_);
  name_all<AckStatus>(named, "ack ", acks_);
  name_all<RungResult>(named, "rung ", rungs_);
  name_all<FeedbackStage>(named, "told ", told_);
  name_all<AssignmentState>(named, "assignment ", assignments_);
  name_all<Need>(named, "need ", needs_);
  name_all<Outcome>(named, "closed ", outcomes_);
  name_all<RequestState>(named, "request ", requests_);
  name_all<CommandKind>(named, "command ", commands_done_);
  name_all<CommandKind>(named, "refused ", commands_refused_);
  for (const AlarmType type : {AlarmType::presence_confirmed, AlarmType::assistance, AlarmType::cancel,
                               AlarmType::intervention_complete, AlarmType::reset, AlarmType::fall_exit})
    named["evidence " + std::string(record::name_of(type))] = evidence_[static_cast<std::size_t>(type)];
  named["takeover"] = takeovers_;
  named["second place"] = second_places_;
  named["alarm late"] = late_alarms_;
  named["alarm of the future"] = future_alarms_;
  named["timer late"] = late_timers_;
  named["decided by the ladder"] = ladder_decided_;
  named["heard from again"] = undoubted_;
  named["duty recalled"] = duty_recalled_;
  named["storage back"] = storage_back_;
  named["hub back"] = hub_back_;
  named["ack not_stored"] = not_stored_;
  for (const auto& [what, count] : set_aside_)
    named["set aside " + what] = count;
  // A request is made and called off by effects; a defect is what must never be.
  for (const char* never : {"request requested", "request cancelled", "decision DefectFound"})
    named.erase(never);
  return named;
}

} // namespace turnout::county
