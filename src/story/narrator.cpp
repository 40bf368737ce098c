#include "narrator.hpp"

namespace turnout::story {
namespace {

void add_sentence(std::string& text, const std::string& sentence) {
  if (sentence.empty()) return;
  if (!text.empty()) text += ' ';
  text += sentence;
}

} // namespace

void Narrator::hear(const Record& record, std::vector<StoryLine>& lines) {
  record_ = &record;
  details_.clear();
  std::string text;
  for (const auto& decision : record.decisions) {
    const IncidentId* id = incident_of(decision);
    if (id == nullptr || *id != incident_) continue;
    if (!first_signal_) first_signal_ = record.stamp.at;
    add_sentence(text, std::visit([this](const auto& d) { return tell(d); }, decision));
  }
  if (text.empty()) return;
  for (auto& detail : details_)
    detail = plain(detail);
  lines.push_back({.at = record.stamp.at,
                   .since = record.stamp.at - *first_signal_,
                   .clock = local_clock(record.stamp.at, zone_),
                   .text = plain(text),
                   .details = std::move(details_)});
}

std::string Narrator::who(const ResponderId& id) const {
  const auto found = names_.responders.find(id);
  return found == names_.responders.end() ? id.str() : found->second + " (" + id.str() + ")";
}

std::string Narrator::who(const OfferId& offer) const {
  const auto found = offers_.find(offer);
  return found == offers_.end() ? "the responder of offer " + offer.str() : who(found->second.responder);
}

std::string Narrator::whose(const RequestId& request) const {
  const auto found = requests_.find(request);
  if (found == requests_.end()) return "the partner of request " + request.str();
  const auto named = names_.partners.find(found->second.partner);
  return words(found->second.service) + " (" +
         (named == names_.partners.end() ? std::string() : named->second + ", ") +
         found->second.partner.str() + ")";
}

std::string Narrator::person(const PersonId& id) const {
  const auto found = names_.people.find(id);
  return found == names_.people.end() ? id.str() : found->second + " (" + id.str() + ")";
}

std::string Narrator::hub(const HubId& id) const {
  const auto whose = names_.hubs.find(id);
  return "hub " + id.str() + (whose == names_.hubs.end() ? std::string() : " of " + person(whose->second));
}

std::string Narrator::quoted(const std::optional<TextId>& text) const {
  if (!text) return {};
  const auto found = names_.texts.find(*text);
  return found == names_.texts.end() ? std::string() : " \"" + found->second + "\"";
}

std::string Narrator::clock(WallTime at) const {
  return local_clock(at, zone_).substr(0, 5);
}

std::string listed(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " and " : ", ";
    text += parts[i];
  }
  return text;
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

} // namespace turnout::story
