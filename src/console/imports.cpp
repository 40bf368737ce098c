#include "imports.hpp"

#include "turnout/config/plans.hpp"
#include "turnout/config/registry_csv.hpp"

#include <array>

namespace turnout::console {
namespace {

/// One fault for each line of a message.
std::vector<Fault> lines_of(const std::string& message) {
  std::vector<Fault> faults;
  std::size_t from = 0;
  while (from < message.size()) {
    const auto end = std::min(message.find('\n', from), message.size());
    if (end > from) faults.push_back({"", message.substr(from, end - from)});
    from = end + 1;
  }
  return faults;
}

Answer refused(const std::string& problems) {
  return problem(422, "bad-rows", "The file is not fit to import", "Nothing was imported; see the errors.",
                 lines_of(problems));
}

Answer not_stored(const std::string& why) {
  return problem(503, "not-stored", "The registry cannot be written now", why);
}

/// What the rules need of rows with details.
template <class Row, class Details>
std::vector<Row> first_of(const std::vector<std::pair<Row, Details>>& rows) {
  std::vector<Row> firsts;
  firsts.reserve(rows.size());
  for (const auto& row : rows)
    firsts.push_back(row.first);
  return firsts;
}

Answer take(Desk& desk, RegistryChanged rows, const store::Imported& imported) {
  const auto count = imported.added + imported.changed + imported.same;
  if (count > 0) desk.tell({std::move(rows), {}});
  return json_answer(
      {{"rows", count}, {"added", imported.added}, {"changed", imported.changed}, {"kept", imported.kept}});
}

/// What may be named, as it stands now. Plans that cannot be read are not held against anybody's row.
Result<config::KnownNames> known_names(const ImportDeps& deps) {
  const auto rows = deps.registry.load_all();
  if (!rows) return Error{rows.error()};
  config::KnownNames known;
  known.bases.emplace();
  for (const auto& base : rows.value().bases)
    known.bases->insert(base.id);
  known.responders.emplace();
  for (const auto& responder : rows.value().responders)
    known.responders->insert(responder.id);
  for (const auto& person : rows.value().people)
    known.hubs.emplace(person.hub, person.id);
  if (const auto book = deps.load_plans()) {
    const auto names = config::plan_names(book.value());
    known.plans.emplace(names.begin(), names.end());
  }
  return known;
}

Answer import_people(std::string_view csv, const ImportDeps& deps) {
  const auto known = known_names(deps);
  if (!known) return not_stored(known.error());
  const auto rows = config::parse_people(csv, "people.csv", known.value());
  if (!rows) return refused(rows.error());
  const auto stored = deps.registry.import_people(rows.value());
  if (!stored) return not_stored(stored.error());
  return take(deps.desk, {.people = first_of(rows.value()), .responders = {}, .bases = {}}, stored.value());
}

Answer import_responders(std::string_view csv, const ImportDeps& deps) {
  const auto known = known_names(deps);
  if (!known) return not_stored(known.error());
  const auto rows = config::parse_responders(csv, "responders.csv", known.value());
  if (!rows) return refused(rows.error());
  const auto stored = deps.registry.import_responders(rows.value());
  if (!stored) return not_stored(stored.error());
  return take(deps.desk, {.people = {}, .responders = first_of(rows.value()), .bases = {}}, stored.value());
}

Answer import_bases(std::string_view csv, const ImportDeps& deps) {
  const auto rows = config::parse_bases(csv, "bases.csv");
  if (!rows) return refused(rows.error());
  const auto stored = deps.registry.import_bases(rows.value());
  if (!stored) return not_stored(stored.error());
  return take(deps.desk, {.people = {}, .responders = {}, .bases = rows.value()}, stored.value());
}

} // namespace

std::string_view file_of(RegistryKind kind) noexcept {
  constexpr std::array<std::string_view, 3> names = {"people", "responders", "bases"};
  return names[static_cast<std::size_t>(kind)];
}

Answer import_rows(RegistryKind kind, std::string_view csv, const ImportDeps& deps) {
  switch (kind) {
  case RegistryKind::people:
    return import_people(csv, deps);
  case RegistryKind::responders:
    return import_responders(csv, deps);
  case RegistryKind::bases:
    return import_bases(csv, deps);
  }
  return refused("");
}

std::optional<Answer> import_person(std::map<std::string, std::string> members, const ImportDeps& deps,
                                    PersonEdited& edited) {
  const auto known = known_names(deps);
  if (!known) return not_stored(known.error());
  edited.person = PersonId(members["person_id"]);
  const auto before = deps.registry.person(edited.person);
  edited.enrolled = !before;
  if (before && !members.contains("key_safe")) members["key_safe"] = before->key_safe;
  const auto form = config::read_person(members, known.value());
  if (!form.row) {
    std::vector<Fault> faults;
    for (const auto& fault : form.faults)
      faults.push_back({"/" + fault.member, fault.message});
    return problem(422, "bad-person", "The record cannot be used", "Nothing was changed; see the errors.",
                   faults);
  }
  if (const auto stored = deps.registry.import_people({*form.row}); !stored)
    return not_stored(stored.error());
  deps.desk.tell({RegistryChanged{.people = {form.row->first}, .responders = {}, .bases = {}}, {}});
  return std::nullopt;
}

Answer reload_plans(const std::function<Result<PlanBook>()>& load, Desk& desk) {
  auto book = load();
  if (!book) {
    return problem(422, "bad-plans", "The plans are not fit to use", "The old plans stay; see the errors.",
                   lines_of(book.error()));
  }
  const std::string revision = book.value().revision.str();
  desk.tell({PlansChanged{std::move(book.value())}, {}});
  return json_answer({{"revision", revision}});
}

} // namespace turnout::console
