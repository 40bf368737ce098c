// A whole night told: approval against tests/unit/story/night.txt, which a person can read.
#include "turnout/story/story.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace turnout;

namespace {

const IncidentId id{"I1"};
const WallTime midnight = *parse_rfc3339("2026-06-30T23:58:00.000Z");
const ZoneTable bst{"Europe/London", {{WallTime{}, 1h}}};

/// Records as the journal would hold them, at seconds after the first signal.
class Night {
public:
  Night& at(Duration since, Event event, std::vector<Decision> decisions) {
    records_.push_back({{1, records_.size() + 1, midnight + since}, std::move(event), std::move(decisions)});
    return *this;
  }
  [[nodiscard]] const std::vector<Record>& records() const { return records_; }

private:
  std::vector<Record> records_;
};

CommandGiven command(CommandKind kind, const std::string& by) {
  CommandGiven given;
  given.kind = kind;
  given.by = OperatorId(by);
  given.incident = id;
  return given;
}

Decision offer(const std::string& offer_id, const std::string& responder, int fence, Duration since,
               Duration eta) {
  return OfferMade{
      id, OfferId(offer_id), ResponderId(responder), fence, midnight + since + 45s, eta, Distance(4000), ""};
}

void hear_the_alarm(Night& night) {
  AlarmReceived alarm;
  alarm.hub = HubId("H1");
  alarm.type = AlarmType::fall;
  alarm.said_at = midnight - 3min;
  alarm.sensor = TextId("t2");
  alarm.zone = TextId("t3");
  night.at(
      0s, alarm,
      {IncidentOpened{.incident = id,
                      .type = AlarmType::fall,
                      .person = PersonId("P7"),
                      .hub = HubId("H1"),
                      .area = AreaId("cotswold"),
                      .plan_revision = PlanRevision("abc123"),
                      .plan_path = "root/life_person"},
       AlarmJoined{
           .incident = id, .hub = HubId("H1"), .alarm = AlarmId("a1"), .type = AlarmType::fall, .late = true},
       TimerSet{id, TimerKind::rung, "offers", midnight + 60s}, PersonTold{id, FeedbackStage::heard, {}}});
}

void look_for_somebody(Night& night) {
  night.at(
      60s, TimeReached{},
      {TimerFired{id, TimerKind::rung, "offers", 5ms},
       RungReached{id, "offers", RungResult::done, "no operator in 60 s"}, ResponseDecided{id, std::nullopt},
       SelectionMade{
           id,
           {{ResponderId("R1"), true, 4min, "1 of 2: 4 min from Bourton"},
            {ResponderId("R2"), true, 9min, "2 of 2: 9 min from Northleach"},
            {ResponderId("R3"), false, std::nullopt, "2 km away from Stow, but leaves its pump at 3"}},
           40,
           ""},
       offer("O1", "R1", 1, 60s, 4min),
       // Somebody else's case in the same record is not part of this story.
       OfferMade{IncidentId("I2"), OfferId("O9"), ResponderId("R9"), 1, midnight, 1min, Distance(1), ""}});
  night.at(61s, OfferTold{OfferId("O1")}, {OfferReached{id, OfferId("O1"), OfferMoment::told}});
  night.at(105s, TimeReached{},
           {TimerFired{id, TimerKind::offer_expiry, "O1", 0ms},
            OfferClosed{id, OfferId("O1"), OfferEnd::expired, {}}, offer("O2", "R2", 2, 105s, 9min)});
  night.at(107s, ReplyReceived{}, {OfferReached{id, OfferId("O2"), OfferMoment::seen}});
  night.at(112s, ReplyReceived{},
           {Assigned{id, OfferId("O2"), ResponderId("R2"), 0, midnight + 112s + 9min, {}},
            PersonTold{id, FeedbackStage::coming, midnight + 112s + 9min}});
}

void go_there(Night& night) {
  night.at(4min, ProgressReceived{}, {Progressed{id, OfferId("O2"), Stage::en_route}});
  night.at(8min, TimeReached{},
           {ForecastMade{id, OfferId("O2"), midnight + 50min},
            RungReached{id, "care_forecast", RungResult::done, "arrival forecast past 45 min"},
            PartnerAsked{id, RequestId("Q1"), PartnerId("rhc"), Service::rapid_home_care,
                         "arrival forecast past 45 min", midnight + 9min, midnight + 128min}});
  night.at(9min + 12s, TimeReached{},
           {TimerFired{id, TimerKind::partner_ack, "Q1", 12s}, PartnerSilent{id, RequestId("Q1")},
            AlertRaised{AlertId("L1"), id, HumanRole::supervisor, "partner_silent",
                        "Rapid home care has not answered.", "01452 000000"}});
  night.at(10min, command(CommandKind::acknowledge, "alice"),
           {AlertCleared{AlertId("L1"), id, OperatorId("alice")}});
  night.at(11min, PartnerReplied{},
           {PartnerMoved{id, RequestId("Q1"), RequestState::accepted, "RHC-55", midnight + 70min, {}}});
  night.at(48min, ProgressReceived{}, {Progressed{id, OfferId("O2"), Stage::on_scene}});
  night.at(51min, ProgressReceived{}, {Progressed{id, OfferId("O2"), Stage::with_person}});
  night.at(75min, ProgressReceived{},
           {Progressed{id, OfferId("O2"), Stage::clear},
            OutcomeSaid{id,
                        OfferId("O2"),
                        Outcome::no_injury_helped_up,
                        {Referral::safe_and_well, Referral::falls_service},
                        TextId("t1")}});
  night.at(80min, command(CommandKind::close, "alice"),
           {Closed{id, OperatorId("alice"), Outcome::no_injury_helped_up, {Referral::gp}, {}}});
}

Night whole_night() {
  Night night;
  hear_the_alarm(night);
  look_for_somebody(night);
  go_there(night);
  return night;
}

/// What was told against the approved file; what differs is left in the temporary folder to be read and
/// approved.
void check_approved(const std::string& told, const std::string& name) {
  std::ifstream in(std::string(TURNOUT_SOURCE_DIR) + "/tests/unit/story/" + name);
  std::stringstream approved;
  approved << in.rdbuf();
  if (told != approved.str()) {
    std::ofstream(std::filesystem::temp_directory_path() / (name + ".received")) << told;
  }
  CHECK(told == approved.str());
}

} // namespace

TEST_CASE("a night reads as approved, ids only unless names are passed in") {
  const auto night = whole_night();
  check_approved(story::page(story::story(night.records(), id, bst, {}), bst), "night.txt");

  story::StoryNames names;
  names.responders[ResponderId("R2")] = "Northleach 2nd";
  names.partners[PartnerId("rhc")] = "Rapid home care, Cirencester";
  names.people[PersonId("P7")] = "Mrs Example";
  names.texts[TextId("t1")] = "Loose rug.";
  names.texts[TextId("t2")] = "pendant";
  names.texts[TextId("t3")] = "kitchen";
  check_approved(story::page(story::story(night.records(), id, bst, names), bst), "night_named.txt");
}

TEST_CASE("a record that says nothing of the incident makes no line") {
  const auto lines = story::story(whole_night().records(), IncidentId("I2"), bst, {});
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].text == "Offered to R9, 1 min away.");
  CHECK(story::story(whole_night().records(), IncidentId("nobody"), bst, {}).empty());
}

TEST_CASE("the same candidates are not listed twice") {
  const SelectionMade made{
      id, {{ResponderId("R1"), false, std::nullopt, "1 km away, but is not available"}}, 1, ""};
  Night night;
  night.at(0s, TimeReached{}, {made}).at(60s, TimeReached{}, {made});
  const auto lines = story::story(night.records(), id, {}, {});
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].details.size() == 1);
  CHECK(lines[1].text == "Looked at 1 responders; nobody can be asked; the same as before.");
  CHECK(lines[1].details.empty());
}

TEST_CASE("a story whose beginning is missing is told by the ids it has") {
  Night night;
  night.at(0s, TimeReached{},
           {OfferClosed{id, OfferId("O5"), OfferEnd::expired, {}}, PartnerSilent{id, RequestId("Q5")}});
  const auto lines = story::story(night.records(), id, {}, {});
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].text ==
        "Offer to the responder of offer O5 expired: no answer. The partner of request Q5 did not "
        "acknowledge in time: somebody must ring them.");
}

TEST_CASE("two that are one, and one that is parked, are told in words") {
  Night night;
  night.at(10min, CommandGiven{}, {Parked{id, OperatorId("ann"), midnight + 20min, TextId("t1")}});
  night.at(20min, TimeReached{}, {ParkingEnded{id}});
  night.at(21min, CommandGiven{},
           {IncidentJoined{.incident = id,
                           .from = IncidentId("I9"),
                           .by = OperatorId("ann"),
                           .first_signal_at = midnight + 5min,
                           .alarms = {{HubId("H9"), AlarmId("a"), AlarmType::help, midnight + 5min, 0}}},
            Closed{IncidentId("I9"), OperatorId("ann"), Outcome::other, {}, {}, id}});
  night.at(22min, CommandGiven{}, {FirstContactSaid{id, OperatorId("ann"), FirstContact::passed_on}});
  story::StoryNames names;
  names.texts[TextId("t1")] = "Rings back.";
  const auto lines = story::story(night.records(), id, bst, names);
  REQUIRE(lines.size() == 4);
  CHECK(lines[0].text == "Parked by ann until 01:18. \"Rings back.\"");
  CHECK(lines[1].text == "No longer parked.");
  CHECK(lines[2].text ==
        "ann found that I9 is one and the same as this; it brought help from hub H9. Its signal "
        "came first: the clocks count from 01:03.");
  CHECK(lines[3].text == "First contact, by ann: passed on.");
  CHECK(lines[3].since == 17min);
  const auto other = story::story(night.records(), IncidentId("I9"), bst, {});
  REQUIRE(other.size() == 1);
  CHECK(other[0].text == "CLOSED by ann: one and the same as I1, where it goes on.");
}

TEST_CASE("what people wrote stays on its line and does nothing to a terminal") {
  CHECK(story::plain("Grüße, “Ada” 👩🏽‍🦼 \\ fine") ==
        "Grüße, “Ada” 👩🏽‍🦼 \\ fine");
  CHECK(story::plain("a\r\nb\nc\rd\te") == "a⏎b⏎c\\u{d}d\\u{9}e");
  CHECK(story::plain("\x1b[2J\x7f\xc2\x9b") == "\\u{1b}[2J\\u{7f}\\u{9b}");
  CHECK(story::plain("\u202egnol\u2066\u2069\u200f\u2028\ufeff") ==
        "\\u{202e}gnol\\u{2066}\\u{2069}\\u{200f}\\u{2028}\\u{feff}");
  CHECK(story::plain("\xff\xc3(") == "\xef\xbf\xbd\xef\xbf\xbd(");
  CHECK(story::plain(std::string_view("\0", 1)) == "\\u{0}");

  Night night;
  night.at(0s, CommandGiven{}, {Noted{id, OperatorId("ann"), TextId("t1")}});
  story::StoryNames names;
  names.texts[TextId("t1")] = "\x1b[2J\nCLOSED by ann: fine";
  const auto lines = story::story(night.records(), id, bst, names);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].text == "Note by ann: \"\\u{1b}[2J⏎CLOSED by ann: fine\"");
}

TEST_CASE("of an alarm that could not be read, what came is shown") {
  Night night;
  night.at(
      0s, AlarmReceived{},
      {AlarmJoined{.incident = id, .hub = HubId("H1"), .doubt = Doubt::broken_json, .raw = TextId("t1")}});
  night.at(1s, AlarmReceived{},
           {AlarmJoined{.incident = id, .hub = HubId("H1"), .doubt = Doubt::oversize, .raw = TextId("t2")}});
  night.at(
      2s, AlarmReceived{},
      {AlarmJoined{.incident = id, .hub = HubId("H1"), .doubt = Doubt::unknown_type, .raw = TextId("gone")}});
  story::StoryNames names;
  names.texts[TextId("t1")] = "{\"type\":\"fall\",\x1b\xff";
  names.texts[TextId("t2")] = std::string(400, 'x');
  const auto lines = story::story(night.records(), id, bst, names);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].text == "Signal: unknown from hub H1, unverified: it could not be read. What came: "
                         "\"{\"type\":\"fall\",\\u{1b}\xef\xbf\xbd\".");
  CHECK(lines[1].text == "Signal: unknown from hub H1, unverified: it was too large to be read whole. What "
                         "came: \"" +
                             std::string(300, 'x') + "…\".");
  CHECK(lines[2].text == "Signal: unknown from hub H1, unverified: its type is not one we know.");
}

TEST_CASE("the way an alarm came and its battery are told") {
  AlarmReceived alarm;
  alarm.path = AlarmPath::secondary;
  alarm.battery_pct = 12;
  Night night;
  night.at(0s, alarm, {AlarmJoined{.incident = id, .hub = HubId("H1"), .type = AlarmType::fall}});
  const auto lines = story::story(night.records(), id, bst, {});
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].text == "Signal: fall from hub H1, over its second path, battery at 12 %.");
}

TEST_CASE("a device that moves has told where it is") {
  CHECK(story::place_words(geo_point(51.765434, -2.17)) == "51.76543, -2.17000");
  CHECK(story::place_words(geo_point(-0.000006, 0.5)) == "-0.00001, 0.50000");
  Night night;
  night.at(
      0s, AlarmReceived{},
      {IncidentOpened{.incident = id, .person = PersonId("P7"), .position = geo_point(51.8, -2.1)},
       AlarmJoined{
           .incident = id, .hub = HubId("H1"), .type = AlarmType::fall, .position = geo_point(51.8, -2.1)}});
  auto lines = story::story(night.records(), id, bst, {});
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].text.find("Signal: fall from hub H1, away from home: 51.80000, -2.10000.") !=
        std::string::npos);

  Night stranger;
  stranger.at(0s, AlarmReceived{},
              {IncidentOpened{.incident = id},
               AlarmJoined{.incident = id, .hub = HubId("H9"), .position = geo_point(51.8, -2.1)}});
  lines = story::story(stranger.records(), id, bst, {});
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].text.find("from hub H9, at 51.80000, -2.10000.") != std::string::npos);

  Night call;
  call.at(0s, CommandGiven{},
          {IncidentOpened{.incident = id,
                          .position = geo_point(51.8, -2.1),
                          .by = OperatorId("ann"),
                          .place = TextId("t1")}});
  lines = story::story(call.records(), id, bst, {});
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].text.find(", near 51.80000, -2.10000; class") != std::string::npos);
}

TEST_CASE("an incident about many homes says whose hub each is") {
  Night night;
  night.at(0s, AlarmReceived{},
           {AlarmJoined{.incident = id, .hub = HubId("H3"), .type = AlarmType::mains_fail},
            AlarmJoined{.incident = id, .hub = HubId("H4"), .type = AlarmType::mains_fail}});
  story::StoryNames names;
  names.hubs[HubId("H3")] = PersonId("P3");
  const auto lines = story::story(night.records(), id, bst, names);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].text == "Signal: mains fail from hub H3 of P3. Signal: mains fail from hub H4.");
}

TEST_CASE("the clock shows local time across midnight and past an hour") {
  CHECK(story::local_clock(midnight, bst) == "00:58:00");
  CHECK(story::local_date(midnight, bst) == "2026-07-01");
  CHECK(story::local_date(midnight, {}) == "2026-06-30");
  CHECK(story::elapsed(45s) == "00:45");
  CHECK(story::elapsed(3765s) == "1:02:45");
  CHECK(story::elapsed(-5s) == "-00:05");
}
