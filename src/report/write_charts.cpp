#include "turnout/page/html.hpp"
#include "turnout/statistics/statistics.hpp"
#include "values.hpp"
#include "write_html.hpp"

#include <boost/lexical_cast/try_lexical_convert.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace turnout::report {
namespace {

using page::Anchor;
using page::Svg;
using Drawn = std::optional<double>;

constexpr double plot_right = 640;
constexpr std::size_t label_max = 44; ///< letters
constexpr std::size_t bars_max = 40;

struct Point {
  std::string label;
  std::string words; ///< the value as people read it, or its symbol
  Drawn value;
  Drawn low;
  Drawn high;
  Drawn target;
  bool whole = false; ///< everybody, beside their groups
};

std::vector<Point> points_of(const Table& table) {
  const std::size_t label = column_of(table, table.chart.label);
  const std::size_t value = column_of(table, table.chart.value);
  const std::size_t range = column_of(table, table.chart.range);
  // Everybody beside their groups is a comparison where shares have intervals, and says nothing otherwise.
  const bool sums = !table.row_sums.empty() && table.chart.range.empty();
  const std::size_t target = column_of(table, table.chart.targets);
  std::vector<Point> points;
  for (const auto& row : table.rows) {
    if (label >= row.cells.size() || value >= row.cells.size() || (sums && row.scope.empty())) continue;
    const Cell& cell = row.cells[value];
    Point point{words_of(row.cells[label]), words_of(cell), drawn(cell), {}, {}, {}, false};
    if (range < row.cells.size() && std::holds_alternative<ShareRange>(row.cells[range])) {
      const auto ends = values_of(row.cells[range], true);
      if (ends.front().kind == Value::Kind::percent) {
        point.low = ends.front().number;
        point.high = ends.back().number;
      }
    }
    const auto* percent = target < row.cells.size() ? std::get_if<std::string>(&row.cells[target]) : nullptr;
    double worth = 0;
    if (percent != nullptr && boost::conversion::try_lexical_convert(*percent, worth)) point.target = worth;
    point.whole = !table.row_sums.empty() && row.scope.empty();
    points.push_back(std::move(point));
  }
  return points;
}

/// The unit that is drawn, from the first figure that is there.
std::string unit_of(const Table& table) {
  const std::size_t value = column_of(table, table.chart.value);
  for (const auto& row : table.rows) {
    if (value >= row.cells.size()) continue;
    switch (values_of(row.cells[value], false).front().kind) {
    case Value::Kind::percent:
      return "%";
    case Value::Kind::span:
      return "minutes";
    case Value::Kind::money:
      return "£";
    case Value::Kind::rate:
      return "per 1,000";
    default:
      break;
    }
  }
  return {};
}

/// A round figure at or above, so that four steps are round too.
double round_up(double most) {
  if (most <= 0) return 4;
  const double power = std::pow(10.0, std::floor(std::log10(most)));
  for (const double step : std::array{1.0, 2.0, 4.0, 5.0, 8.0, 10.0}) {
    if (step * power >= most) return std::max(step * power, 4.0);
  }
  return 10 * power;
}

double top_of(const std::vector<Point>& points, const Table& table, const std::string& unit) {
  if (unit == "%") return 100;
  double most = table.chart.target;
  for (const auto& point : points)
    most = std::max(most, point.value.value_or(0));
  return round_up(most);
}

std::string tick_words(double worth) {
  return statistics::decimal_text(worth, worth == std::floor(worth) ? 0 : 1);
}

std::string said_of(const Table& table, const std::vector<Point>& points) {
  const Point* least = nullptr;
  const Point* most = nullptr;
  for (const auto& point : points) {
    if (!point.value) continue;
    if (least == nullptr || *point.value < *least->value) least = &point;
    if (most == nullptr || *point.value > *most->value) most = &point;
  }
  const std::string& what = table.columns[column_of(table, table.chart.value)].title;
  constexpr const char* more = " The table below has every figure.";
  const auto count =
      std::count_if(points.begin(), points.end(), [](const Point& one) { return one.value.has_value(); });
  if (count == 1) return what + ", " + least->label + ": " + least->words + "." + more;
  if (least->words == most->words)
    return what + ", " + least->words + " in each of " + std::to_string(count) + "." + more;
  return what + ", from " + least->words + " (" + least->label + ") to " + most->words + " (" + most->label +
         ")." + more;
}

/// As much of it as there is room for, in letters and not in bytes.
std::string fitting(const std::string& label) {
  std::string text;
  std::size_t letters = 0;
  for (const char c : label) {
    const bool starts_one = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    if (starts_one && ++letters > label_max) return text + "…";
    text += c;
  }
  return text;
}

double room_for_labels(const std::vector<Point>& points) {
  constexpr double letter = 8; // a wide one, of 13 px
  constexpr double least = 110;
  double most = least;
  for (const auto& point : points)
    most = std::max(most, 20 + letter * static_cast<double>(std::min(point.label.size(), label_max + 1)));
  return most;
}

std::string bars(const Table& table, const std::vector<Point>& points, const std::string& unit) {
  const double plot_left = room_for_labels(points);
  constexpr double row_height = 24;
  const double bottom = 8 + row_height * static_cast<double>(points.size());
  const double top = top_of(points, table, unit);
  const auto x_of = [top, plot_left](double worth) {
    return plot_left + std::min(worth / top, 1.0) * (plot_right - plot_left);
  };
  Svg svg("chart-" + table.name, page::page_width, bottom + 40, table.title, said_of(table, points));
  for (int tick = 0; tick <= 4; ++tick) {
    const double worth = top * tick / 4;
    svg.line(x_of(worth), 4, x_of(worth), bottom, "grid");
    svg.text(x_of(worth), bottom + 16, tick_words(worth), "t", Anchor::middle);
  }
  double y = 8;
  for (const auto& point : points) {
    svg.text(plot_left - 10, y + 15, fitting(point.label), "t", Anchor::end);
    if (point.value)
      svg.box(plot_left, y + 3, std::max(x_of(*point.value) - plot_left, 1.0), row_height - 8, "bar");
    if (point.low && point.high) {
      const double middle = y + row_height / 2 - 1;
      svg.line(x_of(*point.low), middle, x_of(*point.high), middle, "halo");
      svg.line(x_of(*point.low), middle, x_of(*point.high), middle, "limit thin");
      for (const double end : {*point.low, *point.high})
        svg.line(x_of(end), middle - 4, x_of(end), middle + 4, "limit thin");
    }
    if (point.target) svg.line(x_of(*point.target), y + 1, x_of(*point.target), y + row_height - 3, "goal");
    svg.text(plot_right + 14, y + 15, point.words, "t value");
    y += row_height;
    if (point.whole) svg.line(plot_left - 4, y, plot_right, y, "axis"); // the parts stand below
  }
  if (table.chart.target > 0) svg.line(x_of(table.chart.target), 4, x_of(table.chart.target), bottom, "mark");
  svg.text((plot_left + plot_right) / 2, bottom + 34, unit, "t", Anchor::middle);
  return svg.str();
}

std::string line(const Table& table, const std::vector<Point>& points, const std::string& unit) {
  constexpr double left = 60;
  constexpr double right = 740;
  constexpr double base = 200;
  constexpr double head = 28; // below the unit
  constexpr std::size_t labels_max = 12;
  const double top = top_of(points, table, unit);
  const double step = (right - left) / static_cast<double>(std::max<std::size_t>(points.size(), 2) - 1);
  const auto y_of = [top](double worth) { return base - std::min(worth / top, 1.0) * (base - head); };
  Svg svg("chart-" + table.name, page::page_width, base + 40, table.title, said_of(table, points));
  for (int tick = 0; tick <= 4; ++tick) {
    const double worth = top * tick / 4;
    svg.line(left, y_of(worth), right, y_of(worth), "grid");
    svg.text(left - 8, y_of(worth) + 4, tick_words(worth), "t", Anchor::end);
  }
  const std::size_t every = (points.size() + labels_max - 1) / labels_max;
  std::vector<std::pair<double, double>> stretch;
  const auto draw_stretch = [&] {
    if (stretch.size() > 1) svg.shape(stretch, false, "trace");
    stretch.clear();
  };
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double x = left + step * static_cast<double>(i);
    if (i % every == 0) svg.text(x, base + 32, points[i].label, "t", Anchor::middle);
    if (!points[i].value) {
      draw_stretch();                                               // a gap where nothing may be shown
      svg.text(x, base + 16, points[i].words, "t", Anchor::middle); // below the axis: it is no nought
      continue;
    }
    svg.circle(x, y_of(*points[i].value), 3, "dot");
    stretch.emplace_back(x, y_of(*points[i].value));
  }
  draw_stretch();
  if (table.chart.target > 0)
    svg.line(left, y_of(table.chart.target), right, y_of(table.chart.target), "mark");
  svg.text(left - 8, 14, unit, "t", Anchor::end);
  return svg.str();
}

} // namespace

std::string chart_of(const Table& table) {
  const Chart& chart = table.chart;
  if (chart.drawing == Drawing::none || column_of(table, chart.value) == table.columns.size()) return {};
  auto points = points_of(table);
  const bool some = std::any_of(points.begin(), points.end(), [](const Point& one) { return one.value; });
  if (!some || (chart.drawing == Drawing::bars && points.size() > bars_max)) return {};
  const std::string unit = unit_of(table);
  std::string caption = table.columns[column_of(table, chart.value)].title;
  if (!unit.empty() && !caption.ends_with(unit)) caption += caption.empty() ? unit : ", " + unit;
  if (std::any_of(points.begin(), points.end(), [](const Point& one) { return one.low; }))
    caption += "; thin lines: 95 % interval";
  if (std::any_of(points.begin(), points.end(), [](const Point& one) { return one.target; }))
    caption += "; upright marks: target";
  if (chart.target > 0)
    caption += "; dashed: " + tick_words(chart.target) + (unit == "%" ? " %" : " " + unit);
  return page::figure(chart.drawing == Drawing::bars ? bars(table, points, unit) : line(table, points, unit),
                      caption + ".");
}

} // namespace turnout::report
