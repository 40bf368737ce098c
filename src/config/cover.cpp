// When a rung could reach nobody. The questions that plans have in common are answered once for all of them.
#include "enum_names.hpp"
#include "problems.hpp"
#include "turnout/config/plan_check.hpp"
#include "weekday.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace turnout::config {

namespace {

constexpr Duration step = 15min;

using Steps = std::vector<bool>; ///< for each quarter hour: somebody can be reached

/// What an offer asks of a responder, in comparable form.
using OfferNeeds = std::tuple<std::set<ResponderKind>, std::set<std::string>>;

OfferNeeds needs_of(const OfferPolicy& policy) {
  std::set<ResponderKind> kinds(policy.kinds.begin(), policy.kinds.end());
  kinds.erase(ResponderKind::family);
  if (policy.personal_care) kinds.erase(ResponderKind::firefighter);
  return {std::move(kinds), policy.skills};
}

class Cover {
public:
  Cover(const PlanBook& book, const CoverQuestion& question) : book_(book), question_(question) {
    const WallTime last = question.from + question.length;
    for (WallTime at = std::chrono::floor<std::chrono::hours>(question.from); at < last; at += step)
      moments_.push_back(local_moment(at, book.zone));
    for (const Base& base : question.bases)
      minimum_[base.id] = base.minimum_crew;
    count_crews();
  }

  [[nodiscard]] const std::vector<LocalMoment>& moments() const { return moments_; }

  [[nodiscard]] const Steps& offers(const OfferPolicy& policy, const AreaId& area) {
    const auto [at, made] = offers_.try_emplace({needs_of(policy), area});
    if (made) at->second = look_for_responders(at->first.first, area);
    return at->second;
  }

  [[nodiscard]] const Steps& partners(Service service, const AreaId& area) {
    const auto [at, made] = partners_.try_emplace({service, area});
    if (made) at->second = look_for_partners(service, area);
    return at->second;
  }

private:
  void count_crews() {
    for (const Responder& responder : question_.responders) {
      if (!minimum_.contains(responder.base) || minimum_[responder.base] == 0) continue;
      auto& crew = crew_[responder.base];
      crew.resize(moments_.size());
      for (std::size_t i = 0; i < moments_.size(); ++i)
        crew[i] += covers(responder.shifts, moments_[i]) ? 1 : 0;
    }
  }

  [[nodiscard]] bool can_go(const Responder& responder, std::size_t at) const {
    if (!covers(responder.shifts, moments_[at])) return false;
    const auto crew = crew_.find(responder.base);
    return crew == crew_.end() || crew->second[at] > minimum_.at(responder.base);
  }

  [[nodiscard]] Steps look_for_responders(const OfferNeeds& needs, const AreaId& area) const {
    const auto& [kinds, skills] = needs;
    Steps reached(moments_.size(), false);
    for (const Responder& responder : question_.responders) {
      if (!kinds.contains(responder.kind)) continue;
      if (!responder.areas.empty() && !responder.areas.contains(area)) continue;
      if (!std::includes(responder.skills.begin(), responder.skills.end(), skills.begin(), skills.end()))
        continue;
      for (std::size_t i = 0; i < moments_.size(); ++i)
        reached[i] = reached[i] || can_go(responder, i);
    }
    return reached;
  }

  [[nodiscard]] Steps look_for_partners(Service service, const AreaId& area) const {
    Steps reached(moments_.size(), false);
    for (const Partner& partner : book_.partners) {
      if (partner.service != service) continue;
      if (!partner.areas.empty() && !partner.areas.contains(area)) continue;
      for (std::size_t i = 0; i < moments_.size(); ++i)
        reached[i] = reached[i] || covers(partner.hours, moments_[i]);
    }
    return reached;
  }

  const PlanBook& book_;
  const CoverQuestion& question_;
  std::vector<LocalMoment> moments_;
  std::map<BaseId, int> minimum_;
  std::map<BaseId, std::vector<int>> crew_;
  std::map<std::pair<OfferNeeds, AreaId>, Steps> offers_;
  std::map<std::pair<Service, AreaId>, Steps> partners_;
};

std::string any_of_words(const std::vector<std::string_view>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

std::string nobody_of(const Plan& plan, const Rung& rung) {
  if (rung.action == Action::request) {
    std::string service(word_of(*rung.service));
    std::replace(service.begin(), service.end(), '_', ' ');
    return "no partner for " + service + " has hours";
  }
  std::vector<std::string_view> kinds;
  const OfferNeeds needs = needs_of(plan.offers);
  for (const ResponderKind kind : std::get<0>(needs))
    kinds.push_back(word_of(kind));
  std::sort(kinds.begin(), kinds.end());
  const auto& skills = plan.offers.skills;
  const std::vector<std::string_view> wanted(skills.begin(), skills.end());
  return "no " + any_of_words(kinds) + (skills.empty() ? "" : " with " + joined(wanted)) + " on shift";
}

std::string clock(int minute) {
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(minute / 60) + ":" + two(minute % 60);
}

std::string stretch(const std::vector<LocalMoment>& moments, std::size_t first, std::size_t end) {
  if (first == 0 && end == moments.size()) return "the whole time";
  const auto day = [&](std::size_t at) { return weekday_word(moments[at]); };
  const int until = moments[end - 1].minute + static_cast<int>(step / 1min);
  const std::string last_day =
      moments[end - 1].weekday == moments[first].weekday && end - first <= 96 ? "" : day(end - 1) + " ";
  return day(first) + " " + clock(moments[first].minute) + "-" + last_day + clock(until);
}

/// The plans of the tree with the conditions on the way to each.
struct Branch {
  const Plan* plan;
  std::vector<const PlanMatch*> matches;
};

void collect(const PlanNode& node, std::vector<const PlanMatch*> matches, std::vector<Branch>& all) {
  matches.push_back(&node.match);
  if (!node.plan.no_incident) all.push_back({&node.plan, matches});
  for (const PlanNode& child : node.children)
    collect(child, matches, all);
}

bool holds_at(const Branch& branch, LocalMoment moment) {
  return std::all_of(branch.matches.begin(), branch.matches.end(),
                     [&](const PlanMatch* match) { return covers(match->when, moment); });
}

bool holds_in(const Branch& branch, const AreaId& area) {
  return std::all_of(branch.matches.begin(), branch.matches.end(), [&](const PlanMatch* match) {
    return match->areas.empty() || match->areas.contains(area);
  });
}

const Steps* reach_of(Cover& cover, const Plan& plan, const Rung& rung, const AreaId& area) {
  if (rung.action == Action::request && rung.service) return &cover.partners(*rung.service, area);
  if (rung.action == Action::offer && !std::get<0>(needs_of(plan.offers)).empty()) {
    return &cover.offers(plan.offers, area);
  }
  return nullptr; // an alert reaches a human; offers to family alone depend on the person
}

/// A stretch of quarter hours in one area in which one thing cannot be reached.
struct Gap {
  std::size_t first = 0;
  std::size_t end = 0;
  std::string reason;

  friend auto operator<=>(const Gap&, const Gap&) = default;
};

/// Which rungs want it.
struct Wanting {
  const Plan* plan;
  const Rung* rung;
};
using Gaps = std::map<Gap, std::map<AreaId, std::vector<Wanting>>>;

void add_gaps(Cover& cover, const Branch& branch, const Rung& rung, const AreaId& area, Gaps& gaps) {
  const Steps* reached = reach_of(cover, *branch.plan, rung, area);
  if (reached == nullptr) return;
  const auto& moments = cover.moments();
  for (std::size_t i = 0; i < moments.size(); ++i) {
    const std::size_t first = i;
    while (i < moments.size() && !(*reached)[i] && holds_at(branch, moments[i]))
      ++i;
    if (i > first) gaps[{first, i, nobody_of(*branch.plan, rung)}][area].push_back({branch.plan, &rung});
  }
}

/// The gravest plan and its first timed rung stand for all that want the same.
std::string rungs_of(const std::vector<Wanting>& all) {
  const auto weight = [](const Wanting& w) {
    return std::tuple(w.plan->priority, !w.rung->after, w.rung->after.value_or(Duration(0)));
  };
  const Wanting& worst = *std::min_element(
      all.begin(), all.end(), [&](const Wanting& a, const Wanting& b) { return weight(a) < weight(b); });
  const std::string more = all.size() == 1 ? ""
                                           : " and " + std::to_string(all.size() - 1) +
                                                 (all.size() == 2 ? " more rung" : " more rungs");
  return "plan " + worst.plan->path + ", rung " + cited(worst.rung->name) + more;
}

bool same_everywhere(const std::map<AreaId, std::vector<Wanting>>& by_area, const std::set<AreaId>& areas) {
  if (areas.size() < 2 || by_area.size() != areas.size()) return false;
  const std::string first = rungs_of(by_area.begin()->second);
  return std::all_of(by_area.begin(), by_area.end(),
                     [&](const auto& entry) { return rungs_of(entry.second) == first; });
}

} // namespace

std::vector<std::string> find_gaps(const PlanBook& book, const CoverQuestion& question) {
  Cover cover(book, question);
  std::vector<Branch> branches;
  collect(book.root, {}, branches);
  Gaps gaps;
  for (const AreaId& area : question.areas) {
    for (const Branch& branch : branches) {
      if (!holds_in(branch, area)) continue;
      for (const Rung& rung : branch.plan->ladder)
        add_gaps(cover, branch, rung, area, gaps);
    }
  }
  std::vector<std::string> lines;
  for (const auto& [gap, by_area] : gaps) {
    const std::string when = stretch(cover.moments(), gap.first, gap.end);
    const bool everywhere = same_everywhere(by_area, question.areas);
    for (const auto& [area, wanting] : by_area) {
      lines.push_back((everywhere ? "everywhere" : area.str()) + ", " + when + ": " + rungs_of(wanting) +
                      ": " + gap.reason);
      if (everywhere) break;
    }
  }
  return lines;
}

} // namespace turnout::config
