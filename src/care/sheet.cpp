#include "happenings.hpp"

#include <algorithm>

namespace turnout::care {
namespace {

constexpr std::size_t line_characters = 72; ///< of what was done, on paper
constexpr std::size_t lines_most = 48;      ///< what two pages hold beside the longest texts
constexpr std::size_t lines_first = 14;     ///< how it began is kept, and how it ended
constexpr std::size_t text_most = 500;
constexpr std::size_t field_most = 160;
constexpr std::size_t short_most = 80;
constexpr std::size_t contacts_most = 5;
constexpr const char* not_held = "Not held here";

std::string or_not_held(const std::string& text, std::size_t most = field_most) {
  return text.empty() ? not_held : shortened(text, most);
}

std::string day_and_time(WallTime at, const ZoneTable& zone) {
  return story::local_date(at, zone) + " " + story::local_clock(at, zone).substr(0, 5);
}

/// As the crow flies: 850 m, 2.3 km.
std::string distance_words(Distance distance) {
  constexpr std::int64_t metres_in_km = 1000;
  constexpr std::int64_t tenth = 100;
  const auto metres = distance.metres();
  if (metres < metres_in_km) return std::to_string(metres) + " m from it";
  const auto tenths = (metres + tenth / 2) / tenth;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " km from it";
}

std::string age_of(const std::string& born, const HandoverFacts& facts) {
  const auto at = parse_rfc3339(born + "T00:00:00Z");
  if (!at) return {};
  const std::chrono::year_month_day birth(std::chrono::floor<std::chrono::days>(*at));
  const std::chrono::year_month_day now(std::chrono::floor<std::chrono::days>(
      facts.incident.first_signal_at + local_offset(facts.incident.first_signal_at, facts.zone)));
  int years = static_cast<int>(now.year()) - static_cast<int>(birth.year());
  if (std::pair(now.month(), now.day()) < std::pair(birth.month(), birth.day())) --years;
  return " (" + std::to_string(years) + ")";
}

void add_who(Sheet& made, const HandoverFacts& facts) {
  auto& who = made.who;
  if (!facts.details) {
    who.emplace_back("Person", "Not in the register");
    who.emplace_back("Where", or_not_held(facts.caller_place));
    who.emplace_back("Telephone", or_not_held(facts.caller_phone));
    return;
  }
  const PersonDetails& one = *facts.details;
  who.emplace_back("Name", or_not_held(one.name, short_most));
  who.emplace_back("Born", one.date_of_birth.empty() ? not_held
                                                     : one.date_of_birth + age_of(one.date_of_birth, facts));
  who.emplace_back("NHS number", not_held);
  who.emplace_back("Address", or_not_held(one.address + (one.postcode.empty() ? "" : ", " + one.postcode)));
  who.emplace_back("Telephone", or_not_held(one.phone, short_most));
  who.emplace_back("Access", or_not_held(one.access));
  if (facts.person) {
    who.emplace_back("Lives alone", facts.person->lives_alone ? "Yes" : "No");
    who.emplace_back("GP practice", or_not_held(facts.person->gp_practice, short_most));
  }
}

/// A place of the incident's own is not the home: a device that moves has told it, or a caller.
std::string where_of(const HandoverFacts& facts) {
  const auto& place = facts.incident.position;
  if (!place) return {};
  const std::string at = story::place_words(*place);
  if (!facts.incident.person) return "At " + at;
  const auto home = facts.person ? facts.person->home : std::nullopt;
  return "Away from home: " + at +
         (home ? ", " + distance_words(crow_distance(*home, *place)) : std::string());
}

void add_what(Sheet& made, const HandoverFacts& facts) {
  const Incident& one = facts.incident;
  const auto moment = [&](const std::optional<WallTime>& at) {
    return at ? day_and_time(*at, facts.zone) + ", " + story::elapsed(*at - one.first_signal_at) +
                    " after the first signal"
              : std::string("Not on record");
  };
  made.what.emplace_back("What", story::words(one.type) + " (" + story::words(one.cls) + ")" +
                                     (one.unverified ? ", UNVERIFIED" : ""));
  if (auto where = where_of(facts); !where.empty()) made.what.emplace_back("Where", std::move(where));
  made.what.emplace_back("First signal", day_and_time(one.first_signal_at, facts.zone));
  made.what.emplace_back("Answered", moment(one.answered_at));
  made.what.emplace_back("Somebody with the person", moment(one.with_person_at));
  std::string needs;
  for (const auto need : one.needs)
    needs += (needs.empty() ? "" : ", ") + story::words(need);
  made.what.emplace_back("Said to be needed", needs.empty() ? "Nothing further" : needs);
  made.what.emplace_back("Outcome", one.outcome ? story::words(*one.outcome) : "Not closed yet");
}

std::size_t lines_of(const Happening& one) {
  return one.text.size() / line_characters + 1;
}

void add_done(Sheet& made, const HandoverFacts& facts) {
  made.done = happenings(facts);
  std::size_t lines = 0;
  for (const auto& one : made.done)
    lines += lines_of(one);
  auto from = made.done.begin();
  for (std::size_t kept = 0; from != made.done.end() && lines > lines_most; ++from) {
    kept += lines_of(*from);
    if (kept > lines_first) break;
  }
  auto to = from;
  for (; to != made.done.end() && lines > lines_most; ++to)
    lines -= lines_of(*to);
  if (from == to) return;
  made.left_out = static_cast<std::size_t>(to - from);
  const Happening gap{from->at, "(" + std::to_string(made.left_out) +
                                    " more are left out here; the whole story stands under " + made.incident +
                                    ")"};
  made.done.insert(made.done.erase(from, to), gap);
}

void add_file(Sheet& made, const HandoverFacts& facts) {
  made.on_file.emplace_back("Medicines",
                            "No list is held here: ask the GP practice, or look for the red bag.");
  made.on_file.emplace_back("Allergies", not_held);
  made.on_file.emplace_back("Conditions", "No list is held here beyond the risks and notes below.");
  std::string risks;
  if (facts.person) {
    for (const auto& flag : facts.person->risk_flags) {
      std::string words = flag;
      std::replace(words.begin(), words.end(), '_', ' ');
      risks += (risks.empty() ? "" : ", ") + words;
    }
  }
  made.on_file.emplace_back("Risks on file", risks.empty() ? "None" : shortened(risks, field_most));
  made.on_file.emplace_back("Notes on file", facts.details && !facts.details->notes.empty()
                                                 ? shortened(facts.details->notes, text_most)
                                                 : "None");
  made.contacts = facts.contacts;
  if (made.contacts.size() > contacts_most) made.contacts.resize(contacts_most);
  for (auto& contact : made.contacts)
    contact.name = shortened(contact.name, short_most);
}

} // namespace

Sheet sheet(const HandoverFacts& facts) {
  Sheet made;
  made.title = "Handover sheet";
  made.incident = facts.incident.id.str();
  add_who(made, facts);
  if (facts.details) made.wishes = shortened(facts.details->emergency_wishes, text_most);
  add_what(made, facts);
  add_done(made, facts);
  add_file(made, facts);
  made.printed = "Made " + day_and_time(facts.printed_at, facts.zone) + " for " + facts.printed_by.str() +
                 ". Times are local. Confidential: about one person, for those who care for them.";
  return made;
}

} // namespace turnout::care
