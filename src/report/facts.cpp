#include "turnout/report/facts.hpp"

#include <algorithm>

namespace turnout::report {
namespace {

constexpr Duration looked_ahead = std::chrono::days(7);

/// Without those that were joined into another, and of one area alone where one is asked for.
Result<std::vector<Incident>> counted(custody::Source& source, WallTime from, WallTime to,
                                      const std::optional<AreaId>& area) {
  auto found = source.incidents_opened_between(from, to);
  if (!found) return Error{found.error()};
  std::erase_if(found.value(), [&](const Incident& incident) {
    return incident.joined_into || (area && incident.area != *area);
  });
  return found;
}

class ServiceReader {
public:
  ServiceReader(Facts& facts, custody::Source& source) : facts_(facts), source_(source) {}

  void see(const Record& record) {
    care::add_follow_ups(facts_.follow_ups, record);
    if (record.stamp.at >= facts_.period.to) return;
    for (const auto& decision : record.decisions) {
      if (const auto* plans = std::get_if<PlansLoaded>(&decision)) {
        facts_.zone = plans->book.zone;
        facts_.plans = plans->book.revision;
      } else if (const auto* loaded = std::get_if<RegistryLoaded>(&decision)) {
        if (loaded->census) facts_.census = *loaded->census;
        if (loaded->whole && record.stamp.epoch != epoch_) started(record.stamp);
        epoch_ = record.stamp.epoch;
      } else if (const auto* disk = std::get_if<StorageSet>(&decision)) {
        if (within(record.stamp.at))
          facts_.disk.push_back({record.stamp.at, disk->durable});
        else
          facts_.disk_refused_before = !disk->durable;
      }
    }
    if (const auto* alarm = std::get_if<AlarmReceived>(&record.event)) {
      facts_.canary_paths.insert(alarm->path);
      if (within(record.stamp.at)) facts_.canaries.push_back({record.stamp.at, alarm->path});
    }
  }

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

private:
  [[nodiscard]] bool within(WallTime at) const { return at >= facts_.period.from; }

  void started(const Stamp& stamp) {
    if (!within(stamp.at)) return;
    const auto before = source_.stamp_before(stamp.sequence);
    if (!before) {
      error_ = Error{before.error()};
      return;
    }
    Start start{stamp.at, {}};
    if (before.value() && before.value()->epoch < stamp.epoch) start.last_before = before.value()->at;
    facts_.starts.push_back(start);
  }

  Facts& facts_;
  custody::Source& source_;
  std::uint64_t epoch_ = 0;
  std::optional<Error> error_;
};

} // namespace

Result<Facts> gather(custody::Source& source, WallTime from, WallTime to, const ReportSettings& settings) {
  Facts facts;
  facts.settings = settings;
  auto head = source.head();
  if (!head) return Error{head.error()};
  facts.journal = std::move(head).value();
  facts.period = {from, to, facts.journal.at.value_or(from)};
  auto incidents = counted(source, from, to, settings.area);
  if (!incidents) return Error{incidents.error()};
  facts.incidents = std::move(incidents).value();
  auto after = counted(source, to, to + looked_ahead, settings.area);
  if (!after) return Error{after.error()};
  facts.week_after = std::move(after).value();
  ServiceReader reader(facts, source);
  const auto read =
      source.for_each_seldom_record(WallTime::max(), [&](const Record& record) { reader.see(record); });
  if (!read) return Error{read.error()};
  if (reader.error()) return *reader.error();
  if (settings.area)
    std::erase_if(facts.census, [&](const CensusLine& line) { return line.area != *settings.area; });
  return facts;
}

} // namespace turnout::report
