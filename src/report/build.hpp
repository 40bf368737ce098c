// Putting a table together: columns once, then rows, with the sums a reader could make. Pure, any thread, no
// failure.
#pragma once

#include "turnout/report/facts.hpp"
#include "turnout/report/table.hpp"

#include <functional>
#include <string_view>

namespace turnout::report {

/// Some of the incidents: what they are called and which they are.
struct Group {
  std::string scope; ///< as `area=stroud`; empty: all
  std::string title;
  std::function<bool(const Incident&)> holds;
};

class TableBuilder {
public:
  TableBuilder(std::string name, std::string title, std::string about);

  TableBuilder& leaving_out(std::string what);
  TableBuilder& for_the_service();
  /// `of`: what its shares are of.
  TableBuilder& column(std::string name, std::string title, std::string meaning, std::string fact = {},
                       std::string of = {});
  TableBuilder& row(std::string scope, std::vector<Cell> cells, std::vector<Same> same = {});
  /// What is behind the figures of these columns: the `met` of shares and `n` of rates, and what they are of.
  TableBuilder& figures_of(const std::vector<std::string_view>& columns, const std::string& fact,
                           const std::string& of);
  /// The shares of this column are of everybody's `fact`, not of that of their own row.
  TableBuilder& shares_of_all(std::string_view column, const std::string& fact);
  /// What each of one count of that row stands for.
  TableBuilder& last_row_holds(Each each);
  /// The first row is the sum of all others.
  TableBuilder& first_row_sums();
  /// By the names of columns.
  TableBuilder& sums(std::string_view whole, const std::vector<std::string_view>& parts);
  TableBuilder& chart(Chart chart);
  [[nodiscard]] Table take() { return std::move(table_); }

private:
  [[nodiscard]] std::size_t index(std::string_view column) const;
  Table table_;
};

/// Whole word for word of an enumerator, as people read it: `no_injury_helped_up` → `no injury helped up`.
[[nodiscard]] std::string words(std::string_view name);

/// 2026-12-01 00:00 of the local clock.
[[nodiscard]] std::string local_words(WallTime at, const ZoneTable& zone);

/// Everybody, then each area, where there is more than one.
[[nodiscard]] std::vector<Group> by_area(const Facts& facts);
[[nodiscard]] std::vector<Group> by_rurality(const Facts& facts);
[[nodiscard]] std::vector<Group> by_practice(const Facts& facts);
[[nodiscard]] std::vector<Group> by_class(const Facts& facts);

/// Percentile of what is sorted here; nothing of nothing.
[[nodiscard]] Cell spread(std::vector<Duration> spans, unsigned percent);

/// Whom a visit was about: people are counted, machines are not.
[[nodiscard]] inline bool about_a_person(const Incident& incident) {
  return incident.cls < AlarmClass::technical;
}

/// An operator's answer to an alarm; a call that a person took to begin with is none.
[[nodiscard]] inline bool counts_for_answer(const Incident& incident) {
  return about_a_person(incident) && !incident.opened_by;
}

/// Who counts for the response: with the person first, else first at the door, else the first to accept.
[[nodiscard]] const Assignment* first_response(const Incident& incident);

/// The offer somebody went out on.
[[nodiscard]] const Offer* offer_of(const Incident& incident, const OfferId& id);

[[nodiscard]] bool has_arrived(const PartnerRequest& request);

} // namespace turnout::report
