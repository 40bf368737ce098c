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

/// A number that is kept as words, as a target.
bool numeral(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string::npos;
}

/// Whether it stands to the right, as figures do.
bool to_the_right(const Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text != nullptr ? numeral(*text) : is_figure(cell);
}

/// A column of figures; one that also has long words is read from the left.
bool figures_in(const Table& table, std::size_t column) {
  constexpr std::size_t long_words = 24;
  bool some = false;
  for (const auto& row : table.rows) {
    if (column >= row.cells.size()) continue;
    const auto* text = std::get_if<std::string>(&row.cells[column]);
    if (text != nullptr && text->size() > long_words) return false;
    some = some || to_the_right(row.cells[column]);
  }
  return some;
}

std::string hidden_cell(Hidden hidden) {
  const char* said = hidden.why == Hidden::Why::small ? "hidden: a few" : "hidden: would give a few away";
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

/// What the figures mean, what is left out, and what the symbols stand for.
std::string notes_of(const Table& table, const std::string& beside) {
  std::string terms;
  const auto term = [&](const std::string& word, const std::string& meaning) {
    terms += element("div", "", element("dt", "", escaped(word)) + element("dd", "", escaped(meaning)));
  };
  for (const auto& column : table.columns) {
    if (!column.meaning.empty()) term(column.title, column.meaning);
  }
  for (const auto why : {Hidden::Why::small, Hidden::Why::derived}) {
    if (has_hidden(table, why)) term(symbol_of({why, Hidden::Figure::count}), hidden_words(why));
  }
  std::string text;
  if (!terms.empty()) text += element("dl", "class=\"terms\"", terms);
  if (!beside.empty() && counts_people(table)) text += element("p", "class=\"beside\"", escaped(beside));
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

/// A page break in it would do more harm than the gap before it.
bool is_short(const Table& table) {
  constexpr std::size_t rows = 12;
  return table.rows.size() <= rows;
}

/// What stands in the service's copy alone runs to hundreds of pages and is not printed.
std::string instead_of_paper(const Table& table) {
  if (table.audience != Audience::service) return {};
  return element("p", "class=\"on-paper\"",
                 escaped("Not printed: " + words_of(Tally{table.rows.size()}) + " lines. They are in " +
                         table.name + ".csv and on the workbook's sheet."));
}

std::string table_html(const Table& table, const Pack& pack, std::size_t number) {
  const std::string& period = pack.period;
  const std::string caption = "Table " + std::to_string(number) + ". " + table.title + ", " + period;
  std::string text = "<div class=\"opening\">" + element("h3", "", escaped(table.title));
  if (!table.about.empty()) text += paragraph(table.about);
  text += chart_of(table) + instead_of_paper(table) + "</div>\n";
  if (table.rows.empty())
    text += paragraph("Nothing to show for " + period + ".");
  else
    text += page::framed_table(caption, heads_of(table), rows_of(table));
  const std::string manner = std::string(manner_of(table)) + (is_short(table) ? " short" : "") +
                             (table.audience == Audience::service ? " kept" : "");
  return element("article", "id=\"" + escaped(anchor(table)) + "\" class=\"" + manner + "\"",
                 text + notes_of(table, pack.beside));
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

/// Whose report it is, and how its figures are to be read.
std::string header_of(const Pack& pack) {
  std::string lines;
  for (const auto& line : pack.front)
    lines += element("dt", "", escaped(line.name)) + element("dd", "", escaped(line.value));
  std::string text =
      element("h1", "", escaped(pack.title)) + element("p", "class=\"period\"", escaped(pack.period));
  if (!lines.empty()) text += element("dl", "class=\"front\"", lines);
  return element("header", "", text);
}

/// What stands at the foot of each printed page.
std::string foot_of(const Pack& pack) {
  std::string words;
  for (const char c : pack.title + " – " + pack.period) {
    if (c == '<') {
      words += "\\3c "; // else it could close the style
      continue;
    }
    if (c == '"' || c == '\\') words += '\\';
    words += c;
  }
  return "@page{@bottom-left{content:\"" + words + "\";font:8pt sans-serif}}\n";
}

std::string reading_of(const Pack& pack) {
  if (pack.reading.empty()) return {};
  std::string list;
  for (const auto& one : pack.reading)
    list += element("li", "", escaped(one));
  return element("aside", "aria-labelledby=\"reading\"",
                 element("h2", "id=\"reading\"", "How to read this") + element("ul", "", list));
}

} // namespace

std::string html(const Pack& pack) {
  std::string body = header_of(pack) + reading_of(pack) + contents_of(pack);
  std::size_t number = 0;
  for (const auto& section : pack.sections) {
    std::string text = element("h2", "", escaped(section.title));
    if (!section.about.empty()) text += paragraph(section.about);
    for (const auto& table : section.tables)
      text += table_html(table, pack, ++number);
    body += element("section", "", text);
  }
  return page::document(pack.title + " – " + pack.period, report_style() + foot_of(pack), body);
}

} // namespace turnout::report
