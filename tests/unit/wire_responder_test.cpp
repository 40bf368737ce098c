#include "unit/wire_decoding.hpp"

using namespace turnout;
using namespace turnout::test;

TEST_CASE("duty is said by a person, retained or not") {
  for (const bool retained : {false, true}) {
    CHECK(only<DutySaid>(decode("responder/R1/status", R"({"state":"available"})", retained)) ==
          DutySaid{ResponderId("R1"), DutyState::available, retained});
  }
  CHECK(only<DutySaid>(decode("responder/R1/status", R"({"state":"off_duty"})")).state ==
        DutyState::off_duty);
  const auto bad = only<Unusable>(decode("responder/R1/status", R"({"state":"Available"})"));
  CHECK(bad.member == "state");
  CHECK(bad.sender == "R1");
  CHECK(bad.from == SenderKind::responder);
  CHECK(decode("responder/R1/status", "").ignored);
}

TEST_CASE("a link is up or down, retained or not") {
  CHECK(only<LinkSaid>(decode("responder/R1/link", R"({"state":"up"})", true)).state == LinkState::up);
  CHECK(only<LinkSaid>(decode("responder/R1/link", R"({"state":"down"})")).state == LinkState::down);
  CHECK(only<Unusable>(decode("responder/R1/link", R"({"state":"unsaid"})")).member == "state");
}

TEST_CASE("a position is as old as its fix and never of the future") {
  const auto topic = "responder/R1/position";
  const auto got = only<PositionReceived>(decode(
      topic,
      R"({"lat":51.7457,"lon":-2.2170,"accuracy_m":8.4,"at":"2026-11-22T11:58:00Z","battery_pct":40})"));
  CHECK(got.place == GeoPoint{517'457'000, -22'170'000});
  CHECK(got.fixed_at == noon - 2min);
  CHECK(got.accuracy_m == 8);
  CHECK(got.battery_pct == 40);
  CHECK(got.device.empty());
  CHECK(only<PositionReceived>(decode(topic, R"({"lat":1,"lon":2,"at":"2026-11-22T13:00:00Z"})")).fixed_at ==
        noon);
  CHECK(only<PositionReceived>(decode(topic, R"({"lat":1,"lon":2})")).fixed_at == noon);
  CHECK(only<PositionReceived>(decode(topic, R"({"lat":1,"lon":2,"accuracy_m":-5})")).accuracy_m ==
        std::nullopt);
}

TEST_CASE("a retained position counts by its age and without one not at all") {
  const auto topic = "responder/R1/position";
  CHECK(only<PositionReceived>(decode(topic, R"({"lat":1,"lon":2,"at":"2026-11-22T09:00:00Z"})", true))
            .fixed_at == noon - 3h);
  CHECK(only<PositionReceived>(decode(topic, R"({"lat":1,"lon":2,"at":"2026-11-22T09:00:00Z"})", true))
            .retained);
  CHECK_FALSE(only<PositionReceived>(decode(topic, R"({"lat":1,"lon":2})")).retained);
  CHECK(decode(topic, R"({"lat":1,"lon":2})", true).ignored);
  CHECK(decode(topic, R"({"lat":1,"lon":2,"at":"soon"})", true).ignored);
}

TEST_CASE("a place that is not on the Earth is refused by member") {
  const auto topic = "responder/R1/position";
  CHECK(only<Unusable>(decode(topic, R"({"lat":91,"lon":2})")).member == "lat");
  CHECK(only<Unusable>(decode(topic, R"({"lat":51,"lon":"2"})")).member == "lon");
  CHECK(only<Unusable>(decode(topic, R"({"lat":1e999,"lon":2})")).reason.find("1e999") == std::string::npos);
}

TEST_CASE("each answer to an offer is read") {
  const auto topic = "responder/R1/reply";
  const auto answer = [&](const std::string& word) {
    return only<ReplyReceived>(decode(topic, R"({"id":"m1","offer":"I1.1","answer":")" + word + "\"}"))
        .answer;
  };
  CHECK(answer("received") == ReplyAnswer::received);
  CHECK(answer("seen") == ReplyAnswer::seen);
  CHECK(answer("accept") == ReplyAnswer::accept);
  CHECK(answer("decline") == ReplyAnswer::decline);
  CHECK(answer("withdraw") == ReplyAnswer::withdraw);

  const auto decoded =
      decode(topic, R"({"id":"m1","offer":"I1.1","answer":"withdraw","reason":"a puncture"})");
  const auto reply = only<ReplyReceived>(decoded);
  CHECK(reply.id == MessageId("m1"));
  CHECK(reply.offer == OfferId("I1.1"));
  CHECK(kept(decoded, reply.reason) == "a puncture");
}

TEST_CASE("a reply that can't be used is answered with the member at fault") {
  const auto topic = "responder/R1/reply";
  CHECK(only<Unusable>(decode(topic, R"({"offer":"O","answer":"accept"})")).member == "id");
  const auto no_offer = only<Unusable>(decode(topic, R"({"id":"m1","answer":"accept"})"));
  CHECK(no_offer.member == "offer");
  CHECK(no_offer.id == MessageId("m1"));
  CHECK(only<Unusable>(decode(topic, R"({"id":"m1","offer":"O","answer":"yes"})")).member == "answer");
  CHECK(only<Unusable>(decode(topic, "{")).member.empty());
  CHECK(only<Unusable>(decode(topic, "[]")).member.empty());
  CHECK(only<Unusable>(decode(topic, std::string(wire::payload_bytes_max + 1, ' '))).member.empty());
  CHECK(decode(topic, R"({"id":"m1","offer":"O","answer":"accept"})", true).ignored);
}

TEST_CASE("a reason that is no text does not hide the answer") {
  const auto decoded =
      decode("responder/R1/reply", R"({"id":"m1","offer":"O","answer":"decline","reason":4})");
  CHECK(first<ReplyReceived>(decoded).answer == ReplyAnswer::decline);
  CHECK(second_unusable(decoded).member == "reason");
  CHECK(second_unusable(decoded).id == MessageId("m1"));
}

TEST_CASE("a report from the spot is read whole") {
  const auto decoded = decode("responder/R1/progress",
                              R"({"id":"m2","incident":"I1","stage":"with_person",
                                  "needs":["ambulance","second_responder","ambulance"],"outcome":"conveyed",
                                  "referrals":["safe_and_well","equipment"],"notes":"Grab rail by the bath.",
                                  "position":{"lat":51.7,"lon":-2.2},"at":"2026-11-22T12:00:00Z"})");
  const auto got = only<ProgressReceived>(decoded);
  CHECK(got.incident == IncidentId("I1"));
  CHECK(got.stage == Stage::with_person);
  CHECK(got.needs == std::vector{Need::ambulance, Need::second_responder});
  CHECK(got.outcome == Outcome::conveyed);
  CHECK(got.referrals == std::vector{Referral::safe_and_well, Referral::equipment});
  CHECK(kept(decoded, got.notes) == "Grab rail by the bath.");
  CHECK(got.position == GeoPoint{517'000'000, -22'000'000});
}

TEST_CASE("a slip in a list or a note never hides that somebody has arrived") {
  const auto decoded =
      decode("responder/R1/progress",
             R"({"id":"m2","incident":"I1","stage":"with_person","needs":["ambulance","taxi",5]})");
  const auto got = first<ProgressReceived>(decoded);
  CHECK(got.stage == Stage::with_person);
  CHECK(got.needs == std::vector{Need::ambulance});
  CHECK(second_unusable(decoded).member == "needs");

  const auto outcome =
      decode("responder/R1/progress",
             R"({"id":"m2","incident":"I1","stage":"clear","outcome":"fine","referrals":[]})");
  CHECK_FALSE(first<ProgressReceived>(outcome).outcome);
  CHECK(second_unusable(outcome).member == "outcome");
}

TEST_CASE("notes are kept to 4,000 characters") {
  const std::string notes(4'001, 'n');
  const auto decoded = decode("responder/R1/progress",
                              R"({"id":"m","incident":"I","stage":"clear","notes":")" + notes + "\"}");
  CHECK(kept(decoded, only<ProgressReceived>(decoded).notes).size() == 4'000);
}

TEST_CASE("a report without its incident or with a stage of our own is refused") {
  const auto topic = "responder/R1/progress";
  CHECK(only<Unusable>(decode(topic, R"({"id":"m","stage":"clear"})")).member == "incident");
  CHECK(only<Unusable>(decode(topic, R"({"id":"m","incident":"I","stage":"assigned"})")).member == "stage");
  CHECK(only<Unusable>(decode(topic, R"({"incident":"I","stage":"clear"})")).member == "id");
}

TEST_CASE("a phone that comes back asks for what is open") {
  CHECK(only<SyncAsked>(decode("responder/R1/sync", R"({"id":"s1"})")) ==
        SyncAsked{ResponderId("R1"), MessageId("s1")});
  CHECK(only<Unusable>(decode("responder/R1/sync", "{}")).member == "id");
  CHECK(decode("responder/R1/sync", R"({"id":"s1"})", true).ignored);
}

TEST_CASE("our own messages and strangers' topics are ignored") {
  CHECK(decode("responder/R1/offer", "{}").ignored);
  CHECK(decode("hub/H1/ack", "{}").ignored);
  CHECK(decode("system/status", "{}", true).ignored);
  CHECK(decode("somebody/else", "{}").ignored_why == "not one of our topics");
}
