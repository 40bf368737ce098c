// The list for the care team's review, with names, as JSON. Called on the reading thread. A store that fails
// is a problem document.
#pragma once

#include "http.hpp"
#include "turnout/care/review.hpp"
#include "turnout/store/read_store.hpp"

namespace turnout::console {

struct ReviewQuery {
  WallTime as_of;
  care::ReviewSettings settings;
};

/// `as_of`, `falls`, `conveyances`, `frequent_least`, `frequent_top`; else an Error that names the member.
[[nodiscard]] Result<ReviewQuery> review_query(const std::map<std::string, std::string>& query, WallTime now);

/// The answer, and everybody in it: the look is journalled before it is given.
[[nodiscard]] std::pair<Answer, std::vector<PersonId>> review_list(store::ReadStore& store,
                                                                   const ReviewQuery& query, WallTime now);

} // namespace turnout::console
