// The chain of hashes, link by link: of a journal's rows, or of the lines of an export. One thread. An Error
// is the reader's own, passed on; a link that does not fit is a finding.
#pragma once

#include "turnout/base/result.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace turnout::store {

/// Before the first record.
inline constexpr std::string_view no_hash =
    "0000000000000000000000000000000000000000000000000000000000000000";

/// changed: a byte of it is not what was written · dropped: records before it, or at the end after it, are
/// gone · reordered: it stands at another's place · epoch_fell: an older process wrote after a newer one ·
/// text_changed: a kept text does not bear its own SHA-256 · text_gone: a record names a text that is neither
/// there nor said to be erased · text_not_erased: one is said to be erased and no record says so.
enum class MisfitKind : std::uint8_t {
  changed,
  dropped,
  reordered,
  epoch_fell,
  text_changed,
  text_gone,
  text_not_erased
};

struct Misfit {
  MisfitKind kind = MisfitKind::changed;
  std::uint64_t sequence = 0; ///< the first that does not fit; 0 for a text
  std::string reason;         ///< one sentence for a human
  /// Of a changed record: event, decisions, at_ms … as far as it can be told, else "event or decisions".
  std::string member;
};

/// A record in the bytes that are stored and hashed.
struct Link {
  std::uint64_t sequence = 0;
  std::uint64_t epoch = 0;
  std::int64_t at_ms = 0;
  std::string_view event_kind;
  std::string_view event;
  std::string_view decisions;
  std::string_view previous;
  std::string_view hash;
};

/// The documented bytes of a link: previous, sequence, epoch, at_ms, event and decisions, a newline between
/// each.
[[nodiscard]] std::string link_bytes(const Link& link);
[[nodiscard]] std::string link_hash(const Link& link);

class Chain {
public:
  /// The sequence of a link whose `previous` is this hash, other than `except`; nothing where there is none.
  using Follower =
      std::function<Result<std::optional<std::uint64_t>>(std::string_view hash, std::uint64_t except)>;

  explicit Chain(Follower follower, std::uint64_t first = 1, std::string_view before = no_hash)
      : follower_(std::move(follower)), last_sequence_(first - 1), last_hash_(before) {}

  /// Nothing while it fits.
  [[nodiscard]] Result<std::optional<Misfit>> take(const Link& link);

  [[nodiscard]] std::uint64_t records() const noexcept { return records_; } ///< that fitted
  [[nodiscard]] std::uint64_t last_sequence() const noexcept { return last_sequence_; }
  [[nodiscard]] const std::string& last_hash() const noexcept { return last_hash_; }
  [[nodiscard]] std::uint64_t epoch() const noexcept { return epoch_; }

private:
  [[nodiscard]] Result<Misfit> out_of_place(const Link& link, bool whole);
  [[nodiscard]] Result<Misfit> changed(const Link& link);

  Follower follower_;
  std::uint64_t records_ = 0;
  std::uint64_t last_sequence_;
  std::string last_hash_;
  std::uint64_t epoch_ = 0;
};

} // namespace turnout::store
