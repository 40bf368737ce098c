// What has been committed, for screens, reports and turnoutctl: a read-only connection of its own, so that
// reading never delays an append, from this process or another. One thread at a time; open one for each
// thread. Nothing throws; an Error says which file, what is wrong and what mends it. Something that is not
// there is nullopt.
#pragma once

#include "turnout/engine/ports.hpp"
#include "turnout/store/chain.hpp"

#include <functional>
#include <memory>
#include <set>

namespace turnout::store {

/// One look at a person's record.
struct LookedAt {
  Stamp stamp;
  RecordViewed view;
  std::string reason; ///< in their own words, or empty
};

/// A person's row with what identifies them: for those entitled to it.
struct PersonRecord {
  Person person;
  PersonDetails details;
};

/// Records stamped in [from, to) whose event or one of whose decisions is of these kinds; none named: all.
struct RecordFilter {
  std::set<std::string> kinds;
  WallTime from = WallTime::min();
  WallTime to = WallTime::max();
};

/// One of the few among many that reports and invoices look for: starts with the register they found, plans,
/// the disk, canaries' test alarms, referrals followed up, disputes.
[[nodiscard]] bool is_seldom(const Record& record);

class ReadStore {
public:
  [[nodiscard]] static Result<std::unique_ptr<ReadStore>> open(const std::string& path);
  ~ReadStore();

  // ---- incidents ----

  /// Oldest first.
  [[nodiscard]] Result<std::vector<Incident>> open_incidents();
  [[nodiscard]] Result<std::optional<Incident>> incident(const IncidentId& id);
  /// First signal in [from, to), oldest first, closed ones too.
  [[nodiscard]] Result<std::vector<Incident>> incidents_opened_between(WallTime from, WallTime to);
  /// Open at any moment of [from, to), oldest first.
  [[nodiscard]] Result<std::vector<Incident>> incidents_open_between(WallTime from, WallTime to);
  /// All of one person, oldest first.
  [[nodiscard]] Result<std::vector<Incident>> incidents_of(const PersonId& person);

  // ---- records ----

  /// Every record that touches the incident, in order.
  [[nodiscard]] Result<std::vector<Record>> records_of(const IncidentId& id);
  [[nodiscard]] Result<std::vector<Record>> records(std::uint64_t from_sequence, std::size_t limit);
  /// All from `from_sequence` on as they stand now, in order, one in memory at a time, until `see` returns
  /// false.
  [[nodiscard]] Status for_each_record(std::uint64_t from_sequence,
                                       const std::function<bool(const Record&)>& see);
  [[nodiscard]] Status for_each_record(const RecordFilter& filter,
                                       const std::function<bool(const Record&)>& see);
  /// Before `to`, in order, those that is_seldom names.
  [[nodiscard]] Status for_each_seldom_record(WallTime to, const std::function<void(const Record&)>& see);
  /// The same in the bytes that were hashed.
  [[nodiscard]] Status for_each_link(std::uint64_t from_sequence,
                                     const std::function<Result<bool>(const Link&)>& see);
  [[nodiscard]] Result<std::uint64_t> last_sequence();
  [[nodiscard]] Result<std::string> last_hash();

  // ---- who looked at whom ----

  /// Every look at that person's record from `from` on, oldest first, with the words of its reason.
  [[nodiscard]] Result<std::vector<LookedAt>> looks_at(const PersonId& person, WallTime from = WallTime());

  // ---- people, as the registry has them now ----

  [[nodiscard]] Result<std::optional<PersonRecord>> person(const PersonId& id);
  /// Those with an id after `after` in whose name, address, postcode, number, id or hub every word is found,
  /// ordered by id.
  [[nodiscard]] Result<std::vector<PersonRecord>> find_people(const std::vector<std::string>& words,
                                                              const PersonId& after, std::size_t limit);
  [[nodiscard]] Result<std::optional<PersonRecord>> person_of(const HubId& hub);

  // ---- read models, texts, outbox ----

  /// Stored rows of a kind ("incident", "hub", "responder", "partner", "system", "plans"), or with an empty
  /// kind of all, ordered by kind and id.
  [[nodiscard]] Result<std::vector<engine::Row>> rows(const std::string& kind, bool open_only);
  [[nodiscard]] Result<std::vector<HubFacts>> hub_facts();
  [[nodiscard]] Result<std::vector<ResponderFacts>> responder_facts();
  [[nodiscard]] Result<std::optional<SystemFacts>> system_facts();
  [[nodiscard]] Result<std::optional<std::string>> text(const TextId& id);
  /// Of all texts that are kept.
  [[nodiscard]] Result<std::set<TextId>> text_ids();

  /// Everything read until `end_snapshot` (or the next call of this) is of one moment.
  [[nodiscard]] Status begin_snapshot();
  void end_snapshot();

private:
  class Impl;
  explicit ReadStore(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

} // namespace turnout::store
