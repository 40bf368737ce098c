#include "turnout/billing/invoice.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace turnout::billing {
namespace {

constexpr Duration half_hour = 30min;
constexpr std::int64_t mile_mm = 1'609'344;

constexpr std::array rule_list = {
    Rule{"not_over", "The response is not over yet: it is billed under the same period once it is."},
    Rule{"duplicate_incident", "The incident was joined into another: what is owed stands under that one."},
    Rule{"duplicate_record",
         "The same responder has another record on the same incident, which went further (or as far, and "
         "earlier): one visit is paid once."},
    Rule{"system_technical",
         "The incident is of class technical or test to its end: a machine called, nobody was in need."},
    Rule{"system_equipment_fault", "The incident was closed as equipment_fault."},
    Rule{"system_false_alarm",
         "The incident was closed as false_alarm, and either somebody on the spot found equipment_fault, or "
         "the message that opened it was unverified, or a technical signal opened it. A false "
         "alarm by a person's own press is paid."},
    Rule{"withdrew", "The responder gave the job back before arriving."},
    Rule{"recalled", "Their own service took the responder back before they arrived."},
    Rule{"never_set_off", "The responder accepted and never set off."},
    Rule{"no_proof",
         "The responder said they were clear, but neither a stage nor the hub says they arrived."},
    Rule{"no_tariff", "No tariff holds for this organisation and kind on that day."},
};

/// How far a response got, worst first.
int reached(const Attendance& record) {
  if (record.with_person_at) return 3;
  if (record.arrived_at) return 2;
  return record.set_off_at ? 1 : 0;
}

bool duplicate_record(const Attendance& record, const std::vector<Attendance>& all) {
  return std::any_of(all.begin(), all.end(), [&](const Attendance& other) {
    return other.id != record.id && other.responder == record.responder &&
           std::tuple(-reached(other), other.accepted_at, other.id) <
               std::tuple(-reached(record), record.accepted_at, record.id);
  });
}

bool false_alarm_by_fault(const Incident& incident) {
  if (incident.outcome != Outcome::false_alarm) return false;
  const bool found = std::find(incident.findings.begin(), incident.findings.end(),
                               Outcome::equipment_fault) != incident.findings.end();
  const bool machine =
      !incident.alarms.empty() && default_class(incident.alarms.front().type) == AlarmClass::technical;
  return found || incident.unverified || machine;
}

/// The word of the first rule that holds, or nothing: it is paid.
std::string_view why_nothing(const Attendance& record, const Incident& incident,
                             const std::vector<Attendance>& all) {
  if (!record.left_at) return "not_over";
  if (incident.joined_into) return "duplicate_incident";
  if (duplicate_record(record, all)) return "duplicate_record";
  if (incident.cls == AlarmClass::technical || incident.cls == AlarmClass::test) return "system_technical";
  if (incident.outcome == Outcome::equipment_fault) return "system_equipment_fault";
  if (false_alarm_by_fault(incident)) return "system_false_alarm";
  if (record.arrived_at) return {};
  if (record.released_why == ReleaseWhy::withdrawn) return "withdrew";
  if (record.released_why == ReleaseWhy::recalled) return "recalled";
  if (!record.set_off_at) return "never_set_off";
  if (!record.released_why || record.released_why == ReleaseWhy::unreached) return "no_proof";
  return {};
}

void price(Line& line, const Tariff& tariff) {
  const Attendance& record = line.record;
  line.tariff = tariff.name;
  if (!record.arrived_at) {
    line.charge = Charge::stand_down;
    line.stand_down = in_band(tariff.stand_down, line.band);
    line.sum = line.stand_down;
    return;
  }
  line.charge = Charge::attendance;
  line.attendance = in_band(tariff.attendance, line.band);
  const Duration there = std::max(*record.left_at - *record.arrived_at, Duration(0));
  line.half_hours = (there + half_hour - 1ms) / half_hour;
  line.time = in_band(tariff.half_hour, line.band) * line.half_hours;
  line.miles = (2 * record.distance.metres() * 1000 + mile_mm - 1) / mile_mm;
  line.mileage = tariff.mile * line.miles;
  line.sum = line.attendance + line.time + line.mileage;
}

void settle(Line& line, const Disputes& disputes) {
  line.payable = line.sum;
  const auto found = disputes.find(line.record.id);
  if (found == disputes.end()) return;
  line.dispute = found->second;
  line.payable =
      found->second.step == DisputeStep::opened ? Money() : found->second.settled_at.value_or(line.sum);
}

} // namespace

std::span<const Rule> rules() noexcept {
  return rule_list;
}

bool may_settle(const Disputes& disputes, const OfferId& attendance, const OperatorId& by) {
  const auto found = disputes.find(attendance);
  return found != disputes.end() && found->second.step == DisputeStep::opened &&
         !found->second.disputed_by.contains(by);
}

void add_disputes(Disputes& disputes, const Record& record) {
  for (const auto& decision : record.decisions) {
    const auto* moved = std::get_if<DisputeMoved>(&decision);
    if (moved == nullptr) continue;
    if (moved->step == DisputeStep::opened) {
      Dispute& open = disputes[moved->offer];
      open.step = DisputeStep::opened;
      open.settled_at.reset();
      open.disputed_by.insert(moved->by);
    } else if (may_settle(disputes, moved->offer, moved->by)) {
      disputes[moved->offer] = {DisputeStep::settled, moved->settled_at, {}};
    }
  }
}

std::optional<Money> most_owed(const Incident& incident, const OfferId& attendance, const TariffBook& book,
                               const ZoneTable& zone) {
  const InvoiceAsked all{.from = WallTime::min(), .to = WallTime::max(), .organisation = {}};
  for (auto& line : lines({incident}, book, zone, {}, all)) {
    Attendance& record = line.record;
    if (record.id != attendance) continue;
    if (line.charge != Charge::nothing) return line.sum;
    const Tariff* tariff =
        tariff_for(book, record.organisation, record.kind, local_day(record.accepted_at, zone));
    if (tariff == nullptr || !record.left_at) return std::nullopt;
    record.arrived_at = record.accepted_at;
    price(line, *tariff);
    return line.sum;
  }
  return std::nullopt;
}

std::vector<Line> lines(const std::vector<Incident>& incidents, const TariffBook& book, const ZoneTable& zone,
                        const Disputes& disputes, const InvoiceAsked& asked) {
  std::vector<Line> all;
  for (const auto& incident : incidents) {
    const auto records = attendances(incident);
    for (const auto& record : records) {
      if (record.accepted_at < asked.from || record.accepted_at >= asked.to) continue;
      if (asked.organisation && record.organisation != *asked.organisation) continue;
      Line line{.record = record, .band = band_at(book, record.accepted_at, zone)};
      line.why = why_nothing(record, incident, records);
      if (line.why.empty()) {
        const Tariff* tariff =
            tariff_for(book, record.organisation, record.kind, local_day(record.accepted_at, zone));
        if (tariff != nullptr)
          price(line, *tariff);
        else
          line.why = "no_tariff";
      }
      settle(line, disputes);
      all.push_back(std::move(line));
    }
  }
  std::sort(all.begin(), all.end(), [](const Line& a, const Line& b) {
    return std::tie(a.record.accepted_at, a.record.id) < std::tie(b.record.accepted_at, b.record.id);
  });
  return all;
}

} // namespace turnout::billing
