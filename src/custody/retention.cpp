#include "lines.hpp"

#include <turnout/custody/retention.hpp>
#include <turnout/record/texts.hpp>

#include <algorithm>
#include <set>

namespace turnout::custody {
namespace {

/// The texts of a record that are not notes, by class.
std::map<TextId, std::string> classes_in(const Record& record) {
  std::map<TextId, std::string> classes;
  const auto mark = [&](const std::optional<TextId>& text, const char* cls) {
    if (text) classes[*text] = cls;
  };
  const auto mark_caller = [&](const auto& said) {
    mark(said.place, "callers");
    mark(said.callback, "callers");
  };
  if (const auto* command = std::get_if<CommandGiven>(&record.event)) mark_caller(*command);
  if (const auto* alarm = std::get_if<AlarmReceived>(&record.event)) mark(alarm->raw, "raw");
  if (const auto* set_aside = std::get_if<Quarantined>(&record.event)) mark(set_aside->raw, "raw");
  if (const auto* look = std::get_if<RecordViewed>(&record.event)) mark(look->reason, "looks");
  return classes;
}

bool of_an_open_incident(const Record& record, const std::set<IncidentId>& open) {
  return std::any_of(record.decisions.begin(), record.decisions.end(), [&](const Decision& decision) {
    const IncidentId* id = incident_of(decision);
    return id != nullptr && open.contains(*id);
  });
}

class Due {
public:
  Due(const RetentionRules& rules, WallTime now, std::set<TextId> kept, std::set<IncidentId> open)
      : rules_(rules), now_(now), kept_(std::move(kept)), open_(std::move(open)) {}

  Result<bool> take(const store::Link& link) {
    bool names_some = false;
    const auto look = [&](std::string_view id) {
      names_some = names_some || kept_.contains(TextId(std::string(id)));
    };
    record::each_like_a_text(link.event, look);
    record::each_like_a_text(link.decisions, look);
    if (!names_some) return true;
    const auto record = record_of(link);
    if (!record) return Error{record.error()};
    const auto classes = classes_in(record.value());
    const bool open = of_an_open_incident(record.value(), open_);
    // The first record that names a text is the one it came with; later ones pass it on.
    for (const auto& id : record::texts_in(record.value())) {
      if (kept_.erase(id) == 0 || open) continue;
      const auto marked = classes.find(id);
      const auto rule = rules_.find(marked == classes.end() ? "notes" : marked->second);
      if (rule != rules_.end() && record.value().stamp.at + rule->second <= now_) found_[id] = rule->first;
    }
    return true;
  }

  [[nodiscard]] std::map<std::string, std::vector<TextId>> by_class() const {
    std::map<std::string, std::vector<TextId>> all;
    for (const auto& [cls, keep] : rules_)
      all[cls];
    for (const auto& [id, cls] : found_)
      all[cls].push_back(id);
    return all;
  }

private:
  const RetentionRules& rules_;
  WallTime now_;
  std::set<TextId> kept_; ///< whose first record is still to come
  std::set<IncidentId> open_;
  std::map<TextId, std::string> found_;
};

} // namespace

Result<std::map<std::string, std::vector<TextId>>> texts_due(store::ReadStore& store,
                                                             const RetentionRules& rules, WallTime now) {
  auto kept = store.text_ids();
  if (!kept) return Error{kept.error()};
  const auto incidents = store.open_incidents();
  if (!incidents) return Error{incidents.error()};
  std::set<IncidentId> open;
  for (const auto& incident : incidents.value())
    open.insert(incident.id);
  Due due(rules, now, std::move(kept).value(), std::move(open));
  const auto read = store.for_each_link(1, [&](const store::Link& link) { return due.take(link); });
  if (!read) return Error{read.error()};
  return due.by_class();
}

} // namespace turnout::custody
