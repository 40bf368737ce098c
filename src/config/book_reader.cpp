#include "enum_names.hpp"
#include "plan_fields.hpp"
#include "plan_reader.hpp"
#include "turnout/config/plans.hpp"

namespace turnout::config {

namespace {

void read_zone(TableReader& reader, PlanBook& book) {
  const toml::node* node = reader.find("zone");
  if (node == nullptr) {
    reader.problem(reader.source(), "zone", "is missing", "write zone = \"Europe/London\"");
    return;
  }
  auto zone = load_zone(node->value_or(std::string_view()));
  if (!zone) {
    reader.problem(*node, "zone", cited(node->value_or(std::string_view())) + " " + zone.error(),
                   "write one like \"Europe/London\"");
    return;
  }
  book.zone = std::move(zone).value();
}

/// A cry for help must open an incident, so that somebody is rung or sent.
bool silences(AlarmType type, AlarmClass cls) {
  const AlarmClass own = default_class(type);
  const bool cry = own <= AlarmClass::security || type == AlarmType::assistance;
  return cry && cls >= AlarmClass::technical && cls != own;
}

void read_remap(TableReader& reader, RuleSettings& rules) {
  const toml::table* table = reader.table("remap");
  if (table == nullptr) return;
  rules.remap.clear();
  for (const auto& [key, node] : *table) {
    const auto type = enum_named<AlarmType>(key.str());
    if (!type || *type == AlarmType::unknown) {
      reader.problem(node, "remap", cited(key.str()) + " is no alarm type",
                     suggestion(key.str(), words_of<AlarmType>()));
      continue;
    }
    const std::string path = "remap." + std::string(key.str());
    const auto text = node.value_exact<std::string_view>();
    const auto cls = enum_named<AlarmClass>(text.value_or(""));
    if (!cls) {
      reader.problem(node, path, "is not given a class",
                     suggestion(text.value_or(""), words_of<AlarmClass>()));
    } else if (silences(*type, *cls)) {
      reader.problem(node, path, std::string(*text) + " would make nothing of a cry for help",
                     "give it one of life_fire, life_person, person_at_risk, security, environment, care");
    } else {
      rules.remap.insert({*type, *cls});
    }
  }
}

void read_rules(TableReader& file, PlanBook& book, Vocabulary& words) {
  const toml::table* table = file.table("rules");
  if (table == nullptr) return;
  TableReader reader(*table, "rules", file.problems(), words);
  if (const toml::node* flags = reader.find("risk_flags")) {
    std::set<std::string> own;
    if (const Taken fault = take(*flags, Limits{}, words, own)) {
      reader.problem(*flags, "risk_flags", fault->wrong, fault->mend);
    }
    words.risk_flags.merge(own);
  }
  reader.fields<RuleSettings>(rule_fields(), book.rules);
  read_remap(reader, book.rules);
  reader.finish();
}

void read_partners(TableReader& file, PlanBook& book) {
  const toml::array* list = file.list("partner");
  if (list == nullptr) return;
  if (list->size() > partners_max) {
    file.problem(*list, "partner", "there are too many partners", "keep to " + std::to_string(partners_max));
    return;
  }
  std::set<PartnerId> ids;
  for (const toml::node& item : *list) {
    const toml::table* table = item.as_table();
    if (table == nullptr) {
      file.problem(item, "partner", "is not a table", "write [[partner]] and its keys below");
      continue;
    }
    TableReader reader(*table, "partner", file.problems(), file.words());
    Partner& partner = book.partners.emplace_back();
    reader.fields<Partner>(partner_fields(), partner);
    reader.finish();
    if (!partner.id.empty() && !ids.insert(partner.id).second) {
      reader.problem(*table, "id", cited(partner.id.str()) + " stands twice", "give each partner its own id");
    }
  }
}

} // namespace

const std::set<std::string>& known_risk_flags() {
  static const std::set<std::string> flags = {
      "admissions_2plus", "conditions_5plus",  "dementia",        "falls_2plus",
      "frailty",          "frequent_attender", "oxygen",          "polypharmacy",
      "red_flag",         "risk_marker",       "two_person_lift", "unstable_conditions_2plus",
      "violence_marker"};
  return flags;
}

void read_book(const toml::table& file, Problems& problems, PlanBook& book) {
  Vocabulary words{known_risk_flags()};
  TableReader reader(file, "", problems, words);
  read_zone(reader, book);
  read_rules(reader, book, words);
  if (const toml::table* table = reader.table("travel")) {
    TableReader travel(*table, "travel", problems, words);
    read_travel(travel, book.travel);
    travel.finish();
  }
  read_partners(reader, book);
  if (const toml::table* table = reader.table("plan")) {
    PlanReader(problems, words, book.partners).root(*table, book.root);
  } else if (file.get("plan") == nullptr) {
    reader.problem(file, "plan", "is missing", "write [plan] with the ladder for every alarm");
  }
  (void)reader.find("include"); // followed before this point
  reader.finish();
}

} // namespace turnout::config
