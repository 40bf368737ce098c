// A stage for agents: virtual time from a fixed moment, and everything they say kept in order. One thread.
#pragma once

#include "support/json.hpp"
#include "support/message.hpp"
#include "support/scheduler.hpp"
#include "support/summary.hpp"

#include <string>
#include <vector>

namespace turnout::sim {

struct Stage {
  // Wednesday 2026-01-14, noon UTC, which is also noon in London.
  Scheduler scheduler{std::chrono::sys_days(std::chrono::year{2026} / 1 / 14) + std::chrono::hours(12)};
  Summary summary{"test"};
  std::vector<Message> said;

  Publish publish() {
    return [this](const Message& m) { said.push_back(m); };
  }
  void run_for(double s) { scheduler.advance_to(scheduler.now() + seconds(s)); }

  [[nodiscard]] std::vector<boost::json::object> on(const std::string& topic) const {
    std::vector<boost::json::object> found;
    for (const auto& m : said) {
      if (m.topic == topic) found.push_back(parse_object(m.payload));
    }
    return found;
  }
  // The given member of every message on the topic, in order.
  [[nodiscard]] std::vector<std::string> each(const std::string& topic, const std::string& member) const {
    std::vector<std::string> texts;
    for (const auto& body : on(topic))
      texts.push_back(text_of(body, member));
    return texts;
  }
};

using Texts = std::vector<std::string>;

} // namespace turnout::sim
