#include "unit/record_round_trip.hpp"

using namespace turnout;
using namespace turnout::test;

TEST_CASE("every kind of decision comes back as it was written") {
  check_alternatives<Decision>(Decision());
}
