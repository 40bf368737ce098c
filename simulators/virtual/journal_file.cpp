#include "virtual/journal_file.hpp"

#include <turnout/store/journal.hpp>
#include <turnout/store/registry.hpp>

#include <filesystem>
#include <stdexcept>

namespace turnout::sim {

namespace {

/// So many records a sync: nobody waits for one here.
constexpr std::size_t records_at_a_time = 4'000;

template <class Done>
void must(const Done& done) {
  if (!done) throw std::runtime_error(done.error());
}

void fill_registry(const std::string& path, const RegistryChanged& rows) {
  auto registry = store::SqliteRegistry::open(path);
  if (!registry) throw std::runtime_error(registry.error());
  std::vector<std::pair<Person, PersonDetails>> people;
  for (const auto& person : rows.people)
    people.emplace_back(person, PersonDetails{.id = person.id, .name = "Resident " + person.id.str()});
  std::vector<std::pair<Responder, ResponderDetails>> responders;
  for (const auto& one : rows.responders)
    responders.emplace_back(one, ResponderDetails{.id = one.id, .name = "Responder " + one.id.str()});
  must(registry.value()->import_bases(rows.bases));
  must(registry.value()->import_people(people));
  must(registry.value()->import_responders(responders));
}

} // namespace

JournalFile::JournalFile(const std::string& path, const county::Population& population) {
  if (std::filesystem::exists(path))
    throw std::runtime_error(path + ": is there already; name a new file for --journal");
  auto journal = store::SqliteJournal::open(path);
  if (!journal) throw std::runtime_error(journal.error());
  journal_ = std::move(journal).value();
  fill_registry(path, population.rows);
}

JournalFile::~JournalFile() = default;

void JournalFile::take(const engine::Batch& batch) {
  // Each life of the dispatcher had an epoch of its own.
  if (!batch.records.empty() && batch.records.front().stamp.epoch != epoch_) {
    finish();
    while (epoch_ < batch.records.front().stamp.epoch) {
      const auto claimed = journal_->claim();
      if (!claimed) throw std::runtime_error(claimed.error());
      epoch_ = claimed.value();
    }
  }
  in_hand_.records.insert(in_hand_.records.end(), batch.records.begin(), batch.records.end());
  in_hand_.texts.insert(in_hand_.texts.end(), batch.texts.begin(), batch.texts.end());
  in_hand_.done.insert(in_hand_.done.end(), batch.done.begin(), batch.done.end());
  for (const auto& row : batch.rows)
    rows_.insert_or_assign({row.kind, row.id}, row);
  if (in_hand_.records.size() >= records_at_a_time) finish();
}

void JournalFile::finish() {
  if (in_hand_.records.empty()) return;
  for (auto& [key, row] : rows_)
    in_hand_.rows.push_back(std::move(row));
  must(journal_->append(in_hand_));
  in_hand_ = {};
  rows_.clear();
}

} // namespace turnout::sim
