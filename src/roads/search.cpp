#include "search.hpp"

#include <algorithm>

namespace turnout::roads {

namespace {

/// The time for a part of a piece.
std::uint32_t share(std::uint32_t ms, std::uint32_t part_cm, std::uint32_t length_cm) {
  if (length_cm == 0) return 0;
  return static_cast<std::uint32_t>(std::uint64_t{ms} * part_cm / length_cm);
}

void sooner(std::optional<Drive>& best, std::uint32_t ms, std::uint32_t cm) {
  if (!best || ms < best->ms || (ms == best->ms && cm < best->cm)) best = Drive{ms, cm};
}

} // namespace

Search::Search(const RoadMap& map, const std::vector<bool>& shut, const Foot& to)
    : map_(map), shut_(shut), to_(to), drives_(map.roads().junctions, Drive{never, never}),
      settled_(map.roads().junctions) {
  const Piece& last = map_.roads().pieces[to.piece];
  const std::uint32_t before = to.along_cm;
  const std::uint32_t behind = last.length_cm - to.along_cm;
  if (last.forward_ms != never) reach(last.tail, share(last.forward_ms, before, last.length_cm), before);
  if (last.backward_ms != never) reach(last.head, share(last.backward_ms, behind, last.length_cm), behind);
}

void Search::reach(std::uint32_t junction, std::uint32_t ms, std::uint32_t cm) {
  Drive& known = drives_[junction];
  if (ms > known.ms || (ms == known.ms && cm >= known.cm)) return;
  const bool again = ms == known.ms;
  known = {ms, cm};
  if (!again) open_.push({ms, junction});
}

void Search::settle_next() {
  const Open next = open_.top();
  open_.pop();
  if (settled_[next.junction]) return;
  settled_[next.junction] = true;
  const Drive here = drives_[next.junction];
  for (const Arc& arc : map_.into(next.junction)) {
    if (settled_[arc.from] || (!shut_.empty() && shut_[arc.piece])) continue;
    reach(arc.from, here.ms + arc.ms, here.cm + arc.cm);
  }
}

void Search::go_on_until(std::uint32_t junction) {
  while (!open_.empty() && (junction == never || !settled_[junction]))
    settle_next();
}

std::optional<Drive> Search::from(const Foot& foot) {
  const Piece& first = map_.roads().pieces[foot.piece];
  const std::uint32_t behind = first.length_cm - foot.along_cm;
  std::optional<Drive> best;
  if (first.forward_ms != never) {
    go_on_until(first.head);
    if (const Drive rest = drives_[first.head]; rest.ms != never)
      sooner(best, share(first.forward_ms, behind, first.length_cm) + rest.ms, behind + rest.cm);
  }
  if (first.backward_ms != never) {
    go_on_until(first.tail);
    if (const Drive rest = drives_[first.tail]; rest.ms != never)
      sooner(best, share(first.backward_ms, foot.along_cm, first.length_cm) + rest.ms,
             foot.along_cm + rest.cm);
  }
  if (foot.piece != to_.piece) return best;
  const bool onward = to_.along_cm >= foot.along_cm;
  const std::uint32_t apart = onward ? to_.along_cm - foot.along_cm : foot.along_cm - to_.along_cm;
  const std::uint32_t whole = onward ? first.forward_ms : first.backward_ms;
  if (whole != never || apart == 0)
    sooner(best, apart == 0 ? 0 : share(whole, apart, first.length_cm), apart);
  return best;
}

} // namespace turnout::roads
