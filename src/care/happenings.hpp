// What of an incident's records a crew taking over must know, each in a few words. Pure, no failure.
#pragma once

#include "turnout/care/handover.hpp"

namespace turnout::care {

/// Of everything, in order.
[[nodiscard]] std::vector<Happening> happenings(const HandoverFacts& facts);

/// At most so many characters, cut at the end with an ellipsis.
[[nodiscard]] std::string shortened(const std::string& text, std::size_t characters);

/// The words of a kept text, or nothing.
[[nodiscard]] std::string text_of(const HandoverFacts& facts, const std::optional<TextId>& id);

} // namespace turnout::care
