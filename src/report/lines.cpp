#include "figures.hpp"
#include "turnout/record/json.hpp"

namespace turnout::report {
namespace {

Cell moment(const std::optional<WallTime>& at) {
  return at ? Cell(*at) : Cell();
}

Cell between(const std::optional<WallTime>& from, const std::optional<WallTime>& to) {
  return from && to ? Cell(*to - *from) : Cell();
}

template <class Id>
Cell id_of(const std::optional<Id>& id) {
  return id ? Cell(id->str()) : Cell();
}

template <class Values>
std::string joined(const Values& values) {
  std::string text;
  for (const auto& value : values)
    text += (text.empty() ? "" : ";") + std::string(record::name_of(value));
  return text;
}

/// The columns that every line opens with.
TableBuilder& about(TableBuilder& table) {
  return table.for_the_service()
      .column("incident", "Incident", "Its number.")
      .column("class", "Class", "The gravest it had.")
      .column("type", "Type", "Of the gravest signal.")
      .column("area", "District", "Of the person, else of the signal.")
      .column("first_signal_at", "First signal", "UTC.");
}

std::vector<Cell> about(const Incident& incident, std::vector<Cell> more) {
  std::vector<Cell> cells = {incident.id.str(), std::string(record::name_of(incident.cls)),
                             std::string(record::name_of(incident.type)), incident.area.str(),
                             incident.first_signal_at};
  cells.insert(cells.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  return cells;
}

Table answers(const Facts& facts, bool late_alone) {
  TableBuilder table(late_alone ? "answer_exceptions" : "answer_times",
                     late_alone ? "Calls past the last clock, one by one" : "Answers, one by one",
                     late_alone ? "Each call that was not answered within the second clock."
                                : "Each incident about a person, and who answered when.");
  about(table)
      .column("answered_at", "Answered", "UTC.")
      .column("answered_by", "By", "The operator's sign-in name.")
      .column("answer_s", "Wait", "From the first signal.")
      .column("counts", "Counts", "Whether it counts for the answer clocks.");
  for (const auto& incident : facts.incidents) {
    if (!about_a_person(incident)) continue;
    const Judged one = answered_in(facts, incident, facts.settings.levels.answer_latest);
    if (late_alone && one.value_or(true)) continue;
    table.row("", about(incident, {moment(incident.answered_at), id_of(incident.answered_by),
                                   between(incident.first_signal_at, incident.answered_at),
                                   counts_for_answer(incident) ? "yes" : "no"}));
  }
  return table.take();
}

Table responses(const Facts& facts) {
  TableBuilder table(
      "response_split", "Responses, one by one",
      "Each incident for which somebody was sent for, and the stages of whoever was beside the "
      "person first.");
  about(table)
      .column("responder", "Responder", "Their id.")
      .column("signal_to_decision_s", "Signal to decision",
              "From the first signal until the response was started.")
      .column("decision_to_offer_s", "Decision to offer", "Until the first phone was rung.")
      .column("offer_to_accept_s", "Offer to accept", "From the first offer to their yes.")
      .column("accept_to_en_route_s", "Turnout", "From their yes until moving.")
      .column("en_route_to_on_scene_s", "Travel", "From moving until at the door.")
      .column("on_scene_to_with_person_s", "Entry", "From the door until beside the person.")
      .column("with_person_to_clear_s", "On scene", "From beside the person until clear.")
      .column("decision_to_on_scene_s", "Decision to arrival", "Until at the door.")
      .column("long_lie_s", "First signal to person", "Until anybody was beside them.")
      .column("offers", "Offers", "Phones that were rung.");
  const Assignment nobody;
  for (const auto& incident : facts.incidents) {
    if (!about_a_person(incident) || !incident.first_decided_at) continue;
    const Assignment* first = first_response(incident);
    const Assignment& went = first != nullptr ? *first : nobody;
    const std::optional<WallTime> yes = first != nullptr ? std::optional(went.assigned_at) : std::nullopt;
    table.row(
        "",
        about(incident,
              {went.responder.str(), between(incident.first_signal_at, incident.first_decided_at),
               between(incident.first_decided_at, incident.first_offer_at),
               between(incident.first_offer_at, yes), between(yes, went.en_route_at),
               between(went.en_route_at, went.on_scene_at), between(went.on_scene_at, went.with_person_at),
               between(went.with_person_at, went.clear_at),
               between(incident.first_decided_at, went.on_scene_at),
               between(incident.first_signal_at, incident.with_person_at), Tally{incident.offers.size()}}));
  }
  return table.take();
}

Table escalations(const Facts& facts) {
  TableBuilder table("escalations", "Steps and requests, one by one",
                     "Each step of a plan whose time came, "
                     "and each request to a partner.");
  about(table)
      .column("what", "What", "A step or a request.")
      .column("name", "Name", "Of the step, or the service.")
      .column("result", "Result", "Of the step, or the state of the request.")
      .column("at", "At", "UTC.")
      .column("since_signal_s", "Since the signal", "From the first signal.")
      .column("partner", "Partner", "Its id.")
      .column("reference", "Reference", "The partner's own number.")
      .column("acknowledged_s", "Acknowledged after", "From asked.")
      .column("arrived_s", "Arrived after", "From asked.")
      .column("silent", "Silent", "No acknowledgement in time.")
      .column("reason", "Reason", "Why it was asked, in our own words.");
  for (const auto& incident : facts.incidents) {
    for (const auto& rung : incident.rungs)
      table.row("", about(incident, {"step",
                                     rung.name,
                                     std::string(record::name_of(rung.result)),
                                     rung.at,
                                     Duration(rung.at - incident.first_signal_at),
                                     {},
                                     {},
                                     {},
                                     {},
                                     {},
                                     {}}));
    for (const auto& request : incident.requests)
      table.row("",
                about(incident, {"request", std::string(record::name_of(request.service)),
                                 std::string(record::name_of(request.state)), request.asked_at,
                                 Duration(request.asked_at - incident.first_signal_at), request.partner.str(),
                                 request.reference, between(request.asked_at, request.acknowledged_at),
                                 between(request.asked_at, request.arrived_at), request.silent ? "yes" : "no",
                                 request.reason}));
  }
  return table.take();
}

Table endings(const Facts& facts) {
  TableBuilder table("outcome_lines", "Endings, one by one", "How each incident ended, and who closed it.");
  about(table)
      .column("closed_at", "Closed", "UTC.")
      .column("closed_by", "By", "The operator's sign-in name.")
      .column("outcome", "Outcome", "As the human who closed it said.")
      .column("findings", "Findings", "What those on the spot said.")
      .column("needs", "Needs", "What was asked for on the spot.")
      .column("referrals", "Referrals", "What was set in motion for afterwards.")
      .column("evidence", "Evidence", "Presses and sensors in the home afterwards.");
  for (const auto& incident : facts.incidents)
    table.row("", about(incident,
                        {moment(incident.closed_at), id_of(incident.closed_by),
                         incident.outcome ? std::string(record::name_of(*incident.outcome)) : std::string(),
                         joined(incident.findings), joined(incident.needs), joined(incident.referrals),
                         joined(incident.evidence)}));
  return table.take();
}

} // namespace

Section lines(const Facts& facts) {
  return {
      "One by one",
      "For those who run the service and those who audit it. Incidents bear their numbers and no names.",
      {answers(facts, true), answers(facts, false), responses(facts), escalations(facts), endings(facts)}};
}

} // namespace turnout::report
