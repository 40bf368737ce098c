#include "support/files.hpp"
#include "turnout/config/tariffs.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::config;

namespace {

std::string folder_left_out(std::string text, const std::filesystem::path& folder) {
  const std::string prefix = folder.string() + "/";
  for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix))
    text.erase(at, prefix.size());
  return text + "\n";
}

} // namespace

TEST_CASE("the tariffs that are shipped can be read") {
  const auto book = load_tariffs(std::filesystem::path(TURNOUT_SOURCE_DIR) / "config/tariffs.toml");
  INFO((book ? "" : book.error()));
  REQUIRE(book);
  CHECK(book.value().tariffs.size() == 3);
  CHECK(book.value().digest.size() == 64);
  const auto& fire = book.value().tariffs[0];
  CHECK(fire.kind == ResponderKind::firefighter);
  CHECK(billing::in_band(fire.attendance, billing::Band::public_holiday).pence == 9000);
  CHECK(book.value().tariffs[1].attendance[0].pence == 3800);
  CHECK_FALSE(book.value().tariffs[1].to.has_value());
}

TEST_CASE("every bad tariff file is refused with its approved message") {
  const auto folder = std::filesystem::path(TURNOUT_SOURCE_DIR) / "tests/config/tariffs";
  int seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".toml") continue;
    INFO(entry.path().filename().string());
    const auto book = load_tariffs(entry.path());
    REQUIRE_FALSE(book);
    auto expected = entry.path();
    CHECK(folder_left_out(book.error(), folder) ==
          testing::bytes_of(expected.replace_extension(".expected")));
    ++seen;
  }
  CHECK(seen >= 4);
}
