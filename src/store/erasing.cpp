#include "erasing.hpp"

namespace turnout::store {

namespace {

int erase_texts(Database& database, const std::vector<TextId>& texts, std::uint64_t sequence) {
  Statement remove = database.prepare("DELETE FROM text WHERE id = ?1");
  Statement mark = database.prepare("INSERT INTO erased_text VALUES (?1, ?2) ON CONFLICT DO NOTHING");
  for (const auto& text : texts) {
    int rc = remove.bind(1, text.str()).run();
    if (rc == SQLITE_OK) rc = mark.bind(1, text.str()).bind(2, sequence).run();
    if (rc != SQLITE_OK) return rc;
  }
  return SQLITE_OK;
}

/// Under a new generation, so that readers notice and an import that runs meanwhile, which may hold the row,
/// gives up; rows that it has written and not published go as well.
int erase_person(Database& database, const PersonId& person) {
  Statement remove =
      database.prepare("DELETE FROM registry_row WHERE (kind = 'person' AND id = ?1) OR generation > "
                       "(SELECT value FROM meta WHERE key = 'registry_generation')");
  if (const int rc = remove.bind(1, person.str()).run(); rc != SQLITE_OK) return rc;
  return database.execute(
      "UPDATE meta SET value = 1 + max(value, (SELECT max(value) FROM meta)) WHERE key = 'registry_claim';"
      "UPDATE meta SET value = (SELECT value FROM meta WHERE key = 'registry_claim') "
      "WHERE key = 'registry_generation'");
}

} // namespace

int erase(Database& database, const Event& event, std::uint64_t sequence) {
  if (const auto* retention = std::get_if<RetentionApplied>(&event))
    return erase_texts(database, retention->texts, sequence);
  const auto* erased = std::get_if<PersonErased>(&event);
  if (erased == nullptr) return SQLITE_OK;
  const int rc = erase_texts(database, erased->texts, sequence);
  return rc == SQLITE_OK ? erase_person(database, erased->person) : rc;
}

} // namespace turnout::store
