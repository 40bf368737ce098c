// turnoutctl incident …
#include "json.hpp"
#include "turnout/domain/outcome.hpp"
#include "turnout/domain/registry.hpp"
#include "turnout/record/json.hpp"

#include <CLI/CLI.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

#include <fstream>
#include <iostream>
#include <map>
#include <memory>

namespace turnout::ctl {
namespace {

struct Act {
  std::string id;
  std::string by;
  boost::json::object body;
  std::map<std::string, std::string> said_as = {{"by", "--by"}}; ///< by member
};

void give(Context& context, Act& act, const char* command) {
  act.body["command"] = command;
  act.body["by"] = named(act.by);
  context.said_as = act.said_as;
  const auto answer =
      context.post("/api/v1/incidents/" + segment(act.id) + "/commands", boost::json::serialize(act.body));
  const auto done = parsed(context.must(answer));
  std::cout << act.id << ": done"
            << (text_of(done, "durable") == "false" ? ", but the disk refuses to store it" : "") << '\n';
}

/// A command on one incident; `more` adds its own options.
template <class More>
void add_act(CLI::App& family, Context& context, const char* name, const char* command, const char* says,
             More more) {
  auto* sub = family.add_subcommand(name, says);
  auto act = std::make_shared<Act>();
  sub->add_option("incident", act->id, "Its id")->required();
  add_by(*sub, act->by);
  more(*sub, act);
  sub->callback([&context, act, command] { give(context, *act, command); });
}

/// Looked at before the daemon is asked: a slip of the finger is a wrong command line, not a no.
template <class E>
CLI::Validator one_of() {
  std::vector<std::string> words;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
      [&](auto one) { words.emplace_back(record::name_of<E>(one.value)); });
  return CLI::IsMember(words);
}

CLI::Option* add_text(CLI::App& sub, const std::shared_ptr<Act>& act, const char* option, const char* member,
                      const char* says, bool required = false) {
  act->said_as[member] = option;
  return sub
      .add_option_function<std::string>(
          option, [act, member](const std::string& value) { act->body[member] = value; }, says)
      ->required(required);
}

void add_first_contact(CLI::App& sub, const std::shared_ptr<Act>& act) {
  add_text(sub, act, "--first-contact", "first_contact",
           "resolved_by_advice, resolved_by_referral, call_back_arranged, passed_on, dispatched or "
           "wrong_number");
}

std::string mark(const boost::json::object& item) {
  if (text_of(item, "unverified") == "true") return "?";
  return text_of(item, "can_close") == "true" ? "c" : "";
}

void list(Context& context, const std::string& state) {
  std::vector<std::vector<std::string>> rows = {
      {"INCIDENT", "", "OPENED", "CLASS", "AREA", "PERSON", "WHERE IT STANDS"}};
  std::string target = "/api/v1/incidents?limit=500&state=" + state;
  std::string below;
  for (std::string page = target; !page.empty();) {
    const auto body = parsed(context.must(context.get(page)));
    for (const auto& value : items_of(body)) {
      const auto& item = value.as_object();
      rows.push_back({text_of(item, "id"), mark(item), local_time(text_of(item, "opened_at")),
                      text_of(item, "class"), text_of(item, "area"), text_of(item, "person_id"),
                      text_of(item, "summary")});
    }
    below = unstored_words(body);
    const auto next = text_of(body, "next");
    page = next.empty() ? "" : target + "&cursor=" + segment(next);
  }
  const std::string none = state == "open" ? "No incident is open.\n" : "None.\n";
  std::cout << (rows.size() == 1 ? none : table(rows)) << below;
}

void add_looking(CLI::App& family, Context& context) {
  auto* listed = family.add_subcommand("list", "Incidents, oldest first; ? unverified, c may be closed");
  auto state = std::make_shared<std::string>("open");
  listed->add_option("--state", *state, "open, closed or all (those of the last day)")
      ->check(CLI::IsMember({"open", "closed", "all"}))
      ->capture_default_str();
  listed->callback([&context, state] { list(context, *state); });

  auto* shown = family.add_subcommand("show", "The whole story, in plain words");
  auto id = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  shown->add_option("incident", *id, "Its id")->required();
  shown->add_flag("--json", *json, "Everything that is known, as JSON");
  shown->callback([&context, id, json] {
    std::cout << context.must(context.get("/api/v1/incidents/" + segment(*id) + (*json ? "" : "/story")));
  });
}

void add_handover(CLI::App& family, Context& context) {
  struct Asked {
    std::string id, by, out;
    bool fhir = false;
  };
  auto* sub = family.add_subcommand(
      "handover",
      "The sheet for whoever takes over: a page of at most two sides of A4; the look is recorded");
  auto asked = std::make_shared<Asked>();
  sub->add_option("incident", asked->id, "Its id")->required();
  sub->add_flag("--fhir", asked->fhir, "As a FHIR R4 document instead");
  sub->add_option("--out", asked->out, "Into this file");
  add_by(*sub, asked->by);
  sub->callback([&context, asked] {
    const auto body = context.must(context.get("/api/v1/incidents/" + segment(asked->id) +
                                               "/handover?format=" + (asked->fhir ? "fhir" : "html") +
                                               "&by=" + named(asked->by)));
    if (asked->out.empty()) {
      std::cout << body;
      return;
    }
    std::ofstream out(asked->out, std::ios::binary | std::ios::trunc);
    out << body;
    out.close();
    if (!out) throw Stop{ExitCode::file, asked->out + ": cannot be written; look at its folder"};
  });
}

void add_open(CLI::App& family, Context& context) {
  auto* sub = family.add_subcommand("open", "Opens an incident after a telephone call");
  auto act = std::make_shared<Act>();
  add_by(*sub, act->by);
  add_text(*sub, act, "--person", "person_id", "Whom it is about, if they are in the register");
  add_text(*sub, act, "--where", "place", "Else where they are, in words without a name");
  add_text(*sub, act, "--callback", "callback", "... and the number to ring them back");
  add_text(*sub, act, "--area", "area", "... and the area; that of the nearest home if not said");
  sub->add_option_function<std::vector<double>>(
         "--position",
         [act](const std::vector<double>& at) {
           act->body["position"] = boost::json::object{{"lat", at.at(0)}, {"lon", at.at(1)}};
         },
         "... and LAT LON, as near as you know: without it nobody can be sent")
      ->expected(2);
  add_text(*sub, act, "--type", "type", "help (if not said), fall ...")->check(one_of<AlarmType>());
  add_text(*sub, act, "--note", "note", "What was said");
  add_first_contact(*sub, act);
  act->said_as["position"] = "--position";
  sub->callback([&context, act] {
    act->body["by"] = named(act->by);
    context.said_as = act->said_as;
    const auto done =
        parsed(context.must(context.post("/api/v1/incidents", boost::json::serialize(act->body))));
    std::cout << text_of(done, "incident") << ": opened\n";
  });
}

} // namespace

void add_incident_commands(CLI::App& program, Context& context) {
  auto* family = program.add_subcommand("incident", "Looks at incidents and acts on them");
  family->require_subcommand(1);
  add_looking(*family, context);
  add_act(*family, context, "answer", "answer", "Takes the call",
          [](CLI::App&, const std::shared_ptr<Act>&) {});
  add_act(*family, context, "note", "note", "Adds a note",
          [](CLI::App& sub, const std::shared_ptr<Act>& act) {
            add_text(sub, act, "text", "note", "What to write down", true);
          });
  add_act(*family, context, "dispatch", "dispatch", "Starts the response now",
          [](CLI::App& sub, const std::shared_ptr<Act>& act) {
            add_text(sub, act, "--responder", "responder", "Ask this one next");
          });
  add_act(*family, context, "escalate", "escalate", "Asks a partner service now",
          [](CLI::App& sub, const std::shared_ptr<Act>& act) {
            add_text(sub, act, "--service", "service",
                     "rapid_home_care, ambulance, fire_control, police, third_sector or clinical_advice",
                     true)
                ->check(one_of<Service>());
          });
  add_act(*family, context, "stand-down", "stand_down", "Releases everybody, or one",
          [](CLI::App& sub, const std::shared_ptr<Act>& act) {
            add_text(sub, act, "--responder", "responder", "Only this one");
          });
  add_act(*family, context, "park", "park", "Looked at: it comes back to you then; its steps go on meanwhile",
          [](CLI::App& sub, const std::shared_ptr<Act>& act) {
            act->said_as["minutes"] = "--minutes";
            sub.add_option_function<int>(
                   "--minutes", [act](int minutes) { act->body["minutes"] = minutes; }, "1 to 30")
                ->required();
            add_text(sub, act, "--why", "note", "In your own words", true);
          });
  add_act(*family, context, "join", "join", "It is one and the same as another, which goes on",
          [](CLI::App& sub, const std::shared_ptr<Act>& act) {
            add_text(sub, act, "into", "into", "The incident that goes on", true);
            add_text(sub, act, "--note", "note", "In your own words");
          });
  add_act(*family, context, "close", "close", "Ends it, with its outcome",
          [](CLI::App& sub, const std::shared_ptr<Act>& act) {
            add_text(sub, act, "--outcome", "outcome", "no_injury_helped_up, conveyed, false_alarm ...", true)
                ->check(one_of<Outcome>());
            add_first_contact(sub, act);
            add_text(sub, act, "--note", "note", "In your own words");
            sub.add_option_function<std::vector<std::string>>(
                   "--referral",
                   [act](const std::vector<std::string>& all) {
                     act->body["referrals"] = boost::json::array(all.begin(), all.end());
                   },
                   "safe_and_well, equipment, falls_service ...; may be said more than once")
                ->check(one_of<Referral>());
          });
  add_handover(*family, context);
  add_open(*family, context);
}

} // namespace turnout::ctl
