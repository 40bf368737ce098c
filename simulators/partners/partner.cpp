#include "partners/partner.hpp"

#include "support/json.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace turnout::sim {

PartnerManner manner_of(const std::string& partner) {
  if (partner.find("ambulance") != std::string::npos) return {0.02, 0.0, 8, 40, 42, 0.6, 45};
  if (partner.find("fire") != std::string::npos) return {0.01, 0.0, 5, 15, 11, 0.3, 30};
  if (partner.find("police") != std::string::npos) return {0.05, 0.05, 20, 90, 28, 0.5, 30};
  if (partner.find("third") != std::string::npos) return {0.08, 0.05, 40, 300, 180, 0.5, 40};
  if (partner.find("advice") != std::string::npos) return {0.03, 0.02, 15, 60, 15, 0.5, 15};
  return {0.05, 0.08, 15, 90, 62, 0.4, 40};
}

Partner::Partner(std::string id, PartnerManner manner, double speed, std::string run_id, Random random,
                 Scheduler& scheduler, Publish publish, Summary& summary)
    : id_(std::move(id)), manner_(manner), speed_(speed), run_id_(std::move(run_id)), random_(random),
      scheduler_(scheduler), publish_(std::move(publish)), summary_(summary) {}

void Partner::on_case_after(double delay_s, const std::string& request, Task task) {
  scheduler_.after(seconds(delay_s / speed_), [this, request, task = std::move(task)] {
    if (!cases_.at(request).cancelled) task();
  });
}

void Partner::request(const std::string& payload) {
  const auto body = parse_object(payload);
  const std::string id = text_of(body, "id");
  if (id.empty()) {
    summary_.count("messages_not_understood");
    return;
  }
  const auto [found, fresh] = cases_.try_emplace(id);
  Case& one = found->second;
  if (text_of(body, "state") == "cancelled") {
    if (!std::exchange(one.cancelled, true)) summary_.count("cancelled");
    return;
  }
  if (!fresh) {
    summary_.count("requests_repeated");
    if (!one.last_reply.empty()) publish_({"partner/" + id_ + "/reply", one.last_reply, 1, false});
    return;
  }
  one.came = scheduler_.now();
  summary_.count("requests");
  summary_.count("requests_" + id_);
  if (random_.chance(manner_.silent)) {
    summary_.count("silent");
    return;
  }
  constexpr double sigma = 0.4;
  on_case_after(random_.log_normal(manner_.acknowledge_median_s, sigma), id, [this, id] { acknowledge(id); });
}

void Partner::acknowledge(const std::string& request) {
  std::string prefix;
  for (const char c : id_.substr(0, 3))
    prefix += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  const std::string reference = prefix + "-" + std::to_string(random_.whole(10000, 99999));
  summary_.count("acknowledged");
  summary_.sample("request_to_acknowledged", scheduler_.now() - cases_.at(request).came);
  reply(request, "acknowledged", "reference", reference);
  constexpr double sigma = 0.4;
  const double decide_s = random_.log_normal(manner_.accept_median_s, sigma);
  if (!random_.chance(manner_.rejects)) {
    on_case_after(decide_s, request, [this, request] { accept(request); });
    return;
  }
  on_case_after(decide_s, request, [this, request] {
    static constexpr std::array reasons{"no capacity tonight", "out of our area", "needs a clinician first"};
    summary_.count("rejected");
    reply(request, "rejected", "reason", random_.pick(reasons));
  });
}

void Partner::accept(const std::string& request) {
  const double arrive_s = random_.log_normal(manner_.arrive_median_min * 60, manner_.arrive_sigma);
  summary_.count("accepted");
  reply(request, "accepted", "eta_at", rfc3339(scheduler_.wall_after(seconds(arrive_s / speed_))));
  // The promise is kept to within a tenth or so.
  const double kept = random_.log_normal(1, 0.1);
  on_case_after(arrive_s * kept, request, [this, request] { visit(request); });
}

void Partner::visit(const std::string& request) {
  summary_.count("arrived");
  summary_.sample("request_to_arrived", scheduler_.now() - cases_.at(request).came);
  reply(request, "arrived");
  constexpr double sigma = 0.4;
  on_case_after(random_.log_normal(manner_.stay_median_min * 60, sigma), request, [this, request] {
    summary_.count("completed");
    reply(request, "complete");
  });
}

void Partner::reply(const std::string& request, const char* state, const std::string& member,
                    const std::string& value) {
  boost::json::object body{{"id", run_id_ + "-" + std::to_string(++replies_)},
                           {"request", request},
                           {"state", state},
                           {"at", rfc3339(scheduler_.wall_now())}};
  if (!member.empty()) body[member] = value;
  Case& one = cases_.at(request);
  one.last_reply = to_text(body);
  publish_({"partner/" + id_ + "/reply", one.last_reply, 1, false});
}

} // namespace turnout::sim
