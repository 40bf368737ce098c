#include "doing.hpp"

#include <turnout/base/sha256.hpp>
#include <turnout/record/json.hpp>
#include <turnout/record/text.hpp>

#include <algorithm>

namespace turnout::scenarios {

namespace {

/// A JSON object, member by member.
class Object {
public:
  Object& text(std::string_view name, const std::optional<std::string>& value) {
    if (!value) return *this;
    member(name);
    record::append_string(body_, *value);
    return *this;
  }
  Object& raw(std::string_view name, const std::optional<std::string>& value) {
    if (!value) return *this;
    member(name);
    body_ += *value;
    return *this;
  }
  Object& list(std::string_view name, const std::vector<std::string>& values) {
    if (values.empty()) return *this;
    member(name);
    body_ += '[';
    for (const auto& value : values) {
      if (body_.back() != '[') body_ += ',';
      record::append_string(body_, value);
    }
    body_ += ']';
    return *this;
  }
  [[nodiscard]] std::string str() const { return body_ + "}"; }

private:
  void member(std::string_view name) {
    if (body_.size() > 1) body_ += ',';
    record::append_string(body_, name);
    body_ += ':';
  }
  std::string body_ = "{";
};

std::string degrees(std::int32_t e7) {
  return std::to_string(static_cast<double>(e7) / 1e7);
}

std::optional<std::string> as_json(const std::optional<GeoPoint>& point) {
  if (!point) return std::nullopt;
  return Object().raw("lat", degrees(point->lat_e7)).raw("lon", degrees(point->lon_e7)).str();
}

} // namespace

void Doing::say(const std::string& topic, const std::string& payload, bool retained) {
  world_.publish(std::string(testing::World::root) + "/" + topic, payload, retained);
}

std::string Doing::next_id(Words& words, const char* prefix) {
  const auto given = words.value("id");
  return given ? *given : prefix + std::to_string(++ids_[prefix]);
}

std::string Doing::only_incident() const {
  const auto& open = world_.state().facts.open;
  if (open.empty()) throw BadLine("no incident is open");
  const auto latest = std::max_element(open.begin(), open.end(), [](const auto& a, const auto& b) {
    return a.second.first_signal_at < b.second.first_signal_at;
  });
  return latest->first.str();
}

void Doing::alarm(Words& words) {
  const std::string hub = words.take("which hub");
  Object body;
  body.text("id", next_id(words, "a")).text("type", words.take("the type"));
  if (const auto said = words.span("said")) body.text("at", format_rfc3339(world_.now() + *said));
  body.text("sensor", words.value("sensor"))
      .text("text", words.value("text"))
      .raw("position", as_json(words.spot()));
  say("hub/" + hub + "/alarm", body.str(), words.flag("retained"));
}

void Doing::reply(const std::string& answer, Words& words) {
  const std::string who = words.take("who replies");
  std::string offer = words.take_if_any().value_or("");
  if (offer.empty()) {
    WallTime latest{};
    for (const auto& [id, incident] : world_.state().facts.open) {
      for (const auto& made : incident.offers) {
        if (made.responder.str() == who && made.made_at >= latest) {
          offer = made.id.str();
          latest = made.made_at;
        }
      }
    }
    if (offer.empty()) throw BadLine(who + " has no offer");
  }
  Object body;
  body.text("id", next_id(words, "m")).text("offer", names_.lengthen(offer)).text("answer", answer);
  body.text("reason", words.value("reason"));
  say("responder/" + who + "/reply", body.str(), words.flag("retained"));
}

void Doing::progress(Words& words) {
  const std::string who = words.take("whose progress");
  const std::string stage = words.take("the stage");
  std::string incident = words.take_if_any().value_or("");
  if (incident.empty()) {
    for (const auto& [id, open] : world_.state().facts.open) {
      for (const auto& going : open.assignments) {
        if (going.responder.str() == who) incident = id.str();
      }
    }
    if (incident.empty()) incident = only_incident();
  }
  Object body;
  body.text("id", next_id(words, "m")).text("incident", names_.lengthen(incident)).text("stage", stage);
  body.list("needs", words.list("needs")).text("outcome", words.value("outcome"));
  body.list("referrals", words.list("referrals"))
      .text("notes", words.value("notes"))
      .raw("position", as_json(words.spot()));
  say("responder/" + who + "/progress", body.str());
}

void Doing::status(const std::string& topic, Words& words) {
  const std::string who = words.take("who");
  say("responder/" + who + "/" + topic, Object().text("state", words.take("the state")).str());
}

void Doing::position(Words& words) {
  const std::string who = words.take("who");
  const auto point = words.spot();
  if (!point) throw BadLine("say where: km=");
  const WallTime at = world_.now() + words.span("said").value_or(Duration(0));
  const bool retained = words.flag("retained");
  if (const auto device = words.value("owntracks")) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
    Object body;
    body.text("_type", "location").raw("lat", degrees(point->lat_e7)).raw("lon", degrees(point->lon_e7));
    return world_.publish("owntracks/" + who + "/" + *device, body.raw("tst", std::to_string(seconds)).str(),
                          retained);
  }
  Object body;
  body.raw("lat", degrees(point->lat_e7)).raw("lon", degrees(point->lon_e7)).text("at", format_rfc3339(at));
  say("responder/" + who + "/position", body.str(), retained);
}

void Doing::heartbeat(Words& words) {
  const std::string hub = words.take("which hub");
  Object body;
  if (const auto every = words.span("every")) body.raw("interval_s", std::to_string(every->count() / 1000));
  say("hub/" + hub + "/heartbeat", body.str());
}

void Doing::partner(Words& words) {
  const std::string who = words.take("which partner");
  const std::string state = words.take("the state");
  std::string request = words.take_if_any().value_or("");
  if (request.empty()) {
    for (const auto& [id, incident] : world_.state().facts.open) {
      for (const auto& asked : incident.requests) {
        if (asked.partner.str() == who) request = asked.id.str();
      }
    }
  }
  Object body;
  body.text("id", next_id(words, "p")).text("request", names_.lengthen(request)).text("state", state);
  body.text("reference", words.value("reference")).text("reason", words.value("reason"));
  if (const auto eta = words.span("eta")) body.text("eta_at", format_rfc3339(world_.now() + *eta));
  say("partner/" + who + "/reply", body.str());
}

void Doing::command(const std::string& kind, Words& words) {
  CommandGiven command{.id = MessageId(next_id(words, "c")),
                       .by = OperatorId(words.value("by").value_or("ann")),
                       .kind = Words::named<CommandKind>(kind)};
  std::vector<KeptText> texts;
  const auto kept = [&](const char* name) -> std::optional<TextId> {
    const auto said = words.value(name);
    if (!said) return std::nullopt;
    texts.push_back(kept_text("", 0, *said));
    return texts.back().id;
  };
  command.note = kept("note");
  command.place = kept("place");
  command.callback = kept("callback");
  command.position = words.spot();
  if (const auto area = words.value("area")) command.area = AreaId(*area);
  if (const auto outcome = words.value("outcome")) command.outcome = Words::named<Outcome>(*outcome);
  command.referrals = words.named_list<Referral>("referrals");
  if (const auto person = words.value("person")) command.person = PersonId(*person);
  if (const auto type = words.value("type")) command.type = Words::named<AlarmType>(*type);
  if (const auto incident = words.value("incident"))
    command.incident = IncidentId(names_.lengthen(*incident));
  command.park_for = words.span("for");
  if (const auto first = words.value("first")) command.first_contact = Words::named<FirstContact>(*first);
  const bool about_one = kind != "open" && kind != "recall" && kind != "duty" && !words.flag("nowhere");
  while (const auto what = words.take_if_any()) {
    if (kind == "escalate") {
      command.service = Words::named<Service>(*what);
    } else if (kind == "acknowledge") {
      command.alert = AlertId(names_.lengthen(*what));
    } else if (kind == "join") {
      command.into = IncidentId(names_.lengthen(*what));
    } else if (kind == "duty" && command.responder) {
      command.duty = Words::named<DutyState>(*what);
    } else {
      command.responder = ResponderId(*what);
    }
  }
  if (about_one && !command.incident) command.incident = IncidentId(only_incident());
  world_.give(command, std::move(texts));
}

/// `handover to=ben I1 I2 note="…"`: the note goes with each.
void Doing::handover(Words& words) {
  HandoverGiven given{.id = MessageId(next_id(words, "c")),
                      .by = OperatorId(words.value("by").value_or("ann")),
                      .to = OperatorId(words.value("to").value_or(""))};
  std::vector<KeptText> texts;
  std::optional<TextId> note;
  if (const auto said = words.value("note")) {
    note = TextId(sha256_hex(*said));
    texts.push_back(kept_text("", 0, *said));
  }
  while (const auto incident = words.take_if_any())
    given.items.push_back({IncidentId(names_.lengthen(*incident)), note});
  world_.give(given, std::move(texts));
}

/// `view key_safe P1 why=incident incident=I1`.
void Doing::view(Words& words) {
  RecordViewed viewed{.id = MessageId(next_id(words, "v")),
                      .by = OperatorId(words.value("by").value_or("ann")),
                      .role = "operator",
                      .what = Words::named<RecordPart>(words.take("what is looked at")),
                      .console = "desk-1"};
  if (const auto why = words.value("why")) viewed.why = Words::named<ViewReason>(*why);
  if (const auto reason = words.value("reason")) viewed.reason = TextId(sha256_hex(*reason));
  if (const auto incident = words.value("incident")) viewed.incident = IncidentId(names_.lengthen(*incident));
  while (const auto person = words.take_if_any())
    viewed.people.emplace_back(*person);
  world_.give(viewed);
}

void Doing::edited(Words& words) {
  PersonEdited edited{.id = MessageId(next_id(words, "c")),
                      .by = OperatorId(words.value("by").value_or("ann")),
                      .person = PersonId(words.take("whose record"))};
  edited.enrolled = words.flag("enrolled");
  world_.give(edited);
}

/// `follow-up I1 falls_service done by=ann`.
void Doing::follow_up(Words& words) {
  FollowUpSaid said{.id = MessageId(next_id(words, "c")),
                    .by = OperatorId(words.value("by").value_or("ann")),
                    .incident = IncidentId(names_.lengthen(words.take("the incident"))),
                    .referral = Words::named<Referral>(words.take("which referral"))};
  said.result = Words::named<FollowUpResult>(words.take("what became of it"));
  world_.give(said);
}

/// `dispute I1 O1 settled pence=1200 why="…"`.
void Doing::dispute(Words& words) {
  DisputeSaid said{.id = MessageId(next_id(words, "c")),
                   .by = OperatorId(words.value("by").value_or("ann")),
                   .incident = IncidentId(names_.lengthen(words.take("the incident"))),
                   .offer = OfferId(names_.lengthen(words.take("whose attendance")))};
  said.step = Words::named<DisputeStep>(words.take("opened or settled"));
  if (const auto pence = words.value("pence")) said.settled_at = Money{std::stoll(*pence)};
  if (const auto why = words.value("why")) said.reason = TextId(sha256_hex(*why));
  world_.give(said);
}

void Doing::fault(const std::string& what, Words& words) {
  const std::string how = words.take("what happens to the " + what);
  if (what == "storage" && how == "fails") return world_.storage_fails();
  if (what == "storage" && how == "heals") return world_.storage_heals();
  if (what == "broker" && how == "away") return world_.broker_away();
  if (what == "broker" && how == "back") return world_.broker_back();
  if (what == "service" && how == "down") return world_.down();
  if (what == "service" && how == "restarts") return void(world_.restart());
  throw BadLine("nothing like this happens to the " + what + ": " + how);
}

void Doing::change(const std::string& what, Words& words) {
  if (what == "plans") {
    PlanBook book = world_.plans();
    read_plan(book, words);
    return world_.change_plans(std::move(book));
  }
  RegistryChanged rows;
  if (what == "registry-person") rows.people.push_back(read_person(words));
  if (what == "registry-responder") rows.responders.push_back(read_responder(words));
  world_.change_registry(rows);
}

bool Doing::speak(const std::string& verb, Words& words) {
  if (record::enum_of<ReplyAnswer>(verb)) return reply(verb, words), true;
  if (verb == "alarm") return alarm(words), true;
  if (verb == "progress") return progress(words), true;
  if (verb == "status" || verb == "link") return status(verb, words), true;
  if (verb == "position") return position(words), true;
  if (verb == "heartbeat") return heartbeat(words), true;
  if (verb == "partner") return partner(words), true;
  if (verb == "handover") return handover(words), true;
  if (verb == "view") return view(words), true;
  if (verb == "edited") return edited(words), true;
  if (verb == "follow-up") return follow_up(words), true;
  if (verb == "dispute") return dispute(words), true;
  if (verb == "sync")
    return say("responder/" + words.take("who") + "/sync", R"({"id":"s)" + next_id(words, "s") + "\"}"), true;
  return false;
}

void Doing::step(Words words) {
  const std::string verb = words.take("what happens");
  if (verb == "time") return;
  if (verb == "message") {
    const bool retained = words.flag("retained");
    const std::string topic = words.take("the topic");
    std::string payload = words.rest();
    if (payload.starts_with("bytes")) payload = std::string(std::stoul(payload.substr(6)), 'x');
    return say(topic, payload, retained);
  }
  if (!speak(verb, words)) {
    if (verb == "storage" || verb == "broker" || verb == "service") {
      fault(verb, words);
    } else if (verb == "plans" || verb.starts_with("registry-")) {
      change(verb, words);
    } else {
      command(verb, words);
    }
  }
  words.done();
}

} // namespace turnout::scenarios
