#include <turnout/dispatch/match.hpp>

#include <algorithm>

namespace turnout::dispatch {

namespace {

template <class Set, class Value>
bool asks_nothing_or_has(const Set& asked, const Value& value) {
  return asked.empty() || asked.contains(value);
}

bool flags_match(const std::set<std::string>& asked, const Person* person) {
  if (asked.empty()) return true;
  return person != nullptr && std::any_of(asked.begin(), asked.end(), [&](const std::string& flag) {
           return person->risk_flags.contains(flag);
         });
}

bool matches(const PlanMatch& match, const MatchQuestion& question, LocalMoment local) {
  return asks_nothing_or_has(match.classes, question.cls) &&
         asks_nothing_or_has(match.types, question.type) && asks_nothing_or_has(match.areas, question.area) &&
         flags_match(match.risk_flags, question.person) &&
         (!match.lives_alone ||
          (question.person != nullptr && question.person->lives_alone == *match.lives_alone)) &&
         covers(match.when, local);
}

const PlanNode& descend(const PlanNode& node, const MatchQuestion& question, LocalMoment local) {
  for (const auto& child : node.children) {
    if (matches(child.match, question, local)) return descend(child, question, local);
  }
  return node;
}

const PlanNode* find_in(const PlanNode& node, std::string_view name) {
  const std::string_view path = node.plan.path;
  if (path == name || path.substr(path.rfind('/') + 1) == name) return &node;
  for (const auto& child : node.children) {
    if (const PlanNode* found = find_in(child, name)) return found;
  }
  return nullptr;
}

} // namespace

const PlanNode* find_plan(const PlanBook& book, std::string_view name) {
  return find_in(book.root, name);
}

const PlanNode& match_plan(const PlanBook& book, const MatchQuestion& question) {
  // A person's own plan is for their own need: fire, tests and technical signals keep theirs.
  const bool about_the_person =
      question.cls >= AlarmClass::life_person && question.cls < AlarmClass::technical;
  if (question.person != nullptr && !question.person->plan.empty() && about_the_person) {
    // Nor does it make nothing of a cry, or one of many homes' signals.
    const PlanNode* own = find_plan(book, question.person->plan);
    if (own != nullptr && !own->plan.no_incident && !own->plan.fold_by_area) return *own;
  }
  return descend(book.root, question, local_moment(question.at, book.zone));
}

} // namespace turnout::dispatch
