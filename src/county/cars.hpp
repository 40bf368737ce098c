// Mobile cars that do as they are advised, for the policy that says so: whenever others are free than before,
// the rules' advice is asked for as `turnoutctl advise cars` would, and followed at once. One thread. Nothing
// fails.
#pragma once

#include "phones.hpp"

#include <turnout/dispatch/cars.hpp>

namespace turnout::county {

class Cars {
public:
  Cars(Stage& stage, Phones& phones) : stage_(stage), phones_(phones) {}

  void start();
  [[nodiscard]] std::uint64_t moves() const noexcept { return moves_; }

private:
  void look();
  void follow(const dispatch::State& state, std::vector<dispatch::FreeCar> cars);

  Stage& stage_;
  Phones& phones_;
  std::vector<ResponderIndex> cars_;
  dispatch::CarQuestion question_; ///< what does not change from one look to the next
  std::vector<ResponderId> free_;  ///< at the last look
  std::uint64_t moves_ = 0;
};

} // namespace turnout::county
