#include "turnout/config/registry_csv.hpp"

#include "csv_rows.hpp"
#include "enum_names.hpp"

#include <array>

namespace turnout::config {

namespace {

constexpr bool personal = true;

constexpr std::array people_columns = {Column{"person_id"},
                                       Column{"hub_id"},
                                       Column{"name", personal},
                                       Column{"date_of_birth", personal},
                                       Column{"phone", personal},
                                       Column{"address", personal},
                                       Column{"postcode", personal},
                                       Column{"lat"},
                                       Column{"lon"},
                                       Column{"area"},
                                       Column{"gp_practice", personal},
                                       Column{"lives_alone"},
                                       Column{"risk_flags", personal},
                                       Column{"plan"},
                                       Column{"access", personal},
                                       Column{"key_safe", personal},
                                       Column{"preferred_responders"},
                                       Column{"emergency_wishes", personal},
                                       Column{"notes", personal}};

constexpr std::array responder_columns = {
    Column{"responder_id"}, Column{"name", personal},  Column{"kind"},  Column{"organisation"},
    Column{"base_id"},      Column{"phone", personal}, Column{"lat"},   Column{"lon"},
    Column{"areas"},        Column{"skills"},          Column{"shifts"}};

constexpr std::array base_columns = {Column{"base_id"}, Column{"name"}, Column{"kind"},
                                     Column{"lat"},     Column{"lon"},  Column{"minimum_crew"}};

/// Says so when an id comes again.
class Once {
public:
  void see(CsvReader& reader, std::string_view column, const std::string& id) {
    if (id.empty()) return;
    if (!seen_.insert(id).second)
      reader.refuse(column, "stands in an earlier row already", "give each row its own");
  }

  [[nodiscard]] bool saw(const std::string& id) const { return seen_.contains(id); }

private:
  std::set<std::string> seen_;
};

std::string hub_of(const PersonId& owner) {
  return "is the hub of " + owner.str();
}

/// The other person who has the hub as far as is known.
const PersonId* other_owner(const Person& person, const KnownNames& known) {
  const auto owner = known.hubs.find(person.hub);
  return owner == known.hubs.end() || owner->second == person.id ? nullptr : &owner->second;
}

void check_plan(CsvReader& reader, const std::string& plan, const KnownNames& known) {
  if (plan.empty() || !known.plans || known.plans->contains(plan)) return;
  const std::vector<std::string_view> names(known.plans->begin(), known.plans->end());
  reader.refuse("plan", "is no plan that may take a person's calls", suggestion(plan, names));
}

std::pair<Person, PersonDetails> person_row(CsvReader& reader, const KnownNames& known) {
  Person person;
  person.id = PersonId(reader.id("person_id"));
  person.hub = HubId(reader.id("hub_id"));
  person.home = reader.place();
  person.area = AreaId(reader.text("area", true));
  person.gp_practice = reader.text("gp_practice");
  person.lives_alone = reader.yes("lives_alone");
  for (std::string& flag : reader.ids("risk_flags"))
    person.risk_flags.insert(std::move(flag));
  person.plan = reader.text("plan");
  check_plan(reader, person.plan, known);
  for (std::string& id : reader.ids("preferred_responders")) {
    ResponderId responder(std::move(id));
    if (known.responders && !known.responders->contains(responder)) {
      reader.refuse("preferred_responders", "names " + cited(responder.str()) + ", who is not registered",
                    "import responders.csv first");
    }
    person.preferred_responders.push_back(std::move(responder));
  }
  PersonDetails details{.id = person.id,
                        .name = reader.text("name", true),
                        .date_of_birth = reader.date("date_of_birth"),
                        .phone = reader.text("phone"),
                        .address = reader.text("address"),
                        .postcode = reader.text("postcode"),
                        .access = reader.text("access"),
                        .key_safe = reader.text("key_safe"),
                        .emergency_wishes = reader.text("emergency_wishes"),
                        .notes = reader.text("notes")};
  return {std::move(person), std::move(details)};
}

std::pair<Responder, ResponderDetails> read_responder(CsvReader& reader, const KnownNames& known) {
  Responder responder;
  responder.id = ResponderId(reader.id("responder_id"));
  if (const auto kind = enum_named<ResponderKind>(reader.cell("kind"))) {
    responder.kind = *kind;
  } else {
    reader.refuse("kind", "is no kind of responder",
                  suggestion(reader.cell("kind"), words_of<ResponderKind>()));
  }
  responder.organisation = reader.text("organisation");
  responder.base = BaseId(reader.id("base_id", false));
  if (!responder.base.empty() && known.bases && !known.bases->contains(responder.base)) {
    reader.refuse("base_id", "is no base that is known", "import bases.csv first, or correct the id");
  }
  responder.place = reader.place();
  for (const std::string& area : reader.list("areas"))
    responder.areas.insert(AreaId(area));
  for (std::string& skill : reader.ids("skills"))
    responder.skills.insert(std::move(skill));
  responder.shifts = reader.hours("shifts");
  ResponderDetails details{responder.id, reader.text("name", true), reader.text("phone")};
  return {std::move(responder), std::move(details)};
}

} // namespace

Result<PeopleRows> parse_people(std::string_view csv, std::string_view name, const KnownNames& known) {
  CsvReader reader(name, people_columns);
  PeopleRows rows;
  Once ids;
  Once hubs;
  struct Moved {
    std::size_t row;
    HubId hub;
    const PersonId* from;
  };
  std::vector<Moved> moved;
  reader.read(csv, [&] {
    auto row = person_row(reader, known);
    ids.see(reader, "person_id", row.first.id.str());
    hubs.see(reader, "hub_id", row.first.hub.str());
    if (const PersonId* from = other_owner(row.first, known))
      moved.push_back({reader.row(), row.first.hub, from});
    rows.push_back(std::move(row));
  });
  // Whoever has a row in this file has the hub that stands there, and no other any more.
  for (const Moved& hub : moved) {
    if (ids.saw(hub.from->str())) continue;
    reader.refuse_row(hub.row, "hub_id", hub.hub.str(), hub_of(*hub.from),
                      "give that person another in this file, or correct it");
  }
  if (!reader.good()) return Error{reader.problems()};
  return rows;
}

PersonForm read_person(const std::map<std::string, std::string>& members, const KnownNames& known) {
  CsvReader reader("person", people_columns);
  PersonForm form;
  reader.read(members, [&] {
    auto row = person_row(reader, known);
    if (const PersonId* owner = other_owner(row.first, known))
      reader.refuse("hub_id", hub_of(*owner), "give that person another first, or correct it");
    form.row = std::move(row);
  });
  for (const auto& problem : reader.cell_problems())
    form.faults.push_back({problem.column, problem.message});
  if (!form.faults.empty()) form.row.reset();
  return form;
}

Result<ResponderRows> parse_responders(std::string_view csv, std::string_view name, const KnownNames& known) {
  CsvReader reader(name, responder_columns);
  ResponderRows rows;
  Once ids;
  reader.read(csv, [&] {
    auto row = read_responder(reader, known);
    ids.see(reader, "responder_id", row.first.id.str());
    rows.push_back(std::move(row));
  });
  if (!reader.good()) return Error{reader.problems()};
  return rows;
}

Result<std::vector<Base>> parse_bases(std::string_view csv, std::string_view name) {
  CsvReader reader(name, base_columns);
  std::vector<Base> rows;
  Once ids;
  constexpr int crew_max = 1000;
  reader.read(csv, [&] {
    Base base{.id = BaseId(reader.id("base_id")),
              .name = reader.text("name", true),
              .kind = reader.id("kind"),
              .place = reader.place(true),
              .minimum_crew = reader.number("minimum_crew", crew_max)};
    ids.see(reader, "base_id", base.id.str());
    rows.push_back(std::move(base));
  });
  if (!reader.good()) return Error{reader.problems()};
  return rows;
}

} // namespace turnout::config
