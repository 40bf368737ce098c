// The tables of plans.toml: one row for each key. Constants, any thread.
#pragma once

#include "fields.hpp"

namespace turnout::config {

[[nodiscard]] std::span<const Field<Plan>> plan_fields();
[[nodiscard]] std::span<const Field<OfferPolicy>> offer_fields();
[[nodiscard]] std::span<const Field<WatchPolicy>> watch_fields();
[[nodiscard]] std::span<const Field<Rung>> rung_fields();
[[nodiscard]] std::span<const Field<PlanMatch>> match_fields();
[[nodiscard]] std::span<const Field<TravelSettings>> travel_fields();
[[nodiscard]] std::span<const Field<TravelLaw>> law_fields();
[[nodiscard]] std::span<const Field<TravelFactor>> factor_fields();
[[nodiscard]] std::span<const Field<TravelCondition>> condition_fields();
[[nodiscard]] std::span<const Field<RuleSettings>> rule_fields();
[[nodiscard]] std::span<const Field<Partner>> partner_fields();

} // namespace turnout::config
