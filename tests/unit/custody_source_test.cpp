// What follows from records: the same incidents from a journal and from an export of it, whose words are
// whose, and which have been kept long enough.
#include "engine_rig.hpp"
#include "support/temp_folder.hpp"

#include <turnout/custody/export.hpp>
#include <turnout/custody/person.hpp>
#include <turnout/custody/retention.hpp>
#include <turnout/custody/source.hpp>
#include <turnout/record/json.hpp>
#include <turnout/store/journal.hpp>
#include <turnout/store/verify.hpp>

#include <catch2/catch.hpp>

#include <fstream>

using namespace turnout;
using namespace turnout::testing;

namespace {

constexpr Duration day = 24h;

/// A real engine over a real journal; each call of `press` is an incident.
class Place {
public:
  Place() { rig.round(); }

  std::string press(const std::string& id, const std::string& words) {
    engine::RawMessage message = rig.raw(id);
    message.payload = R"({"id":")" + id + R"(","type":"fall","text":")" + words + "\"}";
    rig.lanes.put(engine::Lane::people, message);
    rig.round();
    return rig.engine.state().facts.open.rbegin()->first.str();
  }
  void give(CommandGiven command, const std::string& words) {
    command.id = MessageId("c" + std::to_string(++commands_));
    command.by = OperatorId("ann");
    engine::LocalEvent event;
    if (!words.empty()) {
      event.texts.push_back(kept_text("salt " + std::to_string(commands_), 0, words));
      command.note = event.texts.back().id;
    }
    event.event = std::move(command);
    rig.lanes.put(engine::Lane::response, std::move(event));
    rig.round();
  }
  void close(const std::string& incident) {
    CommandGiven command;
    command.kind = CommandKind::close;
    command.incident = IncidentId(incident);
    command.outcome = Outcome::false_alarm;
    give(command, {});
  }
  void note(const std::string& incident, const std::string& words) {
    CommandGiven command;
    command.incident = IncidentId(incident);
    give(command, words);
  }
  void stranger(const std::string& where, const std::string& number) {
    CommandGiven command;
    command.kind = CommandKind::open;
    command.id = MessageId("call");
    command.by = OperatorId("ann");
    engine::LocalEvent event;
    event.texts = {kept_text("a", 0, where), kept_text("b", 0, number)};
    command.place = event.texts[0].id;
    command.callback = event.texts[1].id;
    event.event = command;
    rig.lanes.put(engine::Lane::response, std::move(event));
    rig.round();
  }
  void later(Duration span) {
    rig.clock.at += span;
    rig.round();
  }
  [[nodiscard]] std::unique_ptr<store::ReadStore> read() const {
    auto store = store::ReadStore::open(path);
    REQUIRE(store);
    return std::move(store).value();
  }
  [[nodiscard]] std::set<std::string> words(const std::vector<TextId>& ids) const {
    const auto store = read();
    std::set<std::string> all;
    for (const auto& id : ids)
      all.insert(store->text(id).value().value_or("gone"));
    return all;
  }

  TempFolder folder;
  std::string path = folder.file("journal.db");
  std::unique_ptr<store::SqliteJournal> journal = std::move(store::SqliteJournal::open(path)).value();
  Rig rig{*journal};

private:
  int commands_ = 0;
};

std::string json_of(const Result<std::vector<Incident>>& incidents) {
  REQUIRE(incidents);
  std::string all;
  for (const auto& incident : incidents.value())
    all += record::to_json(incident) + '\n';
  return all;
}

std::string seldom(custody::Source& source, WallTime to) {
  std::string all;
  REQUIRE(source.for_each_seldom_record(to, [&](const Record& record) {
    const auto before = source.stamp_before(record.stamp.sequence).value();
    all += std::to_string(record.stamp.sequence) + " after " + std::to_string(before ? before->sequence : 0) +
           "; ";
  }));
  return all;
}

} // namespace

TEST_CASE("an export gives the same incidents and records as the journal", "[custody]") {
  Place place;
  const WallTime begin = place.rig.clock.at;
  for (int i = 0; i < 5; ++i) {
    const auto incident = place.press("a" + std::to_string(i), "fell");
    place.note(incident, "rang back");
    if (i != 4) place.close(incident);
    place.later(day);
  }
  const auto folder = place.folder.file("export");
  REQUIRE(custody::export_journal(place.path, folder));
  const auto here = custody::journal_source(place.path);
  const auto there = custody::export_source(folder);
  REQUIRE(here);
  REQUIRE(there);
  CHECK(json_of(here.value()->incidents_opened_between(begin, begin + 100 * day)).size() > 1000);
  for (int from = -1; from < 6; ++from) {
    for (int to = from; to < 7; ++to)
      CHECK(json_of(here.value()->incidents_opened_between(begin + from * day, begin + to * day)) ==
            json_of(there.value()->incidents_opened_between(begin + from * day, begin + to * day)));
  }
  CHECK(seldom(*here.value(), begin + 100 * day).size() > 8);
  for (int to = 0; to < 7; ++to)
    CHECK(seldom(*here.value(), begin + to * day) == seldom(*there.value(), begin + to * day));
  const auto head = here.value()->head().value();
  CHECK(head.sequence == there.value()->head().value().sequence);
  CHECK(head.hash == there.value()->head().value().hash);
  CHECK(head.at == there.value()->head().value().at);

  REQUIRE(custody::export_journal(place.path, place.folder.file("part"), 2));
  CHECK(custody::export_source(place.folder.file("part")).error().find("begins with record 2") !=
        std::string::npos);
  std::ofstream(folder + "/journal.ndjson", std::ios::app) << "{}\n";
  CHECK_FALSE(custody::export_source(folder));
}

TEST_CASE("no record and no row says where a registered person lives", "[custody]") {
  Place place;
  place.close(place.press("a1", "fell"));
  REQUIRE(custody::export_journal(place.path, place.folder.file("export")));
  std::ifstream in(place.folder.file("export") + "/journal.ndjson");
  const std::string all{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  CHECK(all.find("IncidentOpened") != std::string::npos);
  CHECK(all.find("518000000") == std::string::npos);
  const auto incidents = place.read()->incidents_of(PersonId("P1"));
  REQUIRE(incidents);
  REQUIRE(incidents.value().size() == 1);
  CHECK_FALSE(incidents.value()[0].position);
}

TEST_CASE("the words about a person are theirs alone", "[custody]") {
  Place place;
  place.stranger("the bus stop", "01632 960001");
  const auto incident = place.press("a1", "PLANTED said");
  place.note(incident, "PLANTED note");
  HandoverGiven handover{.id = MessageId("h"), .by = OperatorId("ann"), .to = OperatorId("ben"), .items = {}};
  const auto stranger = place.rig.engine.state().facts.open.begin()->first;
  const auto ours = kept_text("h1", 0, "PLANTED handover");
  const auto theirs = kept_text("h2", 0, "rings the stranger back");
  handover.items = {{IncidentId(incident), ours.id}, {stranger, theirs.id}};
  place.rig.lanes.put(engine::Lane::response, engine::LocalEvent{handover, {ours, theirs}});
  place.rig.round();
  RecordViewed look{
      .id = MessageId("v"), .by = OperatorId("ann"), .role = "operator", .people = {PersonId("P1")}};
  const auto reason = kept_text("v1", 0, "PLANTED reason");
  look.reason = reason.id;
  place.rig.lanes.put(engine::Lane::response, engine::LocalEvent{look, {reason}});
  place.rig.round();

  const auto store = place.read();
  const auto found = custody::texts_about(*store, PersonId("P1"));
  REQUIRE(found);
  CHECK(place.words(found.value()) ==
        std::set<std::string>{"PLANTED said", "PLANTED note", "PLANTED handover", "PLANTED reason"});
  CHECK(custody::texts_about(*store, PersonId("nobody")).value().empty());
  CHECK_FALSE(store::verify(place.path).value().misfit);
}

namespace {

/// Words nobody made an incident of: after its end, or refused.
class Late {
public:
  /// With a responder who is free, and an ambulance service.
  explicit Late(Place& place) : place_(place) {
    Responder responder;
    responder.id = ResponderId("R1");
    responder.place = geo_point(51.81, -2.0);
    PlanBook book = place.rig.engine.state().facts.books.back();
    book.revision = PlanRevision("def456abc123");
    book.partners = {{.id = PartnerId("999"), .service = Service::ambulance}};
    put(RegistryChanged{.people = {}, .responders = {responder}, .bases = {}});
    put(PlansChanged{book});
    put(DutySaid{.responder = responder.id, .state = DutyState::available});
  }

  template <class E>
  void say(E event, std::optional<TextId> E::*member, const std::string& words) {
    auto text = kept_text("late " + std::to_string(++said_), 0, words);
    event.*member = text.id;
    put(std::move(event), {std::move(text)});
  }
  void hand_over(const std::string& incident, const std::string& words) {
    const auto text = kept_text("late " + std::to_string(++said_), 0, words);
    HandoverGiven handover{
        .id = MessageId("h"), .by = OperatorId("ann"), .to = OperatorId("ben"), .items = {}};
    handover.items = {{IncidentId(incident), text.id}};
    put(std::move(handover), {text});
  }

private:
  void put(Event event, std::vector<KeptText> texts = {}) {
    place_.rig.lanes.put(engine::Lane::response, engine::LocalEvent{std::move(event), std::move(texts)});
    place_.rig.round();
  }

  Place& place_;
  int said_ = 0;
};

CommandGiven command_of(const char* id, CommandKind kind) {
  CommandGiven command;
  command.id = MessageId(id);
  command.by = OperatorId("ann");
  command.kind = kind;
  return command;
}

} // namespace

TEST_CASE("words that came too late or were refused are found by the ids of their event", "[custody]") {
  Place place;
  Late late(place);
  const auto id = place.press("a1", "PLANTED said");
  CommandGiven ring = command_of("ring", CommandKind::dispatch);
  ring.incident = IncidentId(id);
  ring.responder = ResponderId("R1");
  place.give(ring, {});
  const auto incident = place.rig.engine.state().facts.open.at(IncidentId(id));
  REQUIRE(incident.offers.size() == 1);
  place.close(id);

  late.say(ProgressReceived{.responder = ResponderId("R1"), .id = MessageId("p"), .incident = IncidentId(id)},
           &ProgressReceived::notes, "late progress");
  late.say(ReplyReceived{.responder = ResponderId("R1"),
                         .id = MessageId("r"),
                         .offer = incident.offers[0].id,
                         .answer = ReplyAnswer::decline},
           &ReplyReceived::reason, "late reply");
  CommandGiven opened = command_of("o", CommandKind::open);
  opened.person = PersonId("P1");
  opened.type = AlarmType::battery_low;
  late.say(opened, &CommandGiven::note, "refused call");
  CommandGiven noted = command_of("n", CommandKind::note);
  noted.incident = IncidentId(id);
  late.say(noted, &CommandGiven::note, "refused note");
  late.say(RecordViewed{.id = MessageId("v"),
                        .by = OperatorId("ann"),
                        .people = {PersonId("P1")},
                        .why = ViewReason::incident},
           &RecordViewed::reason, "refused look");
  late.hand_over(id, "handed over too late");
  late.say(
      ProgressReceived{.responder = ResponderId("R1"), .id = MessageId("x"), .incident = IncidentId("I9")},
      &ProgressReceived::notes, "of another");

  CHECK(place.rig.engine.state().facts.system.handover->items.empty());
  const auto store = place.read();
  CHECK(place.words(custody::texts_about(*store, PersonId("P1")).value()) ==
        std::set<std::string>{"PLANTED said", "late progress", "late reply", "refused call", "refused note",
                              "refused look", "handed over too late"});
  const auto records = custody::records_about(*store, PersonId("P1")).value();
  const auto has = [&](const char* kind) {
    return std::any_of(records.begin(), records.end(),
                       [&](const Record& record) { return record::kind_of(record.event) == kind; });
  };
  CHECK(has("ProgressReceived"));
  CHECK(has("ReplyReceived"));
  CHECK_FALSE(has("RecordViewed"));
}

TEST_CASE("a late answer of a partner is found by the request", "[custody]") {
  Place place;
  Late late(place);
  const auto id = place.press("a1", "");
  CommandGiven ask = command_of("ask", CommandKind::escalate);
  ask.incident = IncidentId(id);
  ask.service = Service::ambulance;
  place.give(ask, {});
  const auto incident = place.rig.engine.state().facts.open.at(IncidentId(id));
  REQUIRE(incident.requests.size() == 1);
  place.close(id);
  late.say(PartnerReplied{.partner = incident.requests[0].partner,
                          .id = MessageId("r"),
                          .request = incident.requests[0].id,
                          .state = RequestState::rejected},
           &PartnerReplied::reason, "she lives alone");
  CHECK(place.words(custody::texts_about(*place.read(), PersonId("P1")).value()) ==
        std::set<std::string>{"she lives alone"});
}

TEST_CASE("what has been kept long enough is due by its class, and nothing of an open incident",
          "[custody]") {
  Place place;
  place.stranger("the bus stop", "01632 960001");
  const auto stranger = place.rig.engine.state().facts.open.begin()->first.str();
  const auto open = place.press("a1", "still open");
  place.later(10 * day);
  place.close(stranger);
  const auto closed = place.press("a2", "another press");
  const auto due = [&](Duration notes, Duration callers) {
    const auto store = place.read();
    auto found = custody::texts_due(*store, {{"notes", notes}, {"callers", callers}}, place.rig.clock.at);
    REQUIRE(found);
    return found.value();
  };
  CHECK(closed == open);
  CHECK(due(9 * day, 11 * day).at("callers").empty());
  CHECK(due(9 * day, 11 * day).at("notes").empty());
  CHECK(place.words(due(9 * day, 9 * day).at("callers")) ==
        std::set<std::string>{"the bus stop", "01632 960001"});
  place.close(open);
  CHECK(place.words(due(9 * day, 11 * day).at("notes")) == std::set<std::string>{"still open"});
  CHECK(place.words(due(0s, 11 * day).at("notes")) == std::set<std::string>{"still open", "another press"});

  RetentionApplied applied{
      .id = MessageId("r"), .by = OperatorId("retention"), .counts = {{"notes", 1}}, .texts = {}};
  applied.texts = due(9 * day, 11 * day).at("notes");
  place.rig.lanes.put(engine::Lane::response, engine::LocalEvent{applied, {}});
  place.rig.round();
  CHECK(due(9 * day, 11 * day).at("notes").empty());
  const auto report = store::verify(place.path).value();
  CHECK_FALSE(report.misfit);
  CHECK(report.erased == 1);
}
