// turnoutctl person erase, person export
#include "turnout/custody/person.hpp"

#include "json.hpp"
#include "turnout/record/json.hpp"
#include "turnout/record/texts.hpp"
#include "turnout/story/story.hpp"

#include <CLI/CLI.hpp>
#include <fcntl.h>
#include <unistd.h>

#include <iostream>
#include <memory>

namespace turnout::ctl {
namespace {

struct PersonAsked {
  std::string person;
  std::string by;
  std::string why;
  std::string reason;
  std::string folder;
  bool yes = false;
};

/// Asked on a terminal; without one, --yes says it.
void ask_once_more(const PersonAsked& asked) {
  if (asked.yes) return;
  if (isatty(STDIN_FILENO) == 0) throw Stop{ExitCode::usage, "nobody can be asked once more here: add --yes"};
  std::cerr << "Everything held on " << asked.person
            << " goes, and no backup made from now on has it. Write the id once more: " << std::flush;
  std::string line;
  std::getline(std::cin, line);
  if (line != asked.person) throw Stop{ExitCode::no, "not the same id; nothing was erased"};
}

void erase(Context& context, const PersonAsked& asked) {
  const boost::json::object body{{"by", named(asked.by)}, {"why", asked.why}};
  ask_once_more(asked);
  const auto done = parsed(context.must(
      context.post("/api/v1/people/" + segment(asked.person) + "/erase", boost::json::serialize(body))));
  std::cout << asked.person << ": erased, with " << text_of(done, "texts") << " texts\n";
  if (text_of(done, "durable") == "false")
    throw Stop{ExitCode::file, "the disk refuses to store it: it is erased as soon as the disk takes it"};
  if (text_of(done, "overwritten") == "false")
    throw Stop{
        ExitCode::file,
        "the write-ahead log still has it, because somebody is reading the journal: give this command again "
        "until it says no more of this"};
}

/// Readable by its owner alone.
void write_private(const std::string& path, const std::string& text) {
  constexpr mode_t owner_alone = 0600;
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, owner_alone);
  const bool written =
      file >= 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (file >= 0) ::close(file);
  if (!written) throw Stop{ExitCode::file, path + ": cannot be written; look at its folder and its owner"};
  std::cout << path << '\n';
}

boost::json::value parsed_row(const std::string& json) {
  boost::system::error_code error;
  auto value = boost::json::parse(json, error);
  return error ? boost::json::value(json) : value;
}

/// Everything held on one person, gathered from one moment.
class Held {
public:
  Held(store::ReadStore& store, PersonId person) : store_(store), person_(std::move(person)) {
    record_ = value_or_stop(store.person(person_));
    incidents_ = value_or_stop(store.incidents_of(person_));
    looks_ = value_or_stop(store.looks_at(person_));
    records_ = value_or_stop(custody::records_about(store_, person_));
    for (const auto& id : value_or_stop(custody::texts_about(store, person_))) {
      if (auto text = value_or_stop(store.text(id))) names_.texts[id] = *text;
    }
    zone_ = zone();
    if (!record_ && incidents_.empty() && looks_.empty())
      throw Stop{ExitCode::no, "nothing is held on " + person_.str()};
  }

  [[nodiscard]] std::string json() const {
    boost::json::object all{{"person", person_.str()}};
    if (record_) {
      all["register"] = parsed_row(record::to_json(record_->person));
      all["details"] = parsed_row(record::to_json(record_->details));
    }
    auto& incidents = all["incidents"].emplace_array();
    for (const auto& incident : incidents_)
      incidents.push_back(parsed_row(record::to_json(incident)));
    auto& records = all["records"].emplace_array();
    for (const auto& record : records_)
      records.push_back(parsed_row(record::to_json(record)));
    auto& texts = all["texts"].emplace_object();
    for (const auto& [id, text] : names_.texts)
      texts[id.str()] = text;
    auto& looks = all["looks"].emplace_array();
    for (const auto& look : looks_)
      looks.push_back(boost::json::object{{"at", format_rfc3339(look.stamp.at)},
                                          {"by", look.view.by.str()},
                                          {"role", look.view.role},
                                          {"what", record::name_of(look.view.what)},
                                          {"why", record::name_of(look.view.why)},
                                          {"reason", look.reason}});
    return boost::json::serialize(all) + '\n';
  }

  [[nodiscard]] std::string text() const {
    std::string page = "What Turnout holds on " + person_.str() + "\n";
    if (record_) add_record(page);
    page += "\nINCIDENTS\n";
    for (const auto& incident : incidents_) {
      const auto lines =
          story::story(value_or_stop(store_.records_of(incident.id)), incident.id, zone_, names_);
      page += '\n' + incident.id.str() + '\n' + story::page(lines, zone_);
    }
    add_other_words(page);
    page += "\nWHO LOOKED AT THE RECORD\n";
    for (const auto& look : looks_)
      page += format_rfc3339(look.stamp.at) + "  " + look.view.by.str() + ", " + look.view.role + ": " +
              std::string(record::name_of(look.view.what)) + ", " +
              std::string(record::name_of(look.view.why)) +
              (look.reason.empty() ? "" : ", \"" + look.reason + '"') + '\n';
    return page;
  }

private:
  void add_record(std::string& page) const {
    const auto& [person, details] = *record_;
    const std::pair<const char*, const std::string&> lines[] = {
        {"Name", details.name},         {"Date of birth", details.date_of_birth},
        {"Telephone", details.phone},   {"Address", details.address},
        {"Postcode", details.postcode}, {"Access", details.access},
        {"Key safe", details.key_safe}, {"Wishes in an emergency", details.emergency_wishes},
        {"Notes", details.notes},       {"GP practice", person.gp_practice},
        {"Area", person.area.str()},    {"Hub", person.hub.str()},
        {"Plan", person.plan}};
    page += "\nTHE REGISTER\n";
    for (const auto& [name, value] : lines) {
      if (!value.empty()) page += std::string(name) + ": " + value + '\n';
    }
    page += std::string("Lives alone: ") + (person.lives_alone ? "yes" : "no") + '\n';
    for (const auto& flag : person.risk_flags)
      page += "Marked: " + flag + '\n';
    for (const auto& responder : person.preferred_responders)
      page += "Asked first: " + responder.str() + '\n';
  }

  /// What came too late or was refused is told in no story.
  void add_other_words(std::string& page) const {
    const std::string told = page;
    page += "\nOTHER WORDS: TOO LATE, REFUSED, OR OF AN ALARM THAT MADE NO INCIDENT\n";
    for (const auto& record : records_) {
      for (const auto& id : record::texts_in(record)) {
        const auto words = names_.texts.find(id);
        if (words != names_.texts.end() && told.find(words->second) == std::string::npos)
          page += format_rfc3339(record.stamp.at) + "  \"" + words->second + "\"\n";
      }
    }
  }

  /// Of the plans in force last.
  ZoneTable zone() {
    ZoneTable zone;
    const auto seen = store_.for_each_seldom_record(WallTime::max(), [&](const Record& record) {
      for (const auto& decision : record.decisions) {
        if (const auto* loaded = std::get_if<PlansLoaded>(&decision)) zone = loaded->book.zone;
      }
    });
    if (!seen) throw Stop{ExitCode::file, seen.error()};
    return zone;
  }

  store::ReadStore& store_;
  PersonId person_;
  std::optional<store::PersonRecord> record_;
  std::vector<Incident> incidents_;
  std::vector<Record> records_;
  std::vector<store::LookedAt> looks_;
  story::StoryNames names_;
  ZoneTable zone_;
};

/// The look stands in the journal before anything is read.
void export_person(Context& context, const PersonAsked& asked) {
  const boost::json::object body{{"by", named(asked.by)}, {"reason", asked.reason}};
  (void)context.must(
      context.post("/api/v1/people/" + segment(asked.person) + "/looks", boost::json::serialize(body)));
  const auto store = value_or_stop(store::ReadStore::open(context.settings().journal_path));
  if (auto one = store->begin_snapshot(); !one) throw Stop{ExitCode::file, one.error()};
  const Held held(*store, PersonId(asked.person));
  const std::string path = asked.folder + '/' + asked.person;
  write_private(path + ".json", held.json());
  write_private(path + ".txt", held.text());
}

} // namespace

void add_person_commands(CLI::App& program, Context& context) {
  auto* family = program.add_subcommand("person", "Data about one person: hands them out, or erases them");
  family->require_subcommand(1);
  auto asked = std::make_shared<PersonAsked>();

  auto* erased =
      family->add_subcommand("erase", "Erases everything held on a person; figures stay as they were");
  erased->add_option("person", asked->person, "Their id")->required();
  add_by(*erased, asked->by);
  erased->add_option("--reason", asked->why, "asked, left, died or mistake")
      ->required()
      ->check(CLI::IsMember({"asked", "left", "died", "mistake"}));
  erased->add_flag("--yes", asked->yes, "Does not ask once more");
  erased->callback([&context, asked] { erase(context, *asked); });

  auto* handed =
      family->add_subcommand("export", "Everything held on a person, for them: JSON and plain text");
  handed->add_option("person", asked->person, "Their id")->required();
  add_by(*handed, asked->by);
  handed->add_option("--reason", asked->reason, "Their request, in your own words");
  handed->add_option("--to", asked->folder, "Folder for the two files")->required();
  handed->callback([&context, asked] { export_person(context, *asked); });
}

} // namespace turnout::ctl
