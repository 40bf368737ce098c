#include "plan_reader.hpp"

#include "enum_names.hpp"
#include "plan_fields.hpp"

#include <algorithm>

namespace turnout::config {

namespace {

/// "root/life_person" is written "plan.life_person" by whoever reads the file.
std::string where_of(const std::string& parent, std::string_view name) {
  return parent + "." + std::string(name);
}

bool fit_name(std::string_view name) {
  constexpr std::size_t name_length_max = 64;
  const auto fit = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && name.size() <= name_length_max && std::all_of(name.begin(), name.end(), fit);
}

bool machine(AlarmClass cls) {
  return cls == AlarmClass::technical || cls == AlarmClass::test;
}

/// True if only tests and technical signals can get here.
bool about_machines(const PlanMatch& match) {
  const bool by_class =
      !match.classes.empty() && std::all_of(match.classes.begin(), match.classes.end(), machine);
  const bool by_type =
      !match.types.empty() && std::all_of(match.types.begin(), match.types.end(),
                                          [](AlarmType t) { return machine(default_class(t)); });
  return by_class || by_type;
}

/// As written, fit or not: what is wrong with one is told once.
int triggers(const toml::table& rung) {
  int count = 0;
  for (const char* key : {"after", "forecast_past", "need", "risk_flag"})
    count += rung.contains(key) ? 1 : 0;
  return count;
}

} // namespace

void PlanReader::root(const toml::table& table, PlanNode& node) {
  node.plan.path = "root";
  TableReader reader(table, "plan", problems_, words_);
  for (const std::string_view key : {"match", "name"}) {
    if (const toml::node* found = reader.find(key)) {
      reader.problem(*found, key, "the root takes every alarm that no branch takes",
                     "put it on a [[plan.branch]] instead");
    }
  }
  if (table.get("ladder") == nullptr) {
    reader.problem(table, "ladder", "is missing", "the root needs one: whatever no branch takes goes up it");
  }
  plan(reader, node, 0);
}

void PlanReader::plan(TableReader& reader, PlanNode& node, int depth) {
  Plan& plan = node.plan;
  reader.fields<Plan>(plan_fields(), plan);
  if (const toml::table* table = reader.table("offers")) {
    TableReader offers(*table, reader.key_path("offers"), problems_, words_);
    offers.fields<OfferPolicy>(offer_fields(), plan.offers);
    offers.finish();
  }
  if (const toml::table* table = reader.table("watch")) {
    TableReader watch(*table, reader.key_path("watch"), problems_, words_);
    watch.fields<WatchPolicy>(watch_fields(), plan.watch);
    watch.finish();
  }
  ladder(reader, plan);
  if (depth == 0) refuse_silence(reader, plan);
  sense(reader, plan);
  branches(reader, node, depth);
  reader.finish();
}

void PlanReader::sense(TableReader& reader, const Plan& plan) {
  if (plan.answer_within > plan.answer_latest) {
    reader.problem(reader.source(), "answer_within", "is longer than answer_latest",
                   "make answer_latest at least " + format_duration(plan.answer_within));
  }
  if (plan.watch.arrive_by > plan.watch.arrive_latest) {
    reader.problem(reader.source(), "watch.arrive_by", "is longer than watch.arrive_latest",
                   "make watch.arrive_latest at least " + format_duration(plan.watch.arrive_by));
  }
  const auto& kinds = plan.offers.kinds;
  const auto firefighter = [](ResponderKind kind) { return kind == ResponderKind::firefighter; };
  if (plan.offers.personal_care && std::all_of(kinds.begin(), kinds.end(), firefighter)) {
    reader.problem(reader.source(), "offers.kinds",
                   "names firefighters alone, and they are never sent for personal care",
                   "add \"carer\", or set personal_care = false");
  }
}

void PlanReader::branches(TableReader& reader, PlanNode& parent, int depth) {
  const toml::array* list = reader.list("branch");
  if (list == nullptr) return;
  if (depth >= branch_depth_max || list->size() > branches_max) {
    reader.problem(*list, "branch", "there are too many branches",
                   "keep to " + std::to_string(branches_max) + " of one plan and " +
                       std::to_string(branch_depth_max) + " deep");
    return;
  }
  std::set<std::string> names;
  parent.children.reserve(list->size());
  for (const toml::node& item : *list) {
    const toml::table* table = item.as_table();
    if (table == nullptr) {
      reader.problem(item, "branch", "is not a table", "write [[plan.branch]] and its keys below");
      continue;
    }
    branch(*table, reader.path(), names, parent, depth);
  }
}

void PlanReader::branch(const toml::table& table, const std::string& where, std::set<std::string>& names,
                        PlanNode& parent, int depth) {
  const std::string name = table["name"].value_or(std::string());
  TableReader reader(table, fit_name(name) ? where_of(where, name) : where + ".branch", problems_, words_);
  const toml::node* named = reader.find("name");
  if (named == nullptr) {
    reader.problem(table, "name", "is missing", "every branch needs one");
  } else if (!fit_name(name)) {
    reader.problem(*named, "name", "is not fit for a path", "use 1 to 64 of a-z 0-9 _");
  } else if (!names.insert(name).second) {
    reader.problem(*named, "name", "another branch of this plan has it already", "choose another name");
  }
  PlanNode& node = parent.children.emplace_back();
  node.plan = parent.plan;
  node.plan.path = parent.plan.path + "/" + name;
  if (const toml::table* match = reader.table("match")) {
    TableReader matches(*match, reader.key_path("match"), problems_, words_);
    matches.fields<PlanMatch>(match_fields(), node.match);
    matches.finish();
  }
  if (table["match"].as_table() == nullptr || table["match"].as_table()->empty()) {
    reader.problem(table, "match", "the branch takes every alarm, and no branch after it is ever reached",
                   "say what it is for, like match = { class = [\"life_person\"] }");
  }
  plan(reader, node, depth + 1);
  if (!about_machines(node.match) && !(parent.plan.no_incident || parent.plan.fold_by_area)) {
    refuse_silence(reader, node.plan);
  }
}

/// A cry for help is never dropped, and never folded into a neighbour's.
void PlanReader::refuse_silence(TableReader& reader, const Plan& plan) {
  const toml::table& at = reader.source();
  const auto refuse = [&](const char* key, const char* wrong) {
    const toml::node* found = at.get(key);
    reader.problem(found != nullptr ? *found : at, key, wrong,
                   "set it on a branch that matches class \"test\" or \"technical\" alone");
  };
  if (plan.no_incident) refuse("no_incident", "would drop alarms of people");
  if (plan.fold_by_area) refuse("fold_by_area", "would fold alarms of people into one");
}

void PlanReader::ladder(TableReader& reader, Plan& plan) {
  const toml::array* list = reader.list("ladder");
  if (list == nullptr) return;
  if (list->size() > rungs_max) {
    reader.problem(*list, "ladder", "has too many rungs", "keep to " + std::to_string(rungs_max));
    return;
  }
  plan.ladder.clear(); // a plan's own ladder replaces the inherited one whole
  std::set<std::string> names;
  for (const toml::node& item : *list) {
    const toml::table* table = item.as_table();
    if (table == nullptr) {
      reader.problem(item, "ladder", "a rung is not a table",
                     "write { name = \"...\", after = \"8m\", ... }");
      continue;
    }
    Rung& added = plan.ladder.emplace_back();
    TableReader rungs(*table, reader.key_path("ladder"), problems_, words_);
    rung(rungs, added);
    if (!added.name.empty() && !names.insert(added.name).second) {
      rungs.problem(*table, "name", cited(added.name) + " stands on this ladder already",
                    "choose another name");
    }
  }
  if (plan.ladder.empty() || plan.ladder.back().action != Action::alert) {
    const toml::node* last = list->empty() ? list : &list->back();
    reader.problem(*last, "ladder", "does not end with a human",
                   "make the last rung do = \"alert\", so that nobody is left to machines");
  }
}

void PlanReader::rung(TableReader& reader, Rung& rung) {
  reader.fields<Rung>(rung_fields(), rung);
  reader.finish();
  const toml::table& at = reader.source();
  const std::string named = cited(rung.name);
  if (triggers(at) != 1 && !rung.name.empty()) {
    reader.problem(at, "",
                   "rung " + named + (triggers(at) == 0 ? " has no trigger" : " has several triggers"),
                   "give it exactly one of after, forecast_past, need, risk_flag");
  }
  if (rung.need == Need::second_responder) {
    reader.problem(at, "need", "a second responder is sent without a rung", "take the rung out");
  }
  if (rung.action != Action::request) {
    if (const toml::node* found = at.get("service")) {
      reader.problem(*found, "service", "is only for do = \"request\"", "take it out or change do");
    }
  } else if (!rung.service) {
    if (at.get("service") == nullptr) {
      reader.problem(at, "service", "is missing", "say which: " + joined(words_of<Service>()));
    }
  } else if (std::none_of(partners_.begin(), partners_.end(),
                          [&](const Partner& p) { return p.service == *rung.service; })) {
    reader.problem(at, "service",
                   "rung " + named + " asks for " + std::string(word_of(*rung.service)) +
                       ", and no partner does that",
                   "add a [[partner]] with service = \"" + std::string(word_of(*rung.service)) + "\"");
  }
  if (const toml::node* role = at.get("role"); role != nullptr && rung.action != Action::alert) {
    reader.problem(*role, "role", "is only for do = \"alert\"", "take it out or change do");
  }
}

} // namespace turnout::config
