#include "unit/wire_decoding.hpp"

#include <turnout/record/json.hpp>

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

using namespace turnout;
using namespace turnout::test;

namespace {

constexpr std::string_view topic = "hub/H1/alarm";

AlarmReceived alarm(std::string_view payload) {
  return only<AlarmReceived>(decode(topic, payload));
}

} // namespace

TEST_CASE("a whole alarm is read whole") {
  const auto decoded = decode(
      topic, R"({"id":"a:1","type":"fall","at":"2026-11-22T11:59:58Z","sensor":"pendant 3","zone":"kitchen",
               "position":{"lat":51.7457,"lon":-2.217,"accuracy_m":12},"battery_pct":71.6,"signal_dbm":-93,
               "path":"secondary","text":"Sturz im Bad","later":{"a":1}})");
  const auto got = only<AlarmReceived>(decoded);
  CHECK(got.hub == HubId("H1"));
  CHECK(got.alarm == AlarmId("a:1"));
  CHECK(got.type == AlarmType::fall);
  CHECK(got.said_at == parse_rfc3339("2026-11-22T11:59:58Z"));
  CHECK(kept(decoded, got.sensor) == "pendant 3");
  CHECK(kept(decoded, got.zone) == "kitchen");
  CHECK(got.position == GeoPoint{517'457'000, -22'170'000});
  CHECK(got.battery_pct == 72);
  CHECK(got.signal_dbm == -93);
  CHECK(got.path == AlarmPath::secondary);
  CHECK(kept(decoded, got.text) == "Sturz im Bad");
  CHECK(got.doubt == Doubt::none);
  CHECK_FALSE(got.raw);
}

TEST_CASE("every type of the contract is known, and `unknown` is not one of them") {
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<AlarmType>>([](auto type) {
    const auto got = alarm(R"({"id":"1","type":")" + std::string(type.name) + "\"}");
    CHECK(got.type == type.value);
    CHECK(got.doubt == (type.value == AlarmType::unknown ? Doubt::unknown_type : Doubt::none));
  });
}

TEST_CASE("a cancel names what it cancels") {
  CHECK(alarm(R"({"id":"2","type":"cancel","cancels":"1"})").cancels == AlarmId("1"));
}

TEST_CASE("what can't be understood is an alarm in doubt with its bytes beside it") {
  struct Case {
    std::string payload;
    Doubt doubt;
    std::string id;
    AlarmType type;
  };
  const auto unknown = AlarmType::unknown;
  const auto one = GENERATE_COPY(values<Case>({
      {R"({"id":"1","type":"zombie"})", Doubt::unknown_type, "1", unknown},
      {R"({"id":"1"})", Doubt::missing_member, "1", unknown},
      {R"({"id":"1","type":7})", Doubt::missing_member, "1", unknown},
      {R"({"type":"fall"})", Doubt::missing_member, "", AlarmType::fall},
      {R"({"id":"","type":"fall"})", Doubt::missing_member, "", AlarmType::fall},
      {R"({"id":"a b","type":"fall"})", Doubt::missing_member, "", AlarmType::fall},
      {R"({"id":17,"type":"fall"})", Doubt::missing_member, "", AlarmType::fall},
      {"{}", Doubt::missing_member, "", unknown},
      {"", Doubt::broken_json, "", unknown},
      {"help", Doubt::broken_json, "", unknown},
      {"[]", Doubt::broken_json, "", unknown},
      {"null", Doubt::broken_json, "", unknown},
      {"\xff\xfe\x00", Doubt::broken_json, "", unknown},
      {R"({"id":"1","type":"smoke","zone":"k)", Doubt::broken_json, "1", AlarmType::smoke},
      {"{\"id\":\"1\",\"zone\":\"caf\xe9\",\"type\":\"fall\"}", Doubt::broken_json, "1", AlarmType::fall},
      {R"({"id":"1","type":"fall"} trailing)", Doubt::broken_json, "1", AlarmType::fall},
      {R"({"text":"\"id\":\"9\"","x":{"id":"8"},"id" : "1","type":"fall",})", Doubt::broken_json, "1",
       AlarmType::fall},
      {R"({"id":"a b","type":"fall")", Doubt::broken_json, "", AlarmType::fall},
      {R"({'id':'1'})", Doubt::broken_json, "", unknown},
  }));
  INFO(one.payload);
  const auto decoded = decode(topic, one.payload);
  const auto got = only<AlarmReceived>(decoded);
  CHECK(got.hub == HubId("H1"));
  CHECK(got.doubt == one.doubt);
  CHECK(got.alarm == (one.id.empty() ? std::nullopt : std::optional(AlarmId(one.id))));
  CHECK(got.type == one.type);
  CHECK(kept(decoded, got.raw) == one.payload);
}

TEST_CASE("nesting beyond the parser's patience is still an alarm") {
  const auto got = alarm(R"({"id":"1","type":"help","x":)" + std::string(5000, '['));
  CHECK(got.doubt == Doubt::broken_json);
  CHECK(got.alarm == AlarmId("1"));
  CHECK(got.type == AlarmType::help);
}

TEST_CASE("16 KiB are read and one byte more is oversize with the first 16 KiB kept") {
  const std::string head = R"({"id":"1","type":"fall","pad":")";
  const std::string whole = head + std::string(wire::payload_bytes_max - head.size() - 2, 'x') + "\"}";
  REQUIRE(whole.size() == wire::payload_bytes_max);
  CHECK(alarm(whole).doubt == Doubt::none);

  const auto decoded = decode(topic, whole + " ");
  const auto got = only<AlarmReceived>(decoded);
  CHECK(got.doubt == Doubt::oversize);
  CHECK(got.alarm == AlarmId("1"));
  CHECK(got.type == AlarmType::fall);
  CHECK(kept(decoded, got.raw) == whole);

  const auto cut = wire::decode("turnout/v1", {.topic = "turnout/v1/hub/H1/alarm",
                                               .payload = R"({"id":"1","type":"fall"})",
                                               .retained = false,
                                               .oversize = true,
                                               .received_at = noon});
  CHECK(only<AlarmReceived>(cut).doubt == Doubt::oversize);
}

TEST_CASE("an optional member that makes no sense is left out and casts no doubt") {
  const auto got = alarm(R"({"id":"1","type":"fall","at":"yesterday","sensor":7,"zone":null,"battery_pct":"x",
                            "signal_dbm":1e300,"position":{"lat":91,"lon":0},"path":"unsaid","cancels":"a b",
                            "text":{"a":1}})");
  AlarmReceived plain;
  plain.hub = HubId("H1");
  plain.alarm = AlarmId("1");
  plain.type = AlarmType::fall;
  CHECK(got == plain);
  CHECK_FALSE(alarm(R"({"id":"1","type":"fall","battery_pct":101})").battery_pct);
  CHECK_FALSE(alarm(R"({"id":"1","type":"fall","position":[51,-2]})").position);
}

TEST_CASE("texts are cut to the contract's lengths between characters") {
  std::string text;
  for (int i = 0; i < 201; ++i)
    text += "\xc3\xa9";
  const auto decoded =
      decode(topic, R"({"id":"1","type":"fall","text":")" + text + R"(","zone":")" + text + "\"}");
  const auto got = only<AlarmReceived>(decoded);
  CHECK(kept(decoded, got.text) == text.substr(0, 400));
  CHECK(kept(decoded, got.zone) == text.substr(0, 128));
  CHECK(got.doubt == Doubt::none);
}

TEST_CASE("a retained alarm is ignored, whatever it says") {
  const auto payload = GENERATE(R"({"id":"1","type":"fall"})", "rubbish");
  const auto decoded = decode(topic, payload, true);
  CHECK(decoded.ignored);
  CHECK(decoded.ignored_why == "retained");
  CHECK(decoded.events.empty());
}

TEST_CASE("a hub with an odd name is heard") {
  CHECK(only<AlarmReceived>(decode("hub/caf\xe9 7/alarm", "")).hub == HubId("caf\xe9 7"));
  CHECK(only<AlarmReceived>(decode("hub//alarm", R"({"id":"1","type":"fall"})")).hub.empty());
}

TEST_CASE("a heartbeat says what it can") {
  const auto got = only<HeartbeatReceived>(
      decode("hub/H1/heartbeat", R"({"id":"h1","interval_s":300,"mains":false,"battery_pct":55})"));
  CHECK(got == HeartbeatReceived{HubId("H1"), 300s, false, 55});
  const auto bare = only<HeartbeatReceived>(
      decode("hub/H1/heartbeat", R"({"interval_s":0,"mains":"yes","battery_pct":-1})"));
  CHECK(bare == HeartbeatReceived{HubId("H1"), {}, {}, {}});
  CHECK_FALSE(only<HeartbeatReceived>(decode("hub/H1/heartbeat", R"({"interval_s":1e12})")).interval);
  CHECK(decode("hub/H1/heartbeat", "{}", true).ignored);
  CHECK(only<Unusable>(decode("hub/H1/heartbeat", "beep")).from == SenderKind::hub);
}
