#include "incidents.hpp"
#include "paging.hpp"
#include "shelf.hpp"
#include "turnout/record/json.hpp"
#include "turnout/story/story.hpp"

#include <algorithm>
#include <limits>

namespace turnout::console {
namespace {

constexpr Duration closed_shown_for = 24h;

std::string cursor_of(const Incident& incident) {
  return std::to_string(incident.first_signal_at.time_since_epoch().count()) + "~" + incident.id.str();
}

bool read_cursor(std::string_view text, ListQuery& query) {
  const auto middle = text.find('~');
  std::int64_t at_ms = 0;
  if (middle == std::string_view::npos || !read_number(text.substr(0, middle), at_ms)) return false;
  query.after.emplace(WallTime(Duration(at_ms)), std::string(text.substr(middle + 1)));
  return true;
}

bool read_state(std::string_view text, ListQuery& query) {
  if (text == "open")
    query.state = ListQuery::State::open;
  else if (text == "closed")
    query.state = ListQuery::State::closed;
  else if (text == "all")
    query.state = ListQuery::State::all;
  else
    return false;
  return true;
}

bool read_time(std::string_view text, std::optional<WallTime>& at) {
  at = parse_rfc3339(text);
  return at.has_value();
}

/// What is still on its way from a partner.
bool awaited(const PartnerRequest& request) noexcept {
  return request.state == RequestState::requested || request.state == RequestState::acknowledged ||
         request.state == RequestState::accepted;
}

void put_time(boost::json::object& item, const char* name, const std::optional<WallTime>& at) {
  if (at) item[name] = format_rfc3339(*at);
}

Result<std::vector<Incident>> wanted(Latest& latest, const ListQuery& query, WallTime now) {
  if (query.state == ListQuery::State::open) return latest.open_incidents();
  const WallTime to = query.to.value_or(now + 1ms);
  auto found = latest.incidents_opened_between(query.from.value_or(to - closed_shown_for), to);
  if (!found) return found;
  if (query.state == ListQuery::State::closed) {
    std::erase_if(found.value(), [](const Incident& incident) { return !incident.closed_at; });
  }
  return found;
}

} // namespace

Result<ListQuery> list_query(const std::map<std::string, std::string>& query) {
  ListQuery read;
  for (const auto& [name, value] : query) {
    bool good = false;
    if (name == "state")
      good = read_state(value, read);
    else if (name == "limit")
      good = read_number(value, read.limit) && read.limit >= 1 && read.limit <= page_max;
    else if (name == "cursor")
      good = read_cursor(value, read);
    else if (name == "from")
      good = read_time(value, read.from);
    else if (name == "to")
      good = read_time(value, read.to);
    if (!good) {
      return Error{"`" + name +
                   "` is not as it should be: state is open, closed or all; limit 1 to 500; cursor is the "
                   "`next` of the page before; from and to are RFC 3339 times."};
    }
  }
  return read;
}

void say_unstored(boost::json::object& body, const Latest& latest) {
  if (latest.partly_unstored()) body["not_stored"] = true;
}

bool can_close(const Incident& incident) noexcept {
  if (incident.closed_at || std::any_of(incident.requests.begin(), incident.requests.end(), awaited))
    return false;
  const Phase phase = phase_of(incident);
  if (phase == Phase::cleared) return true;
  const bool somebody_went = std::any_of(incident.assignments.begin(), incident.assignments.end(),
                                         [](const Assignment& a) { return a.hold != Hold::released; });
  return !somebody_went && phase != Phase::offering &&
         std::any_of(incident.requests.begin(), incident.requests.end(), [](const PartnerRequest& request) {
           return request.state == RequestState::complete || request.state == RequestState::arrived;
         });
}

boost::json::object list_item(const Incident& incident, WallTime now) {
  const auto phase = phase_of(incident);
  boost::json::object item{{"id", incident.id.str()},
                           {"class", record::name_of(incident.cls)},
                           {"type", record::name_of(incident.type)},
                           {"area", incident.area.str()},
                           {"state", incident.closed_at ? "closed" : "open"},
                           {"phase", record::name_of(phase)},
                           {"unverified", incident.unverified},
                           {"opened_at", format_rfc3339(incident.first_signal_at)},
                           {"answered", incident.answered_at.has_value()},
                           {"can_close", can_close(incident)},
                           {"alerts", incident.alerts.size()},
                           {"summary", story::summary(incident, now)}};
  put_time(item, "answered_at", incident.answered_at);
  put_time(item, "with_person_at", incident.with_person_at);
  put_time(item, "closed_at", incident.closed_at);
  put_time(item, "parked_until", incident.parked_until);
  if (incident.answered_by) item["answered_by"] = incident.answered_by->str();
  if (incident.person) item["person_id"] = incident.person->str();
  if (incident.hub) item["hub_id"] = incident.hub->str();
  if (incident.outcome)
    item["outcome"] = record::name_of(*incident.outcome);
  else if (!incident.findings.empty())
    item["outcome"] = record::name_of(incident.findings.back());
  return item;
}

Answer incident_list(Latest& latest, const ListQuery& query, WallTime now) {
  auto found = wanted(latest, query, now);
  if (!found) return cannot_read(found.error());
  auto& incidents = found.value();
  const auto key = [](const Incident& incident) {
    return std::pair(incident.first_signal_at, incident.id.str());
  };
  std::sort(incidents.begin(), incidents.end(),
            [&](const Incident& a, const Incident& b) { return key(a) < key(b); });
  boost::json::object body;
  say_unstored(body, latest);
  auto& items = body["items"].emplace_array();
  const Incident* last = nullptr;
  for (const auto& incident : incidents) {
    if (query.after && key(incident) <= *query.after) continue;
    if (items.size() == query.limit) {
      body["next"] = cursor_of(*last);
      break;
    }
    items.push_back(list_item(incident, now));
    last = &incident;
  }
  return json_answer(body);
}

} // namespace turnout::console
