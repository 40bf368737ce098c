// HTML and SVG written by hand, every text escaped. Pure, any thread, cannot fail.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace turnout::verdict {

[[nodiscard]] std::string escaped(std::string_view text);

/// `<name attributes>content</name>`; attributes and content are markup already.
[[nodiscard]] std::string element(std::string_view name, std::string_view attributes,
                                  std::string_view content);

[[nodiscard]] std::string paragraph(std::string_view text);

/// Cells are texts; the first of each row heads it.
[[nodiscard]] std::string table(std::string_view caption, const std::vector<std::string>& header,
                                const std::vector<std::vector<std::string>>& rows);

/// A picture with its words: what it shows for those who see it, and the same as text in `said`.
[[nodiscard]] std::string figure(const std::string& svg, std::string_view caption);

inline constexpr double page_width = 760; ///< of a drawing that fills the page

enum class Anchor { start, middle, end };

/// A drawing in its own units, one of which is a pixel when nothing is scaled. Colours are classes of the
/// page's style.
class Svg {
public:
  /// `id` is unique on the page; `title` and `said` are read aloud instead of the drawing.
  Svg(std::string id, double width, double height, std::string_view title, std::string_view said);

  Svg& line(double x1, double y1, double x2, double y2, std::string_view style);
  Svg& box(double x, double y, double width, double height, std::string_view style);
  Svg& circle(double x, double y, double radius, std::string_view style);
  Svg& shape(const std::vector<std::pair<double, double>>& points, bool closed, std::string_view style);
  Svg& text(double x, double y, std::string_view words, std::string_view style = "t",
            Anchor anchor = Anchor::start);
  [[nodiscard]] std::string str() const;

private:
  std::string markup_;
};

} // namespace turnout::verdict
