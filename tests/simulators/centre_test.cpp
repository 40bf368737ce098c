// Partner services and operators.
#include "operators/operator_desk.hpp"
#include "partners/partner.hpp"
#include "stage.hpp"

#include <catch2/catch.hpp>

using namespace turnout::sim;

namespace {

struct Service : Stage {
  std::unique_ptr<Partner> make(PartnerManner manner) {
    return std::make_unique<Partner>("ambulance", manner, 1, "p", Random(1), scheduler, publish(), summary);
  }
  [[nodiscard]] Texts states() const { return each("partner/ambulance/reply", "state"); }
};

PartnerManner sure() {
  PartnerManner m;
  m.silent = 0;
  m.rejects = 0;
  return m;
}

constexpr double a_day = 86400;

struct Centre : Stage {
  std::vector<std::pair<std::string, std::string>> commands; // incident, command
  bool taken = true;

  OperatorDesk desk(double miss_share) {
    return OperatorDesk(
        {2, 1, miss_share}, Random(1), scheduler,
        [this](const std::string& incident, const boost::json::object& body) {
          commands.emplace_back(incident, text_of(body, "command"));
          CHECK(text_of(body, "by").rfind("demo.operator-", 0) == 0);
          return taken;
        },
        summary);
  }
};

boost::json::object item(const std::string& id, const char* incident_class, bool answered, bool can_close) {
  return {{"id", id}, {"class", incident_class}, {"answered", answered}, {"can_close", can_close}};
}

} // namespace

TEST_CASE("a partner acknowledges with a reference, accepts with a time, arrives and completes") {
  Service service;
  auto partner = service.make(sure());
  partner->request(R"({"id":"Q1","incident":"I1"})");
  service.run_for(a_day);
  CHECK(service.states() == Texts{"acknowledged", "accepted", "arrived", "complete"});
  const auto replies = service.on("partner/ambulance/reply");
  CHECK(text_of(replies[0], "reference").rfind("AMB-", 0) == 0);
  CHECK(parse_rfc3339(text_of(replies[1], "eta_at")));
  CHECK(text_of(replies[3], "request") == "Q1");
  partner->request(R"({"id":"Q1","incident":"I1"})");
  CHECK(service.on("partner/ambulance/reply").back() == replies.back());
}

TEST_CASE("a cancelled request gets no further word") {
  Service service;
  auto partner = service.make(sure());
  partner->request(R"({"id":"Q1","incident":"I1"})");
  service.run_for(40);
  CHECK(service.states().front() == "acknowledged");
  const std::size_t said = service.said.size();
  partner->request(R"({"id":"Q1","state":"cancelled"})");
  service.run_for(a_day);
  CHECK(service.said.size() == said);
  CHECK(service.summary.value("cancelled") == 1);
}

TEST_CASE("a silent partner says nothing and a full one says why") {
  Service silent;
  PartnerManner manner = sure();
  manner.silent = 1;
  silent.make(manner)->request(R"({"id":"Q1"})");
  silent.run_for(a_day);
  CHECK(silent.said.empty());

  Service full;
  manner = sure();
  manner.rejects = 1;
  auto partner = full.make(manner);
  partner->request(R"({"id":"Q1"})");
  full.run_for(a_day);
  CHECK(full.states() == Texts{"acknowledged", "rejected"});
  CHECK_FALSE(text_of(full.on("partner/ambulance/reply").back(), "reason").empty());
}

TEST_CASE("operators answer, then settle by voice or dispatch, and close what may be closed") {
  Centre centre;
  OperatorDesk desk = centre.desk(0);
  for (int i = 0; i < 200; ++i)
    desk.look_at(item("I" + std::to_string(i), "life_person", false, false));
  centre.run_for(600);
  CHECK(centre.summary.value("answered") == 200);
  const auto voice = centre.summary.value("closed_by_voice"), sent = centre.summary.value("dispatched");
  CHECK(voice + sent == 200);
  CHECK(voice > 120);
  CHECK(sent > 25);
  for (int i = 0; i < 200; ++i)
    desk.look_at(item("I" + std::to_string(i), "life_person", true, true));
  centre.run_for(600);
  CHECK(centre.summary.value("closed_after_response") == sent);
}

TEST_CASE("what no operator takes is left to the ladder, and closed when it is over") {
  Centre centre;
  OperatorDesk desk = centre.desk(1);
  desk.look_at(item("I1", "life_person", false, false));
  centre.run_for(600);
  CHECK(centre.commands.empty());
  desk.look_at(item("I1", "life_person", false, true));
  centre.run_for(600);
  REQUIRE(centre.commands.size() == 1);
  CHECK(centre.commands[0].second == "close");
}

TEST_CASE("a refused close is tried again at a later look") {
  Centre centre;
  OperatorDesk desk = centre.desk(1);
  desk.look_at(item("I1", "life_person", true, false));
  centre.taken = false;
  centre.run_for(600);
  desk.look_at(item("I1", "life_person", true, true));
  centre.run_for(60);
  const auto refused = centre.summary.value("commands_refused");
  CHECK(refused >= 1);
  centre.taken = true;
  desk.look_at(item("I1", "life_person", true, true));
  centre.run_for(60);
  CHECK(centre.summary.value("closed_after_response") == 1);
}
