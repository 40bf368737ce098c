// The figures on hand-made incidents that a commissioner could count with a pencil.
#include "report_samples.hpp"

using namespace turnout;
using namespace turnout::testing;
using report::Count;
using report::Share;
using report::Spread;
using report::Tally;

TEST_CASE("promises count what was judged and what was kept") {
  const auto table = table_of(facts_of({good(), late()}), "service_levels");
  CHECK(cell(table, "level=answered", "share") == report::Cell(Share{1, 2}));
  CHECK(cell(table, "level=answered_latest", "share") == report::Cell(Share{1, 2}));
  CHECK(cell(table, "level=arrived", "share") == report::Cell(Share{1, 2}));
  CHECK(cell(table, "level=arrived_latest", "share") == report::Cell(Share{2, 2}));
  CHECK(cell(table, "level=entry", "share") == report::Cell(Share{1, 2}));
  CHECK(cell(table, "level=long_lie", "share") == report::Cell(Share{1, 2}));
  CHECK(cell(table, "level=acknowledged", "share") == report::Cell(Share{0, 1}));
  CHECK(cell(table, "level=home_care", "n") == report::Cell(Count{0}));
}

TEST_CASE("a clock that was stopped or has not run out is not judged") {
  auto closed_early = base("I6", 1h);
  closed_early.closed_at = closed_early.first_signal_at + 10s;
  const auto running = base("I3", 5h - 20s);
  const auto table = table_of(facts_of({closed_early, running}), "service_levels");
  for (const auto& row : table.rows)
    CHECK(row.cells[2] == report::Cell(Count{0}));
  const auto missed = table_of(facts_of({base("I7", 1h)}), "service_levels");
  CHECK(cell(missed, "level=answered", "share") == report::Cell(Share{0, 1}));
}

TEST_CASE("who was sent for counts though everybody was stood down, whose clock then stands still") {
  auto stood_down = base("I6", 1h);
  stood_down.first_decided_at = stood_down.first_signal_at;
  stood_down.stopped_at = stood_down.first_signal_at + 10min;
  close(stood_down, 3h, Outcome::refused);
  auto too_late = stood_down;
  too_late.id = IncidentId("I7");
  too_late.stopped_at = too_late.first_signal_at + 50min;
  const auto facts = facts_of({stood_down, too_late});
  CHECK(cell(table_of(facts, "by_area"), "", "sent_for") == report::Cell(Count{2}));
  const auto table = table_of(facts, "service_levels");
  CHECK(cell(table, "level=arrived", "share") == report::Cell(Share{0, 1}));
  CHECK(cell(table, "level=arrived_latest", "n") == report::Cell(Count{0}));
}

TEST_CASE("arrival is of whoever was at the door first, whoever was beside them first") {
  auto two = good();
  two.assignments[0].with_person_at.reset();
  visited(two, ResponderKind::family, two.first_signal_at + 40min, 30min);
  const auto table = table_of(facts_of({two}), "service_levels");
  CHECK(cell(table, "level=arrived", "share") == report::Cell(Share{1, 1}));
}

TEST_CASE("rapid home care that never came is missed, and one called off in time is not judged") {
  auto incident = good();
  PartnerRequest request;
  request.service = Service::rapid_home_care;
  request.state = RequestState::cancelled;
  request.asked_at = incident.first_signal_at;
  request.ended_at = request.asked_at + 30min;
  incident.requests = {request};
  CHECK(cell(table_of(facts_of({incident}), "service_levels"), "level=home_care", "n") ==
        report::Cell(Count{0}));
  incident.requests[0].ended_at = request.asked_at + 4h;
  CHECK(cell(table_of(facts_of({incident}), "service_levels"), "level=home_care", "share") ==
        report::Cell(Share{0, 1}));
}

TEST_CASE("a partner's no is an answer, and whoever is called off in time owes none") {
  auto incident = good();
  PartnerRequest request;
  request.service = Service::ambulance;
  request.asked_at = incident.first_signal_at;
  request.acknowledge_by = request.asked_at + 2min;
  request.ended_at = request.asked_at + 1min;
  request.state = RequestState::rejected;
  auto called_off = request;
  called_off.state = RequestState::cancelled;
  incident.requests = {request, called_off};
  auto of_a_machine = incident;
  of_a_machine.cls = AlarmClass::technical;
  const auto facts = facts_of({incident, of_a_machine});
  CHECK(cell(table_of(facts, "service_levels"), "level=acknowledged", "share") == report::Cell(Share{1, 1}));
  CHECK(cell(table_of(facts, "partners"), "", "acknowledged") == report::Cell(Share{1, 1}));
}

TEST_CASE("calls that were opened by hand are no answers, but calls") {
  auto call = base("I4", 2h);
  call.opened_by = OperatorId("alice");
  call.answered_at = call.first_signal_at;
  call.first_contact = FirstContact::resolved_by_advice;
  auto sent = good("I5", 3h);
  sent.opened_by = OperatorId("alice");
  sent.first_contact = FirstContact::dispatched;
  auto called_back = sent;
  called_back.assignments = {Assignment{}};
  auto pressed = good("I6", 4h);
  pressed.first_contact = FirstContact::passed_on;
  const auto facts = facts_of({pressed, call, sent, called_back});
  CHECK(cell(table_of(facts, "answers"), "", "calls") == report::Cell(Count{1}));
  const auto calls = table_of(facts, "first_contact");
  CHECK(cell(calls, "", "calls") == report::Cell(Count{3}));
  CHECK(cell(calls, "first_contact=resolved_by_advice", "nobody_sent") == report::Cell(Count{1}));
  CHECK(cell(calls, "first_contact=dispatched", "nobody_sent") == report::Cell(Count{1}));
}

TEST_CASE("hours are local") {
  auto facts = facts_of({good()});
  facts.zone = {"somewhere", {{start - 240h, 9h}}};
  const auto table = table_of(facts, "answers_by_hour");
  CHECK(cell(table, "hour=17", "calls") == report::Cell(Count{1}));
  CHECK(cell(table, "hour=08", "calls") == report::Cell(Count{0}));
}

TEST_CASE("calls past the last clock are counted by how long they waited, and each has a line") {
  auto never = base("I8", 2h);
  const auto facts = facts_of({good(), late(), never});
  const auto table = table_of(facts, "answers_late");
  CHECK(cell(table, "", "calls") == report::Cell(Count{2}));
  CHECK(cell(table, "waited=0", "calls") == report::Cell(Count{1}));
  CHECK(cell(table, "waited=3", "calls") == report::Cell(Count{1}));
  const auto each = table_of(facts, "answer_exceptions");
  CHECK(each.audience == report::Audience::service);
  REQUIRE(each.rows.size() == 2);
  CHECK(each.rows[0].cells[0] == report::Cell("I2"));
}

TEST_CASE("each stage of the response is of whoever was there first") {
  auto two = good();
  visited(two, ResponderKind::family, two.first_signal_at + 200s, 5min); // later to say yes, first there
  const auto table = table_of(facts_of({two}), "response_stages");
  CHECK(cell(table, "stage=accept", "p50_s") == report::Cell(Spread{130s, 1}));
  CHECK(cell(table, "stage=turnout", "p50_s") == report::Cell(Spread{2min, 1}));
  CHECK(cell(table, "stage=travel", "p50_s") == report::Cell(Spread{3min, 1}));
  CHECK(cell(table, "stage=entry", "p50_s") == report::Cell(Spread{3min, 1}));
  CHECK(cell(table, "stage=on_scene", "p50_s") == report::Cell(Spread{37min, 1}));
  CHECK(cell(table, "stage=closing", "longest_s") == report::Cell(Spread{2h - 100s - 60min, 1, 100}));
}

TEST_CASE("time alone is counted from the first signal, of those somebody was sent for") {
  auto voice = base("I9", 2h);
  voice.answered_at = voice.first_signal_at + 10s;
  close(voice, 3min, Outcome::false_alarm);
  const auto table = table_of(facts_of({good(), late(), voice}), "long_lie");
  CHECK(cell(table, "", "n") == report::Cell(Count{2}));
  CHECK(cell(table, "", "over") == report::Cell(Count{1}));
  CHECK(cell(table, "", "longest_s") == report::Cell(Spread{65min, 2, 100}));
}

TEST_CASE("who was beside the person first, a partner counted") {
  auto by_ambulance = good("I3", 2h);
  by_ambulance.assignments[0].with_person_at.reset();
  PartnerRequest request;
  request.service = Service::ambulance;
  request.arrived_at = by_ambulance.first_signal_at + 30min;
  by_ambulance.requests = {request};
  auto nobody = base("I4", 3h);
  nobody.first_decided_at = nobody.first_signal_at;
  close(nobody, 1h, Outcome::refused);
  auto settled = nobody;
  settled.id = IncidentId("I5");
  settled.outcome = Outcome::false_alarm;
  const auto table = table_of(facts_of({good(), by_ambulance, nobody, settled}), "who_came");
  CHECK(cell(table, "who=called_off", "n") == report::Cell(Count{1}));
  CHECK(cell(table, "who=firefighter", "n") == report::Cell(Count{1}));
  CHECK(cell(table, "who=ambulance", "n") == report::Cell(Count{1}));
  CHECK(cell(table, "who=nobody", "share") == report::Cell(Share{1, 4}));
}

TEST_CASE("offers by what was said") {
  auto incident = good();
  for (const auto state : {OfferState::declined, OfferState::expired, OfferState::withdrawn}) {
    Offer offer;
    offer.id = OfferId("x" + std::to_string(static_cast<int>(state)));
    offer.kind = ResponderKind::firefighter;
    offer.state = state;
    incident.offers.push_back(offer);
  }
  const auto table = table_of(facts_of({incident}), "offers");
  CHECK(cell(table, "kind=firefighter", "made") == report::Cell(Count{4}));
  CHECK(cell(table, "kind=firefighter", "share_yes") == report::Cell(Share{1, 3}));
  CHECK(cell(table, "kind=firefighter", "p50_s") == report::Cell(Spread{30s, 1}));
}

TEST_CASE("a request is early, late or needless, seen afterwards") {
  auto needless = good("I3", 2h);
  PartnerRequest request;
  request.service = Service::rapid_home_care;
  request.state = RequestState::cancelled;
  request.asked_at = *needless.first_decided_at + 10min;
  needless.requests = {request};
  auto too_late = late();
  request.asked_at = *too_late.first_decided_at + 46min;
  too_late.requests.push_back(request);
  const auto table = table_of(facts_of({late(), needless, too_late}), "partners");
  CHECK(cell(table, "service=rapid_home_care", "early") == report::Cell(Count{1}));
  CHECK(cell(table, "service=rapid_home_care", "late") == report::Cell(Count{1}));
  CHECK(cell(table, "service=rapid_home_care", "needless") == report::Cell(Count{1}));
  CHECK(cell(table, "service=ambulance", "early") == report::Cell(Count{2}));
  CHECK(cell(table, "service=ambulance", "needless") == report::Cell(Count{0}));
}

TEST_CASE("an ambulance counts as avoided only by the agreed rule") {
  auto again = good("I2", 1h); // somebody else
  again.person = PersonId("P-2");
  auto conveyed_next_day = base("I3", 20h);
  conveyed_next_day.person = PersonId("P-2");
  PartnerRequest request;
  request.service = Service::ambulance;
  conveyed_next_day.requests = {request};
  auto bath = good("I4", 2h);
  bath.type = AlarmType::bath;
  auto false_alarm = good("I5", 3h);
  false_alarm.outcome = Outcome::false_alarm;
  auto pressed = good("I6", 4h);
  pressed.type = AlarmType::help;
  auto facts = facts_of({good(), again, bath, false_alarm, pressed, conveyed_next_day});
  const auto table = table_of(facts, "ambulance_avoided");
  CHECK(cell(table, "estimate=high", "n") == report::Cell(Count{3}));
  CHECK(cell(table, "estimate=central", "n") == report::Cell(Count{0})); // nobody's 24 hours are over
  CHECK(cell(table, "estimate=low", "n") == report::Cell(Count{0}));     // nor their 7 days
  CHECK(cell(table, "after=day", "n") == report::Cell(Count{1}));
  CHECK(cell(table, "after=week_known", "n") == report::Cell(Count{0}));
  facts.period.as_of = start + std::chrono::days(9);
  const auto known = table_of(facts, "ambulance_avoided");
  CHECK(cell(known, "estimate=central", "n") == report::Cell(Count{2}));
  CHECK(cell(known, "after=week_known", "n") == report::Cell(Count{3}));
  CHECK(cell(known, "estimate=low", "n") == report::Cell(Count{1}));
  CHECK(cell(known, "after=week", "n") == report::Cell(Count{1}));
}

TEST_CASE("a repeat call after the period's end is seen") {
  auto facts = facts_of({good()});
  auto soon = base("I2", 20h);
  soon.person = good().person;
  facts.week_after = {soon};
  CHECK(cell(table_of(facts, "ambulance_avoided"), "after=day", "n") == report::Cell(Count{1}));
}

TEST_CASE("rates are of the people served, as the journal counted them") {
  auto facts = facts_of({good(), late()});
  facts.census = {{AreaId("cotswold"), "north", 400, 100}, {AreaId("stroud"), "west", 600, 200}};
  const auto table = table_of(facts, "demand_by_area");
  CHECK(cell(table, "", "per_1000") == report::Cell(report::PerThousand{2, 1000}));
  CHECK(cell(table, "area=cotswold", "per_1000") == report::Cell(report::PerThousand{2, 400}));
  CHECK(cell(table, "area=stroud", "living_alone") == report::Cell(Count{200}));
}

TEST_CASE("people by how often they called") {
  std::vector<Incident> all;
  for (int i = 0; i < 3; ++i) {
    all.push_back(good("I" + std::to_string(i), std::chrono::hours(i)));
    all.back().person = PersonId("P-often");
  }
  all.push_back(good("I7", 4h));
  const auto table = table_of(facts_of(all), "repeat_users");
  CHECK(cell(table, "band=0", "people") == report::Cell(Count{1}));
  CHECK(cell(table, "band=2", "people") == report::Cell(Count{1}));
  CHECK(cell(table, "band=2", "share") == report::Cell(Share{3, 4}));
}

TEST_CASE("technical alerts closed on the same local day") {
  auto dark = base("I5", 3h);
  dark.cls = AlarmClass::technical;
  dark.type = AlarmType::mains_fail;
  dark.closed_at = *parse_rfc3339("2026-11-02T00:30:00.000Z");
  auto facts = facts_of({dark});
  CHECK(cell(table_of(facts, "technical"), "type=mains_fail", "later") == report::Cell(Tally{1}));
  facts.zone = {"west", {{start - 240h, -2h}}};
  CHECK(cell(table_of(facts, "technical"), "type=mains_fail", "same_day") == report::Cell(Tally{1}));
  CHECK(cell(table_of(facts, "answers"), "", "calls") == report::Cell(Count{0}));
}

TEST_CASE("referrals, and what became of them") {
  auto facts = facts_of({good(), good("I2", 1h)});
  facts.follow_ups[{IncidentId("I1"), Referral::falls_service}] = {
      FollowUpResult::done, facts.incidents[0].closed_at.value() + 48h, OperatorId("alice")};
  const auto table = table_of(facts, "referrals");
  CHECK(cell(table, "", "made") == report::Cell(Count{4}));
  CHECK(cell(table, "referral=falls_service", "share") == report::Cell(Share{1, 2}));
  CHECK(cell(table, "referral=falls_service", "done") == report::Cell(Count{1}));
  CHECK(cell(table, "referral=falls_service", "p50_s") == report::Cell(Spread{48h, 1}));
  CHECK(cell(table, "referral=safe_and_well", "followed_up") == report::Cell(Count{0}));
}

TEST_CASE("the longest deaf time is the longest gap between test alarms, the ends counted") {
  auto facts = facts_of({});
  facts.canaries = {{start + 1h, AlarmPath::primary}, {start + 90min, AlarmPath::primary}};
  CHECK(cell(table_of(facts, "canary"), "path=primary", "longest_gap_s") ==
        report::Cell(Duration(5h - 90min)));
}

TEST_CASE("a path that went deaf has its row, and so has nothing heard at all") {
  auto facts = facts_of({});
  CHECK(cell(table_of(facts, "canary"), "path=none", "longest_gap_s") == report::Cell(Duration(5h)));
  facts.canary_paths = {AlarmPath::secondary};
  CHECK(cell(table_of(facts, "canary"), "path=secondary", "heard") == report::Cell(Tally{0}));
  CHECK(cell(table_of(facts, "canary"), "path=secondary", "longest_gap_s") == report::Cell(Duration(5h)));
}

TEST_CASE("a disk's refusal counts with what of it lies within the period") {
  auto facts = facts_of({});
  facts.disk_refused_before = true;
  facts.disk = {{start + 1h, true}, {start + 3h, false}};
  const auto table = table_of(facts, "availability");
  CHECK(table.rows.at(1).cells[1] == report::Cell(Tally{1}));
  CHECK(table.rows.at(2).cells[1] == report::Cell(Duration(1h + 2h)));
}

TEST_CASE("a service that never started again has no longest time away") {
  auto facts = facts_of({});
  CHECK(table_of(facts, "availability").rows.size() == 3);
  facts.starts = {{start + 1h, start + 30min}};
  const auto table = table_of(facts, "availability");
  REQUIRE(table.rows.size() == 5);
  CHECK(table.rows[1].cells[1] == report::Cell(Duration(30min)));
  CHECK(table.rows[2].cells[1] == report::Cell(start + 1h));
}

TEST_CASE("firefighters' jobs and hours") {
  auto facts = facts_of({good(), late()});
  facts.incidents[0].assignments[0].released_why = ReleaseWhy::recalled;
  const auto table = table_of(facts, "fire_cover");
  CHECK(cell(table, "organisation=county fire", "jobs") == report::Cell(Count{1}));
  CHECK(cell(table, "", "recalled") == report::Cell(Count{1}));
  CHECK(cell(table, "", "p50_s") == report::Cell(Spread{60min, 1}));
}

TEST_CASE("every row is as wide as its columns, of nothing too") {
  for (const auto& facts : {facts_of({good(), late()}), facts_of({})}) {
    for (const auto& section : report::exact_pack(facts, "a day").sections) {
      for (const auto& table : section.tables) {
        INFO(table.name);
        for (const auto& row : table.rows)
          CHECK(row.cells.size() == table.columns.size());
      }
    }
  }
}

TEST_CASE("every figure of a published table names the numbers behind it") {
  const auto is_named = [](const report::Cell& cell, const report::Column& column) {
    const bool time = std::holds_alternative<Spread>(cell) || std::holds_alternative<report::Total>(cell);
    const bool share = std::holds_alternative<report::Share>(cell) ||
                       std::holds_alternative<report::ShareRange>(cell) ||
                       std::holds_alternative<report::PerThousand>(cell);
    return !(time || share) || (!column.of.empty() && (time || !column.fact.empty()));
  };
  for (const auto& section : report::exact_pack(testing::facts_of({good(), late()}), "a day").sections) {
    for (const auto& table : section.tables) {
      if (table.audience == report::Audience::service) continue;
      for (const auto& row : table.rows) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
          INFO(table.name << " " << table.columns[i].name);
          CHECK(is_named(row.cells[i], table.columns[i]));
        }
      }
    }
  }
}
