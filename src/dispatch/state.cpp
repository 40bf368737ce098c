#include "fold.hpp"

#include <turnout/base/sha256.hpp>
#include <turnout/dispatch/dispatcher.hpp>
#include <turnout/dispatch/state.hpp>
#include <turnout/record/json.hpp>

#include <algorithm>
#include <utility>

namespace turnout::dispatch {

const Person* known_person(const State& state, const PersonId& id) noexcept {
  const auto found = state.reference.people.find(id);
  return found == state.reference.people.end() ? nullptr : &found->second;
}

std::optional<GeoPoint> place_of(const State& state, const Incident& incident) {
  if (incident.position || !incident.person) return incident.position;
  const Person* person = known_person(state, *incident.person);
  return person == nullptr ? std::nullopt : person->home;
}

std::string digest(const Facts& facts) {
  std::string text;
  const auto add = [&text](const auto& value) {
    text += record::to_json(value);
    text += '\n';
  };
  for (const auto& [id, incident] : facts.open)
    add(incident);
  for (const auto& [id, hub] : facts.hubs)
    add(hub);
  // Roster entries that nothing was ever recorded about are not facts.
  for (const auto& [id, responder] : facts.responders) {
    if (responder != ResponderFacts{.id = id}) add(responder);
  }
  for (const auto& [id, partner] : facts.partners)
    add(partner);
  add(facts.system);
  for (const auto& book : facts.books)
    add(book);
  return sha256_hex(text);
}

std::optional<WallTime> next_deadline(const State& state) {
  std::optional<WallTime> next;
  if (!state.deadlines.empty()) next = std::get<WallTime>(*state.deadlines.begin());
  if (!state.telemetry.hub_deadlines.empty()) {
    const WallTime hub = state.telemetry.hub_deadlines.begin()->first;
    next = next ? std::min(*next, hub) : hub;
  }
  return next;
}

const PlanBook& current_book(const State& state) {
  static const PlanBook none;
  return state.facts.books.empty() ? none : state.facts.books.back();
}

const PlanBook& book_of(const State& state, const PlanRevision& revision) {
  const auto& books = state.facts.books;
  const auto pinned = std::find_if(books.begin(), books.end(),
                                   [&](const PlanBook& book) { return book.revision == revision; });
  return pinned == books.end() ? current_book(state) : *pinned;
}

namespace {

const Plan* plan_at(const PlanNode& node, const std::string& path) {
  if (node.plan.path == path) return &node.plan;
  for (const auto& child : node.children) {
    if (const Plan* found = plan_at(child, path)) return found;
  }
  return nullptr;
}

} // namespace

const Plan& plan_of(const State& state, const Incident& incident) {
  const PlanBook& book = book_of(state, incident.plan_revision);
  const Plan* plan = plan_at(book.root, incident.plan_path);
  return plan != nullptr ? *plan : book.root.plan;
}

Roster* roster_of(State& state, const ResponderId& id) noexcept {
  auto& roster = state.reference.roster;
  const auto place =
      std::lower_bound(roster.begin(), roster.end(), id,
                       [](const Roster& entry, const ResponderId& key) { return entry.row->id < key; });
  return place != roster.end() && place->row->id == id ? &*place : nullptr;
}

namespace {

/// The bit of an area, given out on first mention; from the sixty-fifth on, bits are shared.
std::uint64_t area_bit(Reference& reference, const AreaId& area) {
  const auto next = static_cast<unsigned>(reference.area_bits.size() % 64);
  return std::uint64_t{1} << reference.area_bits.try_emplace(area, next).first->second;
}

} // namespace

void rebuild_roster(State& state) {
  auto& reference = state.reference;
  const std::string& wholetime = current_book(state).rules.wholetime_skill;
  std::map<ResponderId, LatestPosition> positions;
  for (const auto& entry : reference.roster) {
    if (entry.position) positions.emplace(entry.facts->id, *entry.position);
  }
  reference.roster.clear();
  reference.roster.reserve(reference.responders.size());
  reference.crews.assign(reference.bases.size(), {});
  for (const auto& [id, row] : reference.responders) {
    Roster entry{.row = &row, .facts = &facts_of(state, id)};
    if (const auto base = reference.bases.find(row.base); base != reference.bases.end()) {
      entry.base = &base->second;
      entry.base_index = static_cast<int>(std::distance(reference.bases.begin(), base));
    }
    entry.kind = row.kind;
    entry.wholetime = row.skills.contains(wholetime);
    entry.always_on = row.shifts.empty();
    if (!row.areas.empty()) entry.areas = 0;
    for (const auto& area : row.areas)
      entry.areas |= area_bit(reference, area);
    entry.start = row.place ? row.place : entry.base != nullptr ? entry.base->place : std::nullopt;
    if (const auto known = positions.find(id); known != positions.end()) entry.position = known->second;
    if (entry.base != nullptr && entry.base->minimum_crew > 0)
      reference.crews[static_cast<std::size_t>(entry.base_index)].push_back(
          static_cast<std::uint32_t>(reference.roster.size()));
    reference.roster.push_back(entry);
  }
}

void take_registry(State& state, const RegistryChanged& rows) {
  auto& reference = state.reference;
  if (rows.whole) {
    // Positions outlive a reload: the phones have not moved because a file was read.
    std::map<ResponderId, Responder> responders;
    for (const auto& row : rows.responders)
      responders.insert_or_assign(row.id, row);
    reference.people.clear();
    reference.person_by_hub.clear();
    reference.bases.clear();
    for (auto& [id, row] : responders)
      reference.responders.insert_or_assign(id, std::move(row));
    std::erase_if(reference.roster, [&](const Roster& entry) { return !responders.contains(entry.row->id); });
    std::erase_if(reference.responders, [&](const auto& known) { return !responders.contains(known.first); });
  } else {
    for (const auto& row : rows.responders)
      reference.responders.insert_or_assign(row.id, row);
  }
  for (const auto& row : rows.people) {
    if (const auto before = reference.people.find(row.id); before != reference.people.end()) {
      // Their old hub may speak for somebody else by now.
      const auto old_hub = reference.person_by_hub.find(before->second.hub);
      if (old_hub != reference.person_by_hub.end() && old_hub->second == row.id)
        reference.person_by_hub.erase(old_hub);
    }
    reference.people.insert_or_assign(row.id, row);
    if (!row.hub.empty()) reference.person_by_hub.insert_or_assign(row.hub, row.id);
  }
  for (const auto& row : rows.bases)
    reference.bases.insert_or_assign(row.id, row);
  if (rows.whole || !rows.responders.empty() || !rows.bases.empty()) rebuild_roster(state);
}

void forget_person(State& state, const PersonId& id) {
  state.reference.people.erase(id);
  std::erase_if(state.reference.person_by_hub, [&](const auto& link) { return link.second == id; });
}

void restore(State& state, Facts facts, WallTime now) {
  state.facts = std::move(facts);
  order_books(state.facts);
  // In the order they came: of two that share a place in an index the later one stands there.
  std::vector<const Incident*> by_age;
  for (const auto& [id, incident] : state.facts.open)
    by_age.push_back(&incident);
  std::stable_sort(by_age.begin(), by_age.end(), [](const Incident* a, const Incident* b) {
    return std::tuple(a->first_signal_at, a->id.str().size()) <
           std::tuple(b->first_signal_at, b->id.str().size());
  });
  for (const Incident* incident : by_age)
    index_incident(state, *incident);
  for (const auto& [id, hub] : state.facts.hubs)
    expect_heartbeat(state, hub, now);
  rebuild_roster(state);
  state.touched = {};
}

void settle(State& state) {
  auto& open = state.facts.open;
  bool released_book = false;
  for (const auto& id : std::exchange(state.touched.ending, {})) {
    const auto found = open.find(id);
    if (found == open.end()) continue;
    unindex_incident(state, found->second);
    state.touched.closed.push_back(std::move(found->second));
    open.erase(found);
    released_book = true;
  }
  auto& books = state.facts.books;
  if (books.size() < 2 || (!released_book && !state.touched.books)) return;
  const auto unpinned = [&](const PlanBook& book) {
    return &book != &books.back() && std::none_of(open.begin(), open.end(), [&](const auto& entry) {
      return entry.second.plan_revision == book.revision;
    });
  };
  // The current book is last and stays.
  std::vector<PlanBook> kept;
  for (const auto& book : books) {
    if (!unpinned(book)) kept.push_back(book);
  }
  if (kept.size() != books.size()) {
    books = std::move(kept);
    state.touched.books = true;
  }
}

} // namespace turnout::dispatch
