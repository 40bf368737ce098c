#include "turnout/http/connection.hpp"
#include "turnout/roads/osrm_travel.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/json.hpp>

#include <charconv>
#include <chrono>
#include <cmath>

namespace turnout::roads {

namespace {

using Steady = std::chrono::steady_clock;
using Journeys = std::vector<std::optional<dispatch::Journey>>;

constexpr std::size_t body_max = 1024 * 1024;

/// -2.4775000, exactly as it is kept.
std::string degrees(std::int32_t e7) {
  constexpr std::int64_t one = 10'000'000;
  const std::int64_t positive = e7 < 0 ? -std::int64_t{e7} : std::int64_t{e7};
  const std::string part = std::to_string(one + positive % one).substr(1);
  return (e7 < 0 ? "-" : "") + std::to_string(positive / one) + "." + part;
}

std::string target_of(const std::vector<GeoPoint>& from, GeoPoint to) {
  std::string target = "/table/v1/driving/" + degrees(to.lon_e7) + "," + degrees(to.lat_e7);
  std::string sources;
  for (std::size_t i = 0; i < from.size(); ++i) {
    target += ";" + degrees(from[i].lon_e7) + "," + degrees(from[i].lat_e7);
    sources += (i == 0 ? "" : ";") + std::to_string(i + 1);
  }
  return target + "?sources=" + sources + "&destinations=0&annotations=duration,distance";
}

/// The number in row `index` of a table with one column.
std::optional<double> cell(const boost::json::value* table, std::size_t index) {
  if (table == nullptr || !table->is_array() || index >= table->get_array().size()) return std::nullopt;
  const auto& row = table->get_array()[index];
  if (!row.is_array() || row.get_array().empty() || !row.get_array()[0].is_number()) return std::nullopt;
  const double value = row.get_array()[0].to_number<double>();
  constexpr double most = 1e7; // a journey round the Earth
  return std::isfinite(value) && value >= 0 && value <= most ? std::optional(value) : std::nullopt;
}

std::optional<Journeys> journeys_in(const std::string& body, const std::vector<GeoPoint>& from, GeoPoint to) {
  boost::json::error_code bad;
  const auto answer = boost::json::parse(body, bad);
  const auto* object = bad ? nullptr : answer.if_object();
  if (object == nullptr) return std::nullopt;
  const auto* code = object->if_contains("code");
  const auto* durations = object->if_contains("durations");
  if (code == nullptr || *code != "Ok" || durations == nullptr || !durations->is_array() ||
      durations->get_array().size() != from.size()) {
    return std::nullopt;
  }
  Journeys journeys(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) {
    const auto seconds = cell(durations, i);
    if (!seconds) continue;
    const auto metres = cell(object->if_contains("distances"), i);
    constexpr double ms_a_second = 1000;
    journeys[i] = dispatch::Journey{metres ? Distance(std::llround(*metres)) : crow_distance(from[i], to),
                                    Duration(std::llround(*seconds * ms_a_second))};
  }
  return journeys;
}

class Client final : public OsrmClient {
public:
  Client(const std::string& host, const std::string& address, const std::string& port,
         const RouterLimits& limits)
      : server_(host, address, port), limits_(limits), budget_(limits.budget) {}

  [[nodiscard]] const RouterLimits& limits() const noexcept override { return limits_; }

  std::optional<Journeys> table(const std::vector<GeoPoint>& from, GeoPoint to) override {
    const auto begun = Steady::now();
    refill(begun);
    if (begun < rest_until_ || budget_ < limits_.budget / 10) return std::nullopt;
    deadline_ = begun + budget_;
    // The server ends a kept connection when it likes: one that was kept may be tried afresh.
    const bool kept = server_.is_open();
    auto answer = ask(from, to);
    if (!answer && kept && Steady::now() < deadline_) answer = ask(from, to);
    const auto ended = Steady::now();
    budget_ -= std::min(budget_, ended - begun);
    if (!answer) rest_until_ = ended + limits_.rest;
    return answer;
  }

private:
  void refill(Steady::time_point now) {
    if (asked_) budget_ += (now - *asked_) * limits_.refill_percent / 100;
    budget_ = std::min<Steady::duration>(budget_, limits_.budget);
    asked_ = now;
  }

  std::optional<Journeys> ask(const std::vector<GeoPoint>& from, GeoPoint to) {
    if (!server_.is_open() && !server_.open(deadline_)) return std::nullopt;
    const auto answer = server_.ask({.target = target_of(from, to)}, deadline_, body_max);
    if (!answer) return std::nullopt;
    constexpr unsigned ok = 200;
    constexpr unsigned bad_request = 400;
    // "No way is known" is an answer: the server itself is well.
    if (answer.value().status == bad_request) return Journeys(from.size());
    if (answer.value().status != ok) return std::nullopt;
    return journeys_in(answer.value().body, from, to);
  }

  http::Connection server_;
  RouterLimits limits_;
  Steady::duration budget_;
  Steady::time_point deadline_;
  Steady::time_point rest_until_;
  std::optional<Steady::time_point> asked_;
};

} // namespace

Result<std::shared_ptr<OsrmClient>> OsrmClient::make(const std::string& url, const RouterLimits& limits) {
  const Error wrong{url + ": write http://ADDRESS:PORT with a number as address, like http://127.0.0.1:5000"};
  constexpr std::string_view scheme = "http://";
  if (!url.starts_with(scheme)) return wrong;
  std::string host = url.substr(scheme.size());
  while (host.ends_with('/'))
    host.pop_back();
  const auto colon = host.rfind(':');
  if (colon == std::string::npos) return wrong;
  std::string name = host.substr(0, colon);
  if (name == "localhost") name = "127.0.0.1";
  if (name.starts_with('[') && name.ends_with(']')) name = name.substr(1, name.size() - 2);
  std::uint16_t port = 0;
  const char* end = host.data() + host.size();
  const auto [read_to, bad] = std::from_chars(host.data() + colon + 1, end, port);
  boost::system::error_code error;
  boost::asio::ip::make_address(name, error);
  if (error || bad != std::errc() || read_to != end || port == 0) return wrong;
  return std::shared_ptr<OsrmClient>(std::make_shared<Client>(host, name, std::to_string(port), limits));
}

} // namespace turnout::roads
