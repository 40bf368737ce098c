// Partner services: acknowledge, accept with a time, come, finish; or say no, or nothing. What one does about
// an incident is drawn from the service and the alarm. One thread. Nothing fails.
#pragma once

#include "casebook.hpp"

namespace turnout::county {

class Partners {
public:
  Partners(Stage& stage, Casebook& casebook);
  void receive(const std::string& partner, const std::string& payload);
  [[nodiscard]] std::size_t open() const noexcept { return requests_.size(); }

private:
  struct Request {
    std::string partner;
    std::string last;
    bool over = false;
  };
  void reply(const std::string& request, std::string_view state, std::string_view eta = {});
  void later(Duration span, const std::string& request, std::function<void()> task);

  Stage& stage_;
  Casebook& casebook_;
  std::unordered_map<std::string, Service> services_; ///< looked up, never walked
  std::map<std::string, Request> requests_;
  std::uint64_t said_ = 0;
};

} // namespace turnout::county
