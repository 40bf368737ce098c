#include "county.hpp"

#include <turnout/base/sha256.hpp>
#include <turnout/record/json.hpp>

#include <cmath>

namespace turnout::testing {

namespace {

Rung timed(std::string name, Duration after, Action action, Unless unless) {
  return {.name = std::move(name), .after = after, .action = action, .unless = unless};
}

Rung asking(Rung rung, Service service) {
  rung.action = Action::request;
  rung.service = service;
  return rung;
}

/// From the first signal to a human, as the product has it.
std::vector<Rung> person_ladder() {
  return {timed("offers", 60s, Action::offer, Unless::decided),
          asking(timed("rapid_home_care", 8min, Action::request, Unless::accepted), Service::rapid_home_care),
          timed("supervisor", 8min, Action::alert, Unless::accepted),
          asking({.name = "forecast_late", .forecast_past = 45min}, Service::rapid_home_care),
          asking({.name = "forecast_very_late", .forecast_past = 60min}, Service::ambulance),
          asking({.name = "red_flag", .risk_flag = "red_flag"}, Service::ambulance),
          asking({.name = "needs_ambulance", .need = Need::ambulance}, Service::ambulance),
          timed("nobody_there", 30min, Action::alert, Unless::with_person)};
}

std::vector<Rung> fire_ladder() {
  auto ladder = person_ladder();
  ladder.insert(ladder.begin(),
                asking(timed("fire_control", 0s, Action::request, Unless::never), Service::fire_control));
  return ladder;
}

PlanNode branch(const Plan& root, std::string name, AlarmClass cls, int priority) {
  PlanNode node;
  node.match.classes = {cls};
  node.plan = root;
  node.plan.path = "root/" + std::move(name);
  node.plan.priority = priority;
  return node;
}

} // namespace

GeoPoint place(double east_km, double north_km) {
  constexpr double km_per_degree = 111.195;
  const double lat = 51.75 + north_km / km_per_degree;
  return geo_point(lat, -2.20 + east_km / (km_per_degree * std::cos(51.75 * 3.14159265358979 / 180)));
}

std::vector<Partner> plain_partners() {
  return {
      {.id = PartnerId("rapid"), .service = Service::rapid_home_care, .ring = "01452 000001"},
      {.id = PartnerId("amb"), .service = Service::ambulance, .ring = "01452 000002", .arrive_within = 40min},
      {.id = PartnerId("fire"),
       .service = Service::fire_control,
       .ring = "01452 000003",
       .arrive_within = 20min},
      {.id = PartnerId("police"), .service = Service::police, .ring = "01452 000004", .arrive_within = 1h}};
}

PlanBook plain_book() {
  PlanBook book;
  Plan& root = book.root.plan;
  root.path = "root";
  root.ladder = person_ladder();
  auto& children = book.root.children;
  children.push_back(branch(root, "life_fire", AlarmClass::life_fire, 1));
  children.back().plan.ladder = fire_ladder();
  children.push_back(branch(root, "life_person", AlarmClass::life_person, 1));
  children.back().plan.offers.open = 3;
  children.push_back(branch(root, "security", AlarmClass::security, 2));
  children.back().plan.ladder = {timed("listen", 0s, Action::alert, Unless::never),
                                 timed("supervisor", 3min, Action::alert, Unless::answered)};
  children.back().plan.ladder.front().role = HumanRole::operator_;
  children.push_back(branch(root, "technical", AlarmClass::technical, 5));
  children.back().plan.fold_by_area = true;
  children.back().plan.review_every = 4h;
  children.back().plan.ladder = {timed("same_day", 2h, Action::alert, Unless::answered)};
  children.back().plan.ladder.front().role = HumanRole::operator_;
  children.push_back(branch(root, "care", AlarmClass::care, 4));
  children.back().plan.offers.personal_care = true;
  children.push_back(branch(root, "test", AlarmClass::test, 5));
  children.back().plan.no_incident = true;
  stamp_revision(book);
  return book;
}

void stamp_revision(PlanBook& book) {
  book.revision = PlanRevision();
  book.revision = PlanRevision(sha256_hex(record::to_json(book)).substr(0, 12));
}

} // namespace turnout::testing
