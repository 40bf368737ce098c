// The views of the live stream as they stand, each row with the number of its last change. A delta from any
// number is a range of that order, so nothing is queued for anybody and a slow reader costs nothing. The I/O
// thread's. Cannot fail; what was forgotten is asked for with a snapshot.
#pragma once

#include <boost/json.hpp>

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace turnout::console {

enum class View : std::uint8_t { incidents, responders, alerts, partners, bases, system, wallboard };
inline constexpr std::size_t view_count = 7;

[[nodiscard]] std::string_view name_of(View view) noexcept;
[[nodiscard]] std::optional<View> view_of(std::string_view name) noexcept;

/// The whole row as JSON, or nothing: it is gone.
struct RowChange {
  View view = View::system;
  std::string id;
  std::shared_ptr<const std::string> json;
};

class LiveViews {
public:
  /// `gone_max`: how many rows that are gone are remembered in each view.
  explicit LiveViews(std::string epoch, std::size_t gone_max = 10'000)
      : epoch_(std::move(epoch)), gone_max_(gone_max) {}

  void take(const std::vector<RowChange>& changes);

  [[nodiscard]] const std::string& epoch() const noexcept { return epoch_; }
  [[nodiscard]] std::uint64_t sequence() const noexcept { return sequence_; }
  [[nodiscard]] bool changed_since(View view, std::uint64_t sequence) const noexcept;
  /// Whether a delta from there is whole.
  [[nodiscard]] bool remembers(View view, std::uint64_t sequence) const noexcept;

  [[nodiscard]] boost::json::array rows(View view) const;

  // Frames of docs/openapi.json, up to `sequence()`.
  [[nodiscard]] std::string snapshot(View view) const;
  [[nodiscard]] std::string delta(View view, std::uint64_t from) const;

private:
  struct Row {
    std::shared_ptr<const std::string> json; ///< null: gone
    std::uint64_t sequence = 0;
  };
  struct Held {
    std::map<std::string, Row, std::less<>> rows;
    std::map<std::uint64_t, std::string> order; ///< by last change
    std::map<std::uint64_t, std::string> gone;
    std::uint64_t forgotten = 0; ///< the last change of what is not remembered any more
  };
  [[nodiscard]] const Held& held(View view) const { return views_[static_cast<std::size_t>(view)]; }

  std::string epoch_;
  std::size_t gone_max_;
  std::uint64_t sequence_ = 0;
  std::array<Held, view_count> views_;
};

} // namespace turnout::console
