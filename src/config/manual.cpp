// The example file and the manual page, both from the tables that the readers use.
#include "enum_names.hpp"
#include "plan_fields.hpp"
#include "plan_reader.hpp"
#include "setting_fields.hpp"

namespace turnout::config {

namespace {

std::string cell(std::string text) {
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
    text.replace(at, 1, "\\|");
  return text;
}

std::string as_code(const std::string& text) {
  return text.empty() ? "" : "`" + cell(text) + "`";
}

std::string table_of(const std::vector<FieldRow>& rows) {
  std::string text = "| key | kind | default | may be | what it is |\n|---|---|---|---|---|\n";
  for (const FieldRow& row : rows) {
    const std::string value = row.must ? "must be given" : as_code(row.value);
    text += "| `" + std::string(row.name) + "` | " + row.type + " | " + value + " | " + cell(row.range) +
            " | " + cell(std::string(row.text)) + " |\n";
  }
  return text + "\n";
}

template <class T>
std::string table_of(std::span<const Field<T>> fields, const T& defaults = {}) {
  return table_of(rows_of<T>(fields, defaults));
}

std::string flags_text() {
  std::string text;
  for (const std::string& flag : known_risk_flags())
    text += (text.empty() ? "`" : " `") + flag + "`";
  return text;
}

constexpr std::string_view opening = R"(# Configuration

Turnout reads two files: `turnout.toml` says where things are, `plans.toml` says what happens to an alarm. Both are
[TOML](https://toml.io). This page and `config/turnout.toml` are made from the tables that the reader itself uses.

- `turnoutd --config FILE --check` reads both and stops. Every problem is told at once, with its mend:
  `plans.toml:41: plan.life_person.offers.open: 12 is out of range; keep it from 1 to 8`
- A key that does not exist is a problem, not a comment.
- Times are written with their unit: `250ms` `45s` `8m` `1m30s` `2h` `1d`. Paths are taken from the folder of the file
  they stand in.
- Hours are local: `Mon-Fri 08:00-18:00;Sat,Sun 22:00-06:00`, or `24h`. A window that ends before it starts runs past
  midnight.

## turnout.toml

)";

constexpr std::string_view plans_opening = R"(## plans.toml

`config/plans.toml` is the plan Turnout ships with, and `config/demo/plans.toml` shows how a site builds on it:

```toml
include = "../plans.toml"   # everything of that file ...

[plan.offers]
expire_after = "60s"        # ... but this
```

Tables are laid over one another key by key; a list (`[[partner]]`, `[[plan.branch]]`, a `ladder`) replaces the other
list whole. An included file includes no other. Each incident keeps the revision of the plans it opened with: the first
twelve digits of the SHA-256 of the files.

`zone` is the site's time zone, like `"Europe/London"`.

### The tree

`[plan]` is the root: it takes every alarm that no branch takes. `[[plan.branch]]` are its branches, and
`[[plan.branch.branch]]` theirs. The first branch that matches wins, all the way down; where none does, the plan itself.
A branch inherits every setting of the plan it grows on. `turnoutctl plan test` tells which plan an alarm gets, and why.

```toml
[[plan.branch]]
name = "life_person"
match = { class = ["life_person"] }
offers = { open = 3 }
```

A person whose `plan` names one (by path, `root/life_person`, or by its last part) gets that plan for every alarm about
themselves; fire, technical signals and tests keep theirs. It may not be one with `no_incident` or `fold_by_area`.

### [plan] and each branch

)";

constexpr std::string_view ladder_opening = R"(### ladder

A list of rungs, each with exactly one trigger. The last is always an alert to a human. A branch with a ladder of its own
replaces the inherited one whole. A rung that can reach nobody is recorded as such, and the next timed rung comes at once.

```toml
ladder = [
  { name = "offers", after = "60s", do = "offer", unless = "answered" },
  { name = "rapid home care", after = "8m", do = "request", service = "rapid_home_care", unless = "accepted" },
  { name = "late arrival", forecast_past = "45m", do = "request", service = "rapid_home_care" },
  { name = "supervisor", after = "8m", do = "alert", role = "supervisor" },
]
```

`unless`: `answered` an operator has taken the call · `decided` a human or an earlier rung started the response ·
`accepted` somebody holds every place · `with_person` somebody is beside the person. A second responder that is asked
for on the spot is sent without a rung.

)";

constexpr std::string_view barriers_text =
    R"(`barriers` is a list of lines, each a list of `[latitude, longitude]`: rivers and estuaries that no road crosses.
`crossings` is a list of points where roads do; a crossing leads over every barrier within 2 km of it. Whoever has to
change bank is reckoned by way of a crossing. A line has no ends: where a road goes round one, put a crossing.

)";

constexpr std::string_view laws_text =
    R"(With a road map (`[travel] graph` in `turnout.toml`) or a router, all this is for those whom neither can bring there.

#### [[travel.law]]

A law of its own round towns: `places` is a list of `[latitude, longitude]`, and the first law that holds at an end of a
journey counts for that end. With two laws, or one and the general one, the time is the mean.

)";

constexpr std::string_view factors_text = R"(#### [[travel.factor]]

Rush hours and nights. The first whose hours hold counts; at any other time it is 100.

)";

constexpr std::string_view conditions_text = R"(#### [[travel.condition]]

Ice, a flood, a march. Described once; in force as soon as `conditions` in `[travel]` names it and the plans are read
again, which `turnoutctl reload` does at any time. Several multiply. `shut` is a list of `[latitude, longitude]`: no
road and no crossing within 300 m of them is used. The router does not know of it, and is not asked meanwhile.

```toml
[travel]
conditions = ["ice"]

[[travel.condition]]
name = "ice"
percent = 160

[[travel.condition]]
name = "Haw Bridge under water"
shut = [[51.95, -2.2262]]
```

)";

std::string travel_text() {
  return "### [travel]\n\nHow long responders take. " + std::string(barriers_text) +
         table_of(travel_fields()) + std::string(laws_text) + table_of(law_fields()) +
         std::string(factors_text) + table_of(factor_fields()) + std::string(conditions_text) +
         table_of(condition_fields());
}

std::string plans_text() {
  std::string text(plans_opening);
  text += table_of(plan_fields());
  text += "### match, of a branch\n\nAll that are set must hold.\n\n" + table_of(match_fields());
  text += std::string(ladder_opening) + table_of(rung_fields());
  text += "### [plan.offers]\n\nHow responders are asked.\n\n" + table_of(offer_fields());
  text += "### [plan.watch]\n\nWatching those on their way and on the spot.\n\n" + table_of(watch_fields());
  text += "### [[partner]]\n\nThe services a rung can request.\n\n" + table_of(partner_fields());
  text += travel_text();
  text += "### [rules]\n\nWhat belongs to no single plan.\n\n" + table_of(rule_fields());
  text += "`risk_flags` adds flags of the site's own to those Turnout knows: " + flags_text() + ".\n\n";
  text +=
      "`[rules.remap]` gives an alarm type another class: `bath = \"life_person\"`. What is about "
      "people, fire or intruders, and `assistance`, cannot become technical, evidence or test: nobody would "
      "come.\n\n";
  text += "Classes, gravest first: " + joined(words_of<AlarmClass>(), " · ") +
          ". Types are listed in the contract.\n";
  return text;
}

} // namespace

std::string example_config() {
  std::string text =
      "# Turnout's settings. Every key with its default; a line with # may be left out. What each one "
      "means in\n# full: docs/configuration.md. To try a change: turnoutd --config FILE --check\n";
  for (const Section& section : setting_sections()) {
    text += "\n# " + std::string(section.text) + "\n[" + std::string(section.name) + "]\n";
    for (const FieldRow& row : rows_of(section)) {
      text += "# " + std::string(row.text) + (row.range.empty() ? "" : " (" + row.range + ")") + "\n";
      text += "#" + std::string(row.name) + " = " + row.value + "\n";
    }
  }
  return text;
}

std::string config_markdown() {
  std::string text(opening);
  for (const Section& section : setting_sections()) {
    text += "### [" + std::string(section.name) + "]\n\n" + std::string(section.text) + "\n\n";
    text += table_of(rows_of(section));
  }
  return text + plans_text();
}

} // namespace turnout::config
