#include <turnout/base/sha256.hpp>
#include <turnout/county/policy.hpp>
#include <turnout/record/json.hpp>

#include <algorithm>
#include <array>

namespace turnout::county {

namespace {

void for_each_plan(PlanNode& node, void (*change)(OfferPolicy&)) {
  change(node.plan.offers);
  for (auto& child : node.children)
    for_each_plan(child, change);
}

// Who is likely to accept is no matter to the ways that others use.
void one_at_a_time(OfferPolicy& offers) {
  offers.open = 1;
  offers.failure_cost = Duration(0);
}

/// The first to tap goes, however much nearer a later one would be.
void race_of_eight(OfferPolicy& offers) {
  offers.open = 8;
  offers.enough_percent = 100;
  offers.failure_cost = Duration(0);
  offers.takeover_margin = 24h;
}

void crow_one(PlanBook& book) {
  for_each_plan(book.root, one_at_a_time);
  TravelSettings& travel = book.travel;
  travel.barriers.clear();
  travel.crossings.clear();
  travel.turnout_firefighter_on_call = travel.turnout_firefighter_wholetime = travel.turnout_carer =
      travel.turnout_family = travel.turnout_volunteer = Duration(0);
}

void eta_one(PlanBook& book) {
  for_each_plan(book.root, one_at_a_time);
}

void broadcast_8(PlanBook& book) {
  for_each_plan(book.root, race_of_eight);
}

void ours(PlanBook&) {}

constexpr std::array<Policy, 5> all = {{
    {"crow-one", "nearest in a straight line, river and turnout unknown, one at a time", crow_one},
    {"eta-one", "nearest by arrival, one at a time", eta_one},
    {"broadcast-8", "eight phones ring, the first to accept goes", broadcast_8},
    {"ours", "the plans as they are shipped", ours},
    {"ours-moved", "the same, and mobile cars stand where they are advised to", ours, true},
}};

} // namespace

std::span<const Policy> policies() {
  return all;
}

const Policy* find_policy(std::string_view name) {
  const auto* const found =
      std::find_if(all.begin(), all.end(), [&](const Policy& policy) { return policy.name == name; });
  return found == all.end() ? nullptr : found;
}

void stamp_revision(PlanBook& book) {
  constexpr std::size_t revision_digits = 12;
  book.revision = PlanRevision();
  book.revision = PlanRevision(sha256_hex(record::to_json(book)).substr(0, revision_digits));
}

} // namespace turnout::county
