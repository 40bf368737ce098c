// A partner service as Turnout meets it: acknowledges a request with a reference, accepts with a time of
// arrival, arrives, completes; or rejects, or says nothing. A repeated request gets the same answer again.
// One thread, driven by the scheduler; nothing here fails.
#pragma once

#include "support/message.hpp"
#include "support/random.hpp"
#include "support/scheduler.hpp"
#include "support/summary.hpp"

#include <map>
#include <string>

namespace turnout::sim {

struct PartnerManner {
  double silent = 0.05;
  double rejects = 0.05;
  double acknowledge_median_s = 12;
  double accept_median_s = 90; // after the acknowledgement
  double arrive_median_min = 60;
  double arrive_sigma = 0.4;
  double stay_median_min = 35;
};

PartnerManner manner_of(const std::string& partner);

class Partner {
public:
  Partner(std::string id, PartnerManner manner, double speed, std::string run_id, Random random,
          Scheduler& scheduler, Publish publish, Summary& summary);
  Partner(const Partner&) = delete;
  Partner& operator=(const Partner&) = delete;

  // A payload that came on partner/{id}/request.
  void request(const std::string& payload);

private:
  struct Case {
    bool cancelled = false;
    Instant came{0};
    std::string last_reply; // as sent
  };

  void acknowledge(const std::string& request);
  void accept(const std::string& request);
  void visit(const std::string& request);
  void reply(const std::string& request, const char* state, const std::string& member = {},
             const std::string& value = {});
  // Runs the task later unless the request is called off by then.
  void on_case_after(double delay_s, const std::string& request, Task task);

  std::string id_;
  PartnerManner manner_;
  double speed_;
  std::string run_id_;
  Random random_;
  Scheduler& scheduler_;
  Publish publish_;
  Summary& summary_;
  std::map<std::string, Case> cases_;
  int replies_ = 0;
};

} // namespace turnout::sim
