#include "figures.hpp"
#include "turnout/record/json.hpp"

namespace turnout::report {
namespace {

template <class Values, class Name>
std::string listed(const Values& values, Name name) {
  std::string text;
  for (const auto& value : values)
    text += (text.empty() ? "" : ", ") + std::string(name(value));
  return text.empty() ? "none" : text;
}

} // namespace

Section definitions(const Facts& facts) {
  const ServiceLevels& levels = facts.settings.levels;
  TableBuilder table("settings", "Settings", "Everything the figures hang on besides the journal.");
  table.column("setting", "Setting", "Its name in [report], or what it is.")
      .column("value", "Value", "As it was for this report.");
  const auto row = [&](std::string name, Cell value) { table.row("", {std::move(name), std::move(value)}); };
  row("from: first signal at or after", facts.period.from);
  row("to: first signal before", facts.period.to);
  row("the journal ends", facts.period.as_of);
  row("its last record", std::to_string(facts.journal.sequence));
  row("its hash", facts.journal.hash);
  row("plans in force at the end", facts.plans.str());
  row("local time", facts.zone.name.empty() ? std::string("UTC") : facts.zone.name);
  row("district", facts.settings.area ? facts.settings.area->str() : std::string("all"));
  row("answer_within", levels.answer_within);
  row("answer_latest", levels.answer_latest);
  row("arrive_by", levels.arrive_by);
  row("arrive_latest", levels.arrive_latest);
  row("entry_within", levels.entry_within);
  row("long_lie", levels.long_lie_max);
  row("home_care_within", levels.home_care_within);
  row("rural_areas", listed(facts.settings.rural, [](const AreaId& area) { return area.str(); }));
  row("ambulance_types",
      listed(facts.settings.ambulance_otherwise, [](AlarmType type) { return record::name_of(type); }));
  row("about a person", std::string("every class but technical, evidence and test"));
  row("sent for",
      std::string("the response was started, by a human or a step, even if everybody was stood down later"));
  row("percentiles", std::string("nearest rank"));
  row("intervals of shares", std::string("Wilson, 95 %"));
  row("incidents that were joined into another", std::string("count in the one that went on"));
  row("repeat calls", std::string("within 7 days after the period as far as the journal reaches"));
  return {"Settings and definitions",
          "What each figure hangs on. The same journal and the same settings give "
          "the same report, to the byte.",
          {table.take()}};
}

} // namespace turnout::report
