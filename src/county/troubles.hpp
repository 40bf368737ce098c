// When things go wrong: the process dies, the disk refuses, the broker falls, the clock is set, a hub shouts,
// a valley goes dark. Each kind has its own stream. One thread. Ends when the world runs down.
#pragma once

#include "hubs.hpp"
#include "phones.hpp"

namespace turnout::county {

class Troubles {
public:
  struct Hands {
    std::function<void(WallTime)> excuse; ///< the engine's clock jumped up to here
    std::function<void()> disk_lies;      ///< from now on, until the process dies
  };
  Troubles(Stage& stage, Hubs& hubs, Phones& phones, Hands hands)
      : stage_(stage), hubs_(hubs), phones_(phones), hands_(std::move(hands)) {}

  void start();
  /// The world runs down: everything is mended.
  void mend();

private:
  using What = std::function<void(Chance&)>;
  void often(std::string_view name, double a_day, What what, std::uint64_t nth = 0);
  void at_hour(double hour, std::function<void()> what);
  void start_process_and_disk();
  void start_network();

  Stage& stage_;
  Hubs& hubs_;
  Phones& phones_;
  Hands hands_;
  std::uint64_t fires_ = 0;
};

} // namespace turnout::county
