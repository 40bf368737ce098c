#include <turnout/base/result.hpp>
#include <turnout/base/sha256.hpp>
#include <turnout/domain/ids.hpp>

#include <catch2/catch.hpp>

using namespace turnout;

static_assert(!std::is_convertible_v<HubId, PersonId>);
static_assert(!std::is_convertible_v<std::string, HubId>);
static_assert(!std::is_constructible_v<HubId, PersonId>);

TEST_CASE("an id of a sender is 1 to 64 of the contract's characters") {
  CHECK(valid_id("a"));
  CHECK(valid_id("AZaz09._:-"));
  CHECK(valid_id(std::string(64, 'x')));
  CHECK_FALSE(valid_id(std::string(65, 'x')));
  CHECK_FALSE(valid_id(""));
  const auto refused = GENERATE("a b", "a/b", "a+b", "#", "caf\xc3\xa9", "a\n", "$SYS");
  INFO(refused);
  CHECK_FALSE(valid_id(refused));
  CHECK_FALSE(valid_id(std::string_view("a\0b", 3)));
}

TEST_CASE("ids order by their text") {
  CHECK(HubId("a") < HubId("b"));
  CHECK(HubId("a") == HubId("a"));
  CHECK(HubId().empty());
}

TEST_CASE("SHA-256 agrees with the standard's examples") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a result is a value or the reason there is none") {
  const Result<int> good = 7;
  const Result<int> bad = Error{"hub: must be a string"};
  CHECK(good.ok());
  CHECK(good.value() == 7);
  CHECK_FALSE(bad);
  CHECK(bad.error() == "hub: must be a string");
  CHECK(ok_status().ok());
}
