#include "turnout/story/story.hpp"

#include "narrator.hpp"
#include "turnout/record/json.hpp"

#include <algorithm>

namespace turnout::story {
namespace {

std::string two(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

} // namespace

std::vector<StoryLine> story(const std::vector<Record>& records, const IncidentId& incident,
                             const ZoneTable& zone, const StoryNames& names) {
  std::vector<StoryLine> lines;
  Narrator narrator(incident, zone, names);
  for (const auto& record : records)
    narrator.hear(record, lines);
  return lines;
}

std::string local_clock(WallTime at, const ZoneTable& zone) {
  const auto local = at + local_offset(at, zone);
  const std::chrono::hh_mm_ss time(
      std::chrono::floor<std::chrono::seconds>(local - std::chrono::floor<std::chrono::days>(local)));
  return two(time.hours().count()) + ":" + two(time.minutes().count()) + ":" + two(time.seconds().count());
}

std::string local_date(WallTime at, const ZoneTable& zone) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(at + local_offset(at, zone)));
  return std::to_string(static_cast<int>(date.year())) + "-" + two(static_cast<unsigned>(date.month())) +
         "-" + two(static_cast<unsigned>(date.day()));
}

std::string elapsed(Duration span) {
  const bool before = span < Duration(0);
  const auto seconds = std::chrono::floor<std::chrono::seconds>(before ? -span : span).count();
  const std::string rest = two(seconds / 60 % 60) + ":" + two(seconds % 60);
  const std::string text = seconds < 3600 ? rest : std::to_string(seconds / 3600) + ":" + rest;
  return before ? "-" + text : text;
}

std::string page(const std::vector<StoryLine>& lines, const ZoneTable& zone) {
  std::string text;
  std::string day;
  for (const auto& line : lines) {
    if (const auto today = local_date(line.at, zone); today != day) {
      day = today;
      text += today + (zone.name.empty() ? "" : " " + zone.name) + "\n";
    }
    const std::string since = "+" + elapsed(line.since);
    text += line.clock + "  " + since + std::string(since.size() < 8 ? 8 - since.size() : 0, ' ') + "  " +
            line.text + "\n";
    for (const auto& detail : line.details)
      text += std::string(22, ' ') + detail + "\n";
  }
  return text;
}

template <class E>
std::string words(E value) {
  std::string text(record::name_of(value));
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

template std::string words(AlarmClass);
template std::string words(AlarmType);
template std::string words(Service);
template std::string words(Need);
template std::string words(HumanRole);
template std::string words(DutyState);
template std::string words(LinkState);
template std::string words(Stage);
template std::string words(Outcome);
template std::string words(Referral);
template std::string words(RequestState);
template std::string words(CommandKind);
template std::string words(FirstContact);
template std::string words(FollowUpResult);
template std::string words(RecordPart);
template std::string words(ViewReason);
template std::string words(TimerKind);
template std::string words(Phase);
template std::string words(RungResult);
template std::string words(OfferState);
template std::string words(ResponderKind);

} // namespace turnout::story
