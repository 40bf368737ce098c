// What the code says of the wire contract, as JSON, for asyncapi_check.py: channels, enumerations and samples
// of everything that is sent. With the argument `decode` it reads lines of topic, tab, payload and says for
// each whether the message is used whole.
#include <turnout/record/json.hpp>
#include <turnout/wire/decode.hpp>
#include <turnout/wire/encode.hpp>
#include <turnout/wire/topics.hpp>

#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/json.hpp>
#include <boost/mp11/algorithm.hpp>

#include <iostream>
#include <string>

using namespace turnout;
namespace json = boost::json;

namespace {

const WallTime at = WallTime(Duration(1'795'348'800'000));

/// used: one event without doubt; refused: anything less.
std::string verdict(const std::string& topic, const std::string& payload) {
  const auto decoded = wire::decode(
      "root", {.topic = topic, .payload = payload, .retained = false, .oversize = false, .received_at = at});
  if (decoded.ignored) return "ignored";
  if (decoded.events.size() != 1 || std::holds_alternative<Unusable>(decoded.events[0])) return "refused";
  const auto* alarm = std::get_if<AlarmReceived>(&decoded.events[0]);
  return alarm != nullptr && alarm->doubt != Doubt::none ? "refused" : "used";
}

std::string trimmed(std::string_view name) {
  return std::string(name.substr(0, name.size() - (name.ends_with('_') ? 1 : 0)));
}

template <class E>
json::array names() {
  json::array list;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
      [&](auto enumerator) { list.emplace_back(trimmed(enumerator.name)); });
  return list;
}

/// The names of E that a message is used with; `before` and `after` are the payload around the name.
template <class E>
json::array understood(const std::string& topic, const std::string& before, const std::string& after) {
  json::array list;
  for (const auto& name : names<E>()) {
    if (verdict(topic, before + std::string(name.as_string()) + after) == "used") list.push_back(name);
  }
  return list;
}

json::object enumerations() {
  json::object all;
  all["AlarmType"] = understood<AlarmType>("root/hub/H/alarm", R"({"id":"1","type":")", "\"}");
  all["AnyAlarmType"] = names<AlarmType>();
  all["AlarmClass"] = names<AlarmClass>();
  all["DutyState"] = understood<DutyState>("root/responder/R/status", R"({"state":")", "\"}");
  all["LinkState"] = understood<LinkState>("root/responder/R/link", R"({"state":")", "\"}");
  all["ReplyAnswer"] =
      understood<ReplyAnswer>("root/responder/R/reply", R"({"id":"1","offer":"O","answer":")", "\"}");
  const std::string progress = "root/responder/R/progress";
  const std::string report = R"({"id":"1","incident":"I",)";
  all["Stage"] = understood<Stage>(progress, report + R"("stage":")", "\"}");
  all["Need"] = understood<Need>(progress, report + R"("stage":"clear","needs":[")", "\"]}");
  all["Outcome"] = understood<Outcome>(progress, report + R"("stage":"clear","outcome":")", "\"}");
  all["Referral"] = understood<Referral>(progress, report + R"("stage":"clear","referrals":[")", "\"]}");
  all["PartnerState"] =
      understood<RequestState>("root/partner/P/reply", R"({"id":"1","request":"Q","state":")", "\"}");
  json::array paths = names<AlarmPath>();
  paths.erase(paths.begin()); // unsaid: the member is left out
  all["AlarmPath"] = paths;
  all["AckStatus"] = names<AckStatus>();
  all["FeedbackStage"] = names<FeedbackStage>();
  all["AssignmentState"] = names<AssignmentState>();
  all["Service"] = names<Service>();
  all["Phase"] = names<Phase>();
  all["HumanRole"] = names<HumanRole>();
  all["ServiceState"] = names<wire::ServiceState>();
  return all;
}

json::array channel_list() {
  json::array list;
  for (const auto& facts : wire::channels) {
    list.push_back({{"name", boost::describe::enum_to_string(facts.channel, "")},
                    {"action", facts.direction == wire::Direction::in ? "receive" : "send"},
                    {"address", facts.pattern}});
  }
  return list;
}

SendRequest request_of(RequestState state, std::optional<PersonId> person, Handover handover) {
  return {.partner = PartnerId("S"),
          .request = RequestId("Q"),
          .incident = IncidentId("I"),
          .service = Service::ambulance,
          .state = state,
          .priority = 1,
          .reason = "reason",
          .person = std::move(person),
          .position = GeoPoint{517'457'000, -22'170'000},
          .acknowledge_by = at,
          .arrive_by = at,
          .handover = std::move(handover),
          .place = TextId("t"),
          .callback = TextId("t")};
}

std::vector<Effect> full_effects() {
  const HubId hub("H");
  const ResponderId responder("R");
  const IncidentId incident("I");
  const OfferId offer("O");
  const PersonId person("P");
  const GeoPoint place{517'457'000, -22'170'000};
  const TextId said("t");
  return {
      SendAck{hub, AlarmId("a"), AckStatus::unverified, incident, "reason"},
      SendFeedback{hub, incident, FeedbackStage::coming, responder, 9min},
      SendOffer{responder,
                offer,
                incident,
                at,
                at + 45s,
                1,
                AlarmType::unknown,
                AlarmClass::life_person,
                AreaId("stroud"),
                Distance(1),
                9min,
                {"lift"},
                2},
      SendAssignment{responder, incident, offer, AssignmentState::assigned, "reason", at, person, place, said,
                     said},
      SendAssignment{
          responder, incident, offer, AssignmentState::assigned, "reason", at, {}, place, said, said},
      SendAssignment{responder, incident, offer, AssignmentState::stood_down, "reason", at, person, place,
                     said, said},
      request_of(RequestState::requested, person, {AlarmType::fall, at, at, {"offered"}}),
      request_of(RequestState::requested, {}, {AlarmType::fall, at, at, {"offered"}}),
      request_of(RequestState::cancelled, person, {}),
      SendError{SenderKind::hub, "H", MessageId("m"), "reason", "member"},
      SendError{SenderKind::responder, "R", MessageId("m"), "reason", "member"},
      SendError{SenderKind::partner, "S", MessageId("m"), "reason", "member"},
      SendTransition{incident, AlarmClass::care, "waiting", "IncidentOpened", at, responder},
      SendAlert{AlertId("A"), incident, HumanRole::operator_, "code", "text", "ring", at},
      AskPosition{responder, "device"},
  };
}

/// The same with every optional thing missing.
std::vector<Effect> bare_effects() {
  SendAck ack;
  ack.hub = HubId("H");
  SendFeedback feedback;
  feedback.hub = HubId("H");
  feedback.incident = IncidentId("I");
  SendAssignment assignment;
  assignment.responder = ResponderId("R");
  assignment.incident = IncidentId("I");
  assignment.offer = OfferId("O");
  SendRequest request;
  request.partner = PartnerId("S");
  request.request = RequestId("Q");
  request.incident = IncidentId("I");
  SendTransition transition;
  transition.incident = IncidentId("I");
  transition.state = "waiting";
  SendAlert alert;
  alert.alert = AlertId("A");
  return {ack,        feedback, assignment, request, SendError{SenderKind::hub, "H", {}, "reason", ""},
          transition, alert};
}

wire::Entitled everything() {
  return {.person = PersonDetails{PersonId("P"), "a", "b", "c", "d", "e", "f", "g", "h", "i"},
          .risks = {"risk_marker"},
          .responder = ResponderDetails{ResponderId("R"), "Sam Jones", "1"},
          .place = "k",
          .callback = "l"};
}

json::object sample(const wire::Outgoing& message) {
  const auto address = wire::parse_topic("root", message.topic);
  return {{"channel", boost::describe::enum_to_string(address.value().channel, "")},
          {"retained", message.retained},
          {"payload", json::parse(message.payload)}};
}

json::array samples() {
  json::array list;
  const EffectKey key("1.42.0");
  for (const auto& effect : full_effects())
    list.push_back(sample(wire::encode("root", key, effect, at, everything()).value()));
  for (const auto& effect : bare_effects())
    list.push_back(sample(wire::encode("root", key, effect, at, {}).value()));
  list.push_back(sample(wire::encode_status("root", {wire::ServiceState::degraded, "reason", "n", "v", at})));
  list.push_back(sample(wire::encode_status("root", {wire::ServiceState::up, "", "n", "v", at})));
  return list;
}

} // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "decode") {
    for (std::string line; std::getline(std::cin, line);) {
      const auto tab = line.find('\t');
      std::cout << verdict(line.substr(0, tab), line.substr(tab + 1)) << '\n';
    }
    return 0;
  }
  std::cout << json::serialize(json::object{
                   {"channels", channel_list()}, {"enumerations", enumerations()}, {"samples", samples()}})
            << '\n';
}
