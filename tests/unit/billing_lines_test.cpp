// What is owed, and why nothing is: on hand-made incidents that a pencil could check.
#include "turnout/billing/invoice.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::billing;

namespace {

WallTime at(const char* text) {
  return *parse_rfc3339(text);
}

std::chrono::local_days day(int y, unsigned m, unsigned d) {
  return std::chrono::local_days(std::chrono::year(y) / std::chrono::month(m) / std::chrono::day(d));
}

/// Summer time from 29 March to 25 October 2026, 01:00 UTC each.
ZoneTable london() {
  return {
      "Europe/London",
      {{at("2025-10-26T01:00:00Z"), 0h}, {at("2026-03-29T01:00:00Z"), 1h}, {at("2026-10-25T01:00:00Z"), 0h}}};
}

ByBand prices(std::int64_t first) {
  return {Money{first}, Money{first + 1}, Money{first + 2}, Money{first + 3}, Money{first + 4}};
}

TariffBook book() {
  TariffBook book;
  Tariff fire{.name = "old", .organisation = "Fire", .from = day(2026, 1, 1), .to = day(2026, 4, 1)};
  fire.attendance = prices(1000);
  fire.half_hour = prices(100);
  fire.stand_down = prices(500);
  fire.mile = {45};
  Tariff next = fire;
  next.name = "new";
  next.from = day(2026, 4, 1);
  next.to.reset();
  next.attendance = prices(2000);
  Tariff carers = next;
  carers.name = "carers";
  carers.kind = ResponderKind::carer;
  book.tariffs = {fire, next, carers};
  book.public_holidays = {day(2026, 12, 25)};
  return book;
}

constexpr const char* noon = "2026-06-10T11:00:00Z"; // a Wednesday, 12:00 there

Incident incident(const char* id = "I1") {
  Incident one;
  one.id = IncidentId(id);
  one.type = AlarmType::fall;
  one.outcome = Outcome::no_injury_helped_up;
  return one;
}

/// Accepts at `accepted`, is there 10 minutes later and leaves after 31 more.
Assignment& visit(Incident& of, const char* offer, const char* responder, WallTime accepted,
                  ResponderKind kind = ResponderKind::firefighter) {
  of.offers.push_back({.id = OfferId(offer), .responder = ResponderId(responder)});
  of.offers.back().kind = kind;
  of.offers.back().organisation = "Fire";
  of.offers.back().made_at = accepted - 20s;
  of.offers.back().distance = Distance(3000);
  Assignment went{.offer = OfferId(offer), .responder = ResponderId(responder)};
  went.assigned_at = accepted;
  went.en_route_at = accepted + 1min;
  went.on_scene_at = accepted + 10min;
  went.with_person_at = accepted + 12min;
  went.clear_at = accepted + 41min;
  went.stage = Stage::clear;
  of.assignments.push_back(went);
  return of.assignments.back();
}

/// Set off, and not there when it was over.
Assignment& sent_home(Incident& of, const char* offer, const char* responder, WallTime accepted,
                      ReleaseWhy why) {
  Assignment& went = visit(of, offer, responder, accepted);
  went.on_scene_at.reset();
  went.with_person_at.reset();
  went.clear_at.reset();
  went.hold = Hold::released;
  went.released_why = why;
  went.released_at = accepted + 5min;
  return went;
}

std::vector<Line> billed(const std::vector<Incident>& incidents, const Disputes& disputes = {}) {
  return lines(incidents, book(), london(), disputes,
               {at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"), {}, 7});
}

Line only(const Incident& one, const Disputes& disputes = {}) {
  const auto all = billed({one}, disputes);
  REQUIRE(all.size() == 1);
  return all.front();
}

std::string band(const char* utc) {
  const Band found = band_at(book(), at(utc), london());
  const char* const names[] = {"day", "evening", "night", "weekend", "public_holiday"};
  return names[static_cast<std::size_t>(found)];
}

} // namespace

TEST_CASE("a visit costs its fee, each started half hour and each started mile there and back") {
  auto one = incident();
  visit(one, "O1", "R1", at(noon));
  const Line line = only(one);
  CHECK(line.charge == Charge::attendance);
  CHECK(line.tariff == "new");
  CHECK(line.attendance.pence == 2000);
  CHECK(line.half_hours == 2); // 31 minutes
  CHECK(line.time.pence == 200);
  CHECK(line.miles == 4); // 6 km
  CHECK(line.mileage.pence == 180);
  CHECK(line.sum.pence == 2380);
  CHECK(line.payable == line.sum);

  one.assignments[0].clear_at = *one.assignments[0].on_scene_at + 30min;
  CHECK(only(one).half_hours == 1);
}

TEST_CASE("bands turn on the local minute, and a holiday outweighs a weekend") {
  CHECK(band("2026-01-07T07:59:59.999Z") == "night");
  CHECK(band("2026-01-07T08:00:00Z") == "day");
  CHECK(band("2026-01-07T17:59:59.999Z") == "day");
  CHECK(band("2026-01-07T18:00:00Z") == "evening");
  CHECK(band("2026-01-07T21:59:59.999Z") == "evening");
  CHECK(band("2026-01-07T22:00:00Z") == "night");
  CHECK(band("2026-01-09T23:59:59.999Z") == "night"); // a Friday
  CHECK(band("2026-01-10T00:00:00Z") == "weekend");
  CHECK(band("2026-01-12T00:00:00Z") == "night");
  CHECK(band("2026-12-24T23:59:59.999Z") == "night");
  CHECK(band("2026-12-25T00:00:00Z") == "public_holiday");
  CHECK(band("2026-12-26T00:00:00Z") == "weekend");
}

TEST_CASE("the nights when the clocks change keep their local hours") {
  // In summer a weekday begins an hour before that of UTC.
  CHECK(band("2026-06-10T06:59:59.999Z") == "night");
  CHECK(band("2026-06-10T07:00:00Z") == "day");
  // 29 March and 25 October are Sundays; the Monday after begins at 23:00 and at 00:00 UTC.
  CHECK(band("2026-03-29T22:59:59.999Z") == "weekend");
  CHECK(band("2026-03-29T23:00:00Z") == "night");
  CHECK(band("2026-10-25T23:59:59.999Z") == "weekend");
  CHECK(band("2026-10-26T00:00:00Z") == "night");
  CHECK(local_day(at("2026-10-24T23:30:00Z"), london()) == day(2026, 10, 25));
  // What lasted from 00:50 UTC to 01:20 UTC took half an hour, whatever the clock on the wall said.
  auto one = incident();
  auto& went = visit(one, "O1", "R1", at("2026-10-25T00:40:00Z"));
  went.clear_at = at("2026-10-25T01:20:00Z");
  CHECK(only(one).half_hours == 1);
}

TEST_CASE("a tariff changes at local midnight, by the moment of the accept") {
  auto before = incident("I1");
  visit(before, "O1", "R1", at("2026-03-31T22:59:59.999Z"));
  auto after = incident("I2");
  visit(after, "O2", "R1", at("2026-03-31T23:00:00Z"));
  CHECK(only(before).tariff == "old");
  CHECK(only(after).tariff == "new");
  auto carer = incident("I3");
  visit(carer, "O3", "R1", at(noon), ResponderKind::carer);
  CHECK(only(carer).tariff == "carers");
  auto early = incident("I4");
  visit(early, "O4", "R1", at("2025-12-31T23:59:59Z"));
  CHECK(lines({early}, book(), london(), {}, {at("2025-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"), {}, 0})
            .front()
            .why == "no_tariff");
}

TEST_CASE("of a takeover both are paid: the one who came, and the one who had set off") {
  auto one = incident();
  sent_home(one, "O1", "R1", at(noon), ReleaseWhy::replaced);
  visit(one, "O2", "R2", at(noon) + 1min);
  const auto all = billed({one});
  REQUIRE(all.size() == 2);
  CHECK(all[0].charge == Charge::stand_down);
  CHECK(all[0].sum.pence == 500);
  CHECK(all[1].charge == Charge::attendance);

  one.assignments[0].en_route_at.reset();
  CHECK(billed({one})[0].why == "never_set_off");
}

TEST_CASE("two people at one visit are two attendances; one person twice is one") {
  auto two = incident();
  visit(two, "O1", "R1", at(noon));
  visit(two, "O2", "R2", at(noon));
  CHECK(billed({two})[0].payable.pence + billed({two})[1].payable.pence == 2 * 2380);

  auto twice = incident();
  sent_home(twice, "O1", "R1", at(noon), ReleaseWhy::replaced);
  visit(twice, "O2", "R1", at(noon) + 10min);
  const auto all = billed({twice});
  CHECK(all[0].why == "duplicate_record");
  CHECK(all[1].charge == Charge::attendance);
}

TEST_CASE("nothing is owed for what the system caused, and each line says why") {
  auto one = incident();
  visit(one, "O1", "R1", at(noon));
  const auto why = [&](auto change) {
    Incident changed = one;
    change(changed);
    const Line line = only(changed);
    CHECK((line.why.empty() ? line.payable.pence > 0 : line.payable.pence == 0));
    return line.why;
  };
  CHECK(why([](Incident& i) { i.joined_into = IncidentId("I0"); }) == "duplicate_incident");
  CHECK(why([](Incident& i) { i.cls = AlarmClass::technical; }) == "system_technical");
  CHECK(why([](Incident& i) { i.cls = AlarmClass::test; }) == "system_technical");
  CHECK(why([](Incident& i) { i.outcome = Outcome::equipment_fault; }) == "system_equipment_fault");
  CHECK(why([](Incident& i) { i.outcome = Outcome::false_alarm; }) == "");
  CHECK(why([](Incident& i) {
          i.outcome = Outcome::false_alarm;
          i.findings = {Outcome::equipment_fault};
        }) == "system_false_alarm");
  CHECK(why([](Incident& i) {
          i.outcome = Outcome::false_alarm;
          i.unverified = true;
        }) == "system_false_alarm");
  CHECK(why([](Incident& i) {
          i.outcome = Outcome::false_alarm;
          i.alarms = {{.hub = HubId("H1"), .type = AlarmType::not_reporting}};
        }) == "system_false_alarm");
  CHECK(why([](Incident& i) { i.assignments[0].clear_at.reset(); }) == "not_over");
  CHECK(why([](Incident& i) { i.outcome = Outcome::no_access; }) == "");
}

TEST_CASE("who never came is not paid, whatever the reason") {
  const auto why = [](ReleaseWhy released) {
    auto one = incident();
    sent_home(one, "O1", "R1", at(noon), released);
    return only(one).why;
  };
  CHECK(why(ReleaseWhy::withdrawn) == "withdrew");
  CHECK(why(ReleaseWhy::recalled) == "recalled");
  CHECK(why(ReleaseWhy::unreached) == "no_proof");
  CHECK(why(ReleaseWhy::stood_down) == "");
  CHECK(why(ReleaseWhy::closed) == "");
}

TEST_CASE("the button at the hub proves a visit, where it can mean one alone") {
  auto one = incident();
  visit(one, "O1", "R1", at(noon));
  one.alarms = {{.hub = HubId("H1"), .type = AlarmType::presence_confirmed, .at = at(noon) + 11min}};
  CHECK(attendances(one)[0].proof == Proof::hub_and_stages);

  one.assignments[0].on_scene_at.reset();
  one.assignments[0].with_person_at.reset();
  CHECK(attendances(one)[0].proof == Proof::hub);
  CHECK(attendances(one)[0].arrived_at == at(noon) + 11min);
  CHECK(only(one).charge == Charge::attendance);

  one.alarms[0].at = at(noon) - 1min;
  CHECK(attendances(one)[0].proof == Proof::none);
  CHECK(only(one).why == "no_proof");

  one.alarms[0].at = at(noon) + 11min;
  visit(one, "O2", "R2", at(noon));
  CHECK(attendances(one)[0].proof == Proof::none);
  CHECK(attendances(one)[1].proof == Proof::hub_and_stages);
}

TEST_CASE("a disputed line is shown and not payable until it is settled") {
  auto one = incident();
  visit(one, "O1", "R1", at(noon));
  Disputes disputes;
  Record record;
  const auto hear = [&](const char* by, DisputeStep step, std::optional<Money> sum) {
    record.decisions = {DisputeMoved{
        .incident = one.id, .offer = OfferId("O1"), .by = OperatorId(by), .step = step, .settled_at = sum}};
    add_disputes(disputes, record);
    return only(one, disputes);
  };
  CHECK_FALSE(hear("bob", DisputeStep::settled, Money{1}).dispute.has_value());
  CHECK(hear("ann", DisputeStep::opened, {}).payable.pence == 0);
  CHECK(hear("eve", DisputeStep::opened, {}).sum.pence == 2380);
  CHECK(hear("bob", DisputeStep::settled, {}).payable.pence == 2380);
  CHECK(hear("ann", DisputeStep::opened, {}).payable.pence == 0);
  // Whoever disputes it does not settle it, and of two who settle at one moment the first did.
  CHECK(hear("ann", DisputeStep::settled, Money{1200}).payable.pence == 0);
  CHECK(hear("eve", DisputeStep::settled, Money{1200}).payable.pence == 1200);
  CHECK(hear("bob", DisputeStep::settled, Money{2000}).payable.pence == 1200);
  CHECK(hear("bob", DisputeStep::settled, Money{2000}).dispute.has_value());
}

TEST_CASE("the most a line can be settled at is its sum, or what its tariff would pay had they been there") {
  const auto most = [](const Incident& one) { return most_owed(one, OfferId("O1"), book(), london()); };
  auto came = incident();
  visit(came, "O1", "R1", at(noon));
  CHECK(most(came) == Money{2380});
  CHECK_FALSE(most_owed(came, OfferId("O9"), book(), london()));
  auto gave_back = incident();
  sent_home(gave_back, "O1", "R1", at(noon), ReleaseWhy::withdrawn);
  CHECK(only(gave_back).sum == Money{});
  CHECK(most(gave_back) == Money{2280});
  gave_back.offers[0].organisation = "Nobody";
  CHECK_FALSE(most(gave_back));
}

TEST_CASE("the period is of accepts, and an organisation sees its own lines") {
  auto one = incident();
  visit(one, "O1", "R1", at(noon));
  visit(one, "O2", "R2", at(noon) + 1h);
  one.offers[1].organisation = "Care";
  const auto count = [&](WallTime from, WallTime to, std::optional<std::string> organisation) {
    return lines({one}, book(), london(), {}, {from, to, std::move(organisation), 0}).size();
  };
  CHECK(count(at(noon), at(noon) + 1h, {}) == 1);
  CHECK(count(at(noon), at(noon) + 1h + 1ms, {}) == 2);
  CHECK(count(at(noon), at(noon) + 2h, "Care") == 1);
}

TEST_CASE("the files add up, name every rule, and are safe to open in a spreadsheet") {
  auto one = incident();
  visit(one, "O1", "R1", at(noon));
  one.offers[0].organisation = "=Fire, \"on call\"";
  const InvoiceAsked asked{at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"), {}, 7};
  const auto all = files(billed({one}), book(), london(), asked);
  REQUIRE(all.size() == 4);
  CHECK(all[0].name == "attendance.csv");
  CHECK(all[1].text.find("\"'=Fire, \"\"on call\"\"\"") != std::string::npos);
  CHECK(all[1].text.find("2026-06-10 12:00") != std::string::npos);
  CHECK(all[2].text.find("all,,,1,0,0,1,0,0,0\n") != std::string::npos);
  for (const auto& rule : rules())
    CHECK(all[3].text.find("nothing: " + std::string(rule.word)) != std::string::npos);
}
