#include "unit/record_round_trip.hpp"

using namespace turnout;
using namespace turnout::test;

TEST_CASE("records and rows come back as they were written") {
  check_many<Record>(1);
  check_many<Incident>(2);
  check_many<HubFacts>(3);
  check_many<ResponderFacts>(4);
  check_many<PartnerFacts>(5);
  check_many<SystemFacts>(6);
  check_many<Person>(7);
  check_many<PersonDetails>(8);
  check_many<Responder>(9);
  check_many<ResponderDetails>(10);
  check_many<Base>(11);
  check_many<PlanBook>(12);
  check_many<std::vector<Decision>>(13);
}
