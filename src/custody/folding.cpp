#include <turnout/custody/folding.hpp>
#include <turnout/record/json.hpp>

#include <algorithm>
#include <tuple>

namespace turnout::custody {

void Folding::take(const Record& record) {
  ++records_;
  for (const auto& decision : record.decisions)
    dispatch::evolve(state_, record.stamp, decision);
  dispatch::settle(state_);
  note(record.stamp.sequence);
}

void Folding::note(std::uint64_t sequence) {
  auto& touched = state_.touched;
  for (const auto& id : touched.incidents)
    touched_[{"incident", id.str()}] = sequence;
  for (const auto& id : touched.hubs)
    touched_[{"hub", id.str()}] = sequence;
  for (const auto& id : touched.responders)
    touched_[{"responder", id.str()}] = sequence;
  for (const auto& id : touched.partners)
    touched_[{"partner", id.str()}] = sequence;
  if (touched.system) touched_[{"system", "system"}] = sequence;
  for (const auto& incident : touched.closed)
    closed_.insert_or_assign(incident.id, incident);
  touched = {};
}

std::vector<Incident> Folding::incidents_opened_between(WallTime from, WallTime to) const {
  std::vector<Incident> found;
  for (const auto* all : {&closed_, &state_.facts.open}) {
    for (const auto& [id, incident] : *all) {
      if (incident.first_signal_at >= from && incident.first_signal_at < to) found.push_back(incident);
    }
  }
  std::sort(found.begin(), found.end(), [](const Incident& a, const Incident& b) {
    return std::tie(a.first_signal_at, a.id) < std::tie(b.first_signal_at, b.id);
  });
  return found;
}

std::map<Folding::RowKey, std::string> Folding::rows() const {
  const auto& facts = state_.facts;
  std::map<RowKey, std::string> all;
  for (const auto* incidents : {&closed_, &facts.open}) {
    for (const auto& [id, value] : *incidents)
      all[{"incident", id.str()}] = record::to_json(value);
  }
  for (const auto& [id, value] : facts.hubs)
    all[{"hub", id.str()}] = record::to_json(value);
  for (const auto& [id, value] : facts.responders)
    all[{"responder", id.str()}] = record::to_json(value);
  for (const auto& [id, value] : facts.partners)
    all[{"partner", id.str()}] = record::to_json(value);
  for (const auto& value : facts.books)
    all[{"plans", value.revision.str()}] = record::to_json(value);
  all[{"system", "system"}] = record::to_json(facts.system);
  return all;
}

std::uint64_t Folding::touched_at(const RowKey& key) const {
  const auto found = touched_.find(key);
  return found == touched_.end() ? 0 : found->second;
}

} // namespace turnout::custody
