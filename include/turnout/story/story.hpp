// An incident told in plain words: what a human reads in the morning to know what happened in the night, and
// the one line that stands for it in a list. Pure functions, any thread. Nothing here fails: what is not
// known is told by its id, and names appear only where the caller, who knows the reader is entitled to them,
// passes them in.
#pragma once

#include "turnout/domain/calendar.hpp"
#include "turnout/domain/incident.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace turnout::story {

struct StoryNames {
  std::map<ResponderId, std::string> responders;
  std::map<PartnerId, std::string> partners;
  std::map<PersonId, std::string> people;
  std::map<TextId, std::string> texts; ///< notes and reasons people wrote
  std::map<HubId, PersonId> hubs;      ///< whose they are, where an incident is about many
};

/// What one record of the journal meant for the incident.
struct StoryLine {
  WallTime at;
  Duration since{};                 ///< since the first signal
  std::string clock;                ///< local time of day, 02:14:31
  std::string text;                 ///< sentences
  std::vector<std::string> details; ///< the candidates of a selection, one a line
};

/// The incident's part of these records, which are in order and begin with the one that opened it.
[[nodiscard]] std::vector<StoryLine> story(const std::vector<Record>& records, const IncidentId& incident,
                                           const ZoneTable& zone, const StoryNames& names);

/// The lines as a page of text: day, local clock, time since the first signal, words.
[[nodiscard]] std::string page(const std::vector<StoryLine>& lines, const ZoneTable& zone);

/// One line for a list: what it is, where it stands, and its clocks at `now` (answer, arrival, long lie).
[[nodiscard]] std::string summary(const Incident& incident, WallTime now);

/// Local time of day, 02:14:31, and local date, 2026-11-22.
[[nodiscard]] std::string local_clock(WallTime at, const ZoneTable& zone);
[[nodiscard]] std::string local_date(WallTime at, const ZoneTable& zone);

/// A span as a running clock: 00:45, or 1:02:45 from an hour on.
[[nodiscard]] std::string elapsed(Duration span);

/// Text of people or devices on one line, safe to show on a terminal: an end of line stands as ⏎, what
/// controls a terminal or turns the direction of writing as \u{1b}, and what is no UTF-8 as U+FFFD.
[[nodiscard]] std::string plain(std::string_view text);

/// Latitude and longitude in degrees, to about a metre: 51.76543, -2.17000.
[[nodiscard]] std::string place_words(GeoPoint place);

/// An enumerator's name as words: `no injury helped up`.
template <class E>
[[nodiscard]] std::string words(E value);

} // namespace turnout::story
