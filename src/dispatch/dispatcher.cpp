// Routes each kind of event to its rules; holds none itself.
#include "decide.hpp"
#include "rebalance.hpp"

namespace turnout::dispatch {

std::vector<Decision> decide(State& state, const Context& context, const Event& event) {
  Deciding deciding(state, context);
  std::visit([&](const auto& happened) { on(deciding, happened); }, event);
  use_the_freed(deciding);
  return deciding.take();
}

} // namespace turnout::dispatch
