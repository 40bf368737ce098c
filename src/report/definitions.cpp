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

Table hung_on(const Facts& facts) {
  const ServiceLevels& levels = facts.settings.levels;
  TableBuilder table("settings", "Settings", "Everything the figures hang on besides the journal.");
  table.column("setting", "Setting", "Its name in [report] of the settings file, or what is set.")
      .column("value", "Value", "As it was for this report.")
      .column("what", "What it is", "In words.");
  const auto row = [&](std::string name, Cell value, std::string what) {
    table.row("", {std::move(name), std::move(value), std::move(what)});
  };
  const auto local = [&](WallTime at) { return local_words(at, facts.zone) + " local time"; };
  row("from", facts.period.from, "first signal at or after; " + local(facts.period.from));
  row("to", facts.period.to, "first signal before; " + local(facts.period.to));
  row("the journal ends", facts.period.as_of, "nothing later was known; " + local(facts.period.as_of));
  row("its last record", std::to_string(facts.journal.sequence), "how many records the journal has");
  row("its hash", facts.journal.hash, "of all records: with it the journal can be checked");
  row("plans in force at the end", facts.plans.str(), "their revision");
  row("local time", facts.zone.name.empty() ? std::string("UTC") : facts.zone.name, "of the plans");
  row("district", facts.settings.area ? facts.settings.area->str() : std::string("all"),
      "of which the incidents are");
  row("answer_within", levels.answer_within, "in this a call is to be answered");
  row("answer_latest", levels.answer_latest, "and in this at the latest");
  row("arrive_by", levels.arrive_by, "from the decision to somebody at the door");
  row("arrive_latest", levels.arrive_latest, "and in this at the latest");
  row("entry_within", levels.entry_within, "from the door to beside the person");
  row("long_lie", levels.long_lie_max, "from the first signal to somebody beside them");
  row("home_care_within", levels.home_care_within, "rapid home care, from asked to arrived");
  row("rural_areas", listed(facts.settings.rural, [](const AreaId& area) { return area.str(); }),
      "districts that count as rural; every other one is urban");
  row("ambulance_types",
      listed(facts.settings.ambulance_otherwise, [](AlarmType type) { return words(record::name_of(type)); }),
      "signals for which an ambulance would have been called had nobody come, as agreed beforehand");
  row("about a person", std::string("every class but technical, evidence and test"),
      "which incidents are counted as people's");
  row("sent for",
      std::string("the response was started, by a human or a step, even if everybody was stood down later"),
      "what it takes to count as one");
  row("percentiles", std::string("nearest rank"), "how they are worked out");
  row("intervals of shares", std::string("Wilson, 95 %"), "how they are worked out");
  row("joined incidents", std::string("count in the one that went on"),
      "where two turn out to be about the same thing");
  row("repeat calls", std::string("within 7 days after the period as far as the journal reaches"),
      "how far they are looked for");
  return table.take();
}

Table glossary() {
  TableBuilder table("glossary", "Words", "Names of classes, signals and services, in plain words.");
  table.column("word", "Word", "As it stands in this report.").column("meaning", "Means", "In plain words.");
  const auto row = [&](const char* word, const char* meaning) { table.row("", {word, meaning}); };
  row("life fire", "class of a signal: smoke, heat or gas where somebody lives");
  row("life person", "class: a fall, a cry for help or a seizure; somebody may be in danger");
  row("person at risk",
      "class: no sign of life, out of bed too long, wandering or the like; to be looked into at once");
  row("security", "class: duress, an intruder or somebody false at the door");
  row("environment", "class: flood, or a home too cold or too hot");
  row("care", "class: medication missed, a wet bed or help wanted; it can wait a while");
  row("technical", "class: the equipment speaks of itself, as a low battery");
  row("evidence", "class: somebody pressed or moved afterwards; it opens nothing by itself");
  row("lying still (man down)", "signal: somebody who carries a sensor fell or does not move");
  row("inactivity", "signal: nothing has moved in the home for longer than is usual there");
  row("duress", "signal: a hidden button, pressed under threat");
  row("rapid home care", "the urgent community response of the NHS, in two hours");
  row("safe and well", "a visit of the fire service that looks for dangers in the home");
  row("third sector", "charities and voluntary organisations");
  row("team review (MDT)", "a meeting of all teams that care for the person");
  row("practice team", "the GP practices that look after a neighbourhood together");
  row("called off", "nobody was needed any more before anybody was there");
  row("decision", "the moment at which somebody, or a step of the plan, chose to send");
  row("test alarm (canary)", "sent by us down the way that real ones take, to see that it is open");
  return table.take();
}

} // namespace

Section definitions(const Facts& facts) {
  return {"Settings and definitions",
          "What each figure hangs on. The same journal and the same settings give "
          "the same report, to the byte.",
          {hung_on(facts), glossary()}};
}

} // namespace turnout::report
