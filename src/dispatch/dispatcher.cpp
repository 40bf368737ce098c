// Routes each kind of event to its rules; holds none itself.
#include "decide.hpp"

namespace turnout::dispatch {

std::vector<Decision> decide(State& state, const Context& context, const Event& event) {
  Deciding deciding(state, context);
  std::visit([&](const auto& happened) { on(deciding, happened); }, event);
  return deciding.take();
}

} // namespace turnout::dispatch
