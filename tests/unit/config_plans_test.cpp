#include "support/files.hpp"
#include "turnout/config/plans.hpp"
#include "turnout/dispatch/match.hpp"
#include "turnout/record/json.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <set>

using namespace turnout;
using namespace turnout::config;

namespace {

/// The problems without the folder in front of each, so that they read the same on every machine.
std::string without_folder(std::string text, const std::filesystem::path& folder) {
  const std::string prefix = folder.string() + "/";
  for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix))
    text.erase(at, prefix.size());
  return text + "\n";
}

PlanBook shipped() {
  auto book = load_plans(std::filesystem::path(TURNOUT_SOURCE_DIR) / "config/plans.toml");
  INFO((book ? "" : book.error()));
  REQUIRE(book);
  return std::move(book).value();
}

const Rung& rung(const Plan& plan, std::string_view name) {
  for (const Rung& r : plan.ladder) {
    if (r.name == name) return r;
  }
  FAIL("no rung " << name << " in " << plan.path);
  return plan.ladder.front();
}

void every_plan(const PlanNode& node, const std::function<void(const Plan&)>& look) {
  look(node.plan);
  for (const PlanNode& child : node.children)
    every_plan(child, look);
}

const Plan& plan_for(const PlanBook& book, AlarmType type, const Person* person = nullptr) {
  return dispatch::match_plan(
             book, {.cls = default_class(type), .type = type, .area = {}, .person = person, .at = {}})
      .plan;
}

constexpr std::string_view smallest = R"(zone = "Europe/London"
[plan]
ladder = [{ name = "human", after = "1m", do = "alert" }]
)";

} // namespace

TEST_CASE("every bad plan is refused with its approved message") {
  const auto folder = std::filesystem::path(TURNOUT_SOURCE_DIR) / "tests/config/plans";
  int seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".toml") continue;
    INFO(entry.path().filename().string());
    const auto book = load_plans(entry.path());
    REQUIRE_FALSE(book);
    auto expected = entry.path();
    CHECK(without_folder(book.error(), folder) == testing::bytes_of(expected.replace_extension(".expected")));
    ++seen;
  }
  CHECK(seen >= 27);
}

TEST_CASE("the shipped plans keep the clocks of the product") {
  const PlanBook book = shipped();
  CHECK(book.zone.name == "Europe/London");
  CHECK(book.revision.str().size() == 12);

  const Plan& person = plan_for(book, AlarmType::fall);
  CHECK(person.path == "root/life_person");
  CHECK(person.answer_within == 60s);
  CHECK(person.answer_latest == 180s);
  CHECK(person.offers.open == 3);
  CHECK(person.offers.expire_after == 45s);
  CHECK(person.watch.arrive_by == 45min);
  CHECK(person.watch.arrive_latest == 60min);
  CHECK(rung(person, "offers").after == 60s);
  CHECK(rung(person, "offers").unless == Unless::answered);
  CHECK(rung(person, "offers undecided").after == 3min);
  CHECK(rung(person, "offers undecided").unless == Unless::decided);
  CHECK(rung(person, "rapid home care").after == 8min);
  CHECK(rung(person, "rapid home care").unless == Unless::accepted);
  CHECK(rung(person, "nobody accepted").after == 8min);
  CHECK(rung(person, "nobody accepted").role == HumanRole::supervisor);
  CHECK(rung(person, "late arrival").forecast_past == 45min);
  CHECK(rung(person, "late arrival").service == Service::rapid_home_care);
  CHECK(rung(person, "very late arrival").forecast_past == 60min);
  CHECK(rung(person, "very late arrival").service == Service::ambulance);
  CHECK(rung(person, "ambulance needed").need == Need::ambulance);
}

TEST_CASE("each class of the shipped plans is treated as the product says") {
  const PlanBook book = shipped();
  const Plan& fire = plan_for(book, AlarmType::smoke);
  CHECK(fire.ladder.front().after == 0s);
  CHECK(fire.ladder.front().service == Service::fire_control);

  const Plan& security = plan_for(book, AlarmType::duress);
  for (const Rung& r : security.ladder)
    CHECK(r.action != Action::offer); // responders are held off
  CHECK(security.ladder.front().role == HumanRole::operator_);

  CHECK(plan_for(book, AlarmType::wandering).path == "root/person_at_risk/wandering");
  CHECK(rung(plan_for(book, AlarmType::wandering), "police").unless == Unless::with_person);
  CHECK(plan_for(book, AlarmType::bed_exit).offers.open == 2);
  CHECK(plan_for(book, AlarmType::enuresis).offers.personal_care);
  CHECK(plan_for(book, AlarmType::mains_fail).fold_by_area);
  CHECK(plan_for(book, AlarmType::not_reporting).path == "root/technical/not_reporting");
  CHECK(plan_for(book, AlarmType::test).no_incident);
  CHECK_FALSE(plan_for(book, AlarmType::reset).no_incident); // evidence must reach the open incident

  Person on_oxygen;
  on_oxygen.risk_flags = {"oxygen"};
  CHECK_FALSE(plan_for(book, AlarmType::mains_fail, &on_oxygen).fold_by_area);
  CHECK(plan_for(book, AlarmType::unknown).path == "root/life_person");
}

TEST_CASE("every plan ends with a human, whatever it inherits") {
  every_plan(shipped().root, [](const Plan& plan) {
    INFO(plan.path);
    REQUIRE_FALSE(plan.ladder.empty());
    CHECK(plan.ladder.back().action == Action::alert);
  });
}

TEST_CASE("a person may have any plan but those that call nobody or make one incident of an area") {
  const PlanBook book = shipped();
  const std::vector<std::string> names = plan_names(book);
  std::set<std::string> paths;
  for (const std::string& name : names) {
    const PlanNode* node = dispatch::find_plan(book, name);
    REQUIRE(node != nullptr);
    INFO(name);
    CHECK_FALSE(node->plan.no_incident);
    CHECK_FALSE(node->plan.fold_by_area);
    paths.insert(node->plan.path);
  }
  CHECK(paths.contains("root/life_person"));
  CHECK_FALSE(paths.contains("root/test"));
  every_plan(book.root, [&](const Plan& plan) {
    INFO(plan.path);
    CHECK(paths.contains(plan.path) == !(plan.no_incident || plan.fold_by_area));
  });
}

TEST_CASE("a branch inherits what it does not say, and a ladder of its own replaces the other whole") {
  const auto book = parse_plans(R"(zone = "Europe/London"
[plan]
priority = 2
ladder = [{ name = "one", after = "1m", do = "offer" }, { name = "human", after = "2m", do = "alert" }]
[plan.offers]
open = 4
expire_after = "30s"
[[plan.branch]]
name = "night"
match = { when = "22:00-06:00" }
offers = { open = 2 }
[[plan.branch.branch]]
name = "alone"
match = { lives_alone = true }
ladder = [{ name = "human", after = "9m", do = "alert", role = "operator" }]
)",
                                "plans.toml");
  REQUIRE(book);
  const PlanNode& night = book.value().root.children.front();
  CHECK(night.plan.priority == 2);
  CHECK(night.plan.offers.open == 2);
  CHECK(night.plan.offers.expire_after == 30s);
  CHECK(night.plan.ladder.size() == 2);
  const Plan& alone = night.children.front().plan;
  CHECK(alone.path == "root/night/alone");
  CHECK(alone.offers.open == 2);
  REQUIRE(alone.ladder.size() == 1);
  CHECK(alone.ladder.front().role == HumanRole::operator_);
  CHECK(plan_names(book.value()) ==
        std::vector<std::string>{"root", "root/night", "root/night/alone", "alone", "night"});
}

TEST_CASE("the demo county builds on the shipped plans") {
  const PlanBook base = shipped();
  const auto demo = load_plans(std::filesystem::path(TURNOUT_SOURCE_DIR) / "config/demo/plans.toml");
  INFO((demo ? "" : demo.error()));
  REQUIRE(demo);
  CHECK(demo.value().root == base.root);
  CHECK(demo.value().revision != base.revision);
  CHECK(demo.value().partners.size() == 5);
  CHECK(demo.value().travel.crossings.size() == 5);
  for (const Partner& partner : demo.value().partners)
    CHECK(partner.ring.starts_with("01632 960")); // numbers kept for fiction
}

TEST_CASE("a plan book survives its journey through the journal") {
  const PlanBook book = shipped();
  const auto back = record::from_json<PlanBook>(record::to_json(book));
  REQUIRE(back);
  CHECK(back.value() == book);
}

TEST_CASE("the revision follows the text") {
  const auto one = parse_plans(smallest, "plans.toml");
  const auto same = parse_plans(smallest, "other.toml");
  const auto other = parse_plans(std::string(smallest) + "# a remark\n", "plans.toml");
  REQUIRE(one);
  REQUIRE(same);
  REQUIRE(other);
  CHECK(one.value().revision == same.value().revision);
  CHECK(one.value().revision != other.value().revision);
}

TEST_CASE("a missing file says so") {
  const auto book = load_plans("nowhere/plans.toml");
  REQUIRE_FALSE(book);
  CHECK(book.error() == "nowhere/plans.toml: cannot be read: No such file or directory");
}

TEST_CASE("limits of a plan hold at the limit and not beyond") {
  const auto with_rungs = [](int rungs) {
    std::string text = "zone = \"Europe/London\"\n[plan]\nladder = [\n";
    for (int i = 0; i < rungs; ++i)
      text += "{ name = \"r" + std::to_string(i) + "\", after = \"1m\", do = \"alert\" },\n";
    return text + "]\n";
  };
  CHECK(parse_plans(with_rungs(64), "p").ok());
  CHECK_FALSE(parse_plans(with_rungs(65), "p").ok());

  const auto with_branches = [](int branches) {
    std::string text(smallest);
    for (int i = 0; i < branches; ++i) {
      text += "[[plan.branch]]\nname = \"b" + std::to_string(i) + "\"\nmatch = { lives_alone = true }\n";
    }
    return text;
  };
  CHECK(parse_plans(with_branches(64), "p").ok());
  CHECK_FALSE(parse_plans(with_branches(65), "p").ok());
}

TEST_CASE("local time of London turns with the clocks") {
  const auto zone = load_zone("Europe/London");
  REQUIRE(zone);
  const auto minute_at = [&](const char* at) {
    return local_moment(*parse_rfc3339(at), zone.value()).minute;
  };
  CHECK(minute_at("2026-03-29T00:59:59Z") == 59);
  CHECK(minute_at("2026-03-29T01:00:00Z") == 120);
  CHECK(minute_at("2026-10-25T00:59:59Z") == 119);
  CHECK(minute_at("2026-10-25T01:00:00Z") == 60);
  CHECK(minute_at("1971-06-01T11:00:00Z") == 720);
  CHECK_FALSE(load_zone("Europe/Londn"));
  CHECK_FALSE(load_zone(""));
}
