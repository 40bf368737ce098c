// A journal in a folder of its own, claimed, with so many sample records in it. For tests of the store.
#pragma once

#include "support/store_samples.hpp"
#include "support/temp_folder.hpp"

#include <turnout/store/journal.hpp>

#include <catch2/catch.hpp>

#include <memory>
#include <string>

namespace turnout::testing {

struct JournalPlace {
  explicit JournalPlace(std::uint64_t records) {
    auto opened = store::SqliteJournal::open(path);
    REQUIRE(opened);
    journal = std::move(opened).value();
    REQUIRE(journal->claim().value() == 1);
    REQUIRE(journal->append(sample_batch(1, 1, records)));
  }

  TempFolder folder;
  std::string path = folder.file("journal.db");
  std::unique_ptr<store::SqliteJournal> journal;
};

} // namespace turnout::testing
