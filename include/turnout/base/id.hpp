// Identifiers that cannot be mixed up: an Id<HubTag> never converts to an Id<PersonTag>.
// Value types; safe on any thread as any value is.
// Construction never fails: whether a text is fit to be an id is the business of whoever read it (see
// valid_id).
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <utility>

namespace turnout {

template <class Tag>
class Id {
public:
  Id() = default;
  explicit Id(std::string text) : text_(std::move(text)) {}

  [[nodiscard]] const std::string& str() const noexcept { return text_; }
  [[nodiscard]] bool empty() const noexcept { return text_.empty(); }

  friend auto operator<=>(const Id&, const Id&) = default;
  friend bool operator==(const Id&, const Id&) = default;

private:
  std::string text_;
};

/// An identifier made by a sender: 1 to 64 of A-Z a-z 0-9 . _ : - (contract.md, general rules).
[[nodiscard]] bool valid_id(std::string_view text) noexcept;

} // namespace turnout
