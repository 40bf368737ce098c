#include "stage.hpp"

#include <turnout/record/text.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <cstdio>
#include <ostream>

namespace turnout::county {

namespace {

PlanBook true_book(const RunSettings& settings) {
  PlanBook book = settings.plans;
  auto& crossings = book.travel.crossings;
  std::vector<GeoPoint> open;
  for (std::size_t i = 0; i < crossings.size(); ++i) {
    const auto& closed = settings.scenario.closed_crossings;
    const bool shut =
        std::any_of(closed.begin(), closed.end(), [i](double c) { return static_cast<std::size_t>(c) == i; });
    if (!shut) open.push_back(crossings[i]);
  }
  crossings = std::move(open);
  return book;
}

} // namespace

Stage::Stage(const RunSettings& settings, const Population& people)
    : scenario(settings.scenario), faults(settings.faults), population(people), seed(settings.seed),
      trace(settings.trace), plans(true_book(settings)),
      ways(settings.travel ? settings.travel(plans)
                           : std::make_unique<dispatch::LawOfTravel>(plans.travel, plans.zone)),
      roads(plans.travel), time(settings.scenario.start), clock(time),
      until(settings.scenario.start + (settings.span > Duration(0)
                                           ? settings.span
                                           : Duration(std::chrono::days(settings.scenario.days)))) {
  for (std::uint32_t i = 0; i < people.rows.people.size(); ++i)
    hub_index.emplace(people.rows.people[i].hub.str(), i);
  for (std::uint32_t i = 0; i < people.rows.responders.size(); ++i)
    responder_index.emplace(people.rows.responders[i].id.str(), i);
}

bool Stage::bad_weather(WallTime at) const {
  if (scenario.weather_factor == 1 && scenario.weather_falls == 1) return false;
  const int hour = static_cast<int>(hour_of(local(at)));
  return hour >= scenario.weather_from_hour && hour < scenario.weather_to_hour;
}

std::string Stage::topic(std::string_view kind, const std::string& who, std::string_view what) const {
  std::string text;
  text.reserve(root.size() + kind.size() + who.size() + what.size() + 3);
  text.append(root).append(1, '/').append(kind).append(1, '/').append(who).append(1, '/').append(what);
  return text;
}

bool Stage::kills(std::uint64_t key) const {
  if (quiet) return false;
  return poison.contains(key) ||
         (faults.poison_rest > 0 && chance("poison", key).happens(faults.poison_rest));
}

void Stage::say(std::string_view line) const {
  if (trace != nullptr) *trace << format_rfc3339(time.now()) << ' ' << line << '\n';
}

boost::json::object parse_object(const std::string& payload) {
  boost::json::error_code wrong;
  auto value = boost::json::parse(payload, wrong);
  if (wrong || !value.is_object()) return {};
  return std::move(value.get_object());
}

std::string text_in(const boost::json::object& body, std::string_view member) {
  const auto* found = body.if_contains(member);
  if (found == nullptr || !found->is_string()) return {};
  return std::string(found->get_string());
}

void Words::member(std::string_view name) {
  if (text_.size() > 1) text_ += ',';
  text_.append(1, '"').append(name).append("\":");
}

Words& Words::word(std::string_view name, std::string_view value) {
  member(name);
  record::append_string(text_, value);
  return *this;
}

Words& Words::number(std::string_view name, double value) {
  member(name);
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.7f", value);
  text_ += text.data();
  return *this;
}

Words& Words::raw(std::string_view name, std::string_view json) {
  member(name);
  text_ += json;
  return *this;
}

} // namespace turnout::county
