#include "unit/record_round_trip.hpp"

using namespace turnout;
using namespace turnout::test;

TEST_CASE("every kind of event comes back as it was written") {
  check_alternatives<Event>(Event());
}

TEST_CASE("every kind of effect comes back as it was written") {
  check_alternatives<Effect>(Effect());
}
