// Pages that stand alone, HTML and SVG written by hand, every text escaped: no script, nothing from
// elsewhere; read in the light, in the dark, on paper and aloud. Pure, any thread, cannot fail, but for
// `save`: its Error names the file and the mend.
#pragma once

#include "turnout/base/result.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace turnout::page {

[[nodiscard]] std::string escaped(std::string_view text);

/// `<name attributes>content</name>`; attributes and content are markup already.
[[nodiscard]] std::string element(std::string_view name, std::string_view attributes,
                                  std::string_view content);

[[nodiscard]] std::string paragraph(std::string_view text);

/// Cells are texts; the first of each row heads it.
[[nodiscard]] std::string table(std::string_view caption, const std::vector<std::string>& header,
                                const std::vector<std::vector<std::string>>& rows);

/// The same with rows that are markup already: `<tr>` of `<th scope>` and `<td>`.
[[nodiscard]] std::string framed_table(std::string_view caption, std::string_view head,
                                       std::string_view body);

/// A picture with its words: what it shows for those who see it, and the same as text in `said`.
[[nodiscard]] std::string figure(const std::string& svg, std::string_view caption);

/// Cascading style sheet of every page: both lights, paper, narrow screens.
[[nodiscard]] std::string base_style();

/// A whole page; `style` is added to the base, `body` is markup.
[[nodiscard]] std::string document(std::string_view title, std::string_view style, std::string_view body);

[[nodiscard]] Status save(const std::string& text, const std::string& path);

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

} // namespace turnout::page
