// What is owed, in whole pence: nothing here is ever rounded. Values, any thread, no failure.
#pragma once

#include <boost/describe/class.hpp>

#include <compare>
#include <cstdint>

namespace turnout {

struct Money {
  std::int64_t pence = 0;

  friend constexpr auto operator<=>(Money, Money) = default;
  friend constexpr Money operator+(Money a, Money b) { return {a.pence + b.pence}; }
  friend constexpr Money operator*(Money a, std::int64_t times) { return {a.pence * times}; }
};
BOOST_DESCRIBE_STRUCT(Money, (), (pence))

} // namespace turnout
