#include "plan_fields.hpp"

namespace turnout::config {

std::span<const Field<Plan>> plan_fields() {
  static const std::vector<Field<Plan>> fields = {
      {"answer_within", &Plan::answer_within, span(5s, 1h), "service level: an operator answers within this"},
      {"answer_latest", &Plan::answer_latest, span(5s, 24h), "... and at the latest within this"},
      {"review_every", &Plan::review_every, span(1min, 24h),
       "an open incident with nothing else due comes before a human this often"},
      {"priority", &Plan::priority, count(1, 5), "1 is gravest; told to responders and partners"},
      {"no_incident", &Plan::no_incident, {}, "record and acknowledge only; nobody is called"},
      {"fold_by_area", &Plan::fold_by_area, {}, "one incident for all signals of one type in an area"},
  };
  return fields;
}

std::span<const Field<OfferPolicy>> offer_fields() {
  using P = OfferPolicy;
  static const std::vector<Field<P>> fields = {
      {"open", &P::open, count(1, 8), "offers open at once"},
      {"enough_percent", &P::enough_percent, count(50, 100),
       "so likely that enough of those asked say yes: nobody further is; 100 always asks as many as `open`"},
      {"expire_after", &P::expire_after, span(10s, 10min), "from offer to reply"},
      {"received_within", &P::received_within, span(1s, 1min),
       "a connected phone that has not received the offer by then brings in the next"},
      {"takeover_margin", &P::takeover_margin, span(0s, 30min),
       "a later responder must be this much sooner to take over"},
      {"takeover_driven_max", &P::takeover_driven_max, span(0s, 30min),
       "... and the earlier one has been moving for less than this"},
      {"takeover_gain_min", &P::takeover_gain_min, span(0s, 30min), "... or else the gain is more than this"},
      {"reply_allowance", &P::reply_allowance, span(0s, 5min), "expected time from offer to accept"},
      {"failure_cost", &P::failure_cost, span(0s, 10min),
       "what a no costs when ranking, times the odds of it; 0s ranks by arrival alone"},
      {"retry_silent_after", &P::retry_silent_after, span(30s, 1h),
       "who did not reply may be asked again after this"},
      {"preferred_first", &P::preferred_first, {}, "the person's own responders before all others"},
      {"preferred_within", &P::preferred_within, span(1min, 4h), "... if they can be there by then"},
      {"kinds", &P::kinds, {}, "who may be sent; the order does not matter"},
      {"skills", &P::skills, {}, "all of them are needed"},
      {"people_needed", &P::people_needed, count(1, 2), "how many must go"},
      {"two_people_flags", &P::two_people_flags, form(Form::flags), "any of these makes it two"},
      {"personal_care", &P::personal_care, {}, "true: firefighters are never sent"},
  };
  return fields;
}

std::span<const Field<WatchPolicy>> watch_fields() {
  using W = WatchPolicy;
  static const std::vector<Field<W>> fields = {
      {"arrive_by", &W::arrive_by, span(1min, 24h), "service level: from decision to arrival"},
      {"arrive_latest", &W::arrive_latest, span(1min, 48h), "... and at the latest"},
      {"turnout_slip", &W::turnout_slip, span(10s, 1h),
       "no en_route this long after the expected turnout: somebody who would be sooner is asked as well"},
      {"turnout_grace", &W::turnout_grace, span(10s, 1h),
       "no en_route this long after the expected turnout: the responder is chased"},
      {"silent_after", &W::silent_after, span(30s, 2h),
       "no sign of life this long after a chase: another is looked for"},
      {"overdue_after", &W::overdue_after, span(30s, 2h), "past the forecast arrival by this: chase"},
      {"entry_within", &W::entry_within, span(1min, 1h), "from on_scene to with_person"},
      {"lone_worker_check", &W::lone_worker_check, span(5min, 4h),
       "no word from somebody on scene for this long: a human rings"},
      {"near_within", &W::near_within, span(0s, 30min), "arrival this close: the person is told \"near\""},
      {"delay_told_from", &W::delay_told_from, span(1min, 2h),
       "arrival slipped by this much: the person is told \"delayed\""},
  };
  return fields;
}

std::span<const Field<Rung>> rung_fields() {
  static const std::vector<Field<Rung>> fields = {
      {"name", &Rung::name, {}, "unique within its ladder; stands in the record", Must::yes},
      {"after", &Rung::after, span(0s, 48h), "trigger: this long after the first signal"},
      {"forecast_past", &Rung::forecast_past, span(1min, 48h),
       "trigger: the forecast arrival is later than this after the first signal"},
      {"need", &Rung::need, {}, "trigger: somebody on the spot asks for it"},
      {"risk_flag", &Rung::risk_flag, form(Form::flags), "trigger: the person carries this flag; at once"},
      {"do", &Rung::action, {}, "start offers, request a service, or alert a human", Must::yes},
      {"service", &Rung::service, {}, "for request: which service"},
      {"role", &Rung::role, {}, "for alert: which human"},
      {"unless", &Rung::unless, {}, "the rung is passed over if this has happened by then"},
  };
  return fields;
}

std::span<const Field<PlanMatch>> match_fields() {
  using M = PlanMatch;
  static const std::vector<Field<M>> fields = {
      {"class", &M::classes, {}, "classes of alarm"},
      {"type", &M::types, {}, "types of alarm"},
      {"area", &M::areas, {}, "areas, as the registry spells them"},
      {"risk_flag", &M::risk_flags, form(Form::flags), "the person carries any of these"},
      {"lives_alone", &M::lives_alone, {}, "the person lives alone, or does not"},
      {"when", &M::when, {}, "local hours in which the branch holds"},
  };
  return fields;
}

std::span<const Field<TravelSettings>> travel_fields() {
  using T = TravelSettings;
  static const std::vector<Field<T>> fields = {
      {"turnout_firefighter_on_call", &T::turnout_firefighter_on_call, span(0s, 30min),
       "from accept to moving: an on-call firefighter"},
      {"turnout_firefighter_wholetime", &T::turnout_firefighter_wholetime, span(0s, 30min),
       "... a firefighter at the station"},
      {"turnout_carer", &T::turnout_carer, span(0s, 30min), "... a carer on shift"},
      {"turnout_family", &T::turnout_family, span(0s, 30min), "... a family member"},
      {"turnout_volunteer", &T::turnout_volunteer, span(0s, 30min), "... a volunteer"},
      {"short_per_root_km", &T::short_per_root_km, span(60s, 1h),
       "time for the square root of a kilometre, below the join"},
      {"join_m", &T::join, count(0, 100'000),
       "up to here the square root holds, beyond it the straight line"},
      {"at_join", &T::at_join, span(0s, 4h), "time at the join"},
      {"long_per_km", &T::long_per_km, span(36s, 1h), "time for each kilometre beyond the join"},
      {"conditions", &T::conditions, {}, "names of the conditions that are in force"},
  };
  return fields;
}

std::span<const Field<TravelLaw>> law_fields() {
  using T = TravelLaw;
  static const std::vector<Field<T>> fields = {
      {"name", &T::name, {}, "for people to read", Must::yes},
      {"within_m", &T::within, count(100, 100'000), "it holds this far round each of its places"},
      {"short_per_root_km", &T::short_per_root_km, span(60s, 1h), "as in [travel]"},
      {"join_m", &T::join, count(0, 100'000), "as in [travel]"},
      {"at_join", &T::at_join, span(0s, 4h), "as in [travel]"},
      {"long_per_km", &T::long_per_km, span(36s, 1h), "as in [travel]"},
  };
  return fields;
}

std::span<const Field<TravelFactor>> factor_fields() {
  using T = TravelFactor;
  static const std::vector<Field<T>> fields = {
      {"when", &T::when, {}, "local hours in which it holds", Must::yes},
      {"percent", &T::percent, count(50, 500), "of the time on an empty road", Must::yes},
  };
  return fields;
}

std::span<const Field<TravelCondition>> condition_fields() {
  using T = TravelCondition;
  static const std::vector<Field<T>> fields = {
      {"name", &T::name, {}, "what `conditions` calls it", Must::yes},
      {"percent", &T::percent, count(50, 500), "of the time it takes otherwise"},
  };
  return fields;
}

std::span<const Field<RuleSettings>> rule_fields() {
  using R = RuleSettings;
  static const std::vector<Field<R>> fields = {
      {"position_fresh", &R::position_fresh, span(10s, 24h),
       "an older position is not used: the base or home is"},
      {"rest_after_job", &R::rest_after_job, span(0s, 24h), "from clear to the next offer"},
      {"join_window", &R::join_window, span(1min, 168h),
       "a folded technical incident takes in more signals this long"},
      {"heartbeat_every", &R::heartbeat_every, span(10s, 24h), "of a hub that does not say its interval"},
      {"heartbeats_missed", &R::heartbeats_missed, count(1, 20), "so many missed: the hub is not reporting"},
      {"late_alarm", &R::late_alarm, span(10s, 24h), "a sender's time further back than this is marked late"},
      {"future_alarm", &R::future_alarm, span(10s, 24h), "... further ahead than this is marked"},
      {"wholetime_skill",
       &R::wholetime_skill,
       {},
       "a firefighter with this skill turns out from the station"},
      {"accept_firefighter_on_call", &R::accept_firefighter_on_call, count(5, 100),
       "offers accepted of a hundred, until somebody's own answers say more"},
      {"accept_firefighter_wholetime", &R::accept_firefighter_wholetime, count(5, 100), "the same"},
      {"accept_carer", &R::accept_carer, count(5, 100), "the same"},
      {"accept_family", &R::accept_family, count(5, 100), "the same"},
      {"accept_volunteer", &R::accept_volunteer, count(5, 100), "the same"},
      {"accept_weight", &R::accept_weight, count(1, 1000), "these figures count as so many answers"},
      {"night_offers_max", &R::night_offers_max, count(1, 8),
       "asked so often between 22:00 and 06:00: asked after all others until morning"},
      {"storm_from", &R::storm_from, count(2, 1000),
       "from so many as grave who expect somebody, two of them nobody yet, fewer phones ring for each"},
      {"storm_reserve", &R::storm_reserve, count(1, 100),
       "... one phone for each that waits and so many who may go; fewer of them: more phones"},
      {"turns_round", &R::turns_round, span(0s, 10min),
       "whoever is called back on the way sets off again within this"},
      {"still_in_car", &R::still_in_car, span(0s, 1h), "... for so long after they were called back"},
      {"mobile_skill",
       &R::mobile_skill,
       {},
       "whoever has this skill drives a car that `turnoutctl advise cars` may place elsewhere"},
      {"advice_busy_percent", &R::advice_busy_percent, count(0, 95),
       "of a hundred hours, so many a mobile car is taken to be on a job"},
      {"advice_gain", &R::advice_gain, span(1s, 1h),
       "a car is advised to move from this much off the mean expected arrival"},
  };
  return fields;
}

std::span<const Field<Partner>> partner_fields() {
  using P = Partner;
  static const std::vector<Field<P>> fields = {
      {"id", &P::id, form(Form::id), "the partner's broker user name", Must::yes},
      {"service", &P::service, {}, "what the partner does", Must::yes},
      {"ring", &P::ring, {}, "the number a human rings when the partner is silent", Must::yes},
      {"areas", &P::areas, {}, "where; empty is everywhere"},
      {"hours", &P::hours, {}, "when"},
      {"acknowledge_within", &P::acknowledge_within, span(5s, 4h), "silent after this: a human rings"},
      {"arrive_within", &P::arrive_within, span(1min, 168h), "the partner's own service level"},
  };
  return fields;
}

} // namespace turnout::config
