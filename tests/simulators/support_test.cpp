#include "county/facts.hpp"
#include "responders/roster.hpp"
#include "stage.hpp"
#include "support/csv.hpp"
#include "support/options.hpp"
#include "support/random.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace turnout::sim;

TEST_CASE("chance is the same for the same seed, and a fork does not move its parent") {
  Random a(42), b(42);
  static_cast<void>(b.fork("elsewhere").next());
  for (int i = 0; i < 100; ++i)
    CHECK(a.next() == b.next());
  CHECK(Random(42).fork("x").next() != Random(42).fork("y").next());
  Random known(1);
  CHECK(known.next() == 0x910A2DEC89025CC1ULL);
}

TEST_CASE("tasks run in order of due time, then of asking, and may ask for more") {
  Stage stage;
  std::string order;
  stage.scheduler.after(seconds(2), [&] { order += 'c'; });
  stage.scheduler.after(seconds(1), [&] {
    order += 'a';
    stage.scheduler.after(seconds(0), [&] { order += 'b'; });
  });
  stage.scheduler.after(seconds(2), [&] { order += 'd'; });
  stage.run_for(5);
  CHECK(order == "abcd");
  CHECK(stage.scheduler.now() == seconds(5));
}

TEST_CASE("times are written and read as the contract has them") {
  Stage stage;
  stage.run_for(61.2345);
  CHECK(rfc3339(stage.scheduler.wall_now()) == "2026-01-14T12:01:01.234Z");
  const auto read = parse_rfc3339("2026-01-14T12:01:01.234Z");
  REQUIRE(read);
  CHECK(rfc3339(*read) == "2026-01-14T12:01:01.234Z");
  CHECK_FALSE(parse_rfc3339("yesterday"));
  CHECK_FALSE(parse_rfc3339("2026-02-30T10:00:00Z"));
}

TEST_CASE("beside a hurried daemon the written times go by faster, the tasks do not") {
  constexpr double speed = 30;
  Scheduler scheduler(*parse_rfc3339("2026-01-14T12:00:00.000Z"), speed);
  bool done = false;
  scheduler.after(seconds(2), [&] { done = true; });
  scheduler.advance_to(seconds(2));
  CHECK(done);
  CHECK(rfc3339(scheduler.wall_now()) == "2026-01-14T12:01:00.000Z");
  CHECK(rfc3339(scheduler.wall_after(seconds(1))) == "2026-01-14T12:01:30.000Z");
}

TEST_CASE("a CSV cell with commas, quotes and line ends comes back as it was") {
  const auto file = std::filesystem::temp_directory_path() / "turnout-sim-cells.csv";
  const std::vector<std::string> cells{"a,b", "say \"hello\"", "two\nlines", ""};
  std::ofstream(file) << "one,two,three,four\n" << csv_line(cells);
  const CsvTable table = CsvTable::read(file);
  std::filesystem::remove(file);
  REQUIRE(table.rows() == 1);
  CHECK(table.at(0, "one") == cells[0]);
  CHECK(table.at(0, "two") == cells[1]);
  CHECK(table.at(0, "three") == cells[2]);
  CHECK(table.at(0, "four").empty());
  CHECK_THROWS_WITH(table.at(0, "five"), Catch::Contains("no column five"));
}

TEST_CASE("numbers in messages read as people write them") {
  CHECK(to_text({{"lat", 51.8182}, {"lon", -1.8}, {"n", 3}, {"list", {1.5, "x\"y", nullptr}}}) ==
        R"({"lat":51.8182,"lon":-1.8,"n":3,"list":[1.5,"x\"y",null]})");
}

TEST_CASE("broker addresses and durations") {
  CHECK(parse_broker("tcp://localhost:1884").port == 1884);
  CHECK(parse_broker("mqtt://broker").port == 1883);
  CHECK(parse_broker("ssl://broker").tls);
  CHECK_THROWS_WITH(parse_broker("http://x:1"), Catch::Contains("scheme"));
  CHECK_THROWS_WITH(parse_broker("tcp://x:port"), Catch::Contains("tcp://host:port"));
  CHECK(parse_duration("90s") == 90);
  CHECK(parse_duration("2m") == 120);
  CHECK(parse_duration("45") == 45);
  CHECK(parse_duration("") == 0);
  CHECK_THROWS_WITH(parse_duration("soon"), Catch::Contains("'soon' is not a duration"));
}

TEST_CASE("shifts cover what they say, past midnight too") {
  const Shifts nights = Shifts::parse("Sat,Sun 22:00-06:00");
  CHECK(nights.cover(5, 23 * 60));
  CHECK(nights.cover(0, 5 * 60));
  CHECK_FALSE(nights.cover(0, 6 * 60));
  CHECK_FALSE(nights.cover(5, 3 * 60));
  const Shifts days = Shifts::parse("Mon-Fri 08:00-18:00;Sun 10:00-12:00");
  CHECK(days.cover(4, 8 * 60));
  CHECK_FALSE(days.cover(5, 9 * 60));
  CHECK(days.cover(6, 11 * 60));
  CHECK(Shifts::parse("").cover(3, 0));
  CHECK(Shifts::parse("24h").cover(6, 1439));
  CHECK_THROWS_WITH(Shifts::parse("weekdays"), Catch::Contains("weekdays"));
}

TEST_CASE("the way from Lydney to Sharpness goes round by a bridge") {
  const Facts facts = load_facts(TURNOUT_SOURCE_DIR "/config/demo/gloucestershire.json");
  const Point lydney{51.7258, -2.5324}, sharpness{51.71972, -2.4775};
  CHECK(facts.river.west_of(lydney));
  CHECK_FALSE(facts.river.west_of(sharpness));
  const auto way = road_path(lydney, sharpness, facts.river);
  CHECK(way.size() == 3);
  CHECK(distance_km(lydney, sharpness) < 5);
  CHECK(path_km(way) > 20);
  const Point half = along(way, 0.5);
  CHECK(distance_km(half, lydney) > 5);
  for (const auto& station : facts.stations) {
    CHECK(facts.river.west_of(station.at) == (station.district == "Forest of Dean"));
  }
}

TEST_CASE("a summary gives counts and spreads in one line") {
  Summary summary("hubs");
  summary.count("alarms_sent", 3);
  for (int i = 1; i <= 100; ++i)
    summary.sample("ack", seconds(i));
  CHECK(summary.json() ==
        R"({"simulator":"hubs","alarms_sent":3,"ack_s":{"n":100,"p50":50,"p90":90,"p99":99,"max":100}})");
}

// All but `county`, which runs the real engine; tests/checks/check_rooms.py holds it to its two doors.
TEST_CASE("the simulators know nothing of the daemon's code") {
  namespace fs = std::filesystem;
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(TURNOUT_SOURCE_DIR "/simulators")) {
    if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
    if (entry.path().parent_path().filename() == "virtual") continue;
    ++files;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      INFO(entry.path());
      CHECK(line.rfind("#include \"turnout/", 0) != 0);
    }
  }
  CHECK(files > 20);
}
