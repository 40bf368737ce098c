// A copy taken beside a running journal is whole, checked, and starts anew without using an id twice.
#include "support/files.hpp"
#include "support/journal_place.hpp"

#include <turnout/store/backup.hpp>

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace turnout;
using namespace turnout::testing;

namespace {

struct BackedUp : JournalPlace {
  BackedUp() : JournalPlace(20) {}

  [[nodiscard]] std::size_t files() const {
    const std::filesystem::directory_iterator all(folder.path());
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
  }

  std::string copy = folder.file("copy.db");
};

} // namespace

TEST_CASE("a backup is one checked file and replaces the one before", "[store][backup]") {
  BackedUp place;
  const auto before = place.files();
  const auto first = store::backup(place.path, place.copy);
  INFO((first ? std::string() : first.error()));
  REQUIRE(first);
  CHECK(first.value().last_sequence == 20);
  REQUIRE(place.journal->append(sample_batch(1, 21, 1)));
  const auto second = store::backup(place.path, place.copy);
  REQUIRE(second);
  CHECK(second.value().last_sequence == 21);
  CHECK(place.files() == before + 1);
  std::filesystem::permissions(place.copy, std::filesystem::perms::owner_read);
  const auto checked = store::check_backup(place.copy);
  REQUIRE(checked);
  CHECK(checked.value().last_hash == second.value().last_hash);
}

TEST_CASE("a damaged copy is found and not restored", "[store][backup]") {
  BackedUp place;
  REQUIRE(store::backup(place.path, place.copy));
  {
    // One byte of a record, wherever the page with it lies.
    std::fstream file(place.copy, std::ios::binary | std::ios::in | std::ios::out);
    std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const auto at = bytes.find("\"considered\":2");
    REQUIRE(at != std::string::npos);
    file.clear();
    file.seekp(static_cast<std::streamoff>(at + 13));
    file.put('3');
  }
  const auto checked = store::check_backup(place.copy);
  REQUIRE_FALSE(checked);
  CHECK_THAT(checked.error(), Catch::Contains("is not what was written"));
  CHECK_FALSE(store::restore(place.copy, place.folder.file("new.db")));
  CHECK_FALSE(std::filesystem::exists(place.folder.file("new.db")));
}

TEST_CASE("a restored journal goes on under epochs never used", "[store][backup]") {
  BackedUp place;
  REQUIRE(store::backup(place.path, place.copy));
  REQUIRE(place.journal->append(sample_batch(1, 21, 1)));
  const std::string restored = place.folder.file("restored.db");
  REQUIRE(store::restore(place.copy, restored));
  auto journal = store::SqliteJournal::open(restored);
  REQUIRE(journal);
  const auto epoch = journal.value()->claim();
  REQUIRE(epoch);
  CHECK(epoch.value() > 1'000'000);
  CHECK(journal.value()->recover().value().last_sequence == 20);
  CHECK(journal.value()->append(sample_batch(epoch.value(), 21, 1, "b")));
  CHECK_FALSE(store::verify(restored).value().misfit);
}

TEST_CASE("a journal that is there is not restored over", "[store][backup]") {
  BackedUp place;
  REQUIRE(store::backup(place.path, place.copy));
  const auto refused = store::restore(place.copy, place.path);
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error(), Catch::Contains("is there already"));
}

TEST_CASE("a backup never takes the journal's place", "[store][backup]") {
  BackedUp place;
  const std::string link = place.folder.file("link.db");
  std::filesystem::create_symlink(place.path, link);
  const std::string odd = "/../" + place.folder.path().filename().string() + "/journal.db";
  for (const std::string& to : {place.path, place.path + "-wal", place.path + "-shm", place.path + "-journal",
                                link, place.folder.path().string() + odd}) {
    INFO(to);
    const auto refused = store::backup(place.path, to);
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error(), Catch::Contains("is the journal itself: name another file"));
  }
  REQUIRE(place.journal->append(sample_batch(1, 21, 1)));
  CHECK(store::verify(place.path).value().last_sequence == 21);
}

TEST_CASE("a backup replaces nothing but a backup", "[store][backup]") {
  BackedUp place;
  put(place.copy, "hub_id,person_id\n");
  auto refused = store::backup(place.path, place.copy);
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error(), Catch::Contains("is there already and is no backup"));
  CHECK(bytes_of(place.copy) == "hub_id,person_id\n");

  refused = store::backup(place.path, place.folder.path());
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error(), Catch::Contains("is a folder: name a file in it"));

  const std::string other = place.folder.file("other.db");
  REQUIRE(store::SqliteJournal::open(other).value()->claim());
  const std::string before = bytes_of(other);
  refused = store::backup(place.path, other);
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error(), Catch::Contains("is a journal, not a backup"));
  CHECK(bytes_of(other) == before);
}

TEST_CASE("nothing is restored beside what SQLite left of a journal", "[store][backup]") {
  BackedUp place;
  REQUIRE(store::backup(place.path, place.copy));
  const std::string fresh = place.folder.file("new.db");
  for (const char* side : {"-wal", "-shm", "-journal"}) {
    put(fresh + side, "x");
    const auto refused = store::restore(place.copy, fresh);
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error(), Catch::Contains("is there already"));
    std::filesystem::remove(fresh + side);
  }
  CHECK(store::restore(place.copy, fresh));
  CHECK_FALSE(store::restore(place.copy, place.copy));
}

TEST_CASE("a backup that cannot be written leaves nothing behind", "[store][backup]") {
  BackedUp place;
  const auto before = place.files();
  CHECK_FALSE(store::backup(place.path, place.folder.file("none/copy.db")));
  CHECK_FALSE(store::backup(place.folder.file("no journal"), place.copy));
  CHECK(place.files() == before);
}
