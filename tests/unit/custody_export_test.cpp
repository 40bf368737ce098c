// An export, and what somebody does to it: every changed, lost or swapped byte is found, and where it is.
#include "support/store_samples.hpp"
#include "support/temp_folder.hpp"

#include <turnout/custody/export.hpp>
#include <turnout/custody/minisign.hpp>
#include <turnout/store/journal.hpp>

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace turnout;
using namespace turnout::testing;

namespace {

constexpr std::uint64_t records = 12;

std::string whole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

void put(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

/// The same steps for the same seed on every machine.
class Steps {
public:
  explicit Steps(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t most) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state_ >> 33) % most;
  }

private:
  std::uint64_t state_;
};

class Export {
public:
  Export() {
    auto journal = store::SqliteJournal::open(folder_.file("journal.db"));
    REQUIRE(journal);
    REQUIRE(journal.value()->claim().value() == 1);
    REQUIRE(journal.value()->append(sample_batch(1, 1, records)));
    const auto made = custody::make_keys();
    REQUIRE(made);
    keys = made.value();
    const auto written = custody::export_journal(folder_.file("journal.db"), path());
    REQUIRE(written);
    manifest = written.value();
    REQUIRE(custody::sign_folder(path(), keys.secret_file, "a test"));
  }

  [[nodiscard]] std::string path() const { return folder_.file("export"); }
  [[nodiscard]] std::string file(const std::string& name) const { return path() + '/' + name; }
  [[nodiscard]] std::string journal() const { return folder_.file("journal.db"); }
  [[nodiscard]] const TempFolder& folder() const { return folder_; }
  [[nodiscard]] custody::Checked check() const {
    auto checked = custody::check_folder(path(), keys.public_key);
    REQUIRE(checked);
    return checked.value();
  }

  custody::KeyPair keys;
  custody::Manifest manifest;

private:
  TempFolder folder_;
};

std::size_t line_of(const std::string& text, std::size_t at) {
  return 1 + static_cast<std::size_t>(
                 std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

} // namespace

TEST_CASE("an export as written holds, and its signature says what it is", "[custody]") {
  const Export made;
  CHECK(made.manifest.chain->records == records);
  CHECK(made.manifest.chain->first_sequence == 1);
  const auto checked = made.check();
  CHECK_FALSE(checked.finding);
  CHECK(checked.trusted == "a test");
  CHECK(checked.manifest == made.manifest);
  CHECK(custody::export_journal(made.journal(), made.path()).error().find("has an export already") !=
        std::string::npos);
}

TEST_CASE("a part of the journal can be exported, and its chain holds from there", "[custody]") {
  const Export made;
  const auto later = made.folder().file("later");
  const auto part = custody::export_journal(made.journal(), later, 7);
  REQUIRE(part);
  CHECK(part.value().chain->records == records - 6);
  CHECK(part.value().chain->last_hash == made.manifest.chain->last_hash);
  const auto checked = custody::check_folder(later);
  REQUIRE(checked);
  CHECK_FALSE(checked.value().finding);
  CHECK_FALSE(custody::export_journal(made.journal(), made.folder().file("none"), records + 1));
}

TEST_CASE("one flipped, lost, added or swapped byte of an export is found, with its record", "[custody]") {
  const Export made;
  const std::string good = whole(made.file(custody::journal_name));
  Steps steps(20261123);
  for (int round = 0; round < 80; ++round) {
    std::string bad = good;
    const std::size_t at = steps.below(good.size() - 1);
    switch (round % 4) {
    case 0:
      bad[at] = static_cast<char>(bad[at] ^ static_cast<char>(1U << steps.below(7)));
      break;
    case 1:
      bad.erase(at, 1);
      break;
    case 2:
      bad.insert(at, 1, static_cast<char>('0' + steps.below(40)));
      break;
    default:
      if (bad[at] == bad[at + 1]) continue;
      std::swap(bad[at], bad[at + 1]);
    }
    if (bad == good) continue;
    put(made.file(custody::journal_name), bad);
    const auto checked = made.check();
    INFO("round " << round << ", byte " << at);
    REQUIRE(checked.finding);
    CHECK(checked.finding->file == custody::journal_name);
    REQUIRE(checked.finding->misfit);
    // A line feed that is gone or new makes two records of one.
    const std::size_t line = line_of(good, at);
    CHECK(checked.finding->misfit->sequence >= line);
    CHECK(checked.finding->misfit->sequence <= line + (good[at] == '\n' || good[at + 1] == '\n' ? 1 : 0));
  }
}

TEST_CASE("lines that are gone, doubled or in another order are found", "[custody]") {
  const Export made;
  const std::string good = whole(made.file(custody::journal_name));
  std::vector<std::string> lines;
  std::istringstream in(good);
  for (std::string line; std::getline(in, line);)
    lines.push_back(line + '\n');
  Steps steps(7);
  for (int round = 0; round < 30; ++round) {
    auto bad = lines;
    const std::size_t at = steps.below(bad.size() - 1);
    const auto place = bad.begin() + static_cast<std::ptrdiff_t>(at);
    if (round % 3 == 0) bad.erase(place);
    if (round % 3 == 1) bad.insert(place, *place);
    if (round % 3 == 2) std::swap(bad[at], bad[at + 1]);
    std::string text;
    for (const auto& line : bad)
      text += line;
    put(made.file(custody::journal_name), text);
    const auto checked = made.check();
    REQUIRE(checked.finding);
    REQUIRE(checked.finding->misfit);
    INFO(checked.finding->reason);
    CHECK(checked.finding->misfit->sequence == at + (round % 3 == 1 ? 2 : 1));
  }
  put(made.file(custody::journal_name), good.substr(0, good.rfind('\n', good.size() - 2) + 1));
  CHECK(made.check().finding->misfit->sequence == records);
}

TEST_CASE("one changed byte of the manifest or the signature is found", "[custody]") {
  const Export made;
  for (const char* name : {custody::manifest_name, custody::signature_name}) {
    const std::string good = whole(made.file(name));
    // The first line of a signature is a remark that nobody vouches for.
    const std::size_t from = name == custody::signature_name ? good.find('\n') + 1 : 0;
    for (std::size_t at = from; at + 1 < good.size(); ++at) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ 1);
      put(made.file(name), bad);
      INFO(name << " byte " << at);
      CHECK(made.check().finding);
    }
    put(made.file(name), good);
  }
  CHECK_FALSE(made.check().finding);
}

TEST_CASE("another key, a file that nobody signed, and a folder of a report", "[custody]") {
  const Export made;
  const auto other = custody::make_keys();
  REQUIRE(other);
  const auto checked = custody::check_folder(made.path(), other.value().public_key);
  REQUIRE(checked);
  REQUIRE(checked.value().finding);
  CHECK(checked.value().finding->reason.find("signed by another key, " + made.keys.id) != std::string::npos);

  put(made.file("note.txt"), "trust me");
  CHECK(made.check().finding->file == "note.txt");

  const auto report = made.folder().file("report");
  std::filesystem::create_directories(report + "/tables");
  put(report + "/tables/a.csv", "a\n");
  put(report + "/b.html", "<p>");
  const auto described = custody::describe_folder(report);
  REQUIRE(described);
  REQUIRE(described.value().files.size() == 2);
  CHECK(described.value().files[0].name == "b.html");
  REQUIRE(custody::sign_folder(report, made.keys.secret_file, "two files"));
  CHECK_FALSE(custody::check_folder(report, made.keys.public_key).value().finding);
  put(report + "/tables/a.csv", "b\n");
  CHECK(custody::check_folder(report, made.keys.public_key).value().finding->file == "tables/a.csv");
}

TEST_CASE("the secret key is its owner's alone, and no key is written over", "[custody]") {
  const TempFolder folder;
  const auto keys = custody::make_keys();
  REQUIRE(keys);
  REQUIRE(custody::write_keys(keys.value(), folder.file("secret"), folder.file("public")));
  struct stat how {};
  REQUIRE(stat(folder.file("secret").c_str(), &how) == 0);
  CHECK((how.st_mode & 0777) == 0600);
  CHECK_FALSE(custody::write_keys(keys.value(), folder.file("secret"), folder.file("other")));
  CHECK_FALSE(custody::sign("untrusted comment: x\nRWQ=\n", "bytes", "x"));
  std::string damaged = keys.value().secret_file;
  damaged[damaged.find('\n') + 120] = damaged[damaged.find('\n') + 120] == 'A' ? 'B' : 'A';
  CHECK_FALSE(custody::sign(damaged, "bytes", "x"));
}

TEST_CASE("the stock minisign takes our signature, and we take its own", "[custody]") {
  const Export made;
  put(made.folder().file("key.pub"), made.keys.public_file);
  put(made.folder().file("key"), made.keys.secret_file);
  const auto says = [&](const std::string& words) {
    return std::system(("minisign " + words + " > /dev/null 2>&1").c_str());
  };
  const std::string key = " -p '" + made.folder().file("key.pub") + "'";
  REQUIRE(says("-V" + key + " -m '" + made.file(custody::manifest_name) + "'") == 0);
  put(made.file("copy"), whole(made.file(custody::manifest_name)) + " ");
  CHECK(says("-V" + key + " -x '" + made.file(custody::signature_name) + "' -m '" + made.file("copy") +
             "'") != 0);
  REQUIRE(says("-S -s '" + made.folder().file("key") + "' -x '" + made.folder().file("theirs") + "' -m '" +
               made.file("copy") + "'") == 0);
  CHECK(custody::check_signature(made.keys.public_file, whole(made.file("copy")),
                                 whole(made.folder().file("theirs"))));
}
