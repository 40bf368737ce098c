// A journal whose file was taken from under it refuses: what it wrote there nobody would find again.
#include "support/files.hpp"
#include "support/journal_place.hpp"

#include <turnout/store/backup.hpp>
#include <turnout/store/registry.hpp>

using namespace turnout;
using namespace turnout::testing;

namespace {

struct Moved : JournalPlace {
  Moved() : JournalPlace(3) {}

  void refuses(const std::string& named) const {
    const Status refused = journal->append(sample_batch(1, 4, 1));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rfind("journal " + named + ": append: the file was replaced or removed", 0) == 0);
    CHECK_FALSE(journal->superseded());
  }

  const std::string aside = folder.file("aside");
};

} // namespace

TEST_CASE("a journal that was removed, moved or replaced takes nothing until it is back", "[store]") {
  Moved place;
  std::filesystem::rename(place.path, place.aside);
  place.refuses(place.path);
  std::filesystem::copy_file(place.aside, place.path);
  place.refuses(place.path);
  std::filesystem::rename(place.aside, place.path);
  REQUIRE(place.journal->append(sample_batch(1, 4, 1)));
  CHECK(store::verify(place.path).value().last_sequence == 4);
}

TEST_CASE("a journal whose log was removed takes nothing", "[store]") {
  const std::string side = GENERATE("-wal", "-shm");
  Moved place;
  std::filesystem::rename(place.path + side, place.aside);
  place.refuses(place.path + side);
  std::filesystem::rename(place.aside, place.path + side);
  CHECK(place.journal->append(sample_batch(1, 4, 1)));
}

TEST_CASE("an import into a file that was replaced is refused", "[store]") {
  Moved place;
  const auto registry = store::SqliteRegistry::open(place.path);
  REQUIRE(registry);
  std::filesystem::rename(place.path, place.aside);
  const auto refused = registry.value()->import_bases({Base{.id = BaseId("B1"), .name = "North"}});
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error(), Catch::Contains("importing: the file was replaced or removed"));
  std::filesystem::rename(place.aside, place.path);
  CHECK(registry.value()->load_all().value().bases.empty());
}
