// The page that Prometheus reads, and the words the service has for how it is.

#include "turnout/observe/health.hpp"
#include "turnout/observe/metrics.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>
#include <thread>
#include <vector>

using namespace turnout::observe;

namespace {

bool has_line(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

} // namespace

TEST_CASE("metrics are written in the Prometheus text format") {
  Metrics metrics;
  metrics.counter("alarms_total", "Alarms taken.", {{"class", "life_fire"}}).Increment(3);
  metrics.gauge("open", "Open incidents.").Set(2);
  metrics.histogram("reaction_seconds", "Alarm to offer.", {0.1, 1}).Observe(0.5);
  const auto text = metrics.text();
  CHECK(has_line(text, "# HELP alarms_total Alarms taken."));
  CHECK(has_line(text, "# TYPE alarms_total counter"));
  CHECK(has_line(text, "alarms_total{class=\"life_fire\"} 3"));
  CHECK(has_line(text, "open 2"));
  CHECK(has_line(text, "reaction_seconds_count 1"));
  CHECK(has_line(text, "reaction_seconds_bucket{le=\"0.1\"} 0"));
  CHECK(has_line(text, "reaction_seconds_bucket{le=\"1\"} 1"));
  CHECK(has_line(text, "reaction_seconds_bucket{le=\"+Inf\"} 1"));
}

TEST_CASE("the same name and labels are the same counter, from any thread") {
  Metrics metrics;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 1000; ++n)
        metrics.counter("n_total", "Counted together.").Increment();
    });
  }
  for (auto& thread : threads)
    thread.join();
  CHECK(metrics.counter("n_total", "Counted together.").Value() == 4000);
}

TEST_CASE("a name that Prometheus refuses is refused at once") {
  Metrics metrics;
  CHECK_THROWS_AS(metrics.counter("not a name", ""), std::invalid_argument);
}

TEST_CASE("health is one word with every reason") {
  Health health;
  CHECK(health.report() == HealthReport{HealthState::starting, ""});
  CHECK_FALSE(health.ready());
  health.started();
  CHECK(health.report() == HealthReport{HealthState::up, ""});
  CHECK(health.ready());

  CHECK(health.trouble("journal", "disk full"));
  CHECK_FALSE(health.trouble("journal", "disk full"));
  CHECK(health.trouble("broker", "connection lost"));
  CHECK(health.report() ==
        HealthReport{HealthState::degraded, "broker: connection lost; journal: disk full"});
  CHECK(health.ready());
  CHECK(health.well("journal"));
  CHECK_FALSE(health.well("journal"));
  CHECK(health.trouble("broker", "connection lost", Harm::no_alarms));
  CHECK_FALSE(health.trouble("broker", "connection lost", Harm::no_alarms));
  CHECK_FALSE(health.ready());
  CHECK(health.well("broker"));
  CHECK(health.ready());
  CHECK(word(health.report().state) == "up");

  health.draining();
  CHECK(word(health.report().state) == "draining");
  CHECK_FALSE(health.ready());
}
