#include "turnout/config/draw.hpp"

#include "plan_fields.hpp"

#include <algorithm>
#include <cmath>

namespace turnout::config {

namespace {

struct Draw {
  double share;
  const std::function<double()>& unit;

  /// Even over the orders of magnitude between least and most.
  [[nodiscard]] std::int64_t between(const Limits& limits) const {
    const double least = std::max<double>(1, static_cast<double>(limits.least));
    const double most = std::max<double>(least, static_cast<double>(limits.most));
    const double drawn = least * std::pow(most / least, unit());
    return std::clamp(std::llround(drawn), static_cast<long long>(limits.least),
                      static_cast<long long>(limits.most));
  }

  template <class T>
  void all(std::span<const Field<T>> fields, T& into) const {
    for (const Field<T>& field : fields) {
      if (unit() >= share) continue;
      if (const auto* span = std::get_if<Duration T::*>(&field.member)) {
        into.*(*span) = Duration(between(field.limits));
      } else if (const auto* number = std::get_if<int T::*>(&field.member)) {
        into.*(*number) = static_cast<int>(between(field.limits));
      }
    }
  }

  void plans(PlanNode& node) const {
    all(plan_fields(), node.plan);
    all(offer_fields(), node.plan.offers);
    all(watch_fields(), node.plan.watch);
    node.plan.answer_latest = std::max(node.plan.answer_latest, node.plan.answer_within);
    node.plan.watch.arrive_latest = std::max(node.plan.watch.arrive_latest, node.plan.watch.arrive_by);
    for (auto& child : node.children)
      plans(child);
  }
};

} // namespace

void draw_settings(PlanBook& book, double share, const std::function<double()>& unit) {
  const Draw draw{share, unit};
  draw.plans(book.root);
  draw.all(rule_fields(), book.rules);
}

} // namespace turnout::config
