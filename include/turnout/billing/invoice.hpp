// What is owed for a stretch of time: a line for each attendance, with the reason where nothing is owed,
// totals, and the files of both. Pure, any thread, no failure. The same facts, tariffs and zone give the same
// bytes.
#pragma once

#include "turnout/billing/attendance.hpp"
#include "turnout/billing/tariff.hpp"

#include <map>
#include <set>
#include <span>
#include <string_view>

namespace turnout::billing {

/// How it stands with a disputed line.
struct Dispute {
  DisputeStep step = DisputeStep::opened;
  std::optional<Money> settled_at;
  std::set<OperatorId> disputed_by; ///< since it was last settled
};
using Disputes = std::map<OfferId, Dispute>;

/// True where a dispute of the line is open and this is none of those who opened it.
[[nodiscard]] bool may_settle(const Disputes& disputes, const OfferId& attendance, const OperatorId& by);

/// Takes in what a record says; records are given in order. What may not be settled stays as it was: of two
/// who settle at one moment, the first did.
void add_disputes(Disputes& disputes, const Record& record);

struct InvoiceAsked {
  WallTime from; ///< accepted at or after
  WallTime to;   ///< ... and before
  std::optional<std::string> organisation;
  std::uint64_t last_sequence = 0; ///< of the journal, as it stood
};

/// What is paid for. nothing: see `why`.
BOOST_DEFINE_ENUM_CLASS(Charge, nothing, attendance, stand_down)

struct Line {
  Attendance record;
  Charge charge = Charge::nothing;
  std::string why; ///< where nothing is owed
  Band band = Band::day;
  std::string tariff; ///< its name, or empty
  Money attendance;
  std::int64_t half_hours = 0;
  Money time;
  std::int64_t miles = 0;
  Money mileage;
  Money stand_down;
  Money sum;
  std::optional<Dispute> dispute;
  Money payable; ///< nothing while it is disputed
};

/// Every attendance accepted in the time asked for, in the order of the accepts.
[[nodiscard]] std::vector<Line> lines(const std::vector<Incident>& incidents, const TariffBook& book,
                                      const ZoneTable& zone, const Disputes& disputes,
                                      const InvoiceAsked& asked);

/// The most that an attendance can be settled at: its sum; where a rule owes nothing, what its tariff would
/// pay had they been there from the accept to the end. Nothing where no tariff says.
[[nodiscard]] std::optional<Money> most_owed(const Incident& incident, const OfferId& attendance,
                                             const TariffBook& book, const ZoneTable& zone);

struct File {
  std::string name;
  std::string text;
};

/// attendance.csv, lines.csv, totals.csv and rules.csv.
[[nodiscard]] std::vector<File> files(const std::vector<Line>& lines, const TariffBook& book,
                                      const ZoneTable& zone, const InvoiceAsked& asked);

/// Why nothing is owed, each rule with the word that stands in the line, in the order they are tried.
struct Rule {
  std::string_view word;
  std::string_view text;
};
[[nodiscard]] std::span<const Rule> rules() noexcept;

} // namespace turnout::billing
