#include "figures.hpp"
#include "turnout/record/json.hpp"

#include <array>

namespace turnout::report {
namespace {

/// Nobody was needed any more before anybody was there.
bool called_off(const Incident& incident) {
  return incident.stopped_at || incident.outcome == Outcome::false_alarm ||
         incident.outcome == Outcome::equipment_fault;
}

/// Who was beside the person first: a kind of responder, a partner, or nobody.
std::string first_beside(const Incident& incident) {
  const Assignment* went = first_response(incident);
  std::optional<WallTime> best;
  std::string who = called_off(incident) ? "called_off" : "nobody";
  if (went != nullptr && went->with_person_at) {
    best = went->with_person_at;
    const Offer* offer = offer_of(incident, went->offer);
    who = offer == nullptr ? "not_known" : std::string(record::name_of(offer->kind));
  }
  for (const auto& request : incident.requests) {
    if (!comes_to_the_person(request.service) || !has_arrived(request)) continue;
    if (best && *best <= *request.arrived_at) continue;
    best = request.arrived_at;
    who = record::name_of(request.service);
  }
  return who;
}

Table came(const Facts& facts) {
  TableBuilder table("who_came", "Who came",
                     "Of the incidents for which somebody was sent for: who was beside the person first, or "
                     "that everybody was called off before.");
  table
      .column(
          "who", "Who",
          "A kind of responder or a partner service; called off: a false alarm, a fault, or everybody was "
          "stood down by a human before anybody was there; nobody: none of these.")
      .column("n", "Incidents", "In which they were first.", "sent.first")
      .column("share", "Share, %", "Of all for which somebody was sent for.")
      .leaving_out("Incidents settled by voice; incidents still open; technical signals.")
      .chart({Drawing::bars, "who", "share", "", 0});
  std::map<std::string, std::uint64_t> found;
  std::uint64_t all = 0;
  for (const auto& incident : facts.incidents) {
    if (!about_a_person(incident) || !incident.first_decided_at || !incident.closed_at) continue;
    ++all;
    ++found[first_beside(incident)];
  }
  table.row("", {"all", Count{all}, Share{all, all}});
  for (const auto& [who, n] : found)
    table.row("who=" + who, {words(who), Count{n}, Share{n, all}});
  table.shares_of_all("share", "sent.first");
  table.first_row_sums();
  return table.take();
}

struct Asked {
  std::uint64_t made = 0;
  std::array<std::uint64_t, 6> ended{}; ///< by OfferState
  std::uint64_t unreached = 0;
  std::vector<Duration> to_yes;

  void take(const Offer& offer) {
    ++made;
    ++ended[static_cast<std::size_t>(offer.state)];
    if (offer.unreached) ++unreached;
    if (offer.state == OfferState::accepted && offer.answered_at)
      to_yes.push_back(*offer.answered_at - offer.made_at);
  }
  [[nodiscard]] Count of(OfferState state) const { return {ended[static_cast<std::size_t>(state)]}; }
};

Table asked(const Facts& facts) {
  TableBuilder table("offers", "Who was asked, and what they said",
                     "Every offer on a phone, by the kind of responder as the register had them then.");
  table.column("kind", "Responders", "Their kind.")
      .column("made", "Offers", "Phones that were rung.", "offers")
      .column("accepted", "Accepted", "They said yes.", "offers.accepted")
      .column("declined", "Declined", "They said no.", "offers.declined")
      .column("silent", "Silent", "No answer before the offer ran out.", "offers.expired")
      .column("withdrawn", "Withdrawn",
              "Taken back by the service before an answer, as nobody more was needed.", "offers.withdrawn")
      .column("superseded", "Superseded", "Withdrawn because another offer, better placed, took its place.",
              "offers.superseded")
      .column("open", "Open", "Not answered yet.", "offers.open")
      .column("share_yes", "Yes, %", "Of those accepted, declined or silent.")
      .column("unreached", "Not reached", "The phone did not say that it had it.", "offers.unreached")
      .column("p50_s", "Median to yes", "From the offer to the yes.")
      .leaving_out("Offers of incidents that were joined into another.")
      .sums("made", {"accepted", "declined", "silent", "withdrawn", "superseded", "open"});
  std::map<ResponderKind, Asked> by_kind;
  Asked all;
  for (const auto& incident : facts.incidents) {
    for (const auto& offer : incident.offers) {
      all.take(offer);
      by_kind[offer.kind].take(offer);
    }
  }
  const auto row = [&](std::string scope, std::string title, const Asked& one) {
    const auto yes = one.of(OfferState::accepted).n;
    const auto said = yes + one.of(OfferState::declined).n + one.of(OfferState::expired).n;
    table.row(std::move(scope),
              {std::move(title), Count{one.made}, one.of(OfferState::accepted), one.of(OfferState::declined),
               one.of(OfferState::expired), one.of(OfferState::withdrawn), one.of(OfferState::superseded),
               one.of(OfferState::open), Share{yes, said}, Count{one.unreached}, spread(one.to_yes, 50)});
  };
  row("", "all", all);
  for (const auto& [kind, one] : by_kind)
    row("kind=" + std::string(record::name_of(kind)), words(record::name_of(kind)), one);
  table.figures_of({"share_yes"}, "offers.accepted", "offers.ended");
  table.figures_of({"p50_s"}, "", "offers.accepted");
  table.first_row_sums();
  return table.take();
}

} // namespace

Section responders(const Facts& facts) {
  return {
      "Who responded",
      "Responders are counted by their kind; nobody is named, and no station's own figures stand here: in "
      "a month they are too few.",
      {came(facts), asked(facts)}};
}

} // namespace turnout::report
