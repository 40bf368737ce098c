// Any text as plans.toml and as turnout.toml: a value that keeps its promises, or problems that name the
// file.
#include "fuzz.hpp"
#include "turnout/config/plan_check.hpp"
#include "turnout/config/plans.hpp"
#include "turnout/config/settings.hpp"
#include "turnout/dispatch/travel.hpp"

using namespace turnout;
using turnout::fuzz::must;

namespace {

void keeps_promises(const PlanNode& node) {
  must(node.plan.no_incident || !node.plan.ladder.empty(), "a plan has a ladder");
  must(node.plan.ladder.empty() || node.plan.ladder.back().action == Action::alert,
       "a ladder ends with a human");
  must(node.plan.offers.people_needed >= 1 && node.plan.offers.people_needed <= 2, "one or two people go");
  for (const Rung& rung : node.plan.ladder) {
    const int triggers = int{rung.after.has_value()} + int{rung.forecast_past.has_value()} +
                         int{rung.need.has_value()} + int{rung.risk_flag.has_value()};
    must(triggers == 1, "a rung has one trigger");
    must((rung.action == Action::request) == rung.service.has_value(), "a request names its service");
  }
  for (const PlanNode& child : node.children)
    keeps_promises(child);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  if (const auto settings = config::parse_settings(text, "f.toml"); !settings) {
    must(settings.error().starts_with("f.toml"), "a problem names its file");
  }
  const auto book = config::parse_plans(text, "f.toml");
  if (!book) {
    must(book.error().starts_with("f.toml"), "a problem names its file");
    return 0;
  }
  keeps_promises(book.value().root);
  must(!book.value().zone.name.empty(), "a book has a zone");
  must(!config::tell_plan(book.value(), {.type = AlarmType::fall}).empty(), "a plan can be told");
  const dispatch::LawOfTravel law(book.value().travel, book.value().zone);
  const GeoPoint a = geo_point(51.7, -2.5);
  const GeoPoint b = geo_point(51.9, -2.1);
  must(law.journey(a, b).distance == law.journey(b, a).distance, "there and back is the same way");
  const auto at_noon = law.journey_at(a, b, WallTime(std::chrono::hours(500'000)));
  must(at_noon.travel >= dispatch::soonest(crow_distance(a, b)),
       "nobody is quicker than selection takes for granted");
  return 0;
}
