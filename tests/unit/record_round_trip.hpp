// Round trips of values filled at random, shared by the tests of the codec.
#pragma once

#include "support/random_values.hpp"

#include <turnout/record/json.hpp>

#include <catch2/catch.hpp>

namespace turnout::test {

template <class T>
void check_round_trip(const T& value) {
  const std::string text = record::to_json(value);
  const auto back = record::from_json<T>(text);
  INFO(text);
  REQUIRE(back.ok());
  REQUIRE(record::to_json(back.value()) == text);
  if constexpr (std::equality_comparable<T>) REQUIRE(back.value() == value);
}

/// Every alternative in turn, each filled many times.
template <class Whole, class... T>
void check_alternatives(const std::variant<T...>&) {
  RandomValues random(11);
  const auto check = [&](auto* none) {
    using Kind = std::remove_pointer_t<decltype(none)>;
    check_round_trip(Whole(Kind{}));
    for (int i = 0; i < 40; ++i) {
      Kind value{};
      random.fill(value);
      check_round_trip(Whole(std::move(value)));
    }
  };
  (check(static_cast<T*>(nullptr)), ...);
}

template <class T>
void check_many(std::uint64_t seed) {
  RandomValues random(seed);
  check_round_trip(T{});
  for (int i = 0; i < 60; ++i) {
    T value{};
    random.fill(value);
    check_round_trip(value);
  }
}

} // namespace turnout::test
