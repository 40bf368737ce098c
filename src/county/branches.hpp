// Which branches of the code a run has taken: every kind of decision, and every value of the enumerations
// that say why. The names come from the code's own descriptions, so a new one is missed until a run takes it.
// One thread. Nothing fails.
#pragma once

#include "turnout/domain/incident.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace turnout::county {

class Branches {
public:
  Branches();
  void take(const Record& record);
  /// A hub was told that nothing could be stored: never in a record.
  void not_stored() { ++not_stored_; }
  /// "Kind" or "Kind.member=value", and how often.
  [[nodiscard]] std::map<std::string, std::uint64_t> named() const;

private:
  void take(const Decision& decision);

  std::vector<std::uint64_t> decisions_;
  std::vector<std::uint64_t> events_;
  std::vector<std::uint64_t> timers_;
  std::vector<std::uint64_t> released_;
  std::vector<std::uint64_t> ended_;
  std::vector<std::uint64_t> doubts_;
  std::vector<std::uint64_t> acks_;
  std::vector<std::uint64_t> rungs_;
  std::vector<std::uint64_t> told_;
  std::vector<std::uint64_t> assignments_;
  std::vector<std::uint64_t> needs_;
  std::vector<std::uint64_t> outcomes_;
  std::vector<std::uint64_t> evidence_;
  std::vector<std::uint64_t> requests_;
  std::vector<std::uint64_t> commands_done_;
  std::vector<std::uint64_t> commands_refused_;
  std::map<std::string, std::uint64_t> set_aside_{{"deadline", 0}, {"effect", 0}, {"other", 0}};
  std::uint64_t takeovers_ = 0;
  std::uint64_t second_places_ = 0;
  std::uint64_t late_alarms_ = 0;
  std::uint64_t future_alarms_ = 0;
  std::uint64_t late_timers_ = 0;
  std::uint64_t ladder_decided_ = 0;
  std::uint64_t undoubted_ = 0;
  std::uint64_t duty_recalled_ = 0;
  std::uint64_t storage_back_ = 0;
  std::uint64_t hub_back_ = 0;
  std::uint64_t not_stored_ = 0;
};

} // namespace turnout::county
