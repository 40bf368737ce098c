#include "turnout/page/html.hpp"

#include "turnout/statistics/statistics.hpp"

#include <utility>

namespace turnout::page {
namespace {

std::string number(double value) {
  std::string text = statistics::decimal_text(value, 1);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escaped(value) + "\"";
}

std::string attribute(std::string_view name, double value) {
  return attribute(name, number(value));
}

} // namespace

std::string escaped(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (const char c : text) {
    switch (c) {
    case '&':
      safe += "&amp;";
      break;
    case '<':
      safe += "&lt;";
      break;
    case '>':
      safe += "&gt;";
      break;
    case '"':
      safe += "&quot;";
      break;
    case '\'':
      safe += "&#39;";
      break;
    default:
      // Control characters are no part of a page.
      safe += static_cast<unsigned char>(c) < 0x20 && c != '\n' ? ' ' : c;
    }
  }
  return safe;
}

std::string element(std::string_view name, std::string_view attributes, std::string_view content) {
  std::string text = "<" + std::string(name);
  if (!attributes.empty()) text += " " + std::string(attributes);
  return text + ">" + std::string(content) + "</" + std::string(name) + ">\n";
}

std::string paragraph(std::string_view text) {
  return element("p", "", escaped(text));
}

std::string table(std::string_view caption, const std::vector<std::string>& header,
                  const std::vector<std::vector<std::string>>& rows) {
  std::string head;
  for (const auto& cell : header)
    head += "<th scope=\"col\">" + escaped(cell) + "</th>";
  std::string body;
  for (const auto& row : rows) {
    body += "<tr>";
    for (const auto& cell : row)
      body += &cell == row.data() ? "<th scope=\"row\">" + escaped(cell) + "</th>"
                                  : "<td>" + escaped(cell) + "</td>";
    body += "</tr>\n";
  }
  return framed_table(caption, "<tr>" + head + "</tr>", body);
}

std::string framed_table(std::string_view caption, std::string_view head, std::string_view body) {
  // To be scrolled by keyboard where it is wider than the screen.
  return element("div",
                 "class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"" + escaped(caption) + "\"",
                 element("table", "",
                         element("caption", "", escaped(caption)) + element("thead", "", head) +
                             element("tbody", "", body)));
}

std::string figure(const std::string& svg, std::string_view caption) {
  return element("figure", "", svg + element("figcaption", "", escaped(caption)));
}

Svg::Svg(std::string id, double width, double height, std::string_view title, std::string_view said) {
  const std::string safe = escaped(id);
  markup_ = "<svg viewBox=\"0 0 " + number(width) + " " + number(height) +
            "\" role=\"img\" aria-labelledby=\"" + safe + "-title " + safe + "-said\">\n<title id=\"" + safe +
            "-title\">" + escaped(title) + "</title><desc id=\"" + safe + "-said\">" + escaped(said) +
            "</desc>\n";
}

Svg& Svg::line(double x1, double y1, double x2, double y2, std::string_view style) {
  markup_ += "<line" + attribute("x1", x1) + attribute("y1", y1) + attribute("x2", x2) + attribute("y2", y2) +
             attribute("class", style) + "/>\n";
  return *this;
}

Svg& Svg::box(double x, double y, double width, double height, std::string_view style) {
  markup_ += "<rect" + attribute("x", x) + attribute("y", y) + attribute("width", width) +
             attribute("height", height) + attribute("class", style) + "/>\n";
  return *this;
}

Svg& Svg::circle(double x, double y, double radius, std::string_view style) {
  markup_ += "<circle" + attribute("cx", x) + attribute("cy", y) + attribute("r", radius) +
             attribute("class", style) + "/>\n";
  return *this;
}

Svg& Svg::shape(const std::vector<std::pair<double, double>>& points, bool closed, std::string_view style) {
  std::string path;
  for (const auto& [x, y] : points)
    path += (path.empty() ? "M" : "L") + number(x) + " " + number(y);
  markup_ += "<path" + attribute("d", path + (closed ? "Z" : "")) + attribute("class", style) + "/>\n";
  return *this;
}

Svg& Svg::text(double x, double y, std::string_view words, std::string_view style, Anchor anchor) {
  const char* const place = anchor == Anchor::start ? "start" : anchor == Anchor::middle ? "middle" : "end";
  markup_ += "<text" + attribute("x", x) + attribute("y", y) + attribute("class", style) +
             attribute("text-anchor", place) + ">" + escaped(words) + "</text>\n";
  return *this;
}

std::string Svg::str() const {
  return markup_ + "</svg>\n";
}

} // namespace turnout::page
