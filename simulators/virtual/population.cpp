#include "virtual/population.hpp"

#include "county/make_county.hpp"

#include <stdexcept>

namespace turnout::sim {
namespace {

using Placed = turnout::GeoPoint;

WeekWindows shifts_of(const std::string& text) {
  auto windows = parse_week_windows(text);
  if (!windows) throw std::runtime_error("a shift of the invented county: " + windows.error());
  return std::move(windows).value();
}

class Maker {
public:
  explicit Maker(const county::Scenario& scenario) : scenario_(scenario) {}

  county::Population make() {
    const Facts facts = load_facts(scenario_.facts);
    const County county =
        make_county(facts, static_cast<std::uint64_t>(scenario_.county_seed), scenario_.people);
    for (int copy = 0; copy < scenario_.copies; ++copy)
      add(county, copy);
    return std::move(made_);
  }

private:
  /// Copies of one county stand side by side, each under its own names.
  void add(const County& county, int copy) {
    prefix_ = scenario_.copies == 1 ? "" : "k" + std::to_string(copy) + "-";
    constexpr int rows = 10;
    const auto step = scenario_.copy_apart_km;
    east_ = step * (copy / rows);
    north_ = step * (copy % rows - rows / 2) * (scenario_.copies == 1 ? 0 : 1);
    for (const auto& base : county.bases)
      add(base);
    for (const auto& row : county.responders)
      add(row);
    for (const auto& person : county.people)
      add(person);
    for (int car = 1; car <= scenario_.mobile_cars; ++car)
      add_car(county, car);
    for (int carer = 1; carer <= scenario_.spread_carers; ++carer)
      add_spread(county, carer);
  }

  [[nodiscard]] Placed place(Point at) const {
    const Point moved = east_ == 0 && north_ == 0 ? at : offset_km(at, east_, north_);
    return geo_point(moved.lat, moved.lon);
  }

  [[nodiscard]] bool wanted(const ResponderRow& row) const {
    if (row.kind == "carer") return scenario_.has_carers;
    if (row.kind == "family") return scenario_.has_family;
    if (row.kind == "volunteer") return scenario_.has_volunteers;
    const bool wholetime = row.organisation.find("wholetime") != std::string::npos;
    return wholetime ? scenario_.has_wholetime : scenario_.has_on_call;
  }

  static ResponderKind kind_of(const std::string& kind) {
    if (kind == "firefighter") return ResponderKind::firefighter;
    if (kind == "carer") return ResponderKind::carer;
    if (kind == "family") return ResponderKind::family;
    return ResponderKind::volunteer;
  }

  void add(const sim::Base& base) {
    made_.rows.bases.push_back({.id = BaseId(prefix_ + base.id),
                                .name = base.name,
                                .kind = base.kind,
                                .place = place(base.at),
                                .minimum_crew = base.minimum_crew});
  }

  void add(const ResponderRow& row) {
    if (!wanted(row)) return;
    Responder made{.id = ResponderId(prefix_ + row.id),
                   .kind = kind_of(row.kind),
                   .organisation = row.organisation,
                   .base = BaseId(row.base.empty() ? "" : prefix_ + row.base),
                   .place = place(row.at)};
    for (const auto& area : row.areas)
      made.areas.insert(AreaId(prefix_ + area));
    made.skills.insert(row.skills.begin(), row.skills.end());
    made.shifts = shifts_of(row.shifts);
    made_.rows.responders.push_back(std::move(made));
  }

  void add(const sim::Person& person) {
    turnout::Person made{.id = PersonId(prefix_ + person.id),
                         .hub = HubId(prefix_ + person.hub),
                         .home = place(person.at),
                         .area = AreaId(prefix_ + person.area),
                         .gp_practice = person.practice,
                         .lives_alone = person.lives_alone};
    made.risk_flags.insert(person.risk_flags.begin(), person.risk_flags.end());
    if (scenario_.has_family) {
      for (const auto& id : person.preferred_responders)
        made.preferred_responders.emplace_back(prefix_ + id);
    }
    made_.rows.people.push_back(std::move(made));
  }

  /// A mobile night team: two people in a car that stands at a care office.
  void add_car(const County& county, int number) {
    std::vector<const sim::Base*> offices;
    for (const auto& base : county.bases) {
      if (base.kind == "care_office") offices.push_back(&base);
    }
    if (offices.empty()) throw std::runtime_error("mobile_cars: the county has no care office to stand at");
    const sim::Base& office = *offices[static_cast<std::size_t>(number - 1) % offices.size()];
    made_.rows.responders.push_back(
        {.id = ResponderId(prefix_ + "car-" + std::to_string(number)),
         .kind = ResponderKind::carer,
         .organisation = "Mobile night team",
         .base = BaseId(prefix_ + office.id),
         .place = place(office.at),
         .areas = {},
         .skills = {"falls_lift", "first_aid", "personal_care", "two_person_lift", "mobile"},
         .shifts = shifts_of("Mon-Sun 22:00-06:00")});
  }

  /// Somebody who starts from beside a home: those of every so many people, so that they live like them.
  void add_spread(const County& county, int number) {
    const auto homes = county.people.size();
    const auto nth =
        static_cast<std::size_t>(number - 1) * homes / static_cast<std::size_t>(scenario_.spread_carers);
    made_.rows.responders.push_back({.id = ResponderId(prefix_ + "spread-" + std::to_string(number)),
                                     .kind = ResponderKind::carer,
                                     .organisation = "Home care across the county",
                                     .base = {},
                                     .place = place(county.people[nth].at),
                                     .areas = {},
                                     .skills = {"falls_lift", "first_aid", "personal_care"},
                                     .shifts = {}});
  }

  const county::Scenario& scenario_;
  county::Population made_;
  std::string prefix_;
  double east_ = 0;
  double north_ = 0;
};

} // namespace

county::Population populate(const county::Scenario& scenario) {
  return Maker(scenario).make();
}

} // namespace turnout::sim
