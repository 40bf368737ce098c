#include "select.hpp"

#include "asked_before.hpp"
#include "glance.hpp"
#include "pass_over.hpp"
#include "readiness.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace turnout::dispatch {

namespace {

/// Everything about the incident that the question asks of each responder, worked out once.
struct Question {
  const State& state;
  const Incident& incident;
  const Plan& plan;
  const PlanBook& book;
  const RuleSettings& rules;
  std::uint64_t area_bit = 0;
  bool area_bits_shared = false;
  const Person* person = nullptr;
  std::optional<GeoPoint> place; ///< of the incident
  Glance glance;                 ///< at how far others are from it
  LocalMoment local;
  WallTime now;
  std::array<bool, 4> kinds{};
  mutable std::vector<int> crew; ///< ready at each base, counted when first asked about
  std::vector<std::pair<const Roster*, PassOver>> history; ///< those who were already asked here
};

const Person* person_of(const State& state, const Incident& incident) {
  return incident.person ? known_person(state, *incident.person) : nullptr;
}

bool is_preferred(const Person* person, const ResponderId& id) {
  return person != nullptr &&
         std::find(person->preferred_responders.begin(), person->preferred_responders.end(), id) !=
             person->preferred_responders.end();
}

Question question(State& state, const Incident& incident, WallTime now) {
  const Plan& plan = plan_of(state, incident);
  const PlanBook& book = current_book(state);
  Question asked{.state = state,
                 .incident = incident,
                 .plan = plan,
                 .book = book,
                 .rules = book.rules,
                 .person = person_of(state, incident),
                 .place = place_of(state, incident),
                 .local = local_moment(now, book.zone),
                 .now = now};
  const auto& bits = state.reference.area_bits;
  if (const auto bit = bits.find(incident.area); bit != bits.end())
    asked.area_bit = std::uint64_t{1} << bit->second;
  asked.area_bits_shared = bits.size() > 64;
  if (asked.place) asked.glance = Glance(*asked.place);
  for (const auto kind : plan.offers.kinds)
    asked.kinds[static_cast<std::size_t>(kind)] = true;
  asked.crew.assign(state.reference.bases.size(), -1);
  for (const auto& offer : incident.offers) {
    const auto code = asked_before(incident, offer, plan.offers, now, state.telemetry.broker_back_at);
    if (!code) continue;
    if (const Roster* who = roster_of(state, offer.responder)) asked.history.emplace_back(who, *code);
  }
  return asked;
}

int crew_of(const Question& q, const Roster& who) {
  int& crew = q.crew[static_cast<std::size_t>(who.base_index)];
  if (crew < 0) crew = crew_ready(q.state, who.base_index, q.local);
  return crew;
}

bool breaks_cover(const Question& q, const Roster& who) {
  return who.base_index >= 0 && who.base->minimum_crew > 0 && crew_of(q, who) - 1 < who.base->minimum_crew;
}

bool has_skills(const Responder& row, const std::set<std::string>& wanted) {
  return std::includes(row.skills.begin(), row.skills.end(), wanted.begin(), wanted.end());
}

/// Fitness for the job, whatever they are doing at this moment.
PassOver unfit(const Question& q, const Roster& who) {
  if (who.kind == ResponderKind::family && !is_preferred(q.person, who.row->id)) return PassOver::not_theirs;
  if (!q.kinds[static_cast<std::size_t>(who.kind)]) return PassOver::kind;
  if (q.plan.offers.personal_care && who.kind == ResponderKind::firefighter) return PassOver::personal_care;
  if (!q.plan.offers.skills.empty() && !has_skills(*who.row, q.plan.offers.skills)) return PassOver::skills;
  return PassOver::none;
}

bool covers_area(const Question& q, const Roster& who) {
  constexpr std::uint64_t anywhere = ~std::uint64_t{0};
  if (who.areas == anywhere && who.row->areas.empty()) return true;
  if ((who.areas & q.area_bit) == 0) return false;
  return !q.area_bits_shared || who.row->areas.contains(q.incident.area);
}

PassOver pass_over(const Question& q, const Roster& who) {
  const ResponderFacts& facts = *who.facts;
  if (const PassOver code = unfit(q, who); code != PassOver::none) return code;
  if (!facts.duty_said) return PassOver::duty_unsaid;
  if (facts.duty != DutyState::available) return PassOver::duty;
  if (facts.link == LinkState::down) return PassOver::link;
  for (const auto& [before, code] : q.history) {
    if (before == &who) return code;
  }
  if (facts.on_incident) return PassOver::on_job;
  if (facts.open_offers > 0) return PassOver::other_offer;
  if (!covers_area(q, who)) return PassOver::area;
  if (!on_shift(who, q.local)) return PassOver::shift;
  if (facts.last_clear_at && q.now - *facts.last_clear_at < q.rules.rest_after_job) return PassOver::resting;
  if (breaks_cover(q, who)) return PassOver::crew;
  return PassOver::none;
}

/// Somebody passed over, or one who may go before the journey is known.
struct Rough {
  Duration bound{}; ///< no journey can be quicker
  Distance crow;
  std::uint32_t index = 0;
  PassOver code = PassOver::none;
};

/// One who may go: nobody ranks before `bound`, which is first a glance at the map and then worked out.
struct Hopeful {
  Duration bound{};
  std::uint32_t index = 0;
  bool worked_out = false;
};

bool sooner(const Hopeful& a, const Hopeful& b) {
  return a.bound != b.bound ? a.bound < b.bound : a.index < b.index;
}

bool later(const Hopeful& a, const Hopeful& b) {
  return sooner(b, a);
}

/// Keeps the nearest few, nearest first.
void keep_nearest(std::vector<Rough>& kept, const Rough& rough) {
  const auto sooner = [](const Rough& a, const Rough& b) {
    return std::tie(a.bound, a.index) < std::tie(b.bound, b.index);
  };
  if (kept.size() == passed_over_max && !sooner(rough, kept.back())) return;
  const auto place = std::lower_bound(kept.begin(), kept.end(), rough, sooner);
  kept.insert(place, rough);
  if (kept.size() > passed_over_max) kept.pop_back();
}

bool by_rank(const Pick& a, const Pick& b) {
  return std::tie(a.cost, a.who->row->id) < std::tie(b.cost, b.who->row->id);
}

std::optional<Pick> ranked(Deciding& deciding, const Question& q, Roster& who) {
  auto pick = estimate(deciding.state(), deciding.travel(), q.incident, who, q.now);
  if (pick) pick->cost = pick->eta + reluctance(q.book, q.plan.offers, who, q.now);
  return pick;
}

/// One question about many is answered sooner than many about one.
void expect_journeys(Deciding& deciding, const Question& q, const std::vector<Hopeful>& eligible) {
  if (!deciding.travel().asks_together()) return;
  const auto& roster = deciding.state().reference.roster;
  std::vector<GeoPoint> from;
  from.reserve(eligible.size());
  for (const Hopeful& one : eligible)
    from.push_back(starting_place(roster[one.index], q.rules, q.now).value());
  deciding.travel().expect(std::move(from), q.place.value());
}

/// Those ranked so far, and those nearest of the passed over.
struct Ranking {
  std::vector<Pick> picks;
  std::vector<Rough> passed;
  std::size_t kept_back = 0; ///< by their base, which could not spare them too
};

/// A base gives no more than it can spare: if it has too many, the last of them goes out.
bool keep_cover(const Question& q, int base, Ranking& ranking) {
  const auto of_base = [&](const Pick& pick) { return pick.who->base_index == base; };
  auto& picks = ranking.picks;
  const auto last = std::find_if(picks.rbegin(), picks.rend(), of_base);
  if (last == picks.rend() || last->who->base->minimum_crew == 0) return false;
  const Roster& who = *last->who;
  const auto of_theirs = std::count_if(picks.begin(), picks.end(), of_base);
  if (of_theirs <= crew_of(q, who) - who.base->minimum_crew) return false;
  const auto index = static_cast<std::uint32_t>(&who - q.state.reference.roster.data());
  keep_nearest(ranking.passed,
               {.bound = last->eta, .crow = last->distance, .index = index, .code = PassOver::crew});
  picks.erase(std::next(last).base());
  ++ranking.kept_back;
  return true;
}

void rank(Deciding& deciding, const Question& q, Roster& who, Ranking& ranking) {
  const auto pick = ranked(deciding, q, who);
  if (!pick) return;
  auto& picks = ranking.picks;
  picks.insert(std::upper_bound(picks.begin(), picks.end(), *pick, by_rank), *pick);
  if (who.base_index >= 0) (void)keep_cover(q, who.base_index, ranking);
  if (picks.size() > picks_max) picks.pop_back();
}

bool too_late(const std::vector<Pick>& picks, const Hopeful& one) {
  return picks.size() >= picks_max && one.bound > picks.back().cost;
}

/// Puts real journeys on the most promising until no other can rank before the last that is kept.
void rank_nearest(Deciding& deciding, const Question& q, std::vector<Hopeful> eligible, Ranking& ranking) {
  auto& roster = deciding.state().reference.roster;
  expect_journeys(deciding, q, eligible);
  // The first few set a mark that leaves out most of the rest before they are put in order.
  const auto few = eligible.begin() + static_cast<std::ptrdiff_t>(std::min(picks_max, eligible.size()));
  std::partial_sort(eligible.begin(), few, eligible.end(), sooner);
  for (auto one = eligible.begin(); one != few; ++one)
    rank(deciding, q, roster[one->index], ranking);
  eligible.erase(eligible.begin(), few);
  std::erase_if(eligible, [&](const Hopeful& one) { return too_late(ranking.picks, one); });
  std::make_heap(eligible.begin(), eligible.end(), later);
  while (!eligible.empty() && !too_late(ranking.picks, eligible.front())) {
    std::pop_heap(eligible.begin(), eligible.end(), later);
    Hopeful& next = eligible.back();
    Roster& who = roster[next.index];
    if (next.worked_out) {
      eligible.pop_back();
      rank(deciding, q, who, ranking);
      continue;
    }
    const GeoPoint from = starting_place(who, q.rules, q.now).value();
    next.bound = soonest(crow_distance(from, *q.place)) + turnout_time(q.state, who, q.now) +
                 reluctance(q.book, q.plan.offers, who, q.now);
    next.worked_out = true;
    std::push_heap(eligible.begin(), eligible.end(), later);
  }
}

/// The person's own responders go before all others if they can be there in time.
void put_preferred_first(Deciding& deciding, const Question& q, Ranking& ranking) {
  if (q.person == nullptr || !q.plan.offers.preferred_first) return;
  auto& picks = ranking.picks;
  std::set<int> bases;
  for (const auto& id : q.person->preferred_responders) {
    Roster* who = roster_of(deciding.state(), id);
    if (who == nullptr || pass_over(q, *who) != PassOver::none) continue;
    auto pick = ranked(deciding, q, *who);
    std::erase_if(picks, [&](const Pick& other) { return other.who == who; });
    if (!pick) continue;
    // One whom their base kept back may be the one it gives.
    const auto index = static_cast<std::uint32_t>(who - q.state.reference.roster.data());
    ranking.kept_back -= std::erase_if(ranking.passed, [&](const Rough& one) { return one.index == index; });
    pick->preferred = pick->eta <= q.plan.offers.preferred_within;
    picks.push_back(*pick);
    if (who->base_index >= 0) bases.insert(who->base_index);
  }
  std::sort(picks.begin(), picks.end(), [](const Pick& a, const Pick& b) {
    return std::tuple(!a.preferred, a.cost, a.who->row->id) <
           std::tuple(!b.preferred, b.cost, b.who->row->id);
  });
  for (const int base : bases) {
    while (keep_cover(q, base, ranking)) {
    }
  }
}

std::string from_where(const Roster& who) {
  return who.base != nullptr ? " from " + who.base->name : std::string();
}

/// What else moved them down the list.
std::string habits(const Question& q, const Roster& who) {
  constexpr int answers_that_tell = 8;
  const ResponderFacts& facts = *who.facts;
  const int answers = facts.said_yes + facts.said_no;
  std::string text;
  if (answers >= answers_that_tell)
    text += ", said yes " + std::to_string(facts.said_yes) + " times of " + std::to_string(answers);
  if (asked_tonight(q.book, facts, q.now) >= q.rules.night_offers_max) text += ", asked often this night";
  return text;
}

void explain(const Question& q, Selection& selection, const std::vector<Rough>& passed) {
  auto& told = selection.explained;
  int rank = 0;
  for (const auto& pick : selection.picks) {
    told.ranked.push_back({pick.who->row->id, true, pick.eta,
                           std::to_string(++rank) + " of " + std::to_string(selection.eligible) + ": " +
                               spoken_minutes(pick.eta) + from_where(*pick.who) +
                               (pick.preferred ? ", the person's own responder" : "") +
                               habits(q, *pick.who)});
  }
  for (const auto& rough : passed) {
    const Roster& who = q.state.reference.roster[rough.index];
    const bool how_far = rough.bound != Duration::max();
    const std::string away =
        how_far ? std::to_string(rough.crow.metres() / 1000) + " km away" + from_where(who) + ", but " : "";
    const bool nowhere_to_go = rough.code == PassOver::place && !q.place;
    told.ranked.push_back({who.row->id, false, std::nullopt,
                           away + (nowhere_to_go ? "it is not known where to go" : why(rough.code, who))});
  }
}

/// Everybody looked at once: who may go, and the nearest of those who may not.
struct Sorted {
  int considered = 0;
  std::vector<Hopeful> eligible;
  Ranking ranking;
};

void look_at(const Question& q, std::uint32_t index, Sorted& sorted) {
  const Roster& who = q.state.reference.roster[index];
  PassOver code = pass_over(q, who);
  if (code == PassOver::not_theirs || code == PassOver::kind) return;
  ++sorted.considered;
  const auto place = starting_place(who, q.rules, q.now);
  if (!place || !q.place) {
    if (code == PassOver::none) code = PassOver::place;
    return keep_nearest(sorted.ranking.passed, {.bound = Duration::max(), .index = index, .code = code});
  }
  const Duration glance = soonest(q.glance.at_least(*place));
  if (code == PassOver::none) {
    sorted.eligible.push_back({.bound = glance + turnout_time(q.state, who, q.now), .index = index});
    return;
  }
  if (sorted.ranking.passed.size() == passed_over_max && glance > sorted.ranking.passed.back().bound) return;
  const Distance crow = crow_distance(*place, *q.place);
  keep_nearest(sorted.ranking.passed, {.bound = soonest(crow), .crow = crow, .index = index, .code = code});
}

} // namespace

bool may_go(State& state, const Incident& incident, const Roster& who, WallTime now) {
  return pass_over(question(state, incident, now), who) == PassOver::none;
}

Selection select(Deciding& deciding, const Incident& incident, std::string reason) {
  State& state = deciding.state();
  const Question q = question(state, incident, deciding.now());
  Selection selection;
  selection.explained.incident = incident.id;
  selection.explained.reason = std::move(reason);
  Sorted sorted;
  const auto all = static_cast<std::uint32_t>(state.reference.roster.size());
  sorted.eligible.reserve(all);
  for (std::uint32_t index = 0; index < all; ++index)
    look_at(q, index, sorted);
  selection.explained.considered = sorted.considered;
  const std::size_t eligible = sorted.eligible.size();
  Ranking& ranking = sorted.ranking;
  rank_nearest(deciding, q, std::move(sorted.eligible), ranking);
  put_preferred_first(deciding, q, ranking);
  selection.eligible = eligible - ranking.kept_back;
  selection.picks = std::move(ranking.picks);
  explain(q, selection, ranking.passed);
  return selection;
}

} // namespace turnout::dispatch
