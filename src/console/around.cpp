#include "around.hpp"

#include "paging.hpp"
#include "shelf.hpp"
#include "turnout/record/json.hpp"

#include <fstream>
#include <iterator>

namespace turnout::console {
namespace {

constexpr std::size_t limit_usual = 100;

std::optional<std::size_t> limit_of(const std::map<std::string, std::string>& query) {
  const auto said = query.find("limit");
  if (said == query.end()) return limit_usual;
  std::size_t limit = 0;
  if (!read_number(said->second, limit) || limit < 1 || limit > page_max) return std::nullopt;
  return limit;
}

Answer bad_query(std::string_view detail) {
  return problem(400, "bad-query", "Bad query", detail);
}

std::string value_of(const std::map<std::string, std::string>& query, const char* name) {
  const auto said = query.find(name);
  return said == query.end() ? std::string() : said->second;
}

boost::json::object feature(boost::json::value geometry, boost::json::object properties) {
  return {{"type", "Feature"}, {"geometry", std::move(geometry)}, {"properties", std::move(properties)}};
}

boost::json::object collection(boost::json::array features) {
  return {{"type", "FeatureCollection"}, {"features", std::move(features)}};
}

boost::json::array lon_lat(GeoPoint place) {
  constexpr double units_a_degree = 1e7;
  return {static_cast<double>(place.lon_e7) / units_a_degree,
          static_cast<double>(place.lat_e7) / units_a_degree};
}

/// The `outlines.rings` of a county's facts: {district, ring}.
boost::json::object outlines_of(const boost::json::object& facts) {
  boost::json::array features;
  const auto* outlines = facts.if_contains("outlines");
  const auto* rings =
      outlines != nullptr && outlines->is_object() ? outlines->get_object().if_contains("rings") : nullptr;
  if (rings != nullptr && rings->is_array()) {
    for (const auto& one : rings->get_array()) {
      const auto* item = one.if_object();
      if (item == nullptr || !item->contains("ring")) continue;
      const auto* name = item->if_contains("district");
      features.push_back(feature({{"type", "Polygon"}, {"coordinates", boost::json::array{item->at("ring")}}},
                                 {{"name", name != nullptr ? *name : boost::json::value("")}}));
    }
  }
  return collection(std::move(features));
}

boost::json::array places_of(const boost::json::object& facts) {
  boost::json::array places;
  const auto* known = facts.if_contains("places");
  if (known == nullptr || !known->is_array()) return places;
  for (const auto& one : known->get_array()) {
    const auto* item = one.if_object();
    if (item == nullptr || !item->contains("name") || !item->contains("lat") || !item->contains("lon"))
      continue;
    boost::json::object place{{"name", item->at("name")}, {"lat", item->at("lat")}, {"lon", item->at("lon")}};
    for (const char* population : {"population", "pop"}) {
      if (item->contains(population)) place["population"] = item->at(population);
    }
    places.push_back(std::move(place));
  }
  return places;
}

} // namespace

Answer hub_list(store::ReadStore& store, const std::map<std::string, std::string>& query, bool with_names) {
  const auto limit = limit_of(query);
  const auto state = value_of(query, "state");
  if (!limit || (!state.empty() && state != "all" && state != "not_reporting"))
    return bad_query("state is all or not_reporting, limit is 1 to 500.");
  const auto hubs = store.hub_facts();
  if (!hubs) return cannot_read(hubs.error());
  const auto after = value_of(query, "cursor");
  boost::json::object body;
  auto& items = body["items"].emplace_array();
  std::string last;
  for (const auto& hub : hubs.value()) {
    if ((state == "not_reporting" && !hub.silent) || hub.id.str() <= after) continue;
    if (items.size() == *limit) {
      body["next"] = last;
      break;
    }
    last = hub.id.str();
    boost::json::object item{{"id", last}, {"silent", hub.silent}};
    if (hub.interval > 0ms) item["interval_s"] = hub.interval / 1s;
    const auto owner = store.person_of(hub.id);
    if (owner && owner.value()) {
      const auto& [person, details] = *owner.value();
      item["person_id"] = person.id.str();
      item["area"] = person.area.str();
      if (with_names) {
        item["person_name"] = details.name;
        item["phone"] = details.phone;
      }
    }
    items.push_back(std::move(item));
  }
  return json_answer(body);
}

Answer last_handover(store::ReadStore& store) {
  const auto system = store.system_facts();
  if (!system) return cannot_read(system.error());
  if (!system.value() || !system.value()->handover)
    return problem(404, "no-handover", "No handover", "No desk has been handed over yet.");
  const auto& handed = *system.value()->handover;
  boost::json::object body{
      {"at", format_rfc3339(handed.at)}, {"from", handed.from.str()}, {"to", handed.to.str()}};
  auto& items = body["items"].emplace_array();
  for (const auto& item : handed.items) {
    boost::json::object one{{"incident", item.incident.str()}};
    if (item.note) {
      if (const auto words = store.text(*item.note); words && words.value()) one["note"] = *words.value();
    }
    items.push_back(std::move(one));
  }
  return json_answer(body);
}

Answer audit_list(store::ReadStore& store, const std::map<std::string, std::string>& query) {
  const auto limit = limit_of(query);
  const auto person = value_of(query, "person");
  const auto said = value_of(query, "from");
  const auto from = said.empty() ? std::optional<WallTime>(WallTime()) : parse_rfc3339(said);
  const auto cursor = value_of(query, "cursor");
  std::uint64_t after = 0;
  const bool cursor_good = cursor.empty() || read_number(cursor, after);
  if (!limit || !from || !cursor_good || !valid_id(person))
    return bad_query("person is an id and is wanted; from is an RFC 3339 time; limit is 1 to 500.");
  const auto looks = store.looks_at(PersonId(person), *from);
  if (!looks) return cannot_read(looks.error());
  boost::json::object body;
  auto& items = body["items"].emplace_array();
  std::uint64_t last = 0;
  for (const auto& [stamp, view, reason] : looks.value()) {
    if (stamp.sequence <= after) continue;
    if (items.size() == *limit) {
      body["next"] = std::to_string(last);
      break;
    }
    last = stamp.sequence;
    boost::json::object item{{"at", format_rfc3339(stamp.at)},
                             {"sequence", stamp.sequence},
                             {"by", view.by.str()},
                             {"role", view.role},
                             {"person_id", person},
                             {"what", record::name_of(view.what)},
                             {"why", record::name_of(view.why)}};
    if (!reason.empty()) item["reason"] = reason;
    if (view.incident) item["incident"] = view.incident->str();
    if (!view.console.empty()) item["console"] = view.console;
    items.push_back(std::move(item));
  }
  return json_answer(body);
}

Result<boost::json::object> map_data(const std::filesystem::path& file, const TravelSettings& travel,
                                     const std::string& tile_url) {
  boost::json::object facts;
  if (!file.empty()) {
    std::ifstream in(file);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    boost::system::error_code error;
    auto value = boost::json::parse(text, error);
    if (!in.is_open() || error || !value.is_object())
      return Error{"[console] map: " + file.string() + ": this is no JSON object with outlines and places; " +
                   "see config/demo/gloucestershire.json"};
    facts = std::move(value.get_object());
  }
  boost::json::array rivers;
  for (const auto& barrier : travel.barriers) {
    boost::json::array line;
    for (const auto& point : barrier)
      line.push_back(lon_lat(point));
    rivers.push_back(feature({{"type", "LineString"}, {"coordinates", std::move(line)}}, {}));
  }
  boost::json::array crossings;
  for (const auto& crossing : travel.crossings)
    crossings.push_back(feature({{"type", "Point"}, {"coordinates", lon_lat(crossing)}}, {}));
  boost::json::object map{{"outlines", outlines_of(facts)},
                          {"rivers", collection(std::move(rivers))},
                          {"crossings", collection(std::move(crossings))},
                          {"places", places_of(facts)}};
  if (!tile_url.empty()) map["tile_url"] = tile_url;
  if (const auto* about = facts.if_contains("outlines"); about != nullptr && about->is_object()) {
    const auto* key = about->get_object().if_contains("source");
    const auto* sources = facts.if_contains("sources");
    if (key != nullptr && key->is_string() && sources != nullptr && sources->is_object()) {
      if (const auto* words = sources->get_object().if_contains(key->get_string())) map["source"] = *words;
    }
  }
  return map;
}

} // namespace turnout::console
