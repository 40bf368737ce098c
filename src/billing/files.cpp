#include "turnout/billing/invoice.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <tuple>

namespace turnout::billing {
namespace {

using Cells = std::vector<std::string>;

/// RFC 4180; what a spreadsheet would take for a formula opens with '.
std::string cell(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos)
    text.insert(0, 1, '\'');
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text)
    quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string row(const Cells& cells) {
  std::string text;
  for (const auto& one : cells)
    text += (&one == cells.data() ? "" : ",") + cell(one);
  return text + "\n";
}

std::string pence(Money sum) {
  return std::to_string(sum.pence);
}

std::string moment(const std::optional<WallTime>& at) {
  return at ? format_rfc3339(*at) : std::string();
}

template <class E>
std::string word(const E& value) {
  return boost::describe::enum_to_string(value, "");
}

template <class E>
std::string word(const std::optional<E>& value) {
  return value ? word(*value) : std::string();
}

std::string date(std::chrono::local_days day) {
  return format_rfc3339(WallTime(day.time_since_epoch())).substr(0, 10);
}

std::string clock(int minute) {
  return format_rfc3339(WallTime(std::chrono::minutes(minute))).substr(11, 5);
}

/// 2026-11-01 02:14, by the clock on the wall there.
std::string local(WallTime at, const ZoneTable& zone) {
  std::string text = format_rfc3339(at + local_offset(at, zone)).substr(0, 16);
  text[10] = ' ';
  return text;
}

File attendance_file(const std::vector<Line>& lines) {
  std::string text = row({"attendance", "incident", "responder", "kind", "organisation", "base", "distance_m",
                          "offered_at", "accepted_at", "set_off_at", "arrived_at", "with_person_at",
                          "left_at", "released_why", "proof", "hub_evidence", "hub_evidence_at", "outcome"});
  for (const auto& line : lines) {
    const Attendance& one = line.record;
    text += row({one.id.str(), one.incident.str(), one.responder.str(), word(one.kind), one.organisation,
                 one.base.str(), std::to_string(one.distance.metres()), moment(one.offered_at),
                 moment(one.accepted_at), moment(one.set_off_at), moment(one.arrived_at),
                 moment(one.with_person_at), moment(one.left_at), word(one.released_why), word(one.proof),
                 word(one.hub_evidence), moment(one.hub_evidence_at), word(one.outcome)});
  }
  return {"attendance.csv", std::move(text)};
}

File lines_file(const std::vector<Line>& lines, const ZoneTable& zone) {
  std::string text =
      row({"attendance",       "incident",   "organisation", "kind",          "accepted_at",
           "accepted_local",   "band",       "tariff",       "charge",        "why",
           "attendance_pence", "half_hours", "time_pence",   "miles",         "mileage_pence",
           "stand_down_pence", "sum_pence",  "dispute",      "settled_pence", "payable_pence"});
  for (const auto& line : lines) {
    const bool settled = line.dispute && line.dispute->settled_at;
    text += row({line.record.id.str(),
                 line.record.incident.str(),
                 line.record.organisation,
                 word(line.record.kind),
                 moment(line.record.accepted_at),
                 local(line.record.accepted_at, zone),
                 word(line.band),
                 line.tariff,
                 word(line.charge),
                 line.why,
                 pence(line.attendance),
                 std::to_string(line.half_hours),
                 pence(line.time),
                 std::to_string(line.miles),
                 pence(line.mileage),
                 pence(line.stand_down),
                 pence(line.sum),
                 line.dispute ? word(line.dispute->step) : "",
                 settled ? pence(*line.dispute->settled_at) : "",
                 pence(line.payable)});
  }
  return {"lines.csv", std::move(text)};
}

struct Total {
  std::size_t lines = 0;
  std::size_t attended = 0;
  std::size_t stood_down = 0;
  std::size_t nothing = 0;
  std::size_t disputed = 0;
  Money disputed_sum;
  Money payable;

  void add(const Line& line) {
    ++lines;
    attended += line.charge == Charge::attendance ? 1 : 0;
    stood_down += line.charge == Charge::stand_down ? 1 : 0;
    nothing += line.charge == Charge::nothing ? 1 : 0;
    payable = payable + line.payable;
    if (!line.dispute || line.dispute->step != DisputeStep::opened) return;
    ++disputed;
    disputed_sum = disputed_sum + line.sum;
  }
};

std::string total_row(Cells cells, const Total& total) {
  cells.insert(cells.end(),
               {std::to_string(total.lines), std::to_string(total.attended), std::to_string(total.stood_down),
                std::to_string(total.nothing), std::to_string(total.disputed), pence(total.disputed_sum),
                pence(total.payable)});
  return row(cells);
}

File totals_file(const std::vector<Line>& lines) {
  std::map<std::tuple<std::string, std::string, std::string>, Total> totals;
  Total whole;
  for (const auto& line : lines) {
    totals[{line.record.organisation, word(line.record.kind), line.tariff}].add(line);
    whole.add(line);
  }
  std::string text = row({"organisation", "kind", "tariff", "lines", "attended", "stood_down", "nothing",
                          "disputed", "disputed_pence", "payable_pence"});
  for (const auto& [key, total] : totals)
    text += total_row({std::get<0>(key), std::get<1>(key), std::get<2>(key)}, total);
  text += total_row({"all", "", ""}, whole);
  return {"totals.csv", std::move(text)};
}

File rules_file(const TariffBook& book, const ZoneTable& zone, const InvoiceAsked& asked) {
  std::string text = row({"setting", "value"});
  const auto say = [&text](std::string name, std::string value) {
    text += row({std::move(name), std::move(value)});
  };
  say("accepted_from", format_rfc3339(asked.from));
  say("accepted_before", format_rfc3339(asked.to));
  say("organisation", asked.organisation.value_or("all"));
  say("journal_up_to_record", std::to_string(asked.last_sequence));
  say("tariffs_sha256", book.digest);
  say("zone", zone.name);
  say("band day", "Monday to Friday from " + clock(book.day_from_min));
  say("band evening", "Monday to Friday from " + clock(book.evening_from_min));
  say("band night",
      "Monday to Friday from " + clock(book.night_from_min) + ", and until " + clock(book.day_from_min));
  say("band weekend", "Saturday and Sunday");
  std::string days;
  for (const auto day : book.public_holidays)
    days += (days.empty() ? "" : " ") + date(day);
  say("band public_holiday", days);
  say("which band and tariff", "by the local moment of the accept; a tariff that names the kind comes first");
  say("charge attendance",
      "arrived: the fee, each started half hour from arrival to leaving, and each started "
      "mile there and back, in a straight line as measured when offered");
  say("charge stand_down", "set off and stood down, replaced or closed before arriving");
  say("proof", "their own stages, or a press at the hub between setting off and leaving; without a stage "
               "of anybody the hub counts alone where one person only had accepted");
  say("dispute", "a disputed line is not payable until settled, by somebody else than whoever disputes it, "
                 "the first to do so: "
                 "at the sum settled, else as it stood");
  for (const auto& rule : rules())
    say("nothing: " + std::string(rule.word), std::string(rule.text));
  return {"rules.csv", std::move(text)};
}

} // namespace

std::vector<File> files(const std::vector<Line>& lines, const TariffBook& book, const ZoneTable& zone,
                        const InvoiceAsked& asked) {
  return {attendance_file(lines), lines_file(lines, zone), totals_file(lines), rules_file(book, zone, asked)};
}

} // namespace turnout::billing
