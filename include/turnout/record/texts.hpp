// Which kept texts a record speaks of, wherever it names them. A pure function, any thread, no failure.
#pragma once

#include "turnout/domain/incident.hpp"

#include <functional>
#include <set>
#include <string_view>

namespace turnout::record {

[[nodiscard]] std::set<TextId> texts_in(const Record& record);

/// Every run of bytes in quotes that looks like the id of a text: far quicker than reading the record, and
/// the id of an alarm may look the same.
void each_like_a_text(std::string_view json, const std::function<void(std::string_view)>& see);

} // namespace turnout::record
