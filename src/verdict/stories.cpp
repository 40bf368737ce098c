#include "charts.hpp"
#include "turnout/story/story.hpp"

#include <algorithm>

namespace turnout::verdict {
namespace {

using statistics::minutes_text;

std::string counted(std::size_t count, const std::string& one, const std::string& more) {
  return std::to_string(count) + " " + (count == 1 ? one : more);
}

std::string offers_told(const county::AlarmResult& alarm) {
  std::size_t declined = 0;
  std::size_t silent = 0;
  for (const auto& offer : alarm.offers) {
    declined += offer.end == OfferEnd::declined ? 1U : 0U;
    silent += offer.end == OfferEnd::expired ? 1U : 0U;
  }
  std::string text = counted(alarm.offers.size(), "person was asked", "people were asked");
  if (declined > 0) text += ", " + std::to_string(declined) + " declined";
  if (silent > 0) text += ", " + std::to_string(silent) + " did not answer";
  return text + ". ";
}

std::string who(const county::RunResults& run, std::optional<county::ResponderIndex> index) {
  return index && *index < run.responders.size() ? run.responders[*index].id.str() : "somebody";
}

std::string response_told(const Page& page, const county::AlarmResult& alarm) {
  std::string text;
  if (alarm.first_accept_at && alarm.decided_at)
    text += who(page.run, alarm.accepter) + " accepted first, " +
            story::elapsed(*alarm.first_accept_at - *alarm.decided_at) + " after the decision. ";
  if (const auto response = alarm.dispatched_response())
    text += who(page.run, alarm.attended_by) + " was at the door after " + minutes_text(*response) + " min. ";
  else
    text += "No responder came to the door. ";
  if (alarm.partner_at && alarm.decided_at)
    text +=
        "A partner service was there after " + minutes_text(*alarm.partner_at - *alarm.decided_at) + " min. ";
  return text;
}

std::string bound_told(const JudgedAlarm* judged) {
  if (judged == nullptr) return "";
  if (!judged->bound) return "Of those who could be asked, nobody would have come.";
  return "Knowing everything beforehand, somebody could have been there after " +
         minutes_text(*judged->bound) + " min.";
}

std::string lines_told(const Page& page, const county::KeptStory& kept, const county::AlarmResult& alarm) {
  if (!alarm.incident) return paragraph("No incident came of it.");
  std::vector<std::vector<std::string>> rows;
  for (const auto& line : story::story(kept.records, *alarm.incident, page.zone, {}))
    rows.push_back({line.clock, "+" + story::elapsed(line.since), line.text});
  return table("What happened", {"clock", "since the signal", "what"}, rows);
}

} // namespace

std::string worst_incidents(const Page& page) {
  if (page.run.worst.empty()) return paragraph("No incident was kept to be told.");
  std::string text;
  std::size_t number = 0;
  for (const auto& kept : page.run.worst) {
    const auto& alarm = page.run.alarms.at(kept.alarm);
    const auto judged = std::find_if(page.judged.alarms.begin(), page.judged.alarms.end(),
                                     [&](const JudgedAlarm& one) { return one.index == kept.alarm; });
    const std::string heading = "Number " + std::to_string(++number) + ": " + story::words(alarm.type) +
                                ", " + alarm.district + ", " +
                                story::local_date(alarm.pressed_at, page.zone) + " " +
                                story::local_clock(alarm.pressed_at, page.zone);
    text += element("article", "",
                    element("h3", "", escaped(heading)) +
                        paragraph(offers_told(alarm) + response_told(page, alarm) +
                                  bound_told(judged == page.judged.alarms.end() ? nullptr : &*judged)) +
                        lines_told(page, kept, alarm));
  }
  return text;
}

} // namespace turnout::verdict
