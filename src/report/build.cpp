#include "build.hpp"

#include "turnout/record/json.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace turnout::report {

TableBuilder::TableBuilder(std::string name, std::string title, std::string about) {
  table_.name = std::move(name);
  table_.title = std::move(title);
  table_.about = std::move(about);
}

TableBuilder& TableBuilder::leaving_out(std::string what) {
  table_.exclusions.push_back(std::move(what));
  return *this;
}

TableBuilder& TableBuilder::for_the_service() {
  table_.audience = Audience::service;
  return *this;
}

TableBuilder& TableBuilder::column(std::string name, std::string title, std::string meaning, std::string fact,
                                   std::string of) {
  table_.columns.push_back(
      {std::move(name), std::move(title), std::move(meaning), std::move(fact), std::move(of)});
  return *this;
}

TableBuilder& TableBuilder::row(std::string scope, std::vector<Cell> cells, std::vector<Same> same) {
  table_.rows.push_back({std::move(scope), std::move(cells), std::move(same)});
  return *this;
}

TableBuilder& TableBuilder::last_row_holds(Each each) {
  table_.rows.back().each.push_back(each);
  return *this;
}

TableBuilder& TableBuilder::figures_of(const std::vector<std::string_view>& columns, const std::string& fact,
                                       const std::string& of) {
  for (const auto column : columns) {
    Column& head = table_.columns.at(index(column));
    head.fact = fact;
    head.of = of;
  }
  return *this;
}

TableBuilder& TableBuilder::shares_of_all(std::string_view column, const std::string& fact) {
  figures_of({column}, fact, fact);
  for (auto& row : table_.rows)
    row.same.push_back({index(column), fact, ""});
  return *this;
}

TableBuilder& TableBuilder::first_row_sums() {
  if (table_.rows.size() < 2) return *this;
  RowSum sum;
  for (std::size_t i = 1; i < table_.rows.size(); ++i)
    sum.parts.push_back(i);
  table_.row_sums.push_back(std::move(sum));
  return *this;
}

TableBuilder& TableBuilder::sums(std::string_view whole, const std::vector<std::string_view>& parts) {
  ColumnSum sum;
  sum.whole = index(whole);
  for (const auto part : parts)
    sum.parts.push_back(index(part));
  table_.column_sums.push_back(std::move(sum));
  return *this;
}

TableBuilder& TableBuilder::chart(Chart chart) {
  table_.chart = std::move(chart);
  return *this;
}

std::size_t TableBuilder::index(std::string_view column) const {
  const auto found = std::find_if(table_.columns.begin(), table_.columns.end(),
                                  [&](const Column& one) { return one.name == column; });
  return static_cast<std::size_t>(found - table_.columns.begin());
}

std::string words(std::string_view name) {
  // Short in the journal, and unknown outside the house.
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> plain = {
      {{"gp", "GP practice"},
       {"mdt_review", "team review (MDT)"},
       {"enuresis", "wet bed"},
       {"man_down", "lying still (man down)"},
       {"no_injury_helped_up", "no injury, helped up"}}};
  for (const auto& [code, said] : plain) {
    if (name == code) return std::string(said);
  }
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string local_words(WallTime at, const ZoneTable& zone) {
  const std::string text = format_rfc3339(at + local_offset(at, zone));
  return text.substr(0, 10) + " " + text.substr(11, 5);
}

namespace {

/// One group for each key that occurs, after all of them together.
std::vector<Group> groups(const Facts& facts, const std::string& kind, const std::string& none,
                          const std::function<std::string(const Incident&)>& key) {
  std::set<std::string> keys;
  for (const auto& incident : facts.incidents)
    keys.insert(key(incident));
  std::vector<Group> all{{"", "all", [](const Incident&) { return true; }}};
  for (const auto& one : keys) {
    all.push_back({kind + "=" + one, one.empty() ? none : one,
                   [key, one](const Incident& incident) { return key(incident) == one; }});
  }
  return all;
}

} // namespace

std::vector<Group> by_area(const Facts& facts) {
  return groups(facts, "area", "not known", [](const Incident& incident) { return incident.area.str(); });
}

std::vector<Group> by_rurality(const Facts& facts) {
  return groups(facts, "rurality", "not known", [&facts](const Incident& incident) -> std::string {
    if (incident.area.empty()) return {};
    return facts.settings.rural.contains(incident.area) ? "rural" : "urban";
  });
}

std::vector<Group> by_practice(const Facts& facts) {
  return groups(facts, "practice", "no practice known",
                [](const Incident& incident) { return incident.gp_practice; });
}

std::vector<Group> by_class(const Facts& facts) {
  return groups(facts, "class", "",
                [](const Incident& incident) { return std::string(record::name_of(incident.cls)); });
}

Cell spread(std::vector<Duration> spans, unsigned percent) {
  if (spans.empty()) return {};
  std::sort(spans.begin(), spans.end());
  // Nearest rank.
  const std::size_t rank = std::max<std::size_t>((spans.size() * percent + 99) / 100, 1);
  return Spread{spans[rank - 1], spans.size(), percent};
}

const Assignment* first_response(const Incident& incident) {
  const Assignment* best = nullptr;
  const auto sooner = [](const std::optional<WallTime>& a, const std::optional<WallTime>& b) {
    return a && (!b || *a < *b);
  };
  for (const auto& one : incident.assignments) {
    if (best == nullptr || sooner(one.with_person_at, best->with_person_at) ||
        (!best->with_person_at && sooner(one.on_scene_at, best->on_scene_at))) {
      best = &one;
    }
  }
  return best;
}

const Offer* offer_of(const Incident& incident, const OfferId& id) {
  const auto found = std::find_if(incident.offers.begin(), incident.offers.end(),
                                  [&](const Offer& offer) { return offer.id == id; });
  return found == incident.offers.end() ? nullptr : &*found;
}

bool has_arrived(const PartnerRequest& request) {
  return request.arrived_at.has_value();
}

} // namespace turnout::report
