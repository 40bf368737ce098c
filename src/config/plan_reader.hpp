// From a parsed plans.toml to a PlanBook. One call, one thread, no throwing; problems are added, not
// returned.
#pragma once

#include "fields.hpp"

namespace turnout::config {

inline constexpr std::size_t rungs_max = 64;
inline constexpr std::size_t branches_max = 64; ///< of one plan
inline constexpr int branch_depth_max = 8;
inline constexpr std::size_t partners_max = 64;
inline constexpr std::size_t barriers_max = 64;
inline constexpr std::size_t crossings_max = 64;
inline constexpr std::size_t barrier_points_max = 4096;
inline constexpr std::size_t travel_entries_max = 64; ///< laws, factors, conditions, places of one

/// The flags Turnout's own rules and default plans speak of; a site adds its own in rules.risk_flags.
[[nodiscard]] const std::set<std::string>& known_risk_flags();

/// The whole file.
void read_book(const toml::table& file, Problems& problems, PlanBook& book);

/// `[travel]`.
void read_travel(TableReader& reader, TravelSettings& travel);

/// A plan and its branches, on top of what it inherits.
class PlanReader {
public:
  PlanReader(Problems& problems, const Vocabulary& words, const std::vector<Partner>& partners)
      : problems_(problems), words_(words), partners_(partners) {}

  void root(const toml::table& table, PlanNode& node);

private:
  void plan(TableReader& reader, PlanNode& node, int depth);
  void branches(TableReader& reader, PlanNode& parent, int depth);
  void branch(const toml::table& table, const std::string& where, std::set<std::string>& names,
              PlanNode& parent, int depth);
  void ladder(TableReader& reader, Plan& plan);
  void rung(TableReader& reader, Rung& rung);
  void refuse_silence(TableReader& reader, const Plan& plan);
  void sense(TableReader& reader, const Plan& plan);

  Problems& problems_;
  const Vocabulary& words_;
  const std::vector<Partner>& partners_;
};

} // namespace turnout::config
