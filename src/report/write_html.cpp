#include "write_html.hpp"

#include "turnout/page/html.hpp"
#include "turnout/report/write.hpp"
#include "values.hpp"

#include <algorithm>

namespace turnout::report {
namespace {

using page::element;
using page::escaped;
using page::paragraph;

/// How a table stands on the page, by its columns: as wide as it needs, all over, in small letters, or on a
/// page turned on its side.
const char* manner_of(const Table& table) {
  const std::size_t columns = table.columns.size();
  return columns <= 4 ? "few" : columns <= 8 ? "some" : columns <= 14 ? "many" : "across";
}

bool figures_in(const Table& table, std::size_t column) {
  return std::any_of(table.rows.begin(), table.rows.end(), [column](const Row& row) {
    return column < row.cells.size() && is_figure(row.cells[column]);
  });
}

std::string hidden_cell(Hidden hidden) {
  const char* said =
      hidden.why == Hidden::Why::small ? "hidden: small" : "hidden: would give a small one away";
  return element("abbr", "title=\"" + std::string(said) + "\"", symbol_of(hidden));
}

std::string rows_of(const Table& table) {
  std::vector<bool> figures;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    figures.push_back(figures_in(table, i));
  std::vector<bool> whole(table.rows.size(), false);
  for (const auto& sum : table.row_sums) {
    if (sum.whole < whole.size()) whole[sum.whole] = true;
  }
  std::string body;
  for (std::size_t at = 0; at < table.rows.size(); ++at) {
    const auto& cells = table.rows[at].cells;
    body += whole[at] ? "<tr class=\"whole\">" : "<tr>";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const Cell cell = i < cells.size() ? cells[i] : Cell();
      const auto* hidden = std::get_if<Hidden>(&cell);
      const std::string text = hidden != nullptr ? hidden_cell(*hidden) : escaped(words_of(cell));
      const char* style = figures[i] ? " class=\"n\"" : "";
      if (i == 0)
        body += "<th scope=\"row\"" + std::string(style) + ">" + text + "</th>";
      else
        body += "<td" + std::string(style) + ">" + text + "</td>";
    }
    body += "</tr>\n";
  }
  return body;
}

std::string heads_of(const Table& table) {
  std::string head = "<tr>";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    head += "<th scope=\"col\"" + std::string(figures_in(table, i) ? " class=\"n\"" : "") + ">" +
            escaped(table.columns[i].title) + "</th>";
  }
  return head + "</tr>";
}

bool has_hidden(const Table& table, Hidden::Why why) {
  return std::any_of(table.rows.begin(), table.rows.end(), [why](const Row& row) {
    return std::any_of(row.cells.begin(), row.cells.end(), [why](const Cell& cell) {
      const auto* hidden = std::get_if<Hidden>(&cell);
      return hidden != nullptr && hidden->why == why;
    });
  });
}

/// What the figures mean, what is left out, and what the symbols stand for.
std::string notes_of(const Table& table) {
  std::string terms;
  for (const auto& column : table.columns) {
    if (!column.meaning.empty())
      terms += element("dt", "", escaped(column.title)) + element("dd", "", escaped(column.meaning));
  }
  if (has_hidden(table, Hidden::Why::small))
    terms += element("dt", "", "*") +
             element("dd", "", "A count too small to be shown, or a figure made of so few.");
  if (has_hidden(table, Hidden::Why::derived))
    terms +=
        element("dt", "", "c") +
        element("dd", "", "Hidden because a small count could be worked out from it. It may be any number.");
  std::string text;
  if (!terms.empty()) text += element("dl", "class=\"terms\"", terms);
  std::string left_out;
  for (const auto& one : table.exclusions)
    left_out += element("li", "", escaped(one));
  if (!left_out.empty())
    text += element("p", "class=\"left-out\"", "Left out:") + element("ul", "class=\"left-out\"", left_out);
  return element("div", "class=\"notes\"", text);
}

std::string anchor(const Table& table) {
  return "t-" + table.name;
}

std::string table_html(const Table& table, const std::string& period, std::size_t number) {
  const std::string caption = "Table " + std::to_string(number) + ". " + table.title + ", " + period;
  std::string text = "<div class=\"opening\">" + element("h3", "", escaped(table.title));
  if (!table.about.empty()) text += paragraph(table.about);
  text += chart_of(table) + "</div>\n";
  if (table.rows.empty())
    text += paragraph("Nothing to show for " + period + ".");
  else
    text += page::framed_table(caption, heads_of(table), rows_of(table));
  return element("article", "id=\"" + escaped(anchor(table)) + "\" class=\"" + manner_of(table) + "\"",
                 text + notes_of(table));
}

std::string contents_of(const Pack& pack) {
  std::string list;
  std::size_t number = 0;
  for (const auto& section : pack.sections) {
    std::string tables;
    for (const auto& table : section.tables) {
      tables += element("li", "",
                        std::to_string(++number) + ". " +
                            element("a", "href=\"#" + escaped(anchor(table)) + "\"", escaped(table.title)));
    }
    list += element("li", "", escaped(section.title) + element("ul", "", tables));
  }
  return element("nav", "aria-labelledby=\"contents\"",
                 element("h2", "id=\"contents\"", "Contents") + element("ul", "", list));
}

} // namespace

std::string html(const Pack& pack) {
  std::string body = element("header", "",
                             element("h1", "", escaped(pack.title)) +
                                 element("p", "class=\"period\"", escaped(pack.period)));
  body += contents_of(pack);
  std::size_t number = 0;
  for (const auto& section : pack.sections) {
    std::string text = element("h2", "", escaped(section.title));
    if (!section.about.empty()) text += paragraph(section.about);
    for (const auto& table : section.tables)
      text += table_html(table, pack.period, ++number);
    body += element("section", "", text);
  }
  return page::document(pack.title + " – " + pack.period, report_style(), body);
}

} // namespace turnout::report
