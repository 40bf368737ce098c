#include "site.hpp"

#include <turnout/config/plans.hpp>
#include <turnout/store/read_store.hpp>
#include <turnout/store/registry.hpp>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <stdexcept>

namespace turnout::bench {

namespace {

constexpr std::string_view plans_text = R"(zone = "Europe/London"
[rules]
rest_after_job = "0s"
[plan]
ladder = [
  { name = "offers", after = "0s", do = "offer" },
  { name = "supervisor", after = "30m", do = "alert", role = "supervisor" },
]
[plan.offers]
open = 1
expire_after = "10m"
)";

GeoPoint scattered(int number) {
  // Spread over about 60 by 60 km, the same in every run.
  return {517'000'000 + (number * 7919) % 5'400'000, -24'000'000 + (number * 104'729) % 8'600'000};
}

} // namespace

PlanBook bench_book() {
  auto book = config::parse_plans(plans_text, "bench plans");
  if (!book) throw std::runtime_error(book.error());
  return std::move(book).value();
}

std::string responder_name(int number) {
  return "r" + std::to_string(number);
}

RegistryChanged bench_registry(int people) {
  RegistryChanged registry;
  for (int i = 0; i < responders_count; ++i) {
    registry.responders.push_back({.id = ResponderId(responder_name(i)),
                                   .kind = i % 3 == 0 ? ResponderKind::firefighter : ResponderKind::carer,
                                   .place = scattered(i),
                                   .areas = {AreaId("Cotswold"), AreaId("Stroud")},
                                   .skills = {"falls_lift", "first_aid"}});
  }
  for (int i = 0; i < people; ++i) {
    registry.people.push_back({.id = PersonId("p" + std::to_string(i)),
                               .hub = HubId("h" + std::to_string(i)),
                               .home = scattered(i * 13 + 5),
                               .area = AreaId(i % 2 == 0 ? "Cotswold" : "Stroud"),
                               .risk_flags = {"frailty"}});
  }
  registry.whole = true;
  return registry;
}

pid_t launch(const std::vector<std::string>& command, const std::string& log) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::dup2(out, 1);
  ::dup2(out, 2);
  std::vector<char*> words;
  for (const auto& word : command)
    words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  ::execv(words[0], words.data());
  ::_exit(127);
}

void end(pid_t pid, int signal) {
  if (pid <= 0) return;
  ::kill(pid, signal);
  ::waitpid(pid, nullptr, 0);
}

DaemonSite::DaemonSite(int people) {
  std::ofstream(folder_.file("plans.toml")) << plans_text;
  std::ofstream(folder_.file("password")) << test::Broker::password_of("turnoutd") << '\n';
  std::ofstream(folder_.file("turnout.toml"))
      << "[broker]\nurl = \"" << broker_.url()
      << "\"\npassword_file = \"password\"\n[journal]\npath = \"turnout.db\"\n"
      << "[console]\nlisten = \"127.0.0.1:" << test::free_port() << "\"\ntoken_file = \"token\"\n"
      << "[plans]\nfile = \"plans.toml\"\n";
  auto registry = store::SqliteRegistry::open(journal());
  if (!registry) throw std::runtime_error(registry.error());
  const RegistryChanged rows = bench_registry(people);
  std::vector<std::pair<Person, PersonDetails>> persons;
  for (const auto& person : rows.people)
    persons.emplace_back(person, PersonDetails{.id = person.id});
  std::vector<std::pair<Responder, ResponderDetails>> responders;
  for (const auto& responder : rows.responders)
    responders.emplace_back(responder, ResponderDetails{.id = responder.id});
  if (!registry.value()->import_people(persons) || !registry.value()->import_responders(responders)) {
    throw std::runtime_error("bench: the registry could not be filled");
  }
}

DaemonSite::~DaemonSite() {
  end(pid_, SIGTERM);
}

void DaemonSite::start() {
  pid_ = launch({TURNOUT_DAEMON, "--config", folder_.file("turnout.toml")}, folder_.file("log"));
}

void DaemonSite::kill() {
  end(pid_, SIGKILL);
  pid_ = -1;
}

std::size_t DaemonSite::responders_on_duty() const {
  auto store = store::ReadStore::open(journal());
  if (!store) return 0;
  auto facts = store.value()->responder_facts();
  return facts ? facts.value().size() : 0;
}

} // namespace turnout::bench
