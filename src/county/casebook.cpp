#include "casebook.hpp"

#include "phones.hpp"

#include <algorithm>
#include <charconv>

namespace turnout::county {

namespace {

constexpr std::size_t hex_digits = 16;

/// The night of those who count offers: 22:00 to 06:00.
bool at_night(LocalMoment moment) {
  constexpr int night_from_min = 22 * 60;
  constexpr int night_to_min = 6 * 60;
  return moment.minute >= night_from_min || moment.minute < night_to_min;
}

} // namespace

std::string alarm_id(char kind, std::uint64_t key, int nth) {
  std::string id{kind, '-'};
  constexpr std::string_view digits = "0123456789abcdef";
  for (std::size_t i = 0; i < hex_digits; ++i)
    id += digits[key >> (4 * (hex_digits - 1 - i)) & 15U];
  if (nth > 0) id += "-" + std::to_string(nth);
  return id;
}

std::optional<std::uint64_t> key_in(const std::string& id) {
  if (id.size() < 2 + hex_digits || id[1] != '-') return std::nullopt;
  std::uint64_t key = 0;
  const char* first = id.data() + 2;
  const auto read = std::from_chars(first, first + hex_digits, key, 16);
  if (read.ec != std::errc{} || read.ptr != first + hex_digits) return std::nullopt;
  return key;
}

void Casebook::pressed(const Press& press) {
  ++alarms_;
  presses_.emplace(press.key, press);
  unanswered_.insert(press.key);
}

void Casebook::acked(std::uint64_t key, const IncidentId& incident) {
  unanswered_.erase(key);
  const auto press = presses_.find(key);
  if (press == presses_.end()) return;
  if (!press->second.acked_at) press->second.acked_at = stage_.now();
  // It lives on as long as its incident.
  if (!told_.cases.contains(incident)) presses_.erase(press);
}

void Casebook::committed(const engine::Batch& batch) {
  for (const auto& record : batch.records)
    take(record);
}

void Casebook::take(const Record& record) {
  const IncidentId* last = nullptr;
  for (const auto& decision : record.decisions) {
    const IncidentId* id = incident_of(decision);
    if (id == nullptr || id->empty()) continue;
    if (const auto* opened = std::get_if<IncidentOpened>(&decision)) {
      ++told_.incidents;
      Case& made = told_.cases[opened->incident];
      made.result.incident = opened->incident;
      made.result.cls = opened->cls;
      made.result.type = opened->type;
      made.result.district = opened->area.str();
      made.result.people_needed = opened->people_needed;
      made.result.pressed_at = stage_.now();
      if (opened->hub) made.result.hub = *opened->hub;
      const auto place = dispatch::place_of(stage_.process->state(),
                                            {.person = opened->person, .position = opened->position});
      if (place) made.result.place = *place;
    }
    const auto found = told_.cases.find(*id);
    if (found == told_.cases.end()) continue;
    if (stories_kept_ > 0 && (last == nullptr || *last != *id)) found->second.records.push_back(record);
    last = id;
    take(found->second, decision);
  }
  for (const auto& decision : record.decisions) {
    if (const auto* closed = std::get_if<Closed>(&decision)) close(closed->incident);
  }
}

void Casebook::joined(Case& of, const AlarmJoined& alarm) {
  if (!alarm.alarm) return;
  const auto key = key_in(alarm.alarm->str());
  if (!key) return;
  const auto press = presses_.find(*key);
  if (press == presses_.end()) return;
  AlarmResult& result = of.result;
  of.presses.push_back(*key);
  const bool first = result.key == 0;
  if (first) result.key = *key;
  result.needs_person = result.needs_person || press->second.needs_person;
  if (first || press->second.at < result.pressed_at) result.pressed_at = press->second.at;
}

OfferResult* Casebook::offer_of(Case& of, const OfferId& offer) {
  const auto index = told_.offers.find(offer);
  return index == told_.offers.end() || index->second >= of.result.offers.size()
             ? nullptr
             : &of.result.offers[index->second];
}

void Casebook::offered(Case& of, const OfferMade& made) {
  const auto who = stage_.responder_index.find(made.responder.str());
  if (who == stage_.responder_index.end()) return;
  of.by_voice_only = false;
  of.offers.push_back(made.offer);
  told_.offers[made.offer] = of.result.offers.size();
  of.result.offers.push_back(
      {.responder = who->second, .made_at = stage_.now(), .eta = made.eta, .distance = made.distance});
  ResponderFact& fact = phones_.facts()[who->second];
  ++fact.offers;
  if (at_night(stage_.local())) ++fact.night_offers;
}

void Casebook::take(Case& of, const Decision& decision) {
  AlarmResult& result = of.result;
  const WallTime now = stage_.now();
  if (const auto* alarm = std::get_if<AlarmJoined>(&decision)) return joined(of, *alarm);
  if (const auto* raised = std::get_if<Raised>(&decision)) {
    result.cls = raised->cls;
    result.people_needed = raised->people_needed;
  } else if (std::holds_alternative<Answered>(decision)) {
    result.answered_at = now;
  } else if (const auto* decided = std::get_if<ResponseDecided>(&decision)) {
    if (result.decided_at) return;
    result.decided_at = now;
    result.decided_by_human = decided->by.has_value();
    const auto& state = stage_.process->state();
    const auto open = state.facts.open.find(decided->incident);
    const auto place =
        open == state.facts.open.end() ? std::nullopt : dispatch::place_of(state, open->second);
    if (place) {
      result.place = *place;
      result.on_scene = phones_.on_scene(key_of(decided->incident), result.needs_person);
      const Plan& plan = plan_of(state, open->second);
      result.candidates = phones_.candidates(open->second, key_of(decided->incident), plan);
      result.others_after = phones_.alone_for(result.candidates, plan);
    }
  } else if (const auto* made = std::get_if<OfferMade>(&decision)) {
    offered(of, *made);
  } else if (const auto* ended = std::get_if<OfferClosed>(&decision)) {
    if (OfferResult* offer = offer_of(of, ended->offer)) offer->end = ended->end;
  } else if (const auto* assigned = std::get_if<Assigned>(&decision)) {
    OfferResult* offer = offer_of(of, assigned->offer);
    if (offer == nullptr) return;
    offer->accepted_at = now;
    if (!result.first_accept_at) {
      result.first_accept_at = now;
      result.accepter = offer->responder;
    }
  } else if (const auto* released = std::get_if<Released>(&decision)) {
    OfferResult* offer = offer_of(of, released->offer);
    if (offer == nullptr) return;
    offer->released = released->why;
    offer->replaced_moving = released->why == ReleaseWhy::replaced && offer->moving_at.has_value();
  } else if (const auto* moved = std::get_if<Progressed>(&decision)) {
    OfferResult* offer = offer_of(of, moved->offer);
    if (offer != nullptr && moved->stage == turnout::Stage::en_route && !offer->moving_at) {
      offer->moving_at = now;
      ++phones_.facts()[offer->responder].jobs;
    }
    if (moved->stage == turnout::Stage::with_person && !result.beside_at) result.beside_at = now;
  } else if (const auto* asked = std::get_if<PartnerAsked>(&decision)) {
    ++result.escalations;
    if (asked->service != Service::third_sector) of.by_voice_only = false;
  } else if (const auto* partner = std::get_if<PartnerMoved>(&decision)) {
    if (partner->state == RequestState::arrived && !result.partner_at) result.partner_at = now;
  } else if (std::holds_alternative<AlertRaised>(decision)) {
    ++result.alerts;
  } else if (const auto* closed = std::get_if<Closed>(&decision)) {
    result.closed_at = now;
    result.outcome = closed->outcome;
  }
}

void Casebook::at_the_door(const IncidentId& incident, const OfferId& offer, ResponderIndex who) {
  const auto found = told_.cases.find(incident);
  if (found == told_.cases.end()) return;
  AlarmResult& result = found->second.result;
  if (OfferResult* made = offer_of(found->second, offer); made != nullptr && !made->arrived_at)
    made->arrived_at = stage_.now();
  if (result.arrived_at) return;
  result.arrived_at = stage_.now();
  result.attended_by = who;
}

void Casebook::close(const IncidentId& id) {
  const auto found = told_.cases.find(id);
  if (found == told_.cases.end()) return;
  ++told_.closed;
  Case& of = found->second;
  if (of.by_voice_only) ++told_.by_voice;
  const auto press = presses_.find(of.result.key);
  if (press != presses_.end()) of.result.acked_at = press->second.acked_at;
  for (const auto& offer : of.offers)
    told_.offers.erase(offer);
  for (const auto key : of.presses) {
    if (!unanswered_.contains(key)) presses_.erase(key);
  }
  if (of.result.decided_at) {
    told_.done.push_back(std::move(of.result));
    keep_story(told_.done.size() - 1, std::move(of.records));
  }
  told_.cases.erase(found);
}

void Casebook::keep_story(std::size_t alarm, std::vector<Record> records) {
  if (stories_kept_ == 0 || !told_.done[alarm].response()) return;
  const auto longer = [this](const KeptStory& a, const KeptStory& b) {
    return *told_.done[a.alarm].response() > *told_.done[b.alarm].response();
  };
  KeptStory story{alarm, std::move(records)};
  if (told_.worst.size() == stories_kept_ && !longer(story, told_.worst.back())) return;
  told_.worst.insert(std::upper_bound(told_.worst.begin(), told_.worst.end(), story, longer),
                     std::move(story));
  if (told_.worst.size() > stories_kept_) told_.worst.pop_back();
}

void Casebook::restarted(const dispatch::State& state) {
  std::erase_if(told_.cases, [&](const auto& entry) { return !state.facts.open.contains(entry.first); });
  std::erase_if(told_.offers, [&](const auto& entry) { return !state.by_offer.contains(entry.first); });
}

void Casebook::trust_no_more() {
  honest_.emplace(told_, presses_);
}

void Casebook::take_back() {
  if (!honest_) return;
  auto [told, presses] = std::move(*honest_);
  honest_.reset();
  std::swap(told, told_);
  presses_.merge(presses);
  const auto keep_arrival = [this](const AlarmResult& seen) {
    const auto found = told_.cases.find(seen.incident.value_or(IncidentId()));
    if (found == told_.cases.end() || found->second.result.arrived_at) return;
    found->second.result.arrived_at = seen.arrived_at;
    found->second.result.attended_by = seen.attended_by;
  };
  for (const auto& [id, of] : told.cases)
    keep_arrival(of.result);
  for (std::size_t i = told_.done.size(); i < told.done.size(); ++i)
    keep_arrival(told.done[i]);
}

const Case* Casebook::find(const IncidentId& id) const {
  const auto found = told_.cases.find(id);
  return found == told_.cases.end() ? nullptr : &found->second;
}

std::uint64_t Casebook::key_of(const IncidentId& id) const {
  const Case* of = find(id);
  return of != nullptr && of->result.key != 0 ? of->result.key : number_of(id.str());
}

bool Casebook::needs_person(const IncidentId& id) const {
  const Case* of = find(id);
  return of != nullptr && of->result.needs_person;
}

void Casebook::finish(RunResults& results) {
  for (auto& [id, of] : told_.cases) {
    if (of.result.decided_at) told_.done.push_back(std::move(of.result));
  }
  std::vector<std::size_t> order(told_.done.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    order[i] = i;
  std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
    return std::tie(told_.done[a].pressed_at, told_.done[a].key, a) <
           std::tie(told_.done[b].pressed_at, told_.done[b].key, b);
  });
  std::vector<std::size_t> place(told_.done.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    place[order[i]] = i;
  for (auto& story : told_.worst)
    story.alarm = place[story.alarm];
  for (const std::size_t i : order)
    results.alarms.push_back(std::move(told_.done[i]));
  results.worst = std::move(told_.worst);
  results.figures.alarms = alarms_;
  results.figures.incidents = told_.incidents;
  results.figures.closed = told_.closed;
  results.figures.by_voice = told_.by_voice;
  results.figures.open_at_end = told_.cases.size();
}

} // namespace turnout::county
