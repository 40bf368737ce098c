// turnoutctl review: whom the care team must talk about.
#include "json.hpp"
#include "turnout/config/plans.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <map>
#include <memory>

namespace turnout::ctl {
namespace {

struct ReviewAsked {
  std::string as_of, by;
  std::map<std::string, int> numbers;
  bool json = false;
};

std::string joined(const boost::json::object& object, const char* name) {
  std::string text;
  const auto* list = object.if_contains(name);
  if (list == nullptr || !list->is_array()) return text;
  for (const auto& one : list->get_array())
    text += (text.empty() ? "" : ", ") + std::string(one.as_string());
  return text;
}

std::string referrals_of(const boost::json::object& event) {
  std::string text;
  for (const auto& value : event.at("referrals").as_array()) {
    const auto& one = value.as_object();
    const auto result = text_of(one, "result");
    text += (text.empty() ? "" : ", ") + text_of(one, "referral") + ": " +
            (result.empty() ? "not followed up" : result);
  }
  return text;
}

void print(const boost::json::object& body) {
  std::cout << "As of " << local_time(text_of(body, "as_of")) << "; settings "
            << boost::json::serialize(body.at("settings")) << '\n';
  const auto people = items_of(body);
  if (people.empty()) std::cout << "Nobody crosses a flag.\n";
  for (const auto& value : people) {
    const auto& one = value.as_object();
    std::cout << '\n'
              << text_of(one, "person_id") << "  " << text_of(one, "name") << "  " << joined(one, "flags")
              << (joined(one, "risks").empty() ? "" : " (" + joined(one, "risks") + ")") << '\n';
    std::vector<std::vector<std::string>> rows;
    for (const auto& held : one.at("incidents").as_array()) {
      const auto& event = held.as_object();
      rows.push_back({"  " + local_time(text_of(event, "at")), text_of(event, "incident"),
                      text_of(event, "type"), text_of(event, "outcome"), referrals_of(event)});
    }
    std::cout << table(rows);
  }
}

/// An instant needs no plans, a day their zone.
std::string instant(Context& context, const std::string& said) {
  if (const auto at = parse_rfc3339(said)) return format_rfc3339(*at);
  const auto book = config::load_plans(context.settings().plans_file);
  if (!book) throw Stop{ExitCode::usage, book.error()};
  return format_rfc3339(start_of("--as-of", said, book.value().zone));
}

void show(Context& context, const ReviewAsked& asked) {
  std::string target = "/api/v1/review?by=" + named(asked.by);
  if (!asked.as_of.empty()) target += "&as_of=" + instant(context, asked.as_of);
  for (const auto& [name, number] : asked.numbers)
    target += "&" + name + "=" + std::to_string(number);
  const auto body = context.must(context.get(target));
  if (asked.json)
    std::cout << body << '\n';
  else
    print(parsed(body));
}

} // namespace

void add_review_command(CLI::App& program, Context& context) {
  auto* sub = program.add_subcommand(
      "review", "Whom the care team must talk about, and what happened; the look is recorded");
  auto asked = std::make_shared<ReviewAsked>();
  sub->add_option("--as-of", asked->as_of, "The year before this day or instant; now if not said");
  const auto number = [&](const char* option, const char* name, const char* says) {
    sub->add_option_function<int>(
        option, [asked, name](int value) { asked->numbers[name] = value; }, says);
  };
  number("--falls", "falls", "So many falls in the year; 2 if not said");
  number("--conveyances", "conveyances", "So many conveyances, as far as known here; 2 if not said");
  number("--frequent", "frequent_least", "So many incidents to be a frequent attender; 5 if not said");
  number("--top", "frequent_top", "... and among so many with the most; 20 if not said");
  sub->add_flag("--json", asked->json, "Everything, as JSON");
  add_by(*sub, asked->by);
  sub->callback([&context, asked] { show(context, *asked); });
}

} // namespace turnout::ctl
