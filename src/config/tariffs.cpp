#include "turnout/config/tariffs.hpp"

#include "enum_names.hpp"
#include "fields.hpp"
#include "text_file.hpp"
#include "turnout/base/sha256.hpp"

#include <algorithm>

namespace turnout::config {
namespace {

using billing::Band;
using billing::ByBand;
using billing::Tariff;
using billing::TariffBook;

constexpr std::int64_t pence_most = 10'000'000;
constexpr std::size_t tariffs_most = 1000;

/// Keys that are told by hand, as no table of fields holds money, dates or hours.
class TariffReader {
public:
  TariffReader(const toml::table& file, Problems& problems)
      : problems_(problems), file_(file, "", problems, none_) {}

  TariffBook read() {
    TariffBook book;
    if (const toml::array* days = file_.list("public_holidays")) {
      for (const auto& day : *days) {
        if (const auto read = date(file_, day, "public_holidays")) book.public_holidays.insert(*read);
      }
    }
    bands(book);
    if (const toml::array* list = file_.list("tariff")) {
      if (list->size() > tariffs_most)
        file_.problem(*list, "tariff", "there are too many", "keep to " + std::to_string(tariffs_most));
      for (const auto& item : *list)
        tariff(item, book);
    }
    file_.finish();
    return book;
  }

private:
  using Days = std::chrono::local_days;

  std::optional<Days> date(TableReader& reader, const toml::node& node, std::string_view key) {
    const auto said = node.value_exact<toml::date>();
    if (said) {
      const std::chrono::year_month_day day(std::chrono::year(said->year), std::chrono::month(said->month),
                                            std::chrono::day(said->day));
      if (day.ok()) return Days(day);
    }
    reader.problem(node, key, "is no date", "write it without quotes, like 2026-12-25");
    return std::nullopt;
  }

  void bands(TariffBook& book) {
    const toml::table* table = file_.table("bands");
    if (table == nullptr) return;
    TableReader reader(*table, "bands", problems_, none_);
    hour(reader, "day_from", book.day_from_min);
    hour(reader, "evening_from", book.evening_from_min);
    hour(reader, "night_from", book.night_from_min);
    reader.finish();
    if (book.day_from_min >= book.evening_from_min || book.evening_from_min >= book.night_from_min) {
      reader.problem(*table, "", "the hours are not in order",
                     "day_from comes before evening_from, and that before night_from");
    }
  }

  void hour(TableReader& reader, std::string_view key, int& into) {
    const toml::node* node = reader.find(key);
    if (node == nullptr) return;
    const auto said = node->value_exact<toml::time>();
    if (said && said->second == 0 && said->nanosecond == 0) {
      into = said->hour * 60 + said->minute;
      return;
    }
    reader.problem(*node, key, "is no time of day", "write it without quotes, like 08:00:00");
  }

  bool pence(TableReader& reader, const toml::node& node, std::string_view key, Money& into) {
    const auto said = node.value_exact<std::int64_t>();
    if (said && *said >= 0 && *said <= pence_most) {
      into = {*said};
      return true;
    }
    reader.problem(node, key, "is no sum", "write whole pence, 0 to " + std::to_string(pence_most));
    return false;
  }

  void by_band(TableReader& reader, std::string_view key, ByBand& into) {
    const toml::node* node = reader.find(key);
    if (node == nullptr) {
      reader.problem(reader.source(), key, "is missing",
                     "write pence for every hour, or { day = …, evening = …, night = …, weekend = …, "
                     "public_holiday = … }");
      return;
    }
    const toml::table* table = node->as_table();
    if (table == nullptr) {
      Money all;
      if (pence(reader, *node, key, all)) into.fill(all);
      return;
    }
    TableReader prices(*table, reader.key_path(key), problems_, none_);
    for (const auto name : words_of<Band>()) {
      const toml::node* price = prices.find(name);
      if (price == nullptr)
        prices.problem(*table, name, "is missing", "every band has its price; 0 is one");
      else
        pence(prices, *price, name, into[static_cast<std::size_t>(*enum_named<Band>(name))]);
    }
    prices.finish();
  }

  void tariff(const toml::node& item, TariffBook& book) {
    const toml::table* table = item.as_table();
    if (table == nullptr)
      return file_.problem(item, "tariff", "is not a table", "write [[tariff]] and its keys below");
    TableReader reader(*table, "tariff", problems_, none_);
    Tariff read;
    text(reader, "name", read.name);
    text(reader, "organisation", read.organisation);
    kind(reader, read);
    dates(reader, read);
    by_band(reader, "attendance_pence", read.attendance);
    by_band(reader, "half_hour_pence", read.half_hour);
    by_band(reader, "stand_down_pence", read.stand_down);
    if (const toml::node* mile = reader.find("mile_pence")) pence(reader, *mile, "mile_pence", read.mile);
    reader.finish();
    unlike_others(reader, read, book);
    book.tariffs.push_back(std::move(read));
  }

  void text(TableReader& reader, std::string_view key, std::string& into) {
    const toml::node* node = reader.find(key);
    const auto said = node == nullptr ? std::nullopt : node->value_exact<std::string>();
    if (said && !said->empty()) {
      into = *said;
      return;
    }
    reader.problem(node == nullptr ? static_cast<const toml::node&>(reader.source()) : *node, key,
                   node == nullptr ? "is missing" : "is no text", "write it in quotes");
  }

  void kind(TableReader& reader, Tariff& read) {
    const toml::node* node = reader.find("kind");
    if (node == nullptr) return;
    const auto said = node->value_exact<std::string_view>();
    read.kind = said ? enum_named<ResponderKind>(*said) : std::nullopt;
    if (!read.kind)
      reader.problem(*node, "kind", "is no kind of responder",
                     suggestion(said.value_or(""), words_of<ResponderKind>()));
  }

  void dates(TableReader& reader, Tariff& read) {
    const toml::node* from = reader.find("from");
    const toml::node* to = reader.find("to");
    if (from == nullptr)
      reader.problem(reader.source(), "from", "is missing", "write the first day, like 2026-04-01");
    else if (const auto day = date(reader, *from, "from"))
      read.from = *day;
    if (to == nullptr) return;
    read.to = date(reader, *to, "to");
    if (read.to && from != nullptr && *read.to <= read.from)
      reader.problem(*to, "to", "is not after from", "write the first day on which it holds no more");
  }

  /// No day has two tariffs to choose from, and no two are taken for each other.
  void unlike_others(TableReader& reader, const Tariff& read, const TariffBook& book) {
    for (const auto& other : book.tariffs) {
      if (!read.name.empty() && other.name == read.name)
        reader.problem(reader.source(), "name", cited(read.name) + " stands twice", "choose another name");
      if (other.organisation != read.organisation || other.kind != read.kind) continue;
      const bool apart = (other.to && *other.to <= read.from) || (read.to && *read.to <= other.from);
      if (!apart) {
        reader.problem(reader.source(), "from", "holds on days on which " + cited(other.name) + " holds",
                       "end one with `to` on the day the other begins");
      }
    }
  }

  Problems& problems_;
  Vocabulary none_;
  TableReader file_;
};

} // namespace

Result<TariffBook> parse_tariffs(std::string_view text, std::string_view name) {
  Problems problems;
  const auto table = parse_toml(text, name, problems);
  if (!table) return Error{problems.text()};
  TariffBook book = TariffReader(*table, problems).read();
  if (!problems.empty()) return Error{problems.text()};
  book.digest = sha256_hex(text);
  return book;
}

Result<TariffBook> load_tariffs(const std::filesystem::path& file) {
  const auto text = read_text_file(file);
  if (!text) return Error{file.string() + ": " + text.error()};
  return parse_tariffs(text.value(), file.string());
}

} // namespace turnout::config
