// Imports are all or nothing, replace by id, and let go of what is erased.
#include "support/store_samples.hpp"
#include "support/temp_folder.hpp"

#include <turnout/store/backup.hpp>
#include <turnout/store/journal.hpp>
#include <turnout/store/registry.hpp>

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include <atomic>
#include <fstream>
#include <future>
#include <iterator>
#include <thread>

using namespace turnout;
using namespace turnout::testing;

namespace {

std::pair<Person, PersonDetails> person(const std::string& id, const std::string& name = "Planted Name") {
  Person row;
  row.id = PersonId(id);
  row.hub = HubId("H" + id);
  row.home = GeoPoint{517457000, -22170000};
  row.risk_flags = {"two_person_lift"};
  PersonDetails details;
  details.id = row.id;
  details.name = name;
  details.key_safe = "C1234Z";
  return {row, details};
}

std::unique_ptr<store::SqliteRegistry> open(const std::string& path) {
  auto registry = store::SqliteRegistry::open(path);
  INFO((registry ? std::string() : registry.error()));
  REQUIRE(registry);
  return std::move(registry).value();
}

RegistryChanged all_of(store::SqliteRegistry& registry) {
  auto all = registry.load_all();
  REQUIRE(all);
  CHECK(all.value().whole);
  return std::move(all).value();
}

void sql(const std::string& path, const std::string& text) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &db) == SQLITE_OK);
  REQUIRE(sqlite3_exec(db, text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(db);
}

/// The test's own connection, which can keep every writer out.
class Held {
public:
  explicit Held(const std::string& path) {
    REQUIRE(sqlite3_open(path.c_str(), &db_) == SQLITE_OK);
    // Without naps, so that the gap between two pieces of an import is enough.
    sqlite3_busy_handler(
        db_,
        [](void*, int) {
          std::this_thread::yield();
          return 1;
        },
        nullptr);
  }
  ~Held() { sqlite3_close(db_); }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;

  void hold() const { REQUIRE(sqlite3_exec(db_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK); }
  void let_go() const { REQUIRE(sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr) == SQLITE_OK); }
  [[nodiscard]] int number(const char* sql) const {
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr) == SQLITE_OK);
    const int found = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : 0;
    sqlite3_finalize(statement);
    return found;
  }

private:
  sqlite3* db_ = nullptr;
};

} // namespace

TEST_CASE("an empty registry", "[store][registry]") {
  const TempFolder folder;
  const auto registry = open(folder.file("journal.db"));
  CHECK(all_of(*registry).people.empty());
  CHECK_FALSE(registry->person(PersonId("P1")));
  CHECK(registry->generation().value() == 0);
}

TEST_CASE("imported rows are loaded in order and looked up", "[store][registry]") {
  const TempFolder folder;
  {
    const auto registry = open(folder.file("journal.db"));
    REQUIRE(registry->import_people({person("P2"), person("P1", "Ada")}));
    Responder responder;
    responder.id = ResponderId("R1");
    responder.skills = {"lifting"};
    ResponderDetails details;
    details.id = responder.id;
    details.name = "Ben";
    REQUIRE(registry->import_responders({{responder, details}}));
    Base base;
    base.id = BaseId("B1");
    base.minimum_crew = 4;
    REQUIRE(registry->import_bases({base}));
    CHECK(registry->generation().value() == 3);
  }
  const auto registry = open(folder.file("journal.db"));
  const auto all = all_of(*registry);
  REQUIRE(all.people.size() == 2);
  CHECK(all.people[0] == person("P1").first);
  CHECK(all.people[1] == person("P2").first);
  REQUIRE(all.responders.size() == 1);
  CHECK(all.responders[0].skills.contains("lifting"));
  REQUIRE(all.bases.size() == 1);
  CHECK(all.bases[0].minimum_crew == 4);
  CHECK(registry->person(PersonId("P1")).value().name == "Ada");
  CHECK(registry->person(PersonId("P2")).value().key_safe == "C1234Z");
  CHECK(registry->responder(ResponderId("R1")).value().name == "Ben");
  CHECK_FALSE(registry->responder(ResponderId("P1")));
}

TEST_CASE("an import replaces known rows and keeps the others", "[store][registry]") {
  const TempFolder folder;
  const auto registry = open(folder.file("journal.db"));
  REQUIRE(registry->import_people({person("P1", "first"), person("P2")}));
  auto changed = person("P1", "second");
  changed.first.lives_alone = true;
  REQUIRE(registry->import_people({person("P1", "twice in one file"), changed, person("P3")}));
  const auto all = all_of(*registry);
  REQUIRE(all.people.size() == 3);
  CHECK(all.people[0].lives_alone);
  CHECK(registry->person(PersonId("P1")).value().name == "second");
}

TEST_CASE("an import says what it made of the rows that were there", "[store][registry]") {
  const TempFolder folder;
  const auto registry = open(folder.file("journal.db"));
  const auto said = [](const Result<store::Imported>& imported) {
    REQUIRE(imported);
    const auto& of = imported.value();
    return std::vector<std::size_t>{of.added, of.changed, of.same, of.kept};
  };
  using Counts = std::vector<std::size_t>;
  CHECK(said(registry->import_people({person("P1"), person("P2"), person("P3")})) == Counts{3, 0, 0, 0});
  CHECK(said(registry->import_people({})) == Counts{0, 0, 0, 3});
  auto moved = person("P2");
  moved.first.lives_alone = !moved.first.lives_alone;
  CHECK(said(registry->import_people({person("P1"), moved, person("P4")})) == Counts{1, 1, 1, 1});
  CHECK(said(registry->import_people({person("P1", "another name")})) == Counts{0, 1, 0, 3});
  CHECK(said(registry->import_bases({})) == Counts{0, 0, 0, 0});
}

TEST_CASE("an import that never finished is not seen, neither then nor after the next", "[store][registry]") {
  const TempFolder folder;
  const std::string path = folder.file("journal.db");
  const auto registry = open(path);
  REQUIRE(registry->import_people({person("P1", "known")}));
  // As a process leaves the file that was killed between two pieces.
  sql(path,
      "UPDATE meta SET value = 2 WHERE key = 'registry_claim';"
      "INSERT INTO registry_row SELECT kind, id, 2, row, replace(details, 'known', 'half') FROM registry_row;"
      "INSERT INTO registry_row SELECT kind, 'P9', 2, row, details FROM registry_row WHERE generation = 2");
  CHECK(all_of(*registry).people.size() == 1);
  CHECK(registry->person(PersonId("P1")).value().name == "known");
  REQUIRE(registry->import_people({person("P2")}));
  CHECK(all_of(*registry).people.size() == 2);
  CHECK(registry->person(PersonId("P1")).value().name == "known");
  CHECK_FALSE(registry->person(PersonId("P9")));
}

TEST_CASE("alarms are journalled while an import of many runs", "[store][registry]") {
  const TempFolder folder;
  const std::string path = folder.file("journal.db");
  const auto registry = open(path);
  auto journal = store::SqliteJournal::open(path);
  REQUIRE(journal);
  REQUIRE(journal.value()->claim().value() == 1);
  std::vector<std::pair<Person, PersonDetails>> many;
  for (int i = 0; i < 5000; ++i)
    many.push_back(person("P" + std::to_string(i)));
  bool imported = false;
  std::thread import([&] { imported = registry->import_people(many).ok(); });
  bool all_kept = true;
  for (std::uint64_t sequence = 1; sequence <= 200; ++sequence)
    all_kept = journal.value()->append(sample_batch(1, sequence, 1)).ok() && all_kept;
  import.join();
  CHECK(all_kept);
  CHECK(imported);
  CHECK(all_of(*registry).people.size() == 5000);
}

TEST_CASE("details are looked up while an import is under way", "[store][registry]") {
  const TempFolder folder;
  const std::string path = folder.file("journal.db");
  const auto registry = open(path);
  REQUIRE(registry->import_people({person("P1", "Ada")}));
  std::vector<std::pair<Person, PersonDetails>> many;
  for (int i = 0; i < 20'000; ++i)
    many.push_back(person("Q" + std::to_string(i)));
  auto import = std::async(std::launch::async, [&] { return registry->import_people(many).ok(); });
  // Once its first rows are there it is under way; from then on the file is held against it.
  const Held file(path);
  while (file.number("SELECT count(*) FROM registry_row") < 2)
    std::this_thread::yield();
  file.hold();
  CHECK(registry->person(PersonId("P1")).value().name == "Ada");
  CHECK(import.wait_for(std::chrono::seconds(0)) == std::future_status::timeout);
  file.let_go();
  CHECK(import.get());
}

TEST_CASE("of two imports at once the later one is kept whole", "[store][registry]") {
  const TempFolder folder;
  const std::string path = folder.file("journal.db");
  const auto first = open(path);
  const auto second = open(path);
  std::vector<std::pair<Person, PersonDetails>> of_first;
  std::vector<std::pair<Person, PersonDetails>> of_second;
  for (int i = 0; i < 3000; ++i) {
    of_first.push_back(person("P" + std::to_string(i), "first"));
    of_second.push_back(person("P" + std::to_string(i), "second"));
  }
  bool first_kept = false;
  std::thread other([&] { first_kept = first->import_people(of_first).ok(); });
  const bool second_kept = second->import_people(of_second).ok();
  other.join();
  CHECK((first_kept || second_kept));
  const auto all = all_of(*first);
  CHECK(all.people.size() == 3000);
  std::set<std::string> names;
  for (const auto& row : all.people)
    names.insert(first->person(row.id).value().name);
  CHECK(names.size() == 1);
}

TEST_CASE("an erased person leaves no byte in the file, its log or a later backup", "[store][registry]") {
  const TempFolder folder;
  const std::string path = folder.file("journal.db");
  const KeptText said = kept_text("a salt", 0, "Erasmus says his knee hurts");
  auto journal = store::SqliteJournal::open(path);
  REQUIRE(journal);
  REQUIRE(journal.value()->claim().value() == 1);
  const auto registry = open(path);
  // Imported twice: the row that was replaced is gone too.
  REQUIRE(registry->import_people({person("P1", "Erasmus Planted"), person("P2", "Stays Here")}));
  REQUIRE(registry->import_people({person("P1", "Erasmus Planted-Again")}));
  engine::Batch batch;
  batch.records.push_back(
      {{1, 1, WallTime()}, TimeReached{}, {Noted{IncidentId("I1"), OperatorId("ann"), said.id}}});
  batch.texts.push_back(said);
  REQUIRE(journal.value()->append(batch));

  const auto before = registry->generation().value();
  engine::Batch erasing;
  erasing.records.push_back(
      {{1, 2, WallTime()},
       PersonErased{
           .id = MessageId("e"), .by = OperatorId("ann"), .person = PersonId("P1"), .texts = {said.id}},
       {CommandAnswered{MessageId("e"), true, "", std::nullopt}}});
  REQUIRE(journal.value()->append(erasing));
  CHECK(registry->generation().value() > before);
  CHECK_FALSE(registry->person(PersonId("P1")));
  CHECK(all_of(*registry).people.size() == 1);
  REQUIRE(registry->carry_over_all());
  REQUIRE(store::backup(path, folder.file("backup.db")));
  for (const char* name : {"journal.db", "journal.db-wal", "backup.db"}) {
    std::ifstream file(folder.file(name), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    INFO(name);
    CHECK((bytes.find("Stays Here") != std::string::npos) == (std::string(name) != "journal.db-wal"));
    CHECK(bytes.find("Erasmus") == std::string::npos);
  }
  CHECK_FALSE(store::verify(path).value().misfit);
}

TEST_CASE("an import that runs while somebody is erased gives up, and does not bring them back",
          "[store][registry]") {
  const TempFolder folder;
  const std::string path = folder.file("journal.db");
  auto journal = store::SqliteJournal::open(path);
  REQUIRE(journal);
  REQUIRE(journal.value()->claim().value() == 1);
  const auto registry = open(path);
  std::vector<std::pair<Person, PersonDetails>> rows;
  for (int i = 0; i < 3000; ++i)
    rows.push_back(person("P" + std::to_string(i), "name"));
  std::atomic<bool> kept = false;
  std::thread importing([&] { kept = registry->import_people(rows).ok(); });
  engine::Batch erasing;
  erasing.records.push_back(
      {{1, 1, WallTime()},
       PersonErased{.id = MessageId("e"), .by = OperatorId("ann"), .person = PersonId("P7")},
       {CommandAnswered{MessageId("e"), true, "", std::nullopt}}});
  CHECK(journal.value()->append(erasing));
  importing.join();
  // Whichever was first: an import after the erasure is somebody enrolled anew.
  if (!kept) CHECK(all_of(*registry).people.empty());
  CHECK_FALSE(store::verify(path).value().misfit);
}
