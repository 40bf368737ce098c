#include <turnout/base/sha256.hpp>
#include <turnout/record/text.hpp>
#include <turnout/store/chain.hpp>

#include <charconv>

namespace turnout::store {

namespace {

std::string record_name(std::uint64_t sequence) {
  return "record " + std::to_string(sequence);
}

/// Calls `fits` with everything that one lost, added, altered or swapped byte could have made of `text`; true
/// at the first that fits. A text too long to be worth it is left alone.
template <class Fits>
bool one_byte_away(const std::string& text, std::string_view bytes, Fits fits) {
  constexpr std::size_t tries_max = 60'000;
  if (text.size() * (2 * bytes.size() + 2) > tries_max) return false;
  std::string tried = text;
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char byte : bytes) {
      tried[at] = byte;
      if (byte != text[at] && fits(tried)) return true;
    }
    tried[at] = text[at];
    if (at + 1 < text.size() && text[at] != text[at + 1]) {
      std::swap(tried[at], tried[at + 1]);
      if (fits(tried)) return true;
      std::swap(tried[at], tried[at + 1]);
    }
    tried.erase(at, 1);
    if (fits(tried)) return true;
    tried = text;
  }
  for (std::size_t at = 0; at <= text.size(); ++at) {
    tried = text;
    tried.insert(at, 1, ' ');
    for (const char byte : bytes) {
      tried[at] = byte;
      if (fits(tried)) return true;
    }
  }
  return false;
}

/// `set` puts a number that could have stood there into the link.
template <class Number, class Set>
bool another_number(const Link& link, Number found, Set set) {
  return one_byte_away(std::to_string(found), "0123456789", [&](const std::string& tried) {
    Number number{};
    const char* end = tried.data() + tried.size();
    const auto read = std::from_chars(tried.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end) return false;
    Link other = link;
    set(other, number);
    return link_hash(other) == link.hash;
  });
}

bool another_text(const Link& link, std::string_view Link::*member) {
  constexpr std::string_view json =
      "\"{}[]:,.-_ abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  Link other = link;
  return one_byte_away(std::string(link.*member), json, [&](const std::string& tried) {
    other.*member = tried;
    return link_hash(other) == link.hash;
  });
}

/// Which member has to be another for the hash to fit, the cheapest question first.
std::string member_changed(const Link& link, std::uint64_t expected, const std::string& before) {
  Link as_it_was = link;
  as_it_was.previous = before;
  if (link.previous != before && link_hash(as_it_was) == link.hash) return "previous";
  if (link_hash(link) == link.hash) return "event_kind";
  as_it_was.sequence = expected;
  if (link.sequence != expected && link_hash(as_it_was) == link.hash) return "sequence";
  if (another_number(link, link.sequence, [](Link& other, std::uint64_t n) { other.sequence = n; }))
    return "sequence";
  if (another_number(link, link.at_ms, [](Link& other, std::int64_t n) { other.at_ms = n; })) return "at_ms";
  if (another_number(link, link.epoch, [](Link& other, std::uint64_t n) { other.epoch = n; })) return "epoch";
  if (another_text(link, &Link::event)) return "event";
  return another_text(link, &Link::decisions) ? "decisions" : "event or decisions";
}

bool bears_its_kind(const Link& link) {
  return link.event.starts_with("[\"" + std::string(link.event_kind) + "\",");
}

} // namespace

std::string link_bytes(const Link& link) {
  std::string bytes;
  bytes.reserve(link.previous.size() + link.event.size() + link.decisions.size() + 64);
  bytes += link.previous;
  bytes += '\n';
  record::append_number(bytes, link.sequence);
  bytes += '\n';
  record::append_number(bytes, link.epoch);
  bytes += '\n';
  record::append_number(bytes, link.at_ms);
  bytes += '\n';
  bytes += link.event;
  bytes += '\n';
  bytes += link.decisions;
  return bytes;
}

std::string link_hash(const Link& link) {
  return sha256_hex(link_bytes(link));
}

Result<std::optional<Misfit>> Chain::take(const Link& link) {
  const std::uint64_t expected = last_sequence_ + 1;
  const bool whole = link_hash(link) == link.hash && bears_its_kind(link);
  if (link.sequence != expected || link.previous != last_hash_ || !whole) {
    auto misfit = out_of_place(link, whole);
    if (!misfit) return Error{misfit.error()};
    return std::optional(std::move(misfit).value());
  }
  if (link.epoch < epoch_) {
    return std::optional(Misfit{MisfitKind::epoch_fell, link.sequence,
                                record_name(link.sequence) + " was written under epoch " +
                                    std::to_string(link.epoch) + ", after one of epoch " +
                                    std::to_string(epoch_),
                                "epoch"});
  }
  epoch_ = link.epoch;
  last_hash_ = link.hash;
  last_sequence_ = link.sequence;
  ++records_;
  return std::optional<Misfit>();
}

/// Names what happened to a chain that does not go on: the record that follows the last good one may stand
/// elsewhere.
Result<Misfit> Chain::out_of_place(const Link& link, bool whole) {
  const std::uint64_t expected = last_sequence_ + 1;
  const auto next = follower_(last_hash_, expected);
  if (!next) return Error{next.error()};
  if (next.value() && (whole || link.sequence != expected || link.previous != last_hash_)) {
    return Misfit{MisfitKind::reordered,
                  expected,
                  "what was written as " + record_name(expected) + " stands at " +
                      std::to_string(*next.value()),
                  {}};
  }
  if (link.sequence != expected) {
    const std::string gone = link.sequence == expected + 1
                                 ? record_name(expected) + " is gone"
                                 : "records " + std::to_string(expected) + " to " +
                                       std::to_string(link.sequence - 1) + " are gone";
    return Misfit{MisfitKind::dropped, expected, gone, {}};
  }
  if (whole) {
    return Misfit{MisfitKind::dropped,
                  expected,
                  record_name(expected) +
                      " is whole but does not follow the one before it: another stood between "
                      "them, or that one was written anew",
                  {}};
  }
  return changed(link);
}

Result<Misfit> Chain::changed(const Link& link) {
  const std::uint64_t expected = last_sequence_ + 1;
  // The next record repeats the hash: where it repeats another one than this record bears, that is the one
  // that was changed.
  const std::string told = link_hash(link);
  const auto next = told == link.hash ? Result(std::optional<std::uint64_t>()) : follower_(told, expected);
  if (!next) return Error{next.error()};
  const std::string member = next.value() ? "hash" : member_changed(link, expected, last_hash_);
  return Misfit{MisfitKind::changed, expected,
                record_name(expected) + " is not what was written: its " + member +
                    (member == "event or decisions" ? " were changed" : " was changed"),
                member};
}

} // namespace turnout::store
