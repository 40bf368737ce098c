// Recovery: what the journal holds becomes the state again.
#include <turnout/engine/engine.hpp>
#include <turnout/record/json.hpp>

#include <algorithm>

namespace turnout::engine {

namespace {

template <class T, class Take>
Status read_row(const Row& row, Take take) {
  auto value = record::from_json<T>(row.json);
  if (!value) {
    return Error{"journal: row " + row.kind + " " + row.id + " cannot be read (" + value.error() +
                 "): restore a backup with turnoutctl restore"};
  }
  take(std::move(value).value());
  return ok_status();
}

Status read_into(dispatch::Facts& facts, const Row& row) {
  if (row.kind == "incident") {
    return read_row<Incident>(
        row, [&](Incident v) { facts.open.insert_or_assign(IncidentId(row.id), std::move(v)); });
  }
  if (row.kind == "hub") {
    return read_row<HubFacts>(row,
                              [&](HubFacts v) { facts.hubs.insert_or_assign(HubId(row.id), std::move(v)); });
  }
  if (row.kind == "responder") {
    return read_row<ResponderFacts>(
        row, [&](ResponderFacts v) { facts.responders.insert_or_assign(ResponderId(row.id), std::move(v)); });
  }
  if (row.kind == "partner") {
    return read_row<PartnerFacts>(
        row, [&](PartnerFacts v) { facts.partners.insert_or_assign(PartnerId(row.id), std::move(v)); });
  }
  if (row.kind == "system")
    return read_row<SystemFacts>(row, [&](SystemFacts v) { facts.system = std::move(v); });
  if (row.kind == "plans")
    return read_row<PlanBook>(row, [&](PlanBook v) { facts.books.push_back(std::move(v)); });
  return Error{"journal: a row of the unknown kind " + row.kind +
               ": this file was written by a newer version"};
}

} // namespace

Status Engine::restore(const Recovered& recovered) {
  dispatch::Facts facts;
  for (const auto& row : recovered.rows) {
    if (auto read = read_into(facts, row); !read) return read;
  }
  for (const auto& book : facts.books)
    book_rows_.insert(book.revision);
  sequence_ = recovered.last_sequence;
  // A wall clock that stands behind the journal is not followed back: time goes on from the last record.
  last_at_ = std::max(recovered.last_at.value_or(WallTime{}), ports_.clock.now());
  behind_ = last_at_ - ports_.clock.now();
  dispatch::restore(*state_, std::move(facts), last_at_);
  for (const auto& owed : recovered.owed)
    owed_.emplace(++owed_next_, owed);
  return ok_status();
}

Status Engine::start(RegistryChanged registry, PlanBook plans) {
  auto epoch = ports_.journal.claim();
  if (!epoch) return Error{epoch.error()};
  epoch_ = epoch.value();
  auto recovered = ports_.journal.recover();
  if (!recovered) return Error{recovered.error()};
  if (auto restored = restore(recovered.value()); !restored) return restored;

  Batch batch;
  const WallTime at = now();
  registry.whole = true;
  // The plans come first: what fell due meanwhile is decided with them, in the first rounds.
  decide(batch, PlansChanged{std::move(plans)}, at);
  decide(batch, std::move(registry), at);
  if (!state_->facts.system.durable) decide(batch, StorageChanged{true, 0}, at);
  collect_rows(batch);
  const bool durable = commit(batch);
  if (!durable) return Error{storage_refusal_};
  act(batch, durable);
  return ok_status();
}

} // namespace turnout::engine
