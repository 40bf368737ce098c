// turnoutctl referral …
#include "json.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace turnout::ctl {
namespace {

struct Followed {
  std::string incident, referral, result, note, by;
};

void say(Context& context, const Followed& said) {
  boost::json::object body{{"referral", said.referral}, {"result", said.result}, {"by", named(said.by)}};
  if (!said.note.empty()) body["note"] = said.note;
  const auto answer = context.post("/api/v1/incidents/" + segment(said.incident) + "/referrals",
                                   boost::json::serialize(body));
  (void)parsed(context.must(answer));
  std::cout << said.incident << ": " << said.referral << ' ' << said.result << '\n';
}

} // namespace

void add_referral_commands(CLI::App& program, Context& context) {
  auto* family = program.add_subcommand("referral", "What became of a referral");
  family->require_subcommand(1);
  auto* sub = family->add_subcommand("done", "Notes it, whether the incident is open or long closed");
  auto said = std::make_shared<Followed>();
  sub->add_option("incident", said->incident, "Its id")->required();
  sub->add_option("referral", said->referral, "safe_and_well, equipment, falls_service ...")->required();
  sub->add_option("--result", said->result, "What became of it")
      ->required()
      ->check(CLI::IsMember({"done", "declined", "not_reached", "not_needed"}));
  sub->add_option("--note", said->note, "In your own words");
  add_by(*sub, said->by);
  sub->callback([&context, said] { say(context, *said); });
}

} // namespace turnout::ctl
