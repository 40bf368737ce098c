#include "charts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace turnout::verdict {
namespace {

constexpr double margin = 16;
constexpr std::size_t marks_max = 2500; ///< more would only be ink
constexpr std::size_t towns_named = 14;

/// Flat enough for a county.
class Projection {
public:
  explicit Projection(const Page& page) {
    for (const auto& outline : page.geography.outlines)
      for (const GeoPoint& point : outline.ring)
        take(point);
    for (const auto& station : page.geography.stations)
      take(station.place);
    if (page.geography.outlines.empty())
      for (const auto& alarm : page.run.alarms)
        take(alarm.place);
    if (south_ > north_) south_ = north_ = west_ = east_ = 0;
    squeeze_ = std::cos((south_ + north_) / 2 * 1e-7 * std::numbers::pi / 180);
    const double across = std::max((east_ - west_) * squeeze_, 1.0);
    scale_ = (page_width - 2 * margin) / across;
  }

  [[nodiscard]] double height() const { return (north_ - south_) * scale_ + 2 * margin; }
  [[nodiscard]] std::pair<double, double> at(const GeoPoint& point) const {
    return {margin + (point.lon_e7 - west_) * squeeze_ * scale_, margin + (north_ - point.lat_e7) * scale_};
  }
  /// What lies beyond the county, such as the river's mouth, may lie beyond the drawing.
  [[nodiscard]] bool shows(const GeoPoint& point) const {
    const auto [x, y] = at(point);
    return x >= 0 && x <= page_width && y >= 0 && y <= height();
  }
  [[nodiscard]] double pixels_of_10km() const {
    constexpr double e7_of_10km = 10'000 / 0.011132;
    return e7_of_10km * scale_;
  }

private:
  void take(const GeoPoint& point) {
    north_ = std::max<double>(north_, point.lat_e7);
    south_ = std::min<double>(south_, point.lat_e7);
    east_ = std::max<double>(east_, point.lon_e7);
    west_ = std::min<double>(west_, point.lon_e7);
  }

  double north_ = -900'000'000;
  double south_ = 900'000'000;
  double east_ = -1'800'000'000;
  double west_ = 1'800'000'000;
  double squeeze_ = 1;
  double scale_ = 1;
};

/// How long it took, as a shape and a colour.
enum class Mark { soon, later, late, nobody };

struct MarkKind {
  Mark mark;
  const char* words;
};
constexpr std::array<MarkKind, 4> marks{{{Mark::soon, "within 15 min"},
                                         {Mark::later, "in 15 to 30 min"},
                                         {Mark::late, "in over 30 min"},
                                         {Mark::nobody, "nobody came"}}};

Mark mark_of(const JudgedAlarm& alarm) {
  if (!alarm.reached) return Mark::nobody;
  if (alarm.response > 30min) return Mark::late;
  return alarm.response > 15min ? Mark::later : Mark::soon;
}

void draw_mark(Svg& svg, double x, double y, Mark mark) {
  switch (mark) {
  case Mark::soon:
    svg.circle(x, y, 2.6, "soon");
    break;
  case Mark::later:
    svg.shape({{x, y - 4}, {x + 4, y}, {x, y + 4}, {x - 4, y}}, true, "later");
    break;
  case Mark::late:
    svg.shape({{x, y - 5.5}, {x + 5, y + 4}, {x - 5, y + 4}}, true, "late");
    break;
  case Mark::nobody:
    svg.line(x - 4, y - 4, x + 4, y + 4, "nobody").line(x - 4, y + 4, x + 4, y - 4, "nobody");
    break;
  }
}

void draw_land(Svg& svg, const Projection& onto, const Geography& geography) {
  const auto points = [&](const std::vector<GeoPoint>& line) {
    std::vector<std::pair<double, double>> drawn;
    drawn.reserve(line.size());
    for (const auto& point : line)
      drawn.push_back(onto.at(point));
    return drawn;
  };
  for (const auto& outline : geography.outlines)
    svg.shape(points(outline.ring), true, "land");
  std::vector<GeoPoint> river;
  for (const auto& point : geography.river)
    if (onto.shows(point)) river.push_back(point);
  svg.shape(points(river), false, "river");
  for (const auto& crossing : geography.crossings) {
    if (!onto.shows(crossing.place)) continue;
    const auto [x, y] = onto.at(crossing.place);
    svg.line(x - 6, y, x + 6, y, "bridge");
  }
}

void draw_stations(Svg& svg, const Projection& onto, const Geography& geography) {
  for (const auto& station : geography.stations) {
    const auto [x, y] = onto.at(station.place);
    svg.box(x - 4, y - 4, 8, 8, "station");
  }
}

void draw_towns(Svg& svg, const Projection& onto, const Geography& geography) {
  std::vector<std::pair<double, double>> named;
  for (const auto& town : geography.towns) {
    if (named.size() == towns_named) break;
    const auto [x, y] = onto.at(town.place);
    // A name over another is no name.
    const bool crowded = std::any_of(named.begin(), named.end(), [x = x, y = y](const auto& other) {
      return std::abs(other.first - x) < 90 && std::abs(other.second - y) < 16;
    });
    if (crowded || !onto.shows(town.place)) continue;
    svg.text(x, y - 8, town.name, "town", Anchor::middle);
    named.emplace_back(x, y);
  }
}

void draw_legend(Svg& svg, const Projection& onto, double top) {
  double x = margin;
  for (const auto& kind : marks) {
    draw_mark(svg, x + 6, top - 4, kind.mark);
    svg.text(x + 18, top, kind.words);
    x += 128;
  }
  svg.box(x + 2, top - 8, 8, 8, "station").text(x + 18, top, "fire station");
  x += 104;
  svg.line(x, top - 4, x + 14, top - 4, "river").text(x + 20, top, "tidal river");
  svg.line(margin, top + 20, margin + onto.pixels_of_10km(), top + 20, "axis");
  svg.text(margin + onto.pixels_of_10km() + 8, top + 24, "10 km");
  svg.line(x, top + 20, x + 14, top + 20, "bridge").text(x + 20, top + 24, "crossing");
}

/// Graver ones later, so that they lie above.
std::vector<const JudgedAlarm*> to_draw(const Judged& judged) {
  std::vector<const JudgedAlarm*> all;
  const std::size_t step = judged.alarms.size() / marks_max + 1;
  for (std::size_t i = 0; i < judged.alarms.size(); ++i)
    if (i % step == 0 || mark_of(judged.alarms[i]) >= Mark::late) all.push_back(&judged.alarms[i]);
  std::stable_sort(all.begin(), all.end(),
                   [](const auto* a, const auto* b) { return mark_of(*a) < mark_of(*b); });
  return all;
}

} // namespace

std::string map_of(const Page& page) {
  const Projection onto(page);
  std::array<std::size_t, marks.size()> counts{};
  for (const auto& alarm : page.judged.alarms)
    ++counts[static_cast<std::size_t>(mark_of(alarm))];
  std::string said = std::to_string(page.judged.alarms.size()) + " alarms:";
  for (const auto& kind : marks)
    said += " " + std::to_string(counts[static_cast<std::size_t>(kind.mark)]) + " " + kind.words +
            (kind.mark == Mark::nobody ? "." : ",");

  Svg svg("map", page_width, onto.height() + 40, "Map of the alarms", said);
  draw_land(svg, onto, page.geography);
  const auto drawn = to_draw(page.judged);
  draw_stations(svg, onto, page.geography);
  for (const auto* alarm : drawn) {
    const auto [x, y] = onto.at(page.run.alarms[alarm->index].place);
    draw_mark(svg, x, y, mark_of(*alarm));
  }
  draw_towns(svg, onto, page.geography);
  draw_legend(svg, onto, onto.height() + 6);

  std::string caption = said + " Time from the decision to send somebody to a responder at the door.";
  if (drawn.size() < page.judged.alarms.size())
    caption += " Of those within 30 minutes, one in " +
               std::to_string(page.judged.alarms.size() / marks_max + 1) + " is drawn.";
  std::string credits;
  for (const auto& credit : page.geography.credits)
    credits += (credits.empty() ? "Map: " : " · ") + credit;
  return figure(svg.str(), caption) + element("p", "class=\"small\"", escaped(credits));
}

} // namespace turnout::verdict
