// The parts of the simulated world: time, luck, the broker, the disk, the files.
#include "broker.hpp"

#include <turnout/county/memory_journal.hpp>
#include <turnout/county/policy.hpp>
#include <turnout/county/scenario.hpp>

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::county;

namespace {

constexpr WallTime start{std::chrono::milliseconds(1'795'370'928'000)};

struct Post {
  Post() = default;
  explicit Post(const Faults& with) : faults(with) {}

  Clockwork time{start};
  Faults faults;
  std::vector<engine::RawMessage> in;
  std::vector<Letter> out;
  int connected = 0;
  Broker broker{time,
                faults,
                1,
                "turnout/v1",
                {.to_dispatcher = [this](engine::RawMessage message) { in.push_back(std::move(message)); },
                 .dispatcher_connected = [this] { ++connected; },
                 .to_client = [this](const Letter& letter) { out.push_back(letter); },
                 .seen = [](const Letter&) {},
                 .dispatcher_clock = [this] { return time.now(); },
                 .risen = [] {}}};

  void send(const std::string& payload, Quality quality = Quality::at_least_once, bool keep = false) {
    broker.send({"turnout/v1/responder/r1/status", payload}, quality, Duration(10), keep);
  }
  void run() {
    while (!time.empty())
      time.step();
  }
};

} // namespace

TEST_CASE("things happen by instant, then in the order they were asked for", "[county]") {
  Clockwork time(start);
  std::string order;
  time.after(2s, [&] { order += "c"; });
  time.after(1s, [&] {
    order += "a";
    time.after(1s, [&] { order += "d"; });
    time.at(start, [&] { order += "!"; });
  });
  time.after(1s, [&] { order += "b"; });
  while (!time.empty())
    time.step();
  CHECK(order == "ab!cd");
  CHECK(time.now() == start + 2s);
}

TEST_CASE("a fallible clock never goes back in one process, and knows when it will show an instant",
          "[county]") {
  Clockwork time(start);
  FallibleClock clock(time);
  CHECK(clock.now() == start);
  clock.step(5min);
  CHECK(clock.now() == start + 5min);
  clock.step(-7min);
  CHECK(clock.now() == start + 5min);
  CHECK(clock.true_instant(start + 6min) == start + 8min);
  clock.new_process();
  CHECK(clock.now() == start - 2min);
  clock.step(2min);
  clock.drift(10s);
  const WallTime wanted = start + 12h;
  while (clock.now() < wanted)
    time.move_to(clock.true_instant(wanted));
  CHECK(clock.now() == wanted);
  CHECK(time.now() < wanted);
}

TEST_CASE("streams of chance do not disturb each other", "[county]") {
  Chance one(7, "answer", 3, 9);
  Chance same(7, "answer", 3, 9);
  Chance other(7, "answer", 4, 9);
  CHECK(one.next() == same.next());
  CHECK(one.next() != other.next());
  double sum = 0;
  double squares = 0;
  constexpr int draws = 20'000;
  Chance normal(1, "normal");
  for (int i = 0; i < draws; ++i) {
    const double z = normal_quantile(normal.unit());
    sum += z;
    squares += z * z;
  }
  CHECK(std::abs(sum / draws) < 0.03);
  CHECK(std::abs(squares / draws - 1) < 0.05);
  CHECK(std::abs(normal_quantile(0.975) - 1.959964) < 1e-5);
}

TEST_CASE("what comes while the dispatcher is away waits, if it was sent to be kept", "[county]") {
  Post post;
  post.send("queued");
  post.send("gone", Quality::at_most_once);
  post.run();
  CHECK(post.in.empty());
  post.broker.dispatcher_comes();
  CHECK(post.connected == 1);
  REQUIRE(post.in.size() == 1);
  CHECK(post.in[0].payload == "queued");
}

TEST_CASE("a retained message comes again at every connection, and says that it is one", "[county]") {
  Post post;
  post.broker.dispatcher_comes();
  post.send("available", Quality::at_least_once, true);
  post.run();
  post.broker.dispatcher_goes();
  post.broker.dispatcher_comes();
  REQUIRE(post.in.size() == 2);
  CHECK_FALSE(post.in[0].retained);
  CHECK(post.in[1].retained);
}

TEST_CASE("an acknowledgement comes on its own connection or never", "[county]") {
  Post post;
  CHECK_FALSE(post.broker.publish("turnout/v1/responder/r1/offer", "{}", false, [] {}));
  post.broker.dispatcher_comes();
  int taken = 0;
  CHECK(post.broker.publish("turnout/v1/responder/r1/offer", "{}", false, [&] { ++taken; }));
  post.broker.fall();
  post.broker.rise();
  post.broker.dispatcher_comes();
  post.run();
  CHECK(taken == 0);
  CHECK(post.out.size() == 1);
  CHECK(post.broker.publish("turnout/v1/responder/r1/offer", "{}", false, [&] { ++taken; }));
  post.run();
  CHECK(taken == 1);
}

TEST_CASE("a phone that is offline finds its messages when it is back", "[county]") {
  Post post;
  post.broker.dispatcher_comes();
  post.broker.client_online("responder/r1", false);
  CHECK(post.broker.publish("turnout/v1/responder/r1/offer", "{}", false, [] {}));
  post.run();
  CHECK(post.out.empty());
  post.broker.client_online("responder/r1", true);
  post.run();
  CHECK(post.out.size() == 1);
}

TEST_CASE("clients hold what they send while the broker is away", "[county]") {
  Post post;
  post.broker.dispatcher_comes();
  post.broker.fall();
  post.send("held");
  post.run();
  post.broker.rise();
  CHECK(post.in.empty());
  post.broker.dispatcher_comes();
  CHECK(post.in.size() == 1);
}

TEST_CASE("messages are doubled, delayed, lost and kept as the faults say", "[county]") {
  Faults faults;
  faults.doubled = faults.delayed = 1;
  faults.retained = 1;
  Post post(faults);
  post.broker.dispatcher_comes();
  post.send("x");
  post.run();
  CHECK(post.in.size() == 3);
  CHECK(std::count_if(post.in.begin(), post.in.end(), [](const auto& m) { return m.retained; }) == 1);
  Faults losing;
  losing.lost = 1;
  Post bad(losing);
  bad.broker.dispatcher_comes();
  bad.send("x");
  bad.run();
  CHECK(bad.in.empty());
  CHECK(bad.broker.counts().lost == 1);
}

TEST_CASE("a journal that forgets keeps what a start needs", "[county]") {
  auto storage = std::make_shared<MemoryJournal::Storage>();
  storage->forgets = true;
  std::uint64_t read = 0;
  storage->reader = [&read](const engine::Batch& batch) { read += batch.records.size(); };
  MemoryJournal journal(storage);
  REQUIRE(journal.claim());
  engine::Batch batch;
  Record record;
  record.stamp = {1, 1, start};
  record.decisions = {EffectOwed{EffectKey("1.1"), SendAck{}},
                      EffectOwed{EffectKey("1.2"), SendTransition{}}};
  batch.records.push_back(record);
  batch.rows = {{"incident", "I1", "{}", true}, {"incident", "I2", "{}", true}};
  REQUIRE(journal.append(batch));
  engine::Batch closing;
  closing.rows = {{"incident", "I2", "{}", false}};
  REQUIRE(journal.append(closing));
  CHECK(read == 1);
  const auto recovered = journal.recover();
  REQUIRE(recovered);
  CHECK(recovered.value().last_sequence == 1);
  CHECK(recovered.value().rows.size() == 1);
  CHECK(storage->rows.size() == 1);
  // What is worth nothing a moment later is not owed.
  CHECK(recovered.value().owed.size() == 1);
}

TEST_CASE("a fault file names file, line, key and mend", "[county]") {
  Faults faults;
  const auto read = parse_faults("[process]\ndeaths_a_day = -3\n[dsk]\nslow = 1\n", "bad.toml", faults);
  REQUIRE_FALSE(read);
  CHECK(read.error().find("bad.toml:2: process.deaths_a_day: -3 is out of range; write a number from 0 to") !=
        std::string::npos);
  CHECK(read.error().find("bad.toml:3: dsk: there is no such key; did you mean \"disk\"?") !=
        std::string::npos);
  CHECK(parse_faults("[clock]\nstep_most = \"90s\"\n", "good.toml", faults));
  CHECK(faults.step_most == 90s);
}

TEST_CASE("a later fault file lies over an earlier one", "[county]") {
  Faults faults;
  REQUIRE(load_faults("config/county/faults/process.toml", faults));
  REQUIRE(load_faults("config/county/faults/disk.toml", faults));
  CHECK(faults.deaths_a_day > 0);
  CHECK(faults.refusals_a_day > 0);
  REQUIRE(parse_faults("[process]\ndeaths_a_day = 0\n", "calm.toml", faults));
  CHECK(faults.deaths_a_day == 0);
  CHECK(faults.refusals_a_day > 0);
}

TEST_CASE("a scenario says what is missing and what is not a scenario", "[county]") {
  const auto empty = parse_scenario("days = 3\n", "empty.toml");
  REQUIRE_FALSE(empty);
  CHECK(empty.error() == "empty.toml: start is missing: write it, or include a file that has it");
  const auto bad = parse_scenario("start = \"Tuesday\"\n[when]\nhours = [1, 2]\n", "bad.toml");
  REQUIRE_FALSE(bad);
  CHECK(bad.error().find("bad.toml:1: start: is not a time") != std::string::npos);
  CHECK(bad.error().find("bad.toml:3: when.hours: has 2 numbers; write 24 of them") != std::string::npos);
  const auto good = load_scenario("config/county/scenarios/ordinary-tuesday.toml");
  REQUIRE(good);
  CHECK(good.value().name == "ordinary-tuesday");
  CHECK(good.value().people == 2500);
  CHECK(good.value().manners[static_cast<std::size_t>(Crew::wholetime)].accept == 0.9);
}

TEST_CASE("a policy changes what it is named for", "[county]") {
  PlanBook book;
  book.root.children.resize(1);
  book.root.children[0].plan.offers.open = 3;
  book.travel.barriers.resize(1);
  CHECK(find_policy("nearest") == nullptr);
  PlanBook crow = book;
  find_policy("crow-one")->change(crow);
  CHECK(crow.travel.barriers.empty());
  CHECK(crow.travel.turnout_carer == Duration(0));
  CHECK(crow.root.children[0].plan.offers.open == 1);
  PlanBook race = book;
  find_policy("broadcast-8")->change(race);
  CHECK(race.root.children[0].plan.offers.open == 8);
  PlanBook same = book;
  find_policy("ours")->change(same);
  CHECK(same == book);
  stamp_revision(same);
  stamp_revision(crow);
  CHECK(same.revision != crow.revision);
}
