// Results as plain text: the table, the alarms as CSV, and the command that plays a run again.
#include "checks.hpp"

#include <turnout/base/sha256.hpp>
#include <turnout/county/run.hpp>
#include <turnout/record/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

namespace turnout::county {

namespace {

constexpr double minute_ms = 60'000;
constexpr std::size_t lines_most = 40; ///< of more runs only the sums are shown
constexpr std::size_t digest_digits = 16;

struct Row {
  std::uint64_t alarms = 0;
  std::uint64_t attended = 0;
  double offers_per_alarm = 0;
  double mean = 0, p50 = 0, p90 = 0, p99 = 0;
  double over_30 = 0, over_45 = 0;
  std::uint64_t escalations = 0;
};

double at_share(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  const auto index = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1) + 0.5);
  return sorted[index];
}

double share_over(const std::vector<double>& sorted, double minutes) {
  if (sorted.empty()) return 0;
  const auto over = std::count_if(sorted.begin(), sorted.end(), [minutes](double m) { return m > minutes; });
  return 100.0 * static_cast<double>(over) / static_cast<double>(sorted.size());
}

Row row_of(const RunResults& results) {
  Row row;
  row.alarms = results.figures.alarms;
  std::vector<double> minutes;
  std::uint64_t offers = 0;
  std::uint64_t offered = 0;
  for (const auto& alarm : results.alarms) {
    row.escalations += static_cast<std::uint64_t>(alarm.escalations);
    if (!alarm.offers.empty()) ++offered;
    offers += alarm.offers.size();
    if (const auto took = alarm.response()) minutes.push_back(static_cast<double>(took->count()) / minute_ms);
  }
  std::sort(minutes.begin(), minutes.end());
  row.attended = minutes.size();
  double sum = 0;
  for (const double m : minutes)
    sum += m;
  if (!minutes.empty()) row.mean = sum / static_cast<double>(minutes.size());
  if (offered > 0) row.offers_per_alarm = static_cast<double>(offers) / static_cast<double>(offered);
  row.p50 = at_share(minutes, 0.5);
  row.p90 = at_share(minutes, 0.9);
  row.p99 = at_share(minutes, 0.99);
  row.over_30 = share_over(minutes, 30);
  row.over_45 = share_over(minutes, 45);
  return row;
}

template <class... Values>
std::string printed(const char* format, Values... values) {
  std::array<char, 400> text{};
  std::snprintf(text.data(), text.size(), format, values...);
  return text.data();
}

std::string table_line(const RunResults& results) {
  const Row row = row_of(results);
  const RunFigures& f = results.figures;
  const double days = static_cast<double>(f.virtual_time.count()) / 86'400'000;
  const double seconds = std::max(1e-9, f.cpu_seconds);
  const double ns = f.records == 0 ? 0 : f.cpu_seconds * 1e9 / static_cast<double>(f.records);
  return printed(
      "%-11s %7s %8llu %8llu %6.2f %6.1f %5.1f %5.1f %5.1f %6.2f %6.2f %6llu %6llu %8.1f %8.0f  %s\n",
      results.policy.c_str(), results.seed == 0 ? "all" : std::to_string(results.seed).c_str(),
      static_cast<unsigned long long>(row.alarms), static_cast<unsigned long long>(row.attended),
      row.offers_per_alarm, row.mean, row.p50, row.p90, row.p99, row.over_30, row.over_45,
      static_cast<unsigned long long>(row.escalations), static_cast<unsigned long long>(f.deaths),
      days / seconds, ns, f.digest.c_str());
}

/// All runs of one policy as if they were one.
RunResults together(const std::vector<RunResults>& runs, const std::string& policy) {
  RunResults sum;
  std::string digests;
  for (const auto& results : runs) {
    if (results.policy != policy) continue;
    sum.alarms.insert(sum.alarms.end(), results.alarms.begin(), results.alarms.end());
    sum.figures.alarms += results.figures.alarms;
    sum.figures.records += results.figures.records;
    sum.figures.deaths += results.figures.deaths;
    sum.figures.virtual_time += results.figures.virtual_time;
    sum.figures.cpu_seconds += results.figures.cpu_seconds;
    digests += results.figures.digest;
  }
  sum.policy = policy;
  sum.figures.digest = sha256_hex(digests).substr(0, digest_digits);
  return sum;
}

std::string cell(const std::optional<WallTime>& at) {
  return at ? format_rfc3339(*at) : std::string();
}

} // namespace

std::string table(const std::vector<RunResults>& runs) {
  std::string text = printed("%-11s %7s %8s %8s %6s %6s %5s %5s %5s %6s %6s %6s %6s %8s %8s  %s\n", "policy",
                             "seed", "alarms", "attended", "offers", "mean", "p50", "p90", "p99", ">30m%",
                             ">45m%", "asked", "deaths", "days/s", "ns/rec", "digest");
  std::vector<std::string> policies;
  for (const auto& results : runs) {
    if (runs.size() <= lines_most) text += table_line(results);
    if (std::find(policies.begin(), policies.end(), results.policy) == policies.end())
      policies.push_back(results.policy);
  }
  if (runs.size() == policies.size()) return text;
  for (const auto& policy : policies)
    text += table_line(together(runs, policy));
  return text;
}

std::optional<Breach> differs(const RunResults& once, const RunResults& again) {
  const auto broken = checks::same_twice(once.figures.digest, again.figures.digest);
  if (!broken) return std::nullopt;
  return Breach{"same seed, same digest", once.until, *broken};
}

std::vector<std::string> never_taken(const std::vector<RunResults>& runs) {
  std::map<std::string, std::uint64_t> sum;
  for (const auto& results : runs) {
    for (const auto& [name, count] : results.branches)
      sum[name] += count;
  }
  std::vector<std::string> never;
  for (const auto& [name, count] : sum) {
    if (count == 0) never.push_back(name);
  }
  return never;
}

std::string replay_command(const RunResults& results, const std::string& scenario,
                           const std::vector<std::string>& faults, Duration span) {
  std::string text = "turnout-sim county --scenario " + scenario + " --seed " + std::to_string(results.seed) +
                     (span % 24h == Duration(0) ? " --days " + std::to_string(span / 24h)
                                                : " --hours " + std::to_string(span / 1h)) +
                     " --policy " + results.policy;
  for (std::size_t i = 0; i < faults.size(); ++i)
    text += (i == 0 ? " --faults " : " ") + faults[i];
  return text;
}

std::string alarms_csv(const RunResults& results) {
  std::string text =
      "key,type,class,district,lat_e7,lon_e7,needs_person,pressed_at,answered_at,decided_at,by_human,offers,"
      "first_accept_at,accepter,attended_by,arrived_at,beside_at,partner_at,closed_at,outcome,escalations,"
      "alerts,"
      "candidates\n";
  const auto who = [&](const std::optional<ResponderIndex>& index) {
    return index ? results.responders.empty() ? std::to_string(*index) : results.responders[*index].id.str()
                 : std::string();
  };
  for (const auto& a : results.alarms) {
    text += std::to_string(a.key) + "," + std::string(record::name_of(a.type)) + "," +
            std::string(record::name_of(a.cls)) + "," + a.district + "," + std::to_string(a.place.lat_e7) +
            "," + std::to_string(a.place.lon_e7) + "," + (a.needs_person ? "1" : "0") + "," +
            format_rfc3339(a.pressed_at) + "," + cell(a.answered_at) + "," + cell(a.decided_at) + "," +
            (a.decided_by_human ? "1" : "0") + "," + std::to_string(a.offers.size()) + "," +
            cell(a.first_accept_at) + "," + who(a.accepter) + "," + who(a.attended_by) + "," +
            cell(a.arrived_at) + "," + cell(a.beside_at) + "," + cell(a.partner_at) + "," +
            cell(a.closed_at) + "," + (a.outcome ? std::string(record::name_of(*a.outcome)) : std::string()) +
            "," + std::to_string(a.escalations) + "," + std::to_string(a.alerts) + "," +
            std::to_string(a.candidates.size()) + "\n";
  }
  return text;
}

} // namespace turnout::county
