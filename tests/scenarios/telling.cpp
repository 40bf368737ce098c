#include "telling.hpp"

#include <turnout/base/time.hpp>
#include <turnout/record/json.hpp>

#include <array>
#include <cctype>
#include <cstdio>

namespace turnout::scenarios {

namespace {

using record::name_of;

std::string quoted(const std::string& text) {
  return "\"" + text + "\"";
}

template <class E>
std::string word(E value) {
  return std::string(name_of(value));
}

template <class List>
std::string words(const List& list) {
  std::string text;
  for (const auto value : list)
    text += (text.empty() ? "" : ",") + word(value);
  return text;
}

std::string whole_seconds(Duration span) {
  return format_duration(std::chrono::duration_cast<std::chrono::seconds>(span));
}

template <class T>
std::string with(const char* name, const std::optional<T>& id) {
  return id ? " " + std::string(name) + "=" + id->str() : std::string();
}

std::size_t id_length(const std::string& text, std::size_t at) {
  const auto digits = [&](std::size_t& i) {
    const std::size_t from = i;
    while (i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])) != 0)
      ++i;
    return i > from;
  };
  std::size_t i = at + 1;
  if (!digits(i) || i >= text.size() || text[i++] != '-' || !digits(i)) return 0;
  std::size_t more = i;
  if (more < text.size() && text[more++] == '-' && digits(more)) i = more;
  return i - at;
}

} // namespace

std::string Names::shorten(const std::string& text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const bool begins = at == 0 || std::isalnum(static_cast<unsigned char>(text[at - 1])) == 0;
    const bool kind = std::string_view("IOQA").find(text[at]) != std::string_view::npos;
    const std::size_t length = begins && kind ? id_length(text, at) : 0;
    if (length == 0) {
      result += text[at++];
      continue;
    }
    const std::string id = text.substr(at, length);
    auto& name = short_[id];
    if (name.empty()) {
      name = text[at] + std::to_string(++count_[text[at]]);
      long_[name] = id;
    }
    result += name;
    at += length;
  }
  return result;
}

std::string Names::lengthen(const std::string& name) const {
  const auto found = long_.find(name);
  return found == long_.end() ? name : found->second;
}

std::string Telling::clock(WallTime at) const {
  const auto since = (at - start_).count();
  std::array<char, 32> text{};
  const auto ms = since % 1000;
  std::snprintf(text.data(), text.size(), ms == 0 ? "%02lld:%02lld" : "%02lld:%02lld.%03lld",
                static_cast<long long>(since / 60'000), static_cast<long long>(since / 1000 % 60),
                static_cast<long long>(ms));
  return text.data();
}

namespace {

/// One line for each kind of decision; an empty one is not told.
struct Line {
  const Telling& telling;
  bool timers = false;

  std::string operator()(const IncidentOpened& d) const {
    return "opened " + d.incident.str() + " " + word(d.cls) + " " + word(d.type) + with("person", d.person) +
           " plan=" + d.plan_path + (d.unverified ? " unverified" : "") +
           (d.folded ? " folded area=" + d.area.str() : "") +
           (d.place ? " stranger area=" + d.area.str() : "") +
           (d.people_needed > 1 ? " people=" + std::to_string(d.people_needed) : "") + with("by", d.by);
  }
  std::string operator()(const AlarmJoined& d) const {
    return "alarm " + d.incident.str() + " " + d.hub.str() + " " + (d.alarm ? d.alarm->str() + " " : "") +
           word(d.type) + (d.doubt != Doubt::none ? " doubt=" + word(d.doubt) : "") +
           (d.late ? " late" : "") + (d.future ? " future" : "");
  }
  std::string operator()(const Raised& d) const {
    return "raised " + d.incident.str() + " " + word(d.cls) + " " + word(d.type) + " plan=" + d.plan_path;
  }
  std::string operator()(const EvidenceSeen& d) const {
    return "evidence " + d.incident.str() + " " + word(d.type);
  }
  std::string operator()(const OfferMade& d) const {
    return "offer " + d.offer.str() + " " + d.incident.str() + " " + d.responder.str() +
           " eta=" + whole_seconds(d.eta) + " because " + quoted(d.reason);
  }
  std::string operator()(const OfferReached& d) const {
    return d.moment == OfferMoment::told ? std::string() : word(d.moment) + " " + d.offer.str();
  }
  std::string operator()(const OfferClosed& d) const { return word(d.end) + " " + d.offer.str(); }
  std::string operator()(const OfferUnreached& d) const { return "unreached " + d.offer.str(); }
  std::string operator()(const Assigned& d) const {
    return "assigned " + d.incident.str() + " " + d.responder.str() + " place=" + std::to_string(d.place) +
           " arrives=" + telling.clock(std::chrono::floor<std::chrono::seconds>(d.forecast_at)) +
           (d.over ? " over " + d.over->str() : "");
  }
  std::string operator()(const Released& d) const { return "released " + d.offer.str() + " " + word(d.why); }
  std::string operator()(const Reinstated& d) const {
    return "reinstated " + d.offer.str() + " place=" + std::to_string(d.place);
  }
  std::string operator()(const Progressed& d) const {
    return "progress " + d.offer.str() + " " + word(d.stage);
  }
  std::string operator()(const ForecastMade& d) const {
    return "forecast " + d.offer.str() +
           " arrives=" + telling.clock(std::chrono::floor<std::chrono::seconds>(d.arrival_at));
  }
  std::string operator()(const Chased& d) const { return "chased " + d.offer.str(); }
  std::string operator()(const Doubted& d) const {
    return (d.doubtful ? "doubted " : "heard again ") + d.offer.str();
  }
  std::string operator()(const NeedsSaid& d) const {
    return "needs " + d.incident.str() + " " + words(d.needs);
  }
  std::string operator()(const PeopleNeeded& d) const {
    return "people " + d.incident.str() + " " + std::to_string(d.people);
  }
  std::string operator()(const OutcomeSaid& d) const {
    return "found " + d.incident.str() + (d.outcome ? " " + word(*d.outcome) : "") +
           (d.referrals.empty() ? "" : " referrals=" + words(d.referrals)) + (d.notes ? " with notes" : "");
  }
  std::string operator()(const RungReached& d) const {
    return "rung " + d.incident.str() + " " + d.rung + " " + word(d.result) + " because " + quoted(d.reason);
  }
  std::string operator()(const ResponseDecided& d) const {
    return "response " + d.incident.str() + " by " + (d.by ? d.by->str() : "the ladder");
  }
  std::string operator()(const ResponseStopped& d) const {
    return "response " + d.incident.str() + " stopped by " + d.by.str();
  }
  std::string operator()(const PartnerAsked& d) const {
    return "request " + d.request.str() + " " + d.incident.str() + " " + d.partner.str() + " because " +
           quoted(d.reason);
  }
  std::string operator()(const PartnerMoved& d) const {
    return "request " + d.request.str() + " " + word(d.state) +
           (d.reference ? " reference=" + *d.reference : "") +
           (d.eta_at ? " eta=" + telling.clock(*d.eta_at) : "");
  }
  std::string operator()(const PartnerSilent& d) const { return "request " + d.request.str() + " silent"; }
  std::string operator()(const AlertRaised& d) const {
    return "alert " + d.alert.str() + (d.incident ? " " + d.incident->str() : "") + " " + word(d.role) + " " +
           d.code + " " + quoted(d.text) + (d.ring.empty() ? "" : " ring=" + quoted(d.ring));
  }
  std::string operator()(const AlertCleared& d) const {
    return "alert " + d.alert.str() + " cleared" + with("by", d.by);
  }
  std::string operator()(const Answered& d) const {
    return "answered " + d.incident.str() + " by " + d.by.str();
  }
  std::string operator()(const Noted& d) const { return "noted " + d.incident.str() + " by " + d.by.str(); }
  std::string operator()(const Closed& d) const {
    return "closed " + d.incident.str() + " " + word(d.outcome) + " by " + d.by.str() +
           (d.referrals.empty() ? "" : " referrals=" + words(d.referrals)) + (d.note ? " with a note" : "") +
           with("joined-into", d.joined_into);
  }
  std::string operator()(const IncidentJoined& d) const {
    return "joined " + d.from.str() + " into " + d.incident.str() + " by " + d.by.str() +
           " first=" + telling.clock(d.first_signal_at) + " signals=" + std::to_string(d.alarms.size());
  }
  std::string operator()(const Parked& d) const {
    return "parked " + d.incident.str() + " until " + telling.clock(d.until) + " by " + d.by.str();
  }
  std::string operator()(const ParkingEnded& d) const { return "back " + d.incident.str(); }
  std::string operator()(const FirstContactSaid& d) const {
    return "first contact " + d.incident.str() + " " + word(d.outcome) + " by " + d.by.str();
  }
  std::string operator()(const HandedOver& d) const {
    std::string text = "handed over from " + d.from.str() + " to " + d.to.str();
    for (const auto& item : d.items)
      text += " " + item.incident.str() + (item.note ? " with a note" : "");
    return text;
  }
  std::string operator()(const ViewAnswered& d) const {
    std::string text = d.done ? "may look at" : "may not look " + quoted(d.reason);
    for (const auto& person : d.people)
      text += " " + person.str();
    return text;
  }
  std::string operator()(const FollowedUp& d) const {
    return "followed up " + d.incident.str() + " " + word(d.referral) + " " + word(d.result) + " by " +
           d.by.str() + (d.note ? " with a note" : "");
  }
  std::string operator()(const DisputeMoved& d) const {
    return "dispute " + d.incident.str() + " " + d.offer.str() + " " + word(d.step) + " by " + d.by.str() +
           (d.settled_at ? " at " + std::to_string(d.settled_at->pence) + "p" : "");
  }
  std::string operator()(const CommandAnswered& d) const {
    return d.done ? "command done" : "command refused " + quoted(d.reason);
  }
  std::string operator()(const TimerSet& d) const {
    return timers ? "deadline " + d.incident.str() + " " + word(d.kind) + (d.ref.empty() ? "" : " " + d.ref) +
                        " at " + telling.clock(d.due_at)
                  : std::string();
  }
  std::string operator()(const HubSilent& d) const {
    return "hub " + d.hub.str() + (d.silent ? " silent" : " heard again");
  }
  std::string operator()(const HubWatched& d) const {
    return "hub " + d.hub.str() + " promises every " + format_duration(d.interval);
  }
  std::string operator()(const DutySet& d) const {
    return "duty " + d.responder.str() + " " + word(d.state) + with("by", d.by);
  }
  std::string operator()(const LinkSet& d) const { return "link " + d.responder.str() + " " + word(d.state); }
  std::string operator()(const PlansLoaded&) const { return "plans loaded"; }
  std::string operator()(const StorageSet& d) const {
    return d.durable ? "storage takes" : "storage refuses";
  }
  std::string operator()(const DefectFound& d) const { return "DEFECT " + quoted(d.what); }
  template <class D>
  std::string operator()(const D&) const {
    return {};
  }
};

} // namespace

std::vector<std::string> Telling::decision(const Decision& decision) const {
  std::vector<std::string> lines;
  std::string told = std::visit(Line{*this, show_.timers}, decision);
  if (!told.empty()) lines.push_back(std::move(told));
  if (const auto* selection = std::get_if<SelectionMade>(&decision);
      selection != nullptr && show_.selection) {
    lines.push_back("considered " + std::to_string(selection->considered) + " because " +
                    quoted(selection->reason));
    for (const auto& candidate : selection->ranked) {
      lines.push_back(std::string(candidate.eligible ? "  + " : "  - ") + candidate.responder.str() + " " +
                      quoted(candidate.reason));
    }
  }
  return lines;
}

namespace {

std::string told(const SendAck& m) {
  return "-> " + m.hub.str() + " ack " + (m.alarm ? m.alarm->str() + " " : "") + word(m.status) +
         (m.incident ? " " + m.incident->str() : "") + (m.reason.empty() ? "" : " " + quoted(m.reason));
}

std::string told(const SendFeedback& m) {
  return "-> " + m.hub.str() + " " + word(m.stage) + (m.responder ? " " + m.responder->str() : "") +
         (m.eta ? " eta=" + whole_seconds(*m.eta) : "");
}

std::string told(const SendAssignment& m) {
  return "-> " + m.responder.str() + " " + word(m.state) + " " + m.offer.str() +
         (m.person ? ", with the details of " + m.person->str() : "") +
         (m.reason.empty() ? "" : " " + quoted(m.reason));
}

std::string told(const SendError& m) {
  return "-> " + m.id + " error " + quoted(m.reason) + (m.member.empty() ? "" : " member=" + m.member);
}

std::string told(const SendOffer& m) {
  return "-> " + m.responder.str() + " offered " + m.offer.str() + " priority=" + std::to_string(m.priority) +
         " locality=" + m.locality.str() + " people=" + std::to_string(m.people_needed);
}

std::string told(const SendRequest& m) {
  return "-> " + m.partner.str() + " request " + m.request.str() + " " + word(m.state);
}

std::string told(const SendAlert& m) {
  return "-> centre " + m.alert.str() + " " + m.code;
}

std::string told(const SendTransition&) {
  return {};
}

std::string told(const AskPosition& m) {
  return "-> " + m.responder.str() + " asked for a position";
}

} // namespace

std::vector<std::string> Telling::message(const Effect& effect) const {
  const bool doubled = std::holds_alternative<SendOffer>(effect) ||
                       std::holds_alternative<SendAlert>(effect) ||
                       std::holds_alternative<SendRequest>(effect);
  if (doubled && !show_.messages) return {};
  if (std::holds_alternative<SendFeedback>(effect) && !show_.feedback) return {};
  std::string line = std::visit([](const auto& message) { return told(message); }, effect);
  if (line.empty()) return {};
  return {std::move(line)};
}

} // namespace turnout::scenarios
