// Reports as a commissioner fetches them: over a socket, from figures that are given.
#include "console_house.hpp"
#include "turnout/report/write.hpp"

#include <catch2/catch.hpp>

#include <future>
#include <semaphore>

using namespace turnout;
using namespace turnout::testing;

namespace {

/// A pack with one table of two counts: a small one and 42.
Result<report::Pack> pack_of(const report::CalendarPeriod& period) {
  if (period.name() == "2026-08") return Error{"the figures of August are lost"};
  report::Table table;
  table.name = "calls";
  table.title = "Calls";
  table.columns = {{"area", "Area", "Where.", "", ""}, {"calls", "Calls", "All of them.", "calls", ""}};
  table.rows = {{"area=a", {std::string("a"), report::Count{3}}},
                {"area=b", {std::string("b"), report::Count{42}}}};
  return report::Pack{"Telecare", period.words(), {{"Calls", "", {table}}}};
}

/// A journal that knows of something since the end of June, and a console with these figures.
class ReportHouse : public House {
public:
  explicit ReportHouse(report::ExactPack exact) {
    with_engine();
    (void)fall();
    clock.at = *parse_rfc3339("2026-10-02T12:00:00Z");
    auto with_reports = deps();
    with_reports.exact_pack = std::move(exact);
    reporting = std::move(console::ConsoleServer::start(std::move(with_reports), {})).value();
  }
  ~ReportHouse() { reporting->stop(); }
  ReportHouse(const ReportHouse&) = delete;
  ReportHouse& operator=(const ReportHouse&) = delete;

  HttpAnswer ask(const std::string& target, const Headers& headers = bearer) {
    return Client(reporting->port()).ask("GET", target, "", headers);
  }

  Headers signed_in(accounts::Role role) {
    const std::string name = "some." + std::string(accounts::name_of(role));
    if (!users->add({name, "", role, false}, "correct horse battery")) std::abort();
    const auto answer = Client(reporting->port())
                            .ask("POST", "/api/v1/session",
                                 R"({"user":")" + name + R"(","password":"correct horse battery"})",
                                 {{"Content-Type", "application/json"}});
    const auto cookie = answer.headers.find("set-cookie");
    if (cookie == answer.headers.end()) std::abort();
    return {{"Cookie", cookie->second.substr(0, cookie->second.find(';'))}};
  }

  std::unique_ptr<console::ConsoleServer> reporting;
};

std::vector<std::string> names(const HttpAnswer& answer, const char* list, const char* member) {
  std::vector<std::string> all;
  const auto whole = answer.json();
  if (!whole.contains(list)) return all;
  for (const auto& one : whole.at(list).as_array())
    all.emplace_back(one.at(member).as_string());
  return all;
}

} // namespace

TEST_CASE("periods that are over and known of are listed, latest first") {
  ReportHouse house(pack_of);
  const auto list = house.ask("/api/v1/reports");
  CHECK(list.status == 200);
  CHECK(names(list, "items", "period") ==
        std::vector<std::string>{"2026-Q3", "2026-09", "2026-08", "2026-07", "2026-Q2", "2026-06"});
  CHECK(names(list, "items", "words").front() == "July to September 2026");
  // A console that is given no figures offers none.
  CHECK(house.get("/api/v1/reports").body == "{\"items\":[]}\n");
  CHECK(house.get("/api/v1/reports/2026-09").status == 404);
}

TEST_CASE("every file of a report is handed out as its writer writes it, protected") {
  ReportHouse house(pack_of);
  const auto files = house.ask("/api/v1/reports/2026-09");
  REQUIRE(files.status == 200);
  CHECK(files.text("words") == "September 2026");
  CHECK(names(files, "files", "name") ==
        std::vector<std::string>{"report.html", "report.xlsx", "report.json", "calls.csv", "disclosure.csv"});

  const auto pack = report::published(report::parse_period("2026-09").value(), pack_of, {}).value();
  const auto page = house.ask("/api/v1/reports/2026-09/report.html");
  CHECK(page.status == 200);
  CHECK(page.body == report::html(pack));
  CHECK(page.headers.at("content-type") == "text/html; charset=utf-8");
  CHECK(page.headers.at("content-disposition") == "inline; filename=\"turnout-2026-09-report.html\"");
  CHECK(page.headers.at("content-security-policy").find("sandbox") != std::string::npos);
  CHECK(house.ask("/api/v1/reports/2026-09/report.json").body == report::json(pack));
  CHECK(house.ask("/api/v1/reports/2026-09/report.xlsx").body == report::xlsx(pack).value());
  const auto table = house.ask("/api/v1/reports/2026-09/calls.csv");
  CHECK(table.body == "area,calls\na,*\nb,40\n");
  CHECK(table.headers.at("content-disposition") == "attachment; filename=\"turnout-2026-09-calls.csv\"");
}

TEST_CASE("what is no report is refused in words") {
  ReportHouse house(pack_of);
  CHECK(house.ask("/api/v1/reports/2026-10").status == 404); // not over
  CHECK(house.ask("/api/v1/reports/2026-05").status == 404); // nothing is known of it
  CHECK(house.ask("/api/v1/reports/2026").status == 404);
  CHECK(house.ask("/api/v1/reports/2026-09/people.csv").status == 404);
  const auto fortnight = house.ask("/api/v1/reports/2026-09-15");
  CHECK(fortnight.status == 400);
  CHECK(fortnight.text("detail").find("2026-Q4") != std::string::npos);
  const auto lost = house.ask("/api/v1/reports/2026-08/report.html");
  CHECK(lost.status == 503);
  CHECK(lost.text("detail") == "the figures of August are lost");
  CHECK(house.ask("/api/v1/reports/2026-Q3").status == 503);
  CHECK(house.ask("/api/v1/reports/2026-07").status == 200);
}

TEST_CASE("commissioners and those who run the service read reports, nobody else does") {
  ReportHouse house(pack_of);
  using accounts::Role;
  for (const auto role :
       {Role::commissioner, Role::supervisor, Role::administrator, Role::operator_, Role::wallboard}) {
    const bool reads = role != Role::operator_ && role != Role::wallboard;
    const auto who = house.signed_in(role);
    for (const char* const path :
         {"/api/v1/reports", "/api/v1/reports/2026-09", "/api/v1/reports/2026-09/calls.csv"}) {
      INFO(accounts::name_of(role) << " " << path);
      CHECK(house.ask(path, who).status == (reads ? 200 : 403));
    }
  }
  CHECK(house.ask("/api/v1/reports", {}).status == 401);
}

TEST_CASE("a report that takes long holds nobody up, and not everybody may wait for it") {
  std::promise<void> started;
  std::promise<void> go_on;
  const auto gate = go_on.get_future().share();
  std::once_flag once;
  ReportHouse house([&](const report::CalendarPeriod& period) -> Result<report::Pack> {
    std::call_once(once, [&] { started.set_value(); });
    gate.wait();
    return pack_of(period);
  });
  const auto later = [&](const std::string& target) {
    return std::async(std::launch::async, [&house, target] { return house.ask(target).status; });
  };
  auto first = later("/api/v1/reports/2026-09");
  started.get_future().wait();
  // The console goes on: lists, and everything else.
  CHECK(house.ask("/api/v1/reports").status == 200);
  CHECK(house.ask("/api/v1/incidents").status == 200);
  // Whoever comes when eight wait already is told so at once; the others get theirs when the first is made.
  std::counting_semaphore refused(0);
  std::vector<std::future<unsigned>> others;
  for (int i = 0; i < 12; ++i) {
    others.push_back(std::async(std::launch::async, [&] {
      const auto status = house.ask("/api/v1/reports/2026-09/report.html").status;
      if (status == 503) refused.release();
      return status;
    }));
  }
  for (int i = 0; i < 5; ++i)
    refused.acquire();
  go_on.set_value();
  CHECK(first.get() == 200);
  std::map<unsigned, int> statuses;
  for (auto& one : others)
    ++statuses[one.get()];
  CHECK(statuses == std::map<unsigned, int>{{200, 7}, {503, 5}});
}
