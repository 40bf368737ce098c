#include "responders/responder_fleet.hpp"
#include "stage.hpp"

#include <catch2/catch.hpp>

using namespace turnout::sim;

namespace {

struct Street : Stage {
  Board board{summary};
  River river;
  Surroundings around{scheduler, publish(), summary, board, river, 1, 5, 120, false, "r"};

  std::unique_ptr<Responder> responder(Habit habit, double accept, const std::string& shifts = "",
                                       std::uint64_t seed = 1) {
    RosterEntry who{"R1", "carer", "Care", {51.75, -2.20}, Shifts::parse(shifts)};
    Persona persona{habit, accept, 10, 0.1, 60, 0.1, true};
    return std::make_unique<Responder>(who, persona, Random(seed), around);
  }
  [[nodiscard]] Texts answers() const { return each("responder/R1/reply", "answer"); }
  [[nodiscard]] Texts stages() const { return each("responder/R1/progress", "stage"); }
};

boost::json::object offer(const char* id, const char* incident = "I1") {
  return {{"id", id}, {"incident", incident}, {"type", "fall"}, {"distance_m", 3000}};
}

boost::json::object assigned(const char* offer_id, const char* incident = "I1") {
  return {{"incident", incident},
          {"offer", offer_id},
          {"state", "assigned"},
          {"person", {{"position", {{"lat", 51.77}, {"lon", -2.20}}}}}};
}

boost::json::object state(const char* state, const char* offer_id = "O1", const char* incident = "I1") {
  return {{"incident", incident}, {"offer", offer_id}, {"state", state}};
}

constexpr double an_hour = 3600;

} // namespace

TEST_CASE("a prompt responder says received, seen, accept, goes, and clears with an outcome") {
  Street street;
  auto r = street.responder(Habit::prompt, 1.0);
  r->start();
  CHECK(street.each("responder/R1/status", "state") == Texts{"available"});
  CHECK(street.each("responder/R1/link", "state") == Texts{"up"});
  r->offer(offer("O1"));
  street.run_for(30);
  CHECK(street.answers() == Texts{"received", "seen", "accept"});
  CHECK(street.stages().empty());

  r->assignment(assigned("O1"));
  CHECK(r->busy());
  street.run_for(6 * an_hour);
  const Texts stages = street.stages();
  REQUIRE(stages.size() >= 4);
  CHECK(stages[0] == "en_route");
  CHECK(stages[1] == "on_scene");
  CHECK(stages[2] == "with_person");
  CHECK(stages.back() == "clear");
  CHECK_FALSE(text_of(street.on("responder/R1/progress").back(), "outcome").empty());
  CHECK_FALSE(r->busy());
  CHECK(street.summary.value("incidents_reached") == 1);
  for (const auto& m : street.said) {
    const bool kept = m.topic == "responder/R1/status" || m.topic == "responder/R1/link";
    CHECK(m.retain == kept);
  }
}

TEST_CASE("positions on the way lead from the responder to the person") {
  Street street;
  auto r = street.responder(Habit::prompt, 1.0);
  r->start();
  r->offer(offer("O1"));
  street.run_for(30);
  street.said.clear();
  r->assignment(assigned("O1"));
  street.run_for(20 * 60);
  double before = 0;
  const auto positions = street.on("responder/R1/position");
  REQUIRE(positions.size() > 20);
  for (const auto& p : positions) {
    const double lat = number_of(p, "lat", 0);
    CHECK(lat >= before);
    before = lat;
  }
  CHECK(before == Approx(51.77));
}

TEST_CASE("a repeated offer gets the same reply, a repeated assignment starts nothing") {
  Street street;
  auto r = street.responder(Habit::prompt, 1.0);
  r->start();
  r->offer(offer("O1"));
  street.run_for(30);
  const auto before = street.on("responder/R1/reply");
  r->offer(offer("O1"));
  street.run_for(60);
  const auto after = street.on("responder/R1/reply");
  REQUIRE(after.size() == before.size() + 1);
  CHECK(after.back() == before.back());
  r->assignment(assigned("O1"));
  r->assignment(assigned("O1"));
  street.run_for(6 * an_hour);
  const auto clear = street.on("responder/R1/progress").back();
  r->assignment(assigned("O1"));
  street.run_for(an_hour);
  CHECK(street.on("responder/R1/progress").back() == clear);
  CHECK(street.summary.value("en_route") == 1);
  CHECK(street.summary.value("assignments_repeated") == 2);
}

TEST_CASE("a silent responder's phone says received and nobody says more") {
  Street street;
  auto r = street.responder(Habit::silent, 0.0);
  r->start();
  r->offer(offer("O1"));
  street.run_for(an_hour);
  CHECK(street.answers() == Texts{"received"});
  CHECK(street.summary.value("offers_silent") == 1);
}

TEST_CASE("one who declines gives a reason") {
  Street street;
  auto r = street.responder(Habit::declines, 0.0, "", 4);
  r->start();
  r->offer(offer("O1"));
  street.run_for(an_hour);
  const auto last = street.on("responder/R1/reply").back();
  CHECK(text_of(last, "answer") == "decline");
  CHECK_FALSE(text_of(last, "reason").empty());
}

TEST_CASE("what is no longer theirs is not accepted late") {
  Street street;
  auto r = street.responder(Habit::prompt, 1.0);
  r->start();
  r->offer(offer("O1"));
  r->assignment(state("not_assigned"));
  street.run_for(an_hour);
  CHECK(street.answers() == Texts{"received"});
}

TEST_CASE("stood down on the way ends the job at once") {
  Street street;
  auto r = street.responder(Habit::prompt, 1.0);
  r->start();
  r->offer(offer("O1"));
  street.run_for(30);
  r->assignment(assigned("O1"));
  street.run_for(120);
  CHECK(street.stages() == Texts{"en_route"});
  r->assignment(state("stood_down"));
  street.run_for(6 * an_hour);
  CHECK(street.stages() == Texts{"en_route"});
  CHECK_FALSE(r->busy());
}

TEST_CASE("a second job is declined, and given back if it is assigned all the same") {
  Street street;
  auto r = street.responder(Habit::prompt, 1.0);
  r->start();
  r->offer(offer("O1"));
  street.run_for(30);
  r->assignment(assigned("O1"));
  r->offer(offer("O2", "I2"));
  street.run_for(30);
  CHECK(street.answers().back() == "decline");
  r->assignment(assigned("O2", "I2"));
  CHECK(street.answers().back() == "withdraw");
}

TEST_CASE("a dead battery keeps its reports, loses what was sent to it, and comes back with sync") {
  Street street;
  auto r = street.responder(Habit::battery, 1.0);
  r->start();
  r->offer(offer("O1"));
  street.run_for(30);
  r->assignment(assigned("O1"));
  while (street.summary.value("batteries_dead") == 0 && street.scheduler.now() < seconds(an_hour))
    street.run_for(1);
  REQUIRE(street.summary.value("batteries_dead") == 1);
  CHECK(street.each("responder/R1/link", "state").back() == "down");
  const std::size_t said = street.said.size();
  street.run_for(120);
  CHECK(street.said.size() == said);
  r->receive("offer", R"({"id":"O9","incident":"I9","type":"fall"})");
  CHECK(street.summary.value("missed_with_dead_battery") == 1);
  street.run_for(6 * an_hour);
  CHECK(street.on("responder/R1/sync").size() == 1);
  CHECK(street.each("responder/R1/link", "state").back() == "up");
  CHECK(street.stages().back() == "clear");
}

TEST_CASE("one who is lost says nothing on the way for a while and arrives late") {
  Street street;
  auto r = street.responder(Habit::lost, 1.0);
  r->start();
  r->offer(offer("O1"));
  street.run_for(30);
  r->assignment(assigned("O1"));
  while (street.summary.value("went_quiet") == 0 && street.scheduler.now() < seconds(an_hour))
    street.run_for(1);
  const std::size_t said = street.said.size();
  street.run_for(10 * 60);
  CHECK(street.said.size() == said);
  CHECK(street.stages() == Texts{"en_route"});
  street.run_for(6 * an_hour);
  CHECK(street.stages().back() == "clear");
}

TEST_CASE("off shift is off duty, and an offer then is declined") {
  Street street;
  auto r = street.responder(Habit::prompt, 1.0, "Sat,Sun 08:00-09:00");
  r->start();
  CHECK(street.each("responder/R1/status", "state") == Texts{"off_duty"});
  CHECK(street.on("responder/R1/position").empty());
  r->offer(offer("O1"));
  street.run_for(30);
  CHECK(street.answers().back() == "decline");
}

TEST_CASE("a fleet plays the same for the same seed and hands each responder its own messages") {
  const auto play = [](std::uint64_t seed) {
    Street street;
    std::vector<RosterEntry> roster;
    for (int i = 0; i < 30; ++i) {
      roster.push_back({"R" + std::to_string(i), "firefighter", "on-call", {51.75, -2.2}, Shifts::parse("")});
    }
    ResponderFleet fleet(roster, default_habits(), Random(seed), street.around);
    fleet.start();
    street.run_for(1);
    for (int i = 0; i < 30; ++i) {
      fleet.receive({"responder/R" + std::to_string(i) + "/offer", to_text(offer("O1")), 1, false});
    }
    street.run_for(600);
    CHECK(street.summary.value("offers_received") == 30);
    std::string text;
    for (const auto& m : street.said)
      text += m.topic + m.payload + "\n";
    return text;
  };
  CHECK(play(1) == play(1));
  CHECK(play(1) != play(2));
}

TEST_CASE("habits on the command line are weights by name") {
  CHECK(parse_habits("prompt=3,lost=1") == HabitMix{3, 0, 0, 0, 0, 1});
  CHECK_THROWS_WITH(parse_habits("quick=1"), Catch::Contains("'quick=1'"));
  CHECK_THROWS_WITH(parse_habits("prompt=0"), Catch::Contains("above zero"));
}
