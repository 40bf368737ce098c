// turnoutctl responder … and alert …
#include "json.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace turnout::ctl {
namespace {

void add_duty(CLI::App& family, Context& context) {
  auto* duty = family.add_subcommand("duty", "What a responder has said by telephone");
  auto id = std::make_shared<std::string>();
  auto state = std::make_shared<std::string>();
  auto by = std::make_shared<std::string>();
  duty->add_option("responder", *id, "Whose")->required();
  duty->add_option("state", *state, "available, unavailable or off_duty")
      ->required()
      ->check(CLI::IsMember({"available", "unavailable", "off_duty"}));
  add_by(*duty, *by);
  duty->callback([&context, id, state, by] {
    const boost::json::object body{{"command", "duty"}, {"duty", *state}, {"by", named(*by)}};
    (void)context.must(
        context.post("/api/v1/responders/" + segment(*id) + "/commands", boost::json::serialize(body)));
    std::cout << *id << ": " << *state << '\n';
  });
}

} // namespace

void add_responder_commands(CLI::App& program, Context& context) {
  auto* family = program.add_subcommand("responder", "Looks at responders, takes one back");
  family->require_subcommand(1);
  family->add_subcommand("list", "Duty, link and work of all of whom anything is known")
      ->callback([&context] {
        std::vector<std::vector<std::string>> rows = {{"RESPONDER", "DUTY", "LINK", "OFFERS", "ON INCIDENT"}};
        const auto known = parsed(context.must(context.get("/api/v1/responders")));
        for (const auto& value : items_of(known)) {
          const auto& item = value.as_object();
          rows.push_back({text_of(item, "id"), text_of(item, "duty"), text_of(item, "link"),
                          text_of(item, "open_offers"), text_of(item, "incident")});
        }
        std::cout << table(rows);
      });
  auto* recall = family->add_subcommand(
      "recall", "The fire service takes a responder back; the job is offered on at once");
  auto id = std::make_shared<std::string>();
  auto by = std::make_shared<std::string>();
  recall->add_option("responder", *id, "Whom")->required();
  add_by(*recall, *by);
  recall->callback([&context, id, by] {
    const boost::json::object body{{"command", "recall"}, {"by", named(*by)}};
    (void)context.must(
        context.post("/api/v1/responders/" + segment(*id) + "/commands", boost::json::serialize(body)));
    std::cout << *id << ": recalled\n";
  });
  add_duty(*family, context);
}

namespace {

boost::json::object alerts(Context& context) {
  return parsed(context.must(context.get("/api/v1/alerts")));
}

void acknowledge(Context& context, const std::string& id, const std::string& by) {
  boost::json::object body{{"command", "acknowledge"}, {"by", named(by)}};
  for (const auto& value : items_of(alerts(context))) {
    const auto& item = value.as_object();
    if (text_of(item, "id") == id && item.contains("incident")) body["incident"] = item.at("incident");
  }
  (void)context.must(
      context.post("/api/v1/alerts/" + segment(id) + "/commands", boost::json::serialize(body)));
  std::cout << id << ": seen by " << by << '\n';
}

} // namespace

void add_alert_commands(CLI::App& program, Context& context) {
  auto* family = program.add_subcommand("alert", "What a human must look at now");
  family->require_subcommand(1);
  family->add_subcommand("list", "Open alerts, with the number to ring")->callback([&context] {
    std::vector<std::vector<std::string>> rows = {{"ALERT", "SINCE", "FOR", "INCIDENT", "RING", "WHAT"}};
    const auto open = alerts(context);
    for (const auto& value : items_of(open)) {
      const auto& item = value.as_object();
      const auto words = text_of(item, "text");
      rows.push_back({text_of(item, "id"), local_time(text_of(item, "at")), text_of(item, "role"),
                      text_of(item, "incident"), text_of(item, "ring"),
                      words.empty() ? text_of(item, "code") : words});
    }
    std::cout << (rows.size() == 1 ? std::string("No alert is open.\n") : table(rows))
              << unstored_words(open);
  });
  auto* seen = family->add_subcommand("acknowledge", "Says that you have seen to it");
  auto id = std::make_shared<std::string>();
  auto by = std::make_shared<std::string>();
  seen->add_option("alert", *id, "Its id")->required();
  add_by(*seen, *by);
  seen->callback([&context, id, by] { acknowledge(context, *id, *by); });
}

} // namespace turnout::ctl
