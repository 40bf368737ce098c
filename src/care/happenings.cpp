#include "happenings.hpp"

#include "turnout/record/text.hpp"

#include <algorithm>

namespace turnout::care {
namespace {

constexpr std::size_t words_most = 240;

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

template <class List>
std::string listed(const List& values) {
  std::string text;
  for (const auto& value : values)
    text += (text.empty() ? "" : ", ") + story::words(value);
  return text;
}

class Teller {
public:
  explicit Teller(const HandoverFacts& facts) : facts_(facts) {}

  std::string tell(const Decision& decision) {
    return std::visit([this](const auto& d) { return say(d); }, decision);
  }

private:
  std::string quoted(const std::optional<TextId>& id) const {
    const auto text = shortened(story::plain(text_of(facts_, id)), words_most);
    return text.empty() ? std::string() : ": \"" + text + "\"";
  }
  std::string who(const OfferId& id) const {
    const auto& offers = facts_.incident.offers;
    const auto offer =
        std::find_if(offers.begin(), offers.end(), [&](const Offer& one) { return one.id == id; });
    return offer == offers.end() ? "Responder" : capital(story::words(offer->kind));
  }
  std::string whose(const RequestId& id) const {
    const auto& requests = facts_.incident.requests;
    const auto request = std::find_if(requests.begin(), requests.end(),
                                      [&](const PartnerRequest& one) { return one.id == id; });
    return request == requests.end() ? "Partner" : capital(story::words(request->service));
  }

  std::string say(const AlarmJoined& d) const {
    return "Signal: " + story::words(d.type) +
           (d.position ? ", at " + story::place_words(*d.position) : std::string()) + quoted(d.text);
  }
  std::string say(const IncidentOpened& d) const { return d.by ? "Telephone call" : std::string(); }
  std::string say(const Answered&) const { return "The monitoring centre spoke to the caller"; }
  std::string say(const Noted& d) const { return "Note" + quoted(d.note); }
  std::string say(const Assigned& d) const { return who(d.offer) + " accepted"; }
  std::string say(const Progressed& d) const {
    return d.stage == Stage::assigned ? std::string() : who(d.offer) + ": " + story::words(d.stage);
  }
  std::string say(const NeedsSaid& d) const { return "Needs: " + listed(d.needs); }
  std::string say(const OutcomeSaid& d) const {
    std::string text = d.outcome ? "Found: " + story::words(*d.outcome) : std::string();
    if (!d.referrals.empty()) text += (text.empty() ? "" : "; ") + ("referred to " + listed(d.referrals));
    if (d.notes) text += (text.empty() ? "Finding" : "") + quoted(d.notes);
    return text;
  }
  std::string say(const PartnerAsked& d) const {
    return capital(story::words(d.service)) + " asked: " + d.reason;
  }
  std::string say(const PartnerMoved& d) const {
    return whose(d.request) + " " + story::words(d.state) +
           (d.reference ? ", reference " + *d.reference : "") + quoted(d.reason);
  }
  std::string say(const Closed& d) const {
    if (d.joined_into) return "Joined into " + d.joined_into->str();
    return "Closed: " + story::words(d.outcome) +
           (d.referrals.empty() ? "" : "; referred to " + listed(d.referrals)) + quoted(d.note);
  }
  std::string say(const FollowedUp& d) const {
    return "Referral to " + story::words(d.referral) + ": " + story::words(d.result) + quoted(d.note);
  }
  /// How it was arranged is of no use to a crew.
  template <class Other>
  std::string say(const Other&) const {
    return {};
  }

  const HandoverFacts& facts_;
};

} // namespace

std::string shortened(const std::string& text, std::size_t characters) {
  const auto kept = record::first_characters(text, characters);
  return kept.size() == text.size() ? text : std::string(kept) + "…";
}

std::string text_of(const HandoverFacts& facts, const std::optional<TextId>& id) {
  if (!id) return {};
  const auto found = facts.names.texts.find(*id);
  return found == facts.names.texts.end() ? std::string() : found->second;
}

std::vector<Happening> happenings(const HandoverFacts& facts) {
  std::vector<Happening> all;
  Teller teller(facts);
  for (const auto& record : facts.records) {
    for (const auto& decision : record.decisions) {
      const IncidentId* id = incident_of(decision);
      if (id == nullptr || *id != facts.incident.id) continue;
      auto text = teller.tell(decision);
      // The same again, a hub that repeats itself, tells nothing new.
      if (text.empty() || (!all.empty() && all.back().text == text)) continue;
      all.push_back({record.stamp.at, std::move(text)});
    }
  }
  return all;
}

} // namespace turnout::care
