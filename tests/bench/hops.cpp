#include "load.hpp"
#include "site.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <thread>

namespace turnout::bench {

namespace {

struct Rate {
  int per_second;
  int alarms;
};
constexpr Rate rates[] = {{100, 500}, {1'000, 1'500}};
constexpr int warm_up = 50;
constexpr std::chrono::seconds patience{60};

struct Run {
  bool whole = false;
  Samples samples;
};

Run measure(Load& load, Rate rate) {
  Run run;
  load.send(0, warm_up, 100);
  if (!load.offered(static_cast<std::size_t>(warm_up), patience)) return run;
  load.send(warm_up, rate.alarms, rate.per_second);
  run.whole = load.offered(static_cast<std::size_t>(warm_up + rate.alarms), patience);
  run.samples = load.alarm_to_offer();
  return run;
}

/// True once the other side answers a probe that is not measured.
bool awake(const test::Broker& broker) {
  Load probe(broker);
  const auto end_at = Clock::now() + patience;
  while (Clock::now() < end_at) {
    probe.publish("hub/h999999/alarm", R"({"id":"probe","type":"test"})");
    if (probe.acked(1, std::chrono::seconds(1))) return true;
  }
  return false;
}

Run run_floor_once(Rate rate) {
  testing::TempFolder folder;
  test::Broker broker;
  int pipe_ends[2];
  if (::pipe(pipe_ends) != 0) return {};
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(pipe_ends[0], 0);
    ::close(pipe_ends[1]);
    const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
    const std::string password = test::Broker::password_of("turnoutd");
    ::execl(self.c_str(), self.c_str(), "--floor", broker.url().c_str(), password.c_str(),
            folder.file("floor.db").c_str(), nullptr);
    ::_exit(127);
  }
  Run run;
  if (awake(broker)) {
    Load load(broker);
    run = measure(load, rate);
  }
  ::close(pipe_ends[0]);
  ::close(pipe_ends[1]);
  ::waitpid(child, nullptr, 0);
  return run;
}

bool all_on_duty(Load& load, const DaemonSite& site) {
  for (int i = 0; i < responders_count; ++i) {
    load.publish("responder/" + responder_name(i) + "/status", R"({"state":"available"})", true);
  }
  const auto end_at = Clock::now() + patience;
  while (site.responders_on_duty() < static_cast<std::size_t>(responders_count)) {
    if (Clock::now() > end_at) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return true;
}

Run run_daemon_once(Rate rate) {
  DaemonSite site(warm_up + rate.alarms);
  site.start();
  if (!awake(site.broker())) return {};
  Load load(site.broker());
  if (!all_on_duty(load, site)) return {};
  return measure(load, rate);
}

} // namespace

int bench_hops(int repeats) {
  std::printf("\nalarm -> offer, real broker, one synced commit, %d responders; ms, each run apart\n",
              responders_count);
  std::printf("%8s  %-8s %8s %8s %8s %8s\n", "rate/s", "", "n", "p50", "p99", "p99.9");
  int failures = 0;
  for (const auto rate : rates) {
    std::vector<double> ratio50;
    std::vector<double> ratio99;
    for (int i = 0; i < repeats; ++i) {
      const Run floor = run_floor_once(rate);
      const Run job = run_daemon_once(rate);
      for (const auto& [name, run] : {std::pair("floor", &floor), std::pair("turnout", &job)}) {
        std::printf("%8d  %-8s %8zu %8.2f %8.2f %8.2f%s\n", rate.per_second, name, run->samples.count(),
                    run->samples.at(0.5), run->samples.at(0.99), run->samples.at(0.999),
                    run->whole ? "" : "  (not all came)");
        if (!run->whole) ++failures;
      }
      if (floor.samples.at(0.5) > 0) ratio50.push_back(job.samples.at(0.5) / floor.samples.at(0.5));
      if (floor.samples.at(0.99) > 0) ratio99.push_back(job.samples.at(0.99) / floor.samples.at(0.99));
      std::fflush(stdout);
    }
    std::sort(ratio50.begin(), ratio50.end());
    std::sort(ratio99.begin(), ratio99.end());
    if (ratio50.empty() || ratio99.empty()) continue;
    std::printf("%8d  ratio to the floor: p50 %.2f, p99 %.2f (medians of %zu)\n", rate.per_second,
                ratio50[ratio50.size() / 2], ratio99[ratio99.size() / 2], ratio50.size());
  }
  return failures;
}

} // namespace turnout::bench
