#include "enum_names.hpp"
#include "problems.hpp"
#include "turnout/config/plan_check.hpp"
#include "turnout/dispatch/match.hpp"
#include "weekday.hpp"

#include <algorithm>

namespace turnout::config {

namespace {

std::string local_time(WallTime at, const ZoneTable& zone) {
  constexpr std::size_t date_length = 11; // 2026-11-22T
  constexpr std::size_t time_length = 8;
  return format_rfc3339(at + local_offset(at, zone)).substr(date_length, time_length);
}

std::string spaced(std::string_view word) {
  std::string text(word);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string what_of(const Rung& rung, const Plan& plan) {
  std::string text;
  switch (rung.action) {
  case Action::offer:
    text = "responders are asked, " + std::to_string(plan.offers.open) + " at once";
    break;
  case Action::request:
    text = rung.service ? spaced(word_of(*rung.service)) + " is asked" : "a service is asked";
    break;
  case Action::alert:
    text = "the " + std::string(word_of(rung.role)) + " is told";
    break;
  }
  if (rung.unless != Unless::never) text += ", unless " + spaced(word_of(rung.unless));
  return text;
}

AlarmClass class_of(const PlanBook& book, AlarmType type) {
  for (const auto& [remapped, cls] : book.rules.remap) {
    if (remapped == type) return cls;
  }
  return default_class(type);
}

std::string when_of(const Rung& rung, const PlanQuestion& question, const PlanBook& book) {
  if (rung.after) return local_time(question.at + *rung.after, book.zone);
  if (rung.forecast_past) {
    return "if arrival is forecast after " + local_time(question.at + *rung.forecast_past, book.zone);
  }
  if (rung.need) return "if somebody on the spot asks for " + spaced(word_of(*rung.need));
  const bool carried =
      question.person != nullptr && rung.risk_flag && question.person->risk_flags.contains(*rung.risk_flag);
  return carried ? local_time(question.at, book.zone)
                 : "if the person carries " + rung.risk_flag.value_or("");
}

/// Timed rungs in the order in which they come, then the others as they stand.
std::vector<const Rung*> in_order(const Plan& plan) {
  std::vector<const Rung*> rungs;
  for (const Rung& rung : plan.ladder)
    rungs.push_back(&rung);
  std::stable_sort(rungs.begin(), rungs.end(), [](const Rung* a, const Rung* b) {
    return a->after.value_or(Duration::max()) < b->after.value_or(Duration::max());
  });
  return rungs;
}

/// Where the daemon opens no incident for it; empty where it does.
std::string_view opens_nothing(AlarmClass cls, AlarmType type, const Plan& plan) {
  if (plan.no_incident) return "recorded and acknowledged; nobody is called\n";
  if (cls == AlarmClass::evidence && type != AlarmType::assistance)
    return "noted on the person's open incident, if there is one; else recorded and acknowledged, and nobody "
           "is called\n";
  if (cls == AlarmClass::technical && type == AlarmType::mains_restored)
    return "joins the open incident of mains_fail, if there is one; else recorded and acknowledged, and "
           "nobody is called\n";
  return {};
}

/// Why the rules want two, as when an incident opens.
std::string two_needed(const Plan& plan, const Person* person) {
  if (plan.offers.people_needed > 1) return "two people are needed\n";
  if (person == nullptr) return {};
  for (const std::string& flag : person->risk_flags) {
    if (plan.offers.two_people_flags.contains(flag))
      return "two people are needed: the person carries " + flag + "\n";
  }
  return {};
}

std::string ladder_of(const PlanBook& book, const PlanQuestion& question, const Plan& plan) {
  std::string text = local_time(question.at + plan.answer_within, book.zone) +
                     "  an operator has answered; at the latest " +
                     local_time(question.at + plan.answer_latest, book.zone) + "\n";
  for (const Rung* rung : in_order(plan))
    text += when_of(*rung, question, book) + "  " + rung->name + ": " + what_of(*rung, plan) + "\n";
  return text;
}

} // namespace

std::string tell_plan(const PlanBook& book, const PlanQuestion& question) {
  const AreaId& area = question.person != nullptr ? question.person->area : question.area;
  const AlarmClass cls = class_of(book, question.type);
  dispatch::MatchQuestion asked{
      .cls = cls, .type = question.type, .area = area, .person = question.person, .at = question.at};
  const Plan* plan = &dispatch::match_plan(book, asked).plan;
  const std::string_view nothing = opens_nothing(cls, question.type, *plan);
  const bool assistance = nothing.empty() && cls == AlarmClass::evidence;
  if (assistance) {
    asked.cls = AlarmClass::life_person;
    plan = &dispatch::match_plan(book, asked).plan;
  }
  const LocalMoment moment = local_moment(question.at, book.zone);
  std::string text = std::string(word_of(question.type)) + ", class " + std::string(word_of(cls)) + ", " +
                     weekday_word(moment) + " " + local_time(question.at, book.zone) + " " + book.zone.name +
                     (area.empty() ? "" : ", area " + area.str()) + "\n";
  text += "plan " + plan->path + ", revision " + book.revision.str() + ", priority " +
          std::to_string(plan->priority) + "\n";
  if (!nothing.empty()) return text.append(nothing);
  if (assistance)
    text += "asks for a second responder on the person's open incident, if there is one; else opens one of "
            "class life_person:\n";
  if (plan->fold_by_area) text += "joins the open incident of its type in the area, if there is one\n";
  return text + two_needed(*plan, question.person) + ladder_of(book, question, *plan);
}

} // namespace turnout::config
