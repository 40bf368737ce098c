// What responders would do, drawn from who and which alarm alone; and who might have gone.
#include "phones.hpp"

#include <algorithm>
#include <cmath>

namespace turnout::county {

namespace {

constexpr double slow_factor = 3;
constexpr double decliner_accepts = 0.1;
constexpr Duration shortest_way = 30s;

/// In the mean over all days.
Duration usual_turnout(const Scenario& scenario, const Manner& how, Crew crew) {
  const double spread = std::exp(how.turnout_sigma * how.turnout_sigma / 2);
  double mean = static_cast<double>(how.turnout_median.count()) * spread;
  if (crew == Crew::carer)
    mean += scenario.wait_share * static_cast<double>((scenario.wait_least + scenario.wait_most).count()) / 2;
  return Duration(std::llround(mean));
}

} // namespace

const Manner& Phones::manner(const Phone& phone) const {
  return stage_.scenario.manners[static_cast<std::size_t>(phone.crew)];
}

Answer Phones::answer_of(ResponderIndex who, std::uint64_t alarm, int attempt) const {
  const Phone& phone = phones_[who];
  const Manner& how = manner(phone);
  const auto turn = static_cast<std::uint64_t>(attempt);
  Chance chance = stage_.chance("answer", who, alarm, turn);
  Answer answer;
  const double accepts = phone.silent ? 0 : phone.declines ? decliner_accepts : how.accept;
  answer.accepts = chance.happens(accepts);
  const bool says_no = chance.happens(how.says_no);
  answer.replies = !phone.silent && (answer.accepts || says_no);
  answer.reply = chance.log_normal(how.reply_median, how.reply_sigma);
  if (phone.slow)
    answer.reply =
        Duration(static_cast<std::int64_t>(slow_factor * static_cast<double>(answer.reply.count())));
  // The way to the door does not depend on how often they were asked.
  Chance way = stage_.chance("way", who, alarm);
  answer.turnout = way.log_normal(how.turnout_median, how.turnout_sigma);
  const bool waits = way.happens(stage_.scenario.wait_share);
  const Duration wait = way.between(stage_.scenario.wait_least, stage_.scenario.wait_most);
  if (phone.crew == Crew::carer && waits) answer.turnout += wait;
  answer.road = way.log_normal(1.0, stage_.scenario.travel_noise_sigma);
  const bool late = stage_.faults.late_reply > 0 &&
                    stage_.chance("late reply", who, alarm, turn).happens(stage_.faults.late_reply);
  if (late)
    answer.reply += stage_.chance("how late", who, alarm, turn).between(Duration(0), stage_.faults.late_most);
  return answer;
}

Duration Phones::travel(GeoPoint from, GeoPoint to, double road, WallTime at) const {
  const Duration known = stage_.ways->journey_at(from, to, at).travel;
  double factor = road;
  if (stage_.bad_weather(at)) factor *= stage_.scenario.weather_factor;
  return std::max(shortest_way,
                  Duration(static_cast<std::int64_t>(static_cast<double>(known.count()) * factor)));
}

bool Phones::above_minimum(const std::vector<int>& crews, const dispatch::Roster& who) const {
  return who.base_index < 0 || who.base->minimum_crew == 0 ||
         crews[static_cast<std::size_t>(who.base_index)] > who.base->minimum_crew;
}

/// Whom the person named.
std::set<ResponderIndex> Phones::own_of(const Incident& incident) const {
  const auto& people = stage_.process->state().reference.people;
  const auto person = incident.person ? people.find(*incident.person) : people.end();
  std::set<ResponderIndex> own;
  if (person == people.end()) return own;
  for (const auto& id : person->second.preferred_responders) {
    const auto index = stage_.responder_index.find(id.str());
    if (index != stage_.responder_index.end()) own.insert(index->second);
  }
  return own;
}

std::vector<CandidateTruth> Phones::candidates(const Incident& incident, std::uint64_t alarm,
                                               const Plan& plan) const {
  const dispatch::State& state = stage_.process->state();
  const LocalMoment local = stage_.local();
  const GeoPoint to = dispatch::place_of(state, incident).value_or(GeoPoint());
  const auto own = own_of(incident);
  std::vector<ResponderIndex> asked(own.begin(), own.end());
  for (const ResponderIndex who : crews_) {
    if (!own.contains(who)) asked.push_back(who);
  }
  std::vector<int> crews(state.reference.bases.size(), 0);
  for (const auto& who : state.reference.roster) {
    if (who.base_index >= 0 && who.base->minimum_crew > 0 && who.facts->duty == DutyState::available &&
        covers(who.row->shifts, local))
      ++crews[static_cast<std::size_t>(who.base_index)];
  }
  const auto& kinds = plan.offers.kinds;
  std::vector<CandidateTruth> found;
  for (const ResponderIndex who : asked) {
    const Phone& phone = phones_[who];
    const Responder& row = *phone.row;
    if (std::find(kinds.begin(), kinds.end(), row.kind) == kinds.end()) continue;
    if (plan.offers.personal_care && row.kind == ResponderKind::firefighter) continue;
    if (!row.areas.empty() && !row.areas.contains(incident.area)) continue;
    if (!std::includes(row.skills.begin(), row.skills.end(), plan.offers.skills.begin(),
                       plan.offers.skills.end()))
      continue;
    if (!covers(row.shifts, local)) continue;
    const auto& roster = state.reference.roster;
    const auto entry = std::lower_bound(roster.begin(), roster.end(), row.id,
                                        [](const auto& a, const ResponderId& id) { return a.row->id < id; });
    if (entry == roster.end() || entry->facts->duty != DutyState::available) continue;
    const Answer answer = answer_of(who, alarm, 0);
    const GeoPoint from = place_now(phone);
    const bool no_answer = !answer.replies || !phone.alive;
    found.push_back({.responder = who,
                     .preferred = own.contains(who),
                     .accepts = answer.accepts,
                     .busy = phone.job.has_value(),
                     .above_minimum = above_minimum(crews, *entry),
                     .from = from,
                     .reply = answer.reply,
                     .turnout = answer.turnout,
                     .travel = travel(from, to, answer.road, stage_.now()),
                     .answers_within = no_answer ? std::nullopt : std::optional(answer.reply),
                     .travel_from_home = travel(facts_[who].home, to, answer.road, stage_.now()),
                     .travel_expected = stage_.ways->journey_at(from, to, stage_.now()).travel,
                     .way_expected = usual_turnout(stage_.scenario, manner(phone), phone.crew) +
                                     travel(from, to, 1.0, stage_.now())});
  }
  const auto most = static_cast<std::size_t>(stage_.scenario.candidates_kept);
  if (found.size() > most) {
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.travel_expected < b.travel_expected; });
    found.resize(most);
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.responder < b.responder; });
  return found;
}

/// No policy asks anybody else before the first of the person's own has said yes, or all of them have said no
/// or nothing.
Duration Phones::alone_for(const std::vector<CandidateTruth>& candidates, const Plan& plan) const {
  constexpr double surely_in_time = 0.8; // of the limit: near it, the dispatcher may have reckoned otherwise
  Duration yes = Duration::max();
  Duration all{};
  for (const auto& one : candidates) {
    const Duration eta = one.travel_expected + stage_.plans.travel.turnout_family;
    if (!plan.offers.preferred_first || !one.preferred || one.busy || !phones_[one.responder].alive) continue;
    if (static_cast<double>(eta.count()) >
        surely_in_time * static_cast<double>(plan.offers.preferred_within.count()))
      continue;
    const Duration answered =
        std::min(one.answers_within.value_or(plan.offers.expire_after), plan.offers.expire_after);
    all = std::max(all, answered);
    if (one.accepts && one.answers_within && *one.answers_within <= plan.offers.expire_after)
      yes = std::min(yes, answered);
  }
  return std::min(yes, all);
}

} // namespace turnout::county
