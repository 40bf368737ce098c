#include "given.hpp"

#include "support/county.hpp"

#include <functional>

namespace turnout::scenarios {

namespace {

void for_plans(PlanNode& node, const std::string& name, const std::function<void(Plan&)>& change) {
  const std::string own = node.plan.path.substr(node.plan.path.rfind('/') + 1);
  if (name.empty() || own == name) change(node.plan);
  for (auto& child : node.children)
    for_plans(child, name, change);
}

template <class T>
void set(T& target, const std::optional<T>& value) {
  if (value) target = *value;
}

void set_offers(OfferPolicy& offers, Words& words) {
  set(offers.open, words.number("open"));
  set(offers.people_needed, words.number("people"));
  set(offers.enough_percent, words.number("enough"));
  set(offers.expire_after, words.span("expire_after"));
  set(offers.received_within, words.span("received_within"));
  set(offers.takeover_margin, words.span("takeover_margin"));
  set(offers.takeover_driven_max, words.span("takeover_driven_max"));
  set(offers.takeover_gain_min, words.span("takeover_gain_min"));
  set(offers.failure_cost, words.span("failure_cost"));
  set(offers.retry_silent_after, words.span("retry_silent_after"));
  set(offers.preferred_within, words.span("preferred_within"));
  for (const auto& skill : words.list("skills"))
    offers.skills.insert(skill);
  if (const auto kinds = words.named_list<ResponderKind>("kinds"); !kinds.empty()) offers.kinds = kinds;
  if (words.value("personal_care")) offers.personal_care = true;
}

void set_watch(WatchPolicy& watch, Words& words) {
  set(watch.arrive_by, words.span("arrive_by"));
  set(watch.turnout_slip, words.span("turnout_slip"));
  set(watch.turnout_grace, words.span("turnout_grace"));
  set(watch.silent_after, words.span("silent_after"));
  set(watch.overdue_after, words.span("overdue_after"));
  set(watch.entry_within, words.span("entry_within"));
  set(watch.lone_worker_check, words.span("lone_worker_check"));
  set(watch.near_within, words.span("near_within"));
  set(watch.delay_told_from, words.span("delay_told_from"));
}

void set_plan(Plan& plan, Words& words) {
  set(plan.review_every, words.span("review_every"));
  set(plan.priority, words.number("priority"));
  if (const auto fold = words.value("fold_by_area")) plan.fold_by_area = *fold == "true";
  if (words.value("no_ladder")) plan.ladder.resize(1);
}

void set_rules(RuleSettings& rules, Words& words) {
  set(rules.position_fresh, words.span("position_fresh"));
  set(rules.night_offers_max, words.number("night_offers_max"));
  set(rules.rest_after_job, words.span("rest_after_job"));
  set(rules.storm_from, words.number("storm_from"));
  set(rules.storm_reserve, words.number("storm_reserve"));
  set(rules.turns_round, words.span("turns_round"));
  set(rules.still_in_car, words.span("still_in_car"));
  set(rules.join_window, words.span("join_window"));
  set(rules.heartbeat_every, words.span("heartbeat_every"));
  if (const auto remap = words.list("remap"); remap.size() == 2) {
    rules.remap.emplace(Words::named<AlarmType>(remap[0]), Words::named<AlarmClass>(remap[1]));
  }
}

void read_rung(PlanBook& book, Words& words) {
  const std::string plan = words.take("which plan");
  Rung rung{.name = words.take("the name of the rung")};
  rung.after = words.span("after");
  rung.forecast_past = words.span("forecast_past");
  if (const auto need = words.value("need")) rung.need = Words::named<Need>(*need);
  rung.risk_flag = words.value("flag");
  if (const auto unless = words.value("unless")) rung.unless = Words::named<Unless>(*unless);
  if (const auto service = words.value("request")) {
    rung.action = Action::request;
    rung.service = Words::named<Service>(*service);
  } else if (words.flag("offer")) {
    rung.action = Action::offer;
  } else if (const auto role = words.value("alert")) {
    rung.role = Words::named<HumanRole>(*role);
  }
  for_plans(book.root, plan, [&](Plan& found) { found.ladder.insert(found.ladder.end() - 1, rung); });
}

void read_partner(PlanBook& book, Words& words) {
  Partner partner{.id = PartnerId(words.take("the partner's id"))};
  partner.service = Words::named<Service>(words.take("its service"));
  partner.ring = words.value("ring").value_or("");
  for (const auto& area : words.list("areas"))
    partner.areas.insert(AreaId(area));
  if (const auto hours = words.value("hours")) partner.hours = parse_week_windows(*hours).value();
  set(partner.acknowledge_within, words.span("ack"));
  set(partner.arrive_within, words.span("arrive"));
  book.partners.push_back(partner);
}

/// `km=e,n e,n …` after the word: a river, or a bridge.
void read_river(PlanBook& book, Words& words) {
  std::vector<GeoPoint> line;
  for (int i = 1; const auto point = words.spot("p" + std::to_string(i)); ++i)
    line.push_back(*point);
  book.travel.barriers.push_back(line);
}

Base read_base(Words& words) {
  Base base{.id = BaseId(words.take("the base's id"))};
  base.name = words.value("name").value_or(base.id.str());
  base.kind = "fire_station";
  base.place = words.spot();
  base.minimum_crew = words.number("crew").value_or(0);
  return base;
}

void add_responder(Given& given, Words& words) {
  const bool unsaid = words.flag("unsaid");
  DutyState duty = DutyState::available;
  if (words.flag("off_duty")) duty = DutyState::off_duty;
  if (words.flag("unavailable")) duty = DutyState::unavailable;
  const bool linked = words.flag("linked");
  given.registry.responders.push_back(read_responder(words));
  const ResponderId& id = given.registry.responders.back().id;
  if (!unsaid) given.duties.emplace_back(id, duty);
  if (linked) given.linked.push_back(id);
}

} // namespace

Given plain_given() {
  Given given;
  given.start = *parse_rfc3339("2026-11-23T02:00:00Z");
  given.plans = testing::plain_book();
  given.plans.partners = testing::plain_partners();
  return given;
}

Responder read_responder(Words& words) {
  Responder row{.id = ResponderId(words.take("the responder's id"))};
  row.kind = Words::named<ResponderKind>(words.take("the responder's kind"));
  row.place = words.spot();
  if (const auto base = words.value("base")) row.base = BaseId(*base);
  for (const auto& skill : words.list("skills"))
    row.skills.insert(skill);
  for (const auto& area : words.list("areas"))
    row.areas.insert(AreaId(area));
  if (const auto shifts = words.value("shifts")) row.shifts = parse_week_windows(*shifts).value();
  return row;
}

Person read_person(Words& words) {
  Person row{.id = PersonId(words.take("the person's id"))};
  row.hub = HubId(words.value("hub").value_or(""));
  row.home = words.spot();
  row.area = AreaId(words.value("area").value_or("vale"));
  row.plan = words.value("plan").value_or("");
  row.lives_alone = words.flag("alone");
  for (const auto& flag : words.list("flags"))
    row.risk_flags.insert(flag);
  for (const auto& own : words.list("preferred"))
    row.preferred_responders.emplace_back(own);
  return row;
}

void read_plan(PlanBook& book, Words& words) {
  const std::string name = words.take_if_any().value_or("");
  const auto set_all = [](Plan& plan, Words& from) {
    set_offers(plan.offers, from);
    set_watch(plan.watch, from);
    set_plan(plan, from);
  };
  for_plans(book.root, name, [&](Plan& plan) {
    Words again = words;
    set_all(plan, again);
  });
  Plan scratch = book.root.plan;
  set_all(scratch, words);
  set_rules(book.rules, words);
  words.done();
  testing::stamp_revision(book);
}

void read_given(Given& given, Words words) {
  const std::string what = words.take("what is given");
  if (what == "plan") return read_plan(given.plans, words);
  if (what == "rung") {
    read_rung(given.plans, words);
  } else if (what == "person") {
    given.registry.people.push_back(read_person(words));
  } else if (what == "base") {
    given.registry.bases.push_back(read_base(words));
  } else if (what == "responder") {
    add_responder(given, words);
  } else if (what == "no-partners") {
    given.plans.partners.clear();
  } else if (what == "partner") {
    read_partner(given.plans, words);
  } else if (what == "river") {
    read_river(given.plans, words);
  } else if (what == "bridge") {
    given.plans.travel.crossings.push_back(words.spot().value());
  } else if (what == "clock") {
    given.start = parse_rfc3339(words.take("the time")).value();
  } else if (what == "telemetry" || what == "own-restarts") {
    given.restarts = false;
  } else {
    throw BadLine("nothing like this can be given: " + what);
  }
  words.done();
  testing::stamp_revision(given.plans);
}

} // namespace turnout::scenarios
