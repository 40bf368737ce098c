#include "figures.hpp"
#include "turnout/record/json.hpp"
#include "values.hpp"

#include <array>

namespace turnout::report {
namespace {

/// The clock that asking this service guards, from the decision; none: it guards no clock.
std::optional<Duration> guarded(const Facts& facts, Service service) {
  if (service == Service::rapid_home_care) return facts.settings.levels.arrive_by;
  if (service == Service::ambulance) return facts.settings.levels.arrive_latest;
  return std::nullopt;
}

/// Which need, said on the spot, calls for this service.
std::optional<Need> need_for(Service service) {
  if (service == Service::rapid_home_care) return Need::rapid_home_care;
  if (service == Service::ambulance) return Need::ambulance;
  return std::nullopt;
}

struct Asked {
  std::uint64_t asked = 0;
  std::uint64_t early = 0;
  std::uint64_t late = 0;
  std::uint64_t needless = 0;
  std::uint64_t silent = 0;
  std::uint64_t rejected = 0;
  std::uint64_t cancelled = 0;
  std::uint64_t arrived = 0;
  Tried acknowledged;
  std::vector<Duration> to_arrival;

  void take(const Facts& facts, const Incident& incident, const PartnerRequest& request) {
    ++asked;
    if (request.silent) ++silent;
    if (request.state == RequestState::rejected) ++rejected;
    if (request.state == RequestState::cancelled) ++cancelled;
    if (has_arrived(request)) {
      ++arrived;
      to_arrival.push_back(*request.arrived_at - request.asked_at);
    }
    acknowledged.take(acknowledged_in_time(facts, incident, request));
    weigh(facts, incident, request);
  }

private:
  void weigh(const Facts& facts, const Incident& incident, const PartnerRequest& request) {
    const auto clock = guarded(facts, request.service);
    if (!clock) return;
    const WallTime due = incident.first_decided_at.value_or(incident.first_signal_at) + *clock;
    ++(request.asked_at <= due ? early : late);
    const bool wanted = incident.needs.contains(*need_for(request.service));
    const bool ours_first = incident.with_person_at && *incident.with_person_at <= due &&
                            (!request.arrived_at || *incident.with_person_at < *request.arrived_at);
    if (!wanted && ours_first) ++needless;
  }
};

Table asked(const Facts& facts) {
  TableBuilder table(
      "partners", "Partner services asked",
      "Every request to a partner, and whether it came in time. Early: before the clock it guards "
      "had run out, which is what a forecast is for. Needless, seen afterwards: our own responder "
      "was beside the person within that clock and before the partner, and nobody on the spot "
      "asked for it.");
  table.column("service", "Service", "Which partner service.")
      .column("asked", "Asked", "Requests made.", "requests")
      .column("early", "Early",
              "Asked before the clock it guards had run out: " + span_words(facts.settings.levels.arrive_by) +
                  " for rapid home care, " + span_words(facts.settings.levels.arrive_latest) +
                  " for an ambulance, from the first decision.",
              "requests.early")
      .column("late", "Late", "Asked after it.", "requests.late")
      .column("needless", "Needless", "As above.", "requests.needless")
      .column(
          "acknowledged", "Acknowledged in time, %",
          "Answered within the partner's own clock, of those that were met or ran out; a no is an answer, "
          "and a request that ended before its clock is not among them.")
      .column("silent", "Silent", "No acknowledgement in time: a human was told to ring.", "requests.silent")
      .column("rejected", "Rejected", "The partner said no.", "requests.rejected")
      .column("cancelled", "Called off", "Not needed any more.", "requests.cancelled")
      .column("arrived", "Arrived", "The partner said that it had arrived.", "requests.arrived")
      .column("p50_s", "Median to arrival", "From asked to arrived.")
      .column("p90_s", "90 % within", "Nine in ten arrived within this.")
      .leaving_out("Early, late and needless of services that guard no clock.")
      .leaving_out("Technical signals; requests of incidents that were joined into another.");
  std::map<Service, Asked> found;
  Asked all;
  for (const auto& incident : facts.incidents) {
    if (!about_a_person(incident)) continue;
    for (const auto& request : incident.requests) {
      all.take(facts, incident, request);
      found[request.service].take(facts, incident, request);
    }
  }
  const auto row = [&](std::string scope, std::string title, const Asked& one) {
    table.row(std::move(scope), {std::move(title), Count{one.asked}, Count{one.early}, Count{one.late},
                                 Count{one.needless}, Share{one.acknowledged.met, one.acknowledged.n},
                                 Count{one.silent}, Count{one.rejected}, Count{one.cancelled},
                                 Count{one.arrived}, spread(one.to_arrival, 50), spread(one.to_arrival, 90)});
  };
  row("", "all", all);
  for (const auto& [service, one] : found)
    row("service=" + std::string(record::name_of(service)), words(record::name_of(service)), one);
  table.figures_of({"acknowledged"}, "requests.acknowledged", "requests.judged");
  table.figures_of({"p50_s", "p90_s"}, "", "requests.arrived");
  table.first_row_sums();
  return table.take();
}

Table steps(const Facts& facts) {
  TableBuilder table(
      "steps", "Steps of the plans reached",
      "How often each step of a response plan was carried out. A step is reached when its time comes, "
      "even where there is nothing left to do; most are then passed over.");
  table.for_the_service();
  table.column("step", "Step", "Its name in the plan.")
      .column("done", "Done", "It was carried out.", "steps.done")
      .column("passed", "Passed over", "What it would have done had been done already.", "steps.passed")
      .column("empty", "Empty", "It could reach nobody, and the next one's turn came at once.", "steps.empty")
      .column("reached", "Reached", "Its time came: all of these together.", "steps")
      .leaving_out("Technical signals; steps of incidents that were joined into another.")
      .sums("reached", {"done", "passed", "empty"});
  std::map<std::string, std::array<std::uint64_t, 3>> found;
  std::array<std::uint64_t, 3> all{};
  for (const auto& incident : facts.incidents) {
    if (!about_a_person(incident)) continue;
    for (const auto& rung : incident.rungs) {
      ++found[rung.name][static_cast<std::size_t>(rung.result)];
      ++all[static_cast<std::size_t>(rung.result)];
    }
  }
  const auto row = [&](std::string scope, std::string title, const std::array<std::uint64_t, 3>& n) {
    table.row(std::move(scope),
              {std::move(title), Count{n[0]}, Count{n[1]}, Count{n[2]}, Count{n[0] + n[1] + n[2]}});
  };
  row("", "all", all);
  for (const auto& [name, n] : found)
    row("step=" + name, words(name), n);
  table.first_row_sums();
  return table.take();
}

} // namespace

Section escalating(const Facts& facts) {
  return {"Escalating",
          "What was done when our own responders were not enough, or would not be there in time.",
          {asked(facts), steps(facts)}};
}

} // namespace turnout::report
