#include "turnout/report/write.hpp"
#include "values.hpp"

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>

namespace turnout::report {
namespace {

/// A workbook says when it was made; ours says the same whenever that was.
constexpr std::time_t always = 946684800; // 2000-01-01

constexpr double seconds_of_a_day = 86'400;
constexpr double excel_day_of_1970 = 25'569;

struct Formats {
  explicit Formats(lxw_workbook* book) {
    const auto made = [book](const char* as) {
      lxw_format* format = workbook_add_format(book);
      if (as != nullptr) format_set_num_format(format, as);
      return format;
    };
    title = made(nullptr);
    format_set_bold(title);
    format_set_font_size(title, 14);
    head = made(nullptr);
    format_set_bold(head);
    format_set_text_wrap(head);
    format_set_bottom(head, LXW_BORDER_THIN);
    format_set_align(head, LXW_ALIGN_VERTICAL_TOP);
    bold = made(nullptr);
    format_set_bold(bold);
    symbol = made(nullptr);
    format_set_align(symbol, LXW_ALIGN_RIGHT);
    whole = made("#,##0");
    percent = made("0.0%");
    rate = made("#,##0");
    wrapped = made(nullptr);
    format_set_text_wrap(wrapped);
    format_set_align(wrapped, LXW_ALIGN_VERTICAL_TOP);
    span = made("[h]:mm:ss");
    money = made("£#,##0.00");
    moment = made("yyyy-mm-dd hh:mm:ss");
  }
  lxw_format *title, *head, *bold, *wrapped, *symbol, *whole, *percent, *rate, *span, *money, *moment;
};

/// A name that a spreadsheet takes, each once.
std::string sheet_name(const std::string& name, std::set<std::string>& taken) {
  std::string safe = name.empty() ? "table" : name.substr(0, LXW_SHEETNAME_MAX);
  for (char& c : safe) {
    if (std::string_view("[]:*?/\\'").find(c) != std::string_view::npos) c = '_';
  }
  for (int more = 2; !taken.insert(safe).second; ++more) {
    const std::string tail = "_" + std::to_string(more);
    safe = safe.substr(0, LXW_SHEETNAME_MAX - tail.size()) + tail;
  }
  return safe;
}

void put(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Value& value, const Formats& as) {
  const auto number = [&](double worth, lxw_format* format) {
    worksheet_write_number(sheet, row, column, worth, format);
  };
  switch (value.kind) {
  case Value::Kind::blank:
    break;
  case Value::Kind::text:
    worksheet_write_string(sheet, row, column, value.text.c_str(), nullptr);
    break;
  case Value::Kind::symbol:
    worksheet_write_string(sheet, row, column, value.text.c_str(), as.symbol);
    break;
  case Value::Kind::whole:
    number(value.number, as.whole);
    break;
  case Value::Kind::percent:
    number(value.number / 100, as.percent);
    break;
  case Value::Kind::rate:
    number(value.number, as.rate);
    break;
  case Value::Kind::span:
    number(value.number / seconds_of_a_day, as.span);
    break;
  case Value::Kind::money:
    number(value.number, as.money);
    break;
  case Value::Kind::moment:
    number(value.number / seconds_of_a_day + excel_day_of_1970, as.moment);
    break;
  }
}

void write_text(lxw_worksheet* sheet, lxw_row_t row, const std::string& text, lxw_format* format = nullptr) {
  worksheet_write_string(sheet, row, 0, text.c_str(), format);
}

/// What the figures mean and what is left out, under them.
void write_notes(lxw_worksheet* sheet, lxw_row_t row, const Table& table, const std::string& beside,
                 const Formats& as) {
  write_text(sheet, row++, "What the columns mean", as.bold);
  for (const auto& column : table.columns)
    write_text(sheet, row++, column.title + ": " + column.meaning);
  for (const auto why : {Hidden::Why::small, Hidden::Why::derived}) {
    if (has_hidden(table, why))
      write_text(sheet, row++, symbol_of({why, Hidden::Figure::count}) + ": " + hidden_words(why));
  }
  if (!beside.empty() && counts_people(table)) write_text(sheet, row++, beside);
  if (table.exclusions.empty()) return;
  write_text(sheet, ++row, "Left out", as.bold);
  for (const auto& one : table.exclusions)
    write_text(sheet, ++row, one);
}

void write_table(lxw_worksheet* sheet, const Table& table, const Pack& pack, const Formats& as) {
  constexpr lxw_row_t head_row = 3;
  constexpr double narrow = 14;
  constexpr double wide_enough = 34;
  write_text(sheet, 0, table.title + ", " + pack.period, as.title);
  write_text(sheet, 1, table.about);
  std::vector<bool> wide;
  lxw_col_t across = 0;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    wide.push_back(ranged(table, i));
    const std::string& title = table.columns[i].title;
    if (wide.back()) {
      worksheet_write_string(sheet, head_row, across++, (title + ", low").c_str(), as.head);
      worksheet_write_string(sheet, head_row, across++, (title + ", high").c_str(), as.head);
    } else {
      worksheet_write_string(sheet, head_row, across++, title.c_str(), as.head);
    }
  }
  lxw_row_t at = head_row + 1;
  for (const auto& row : table.rows) {
    lxw_col_t column = 0;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      for (const auto& value : values_of(i < row.cells.size() ? row.cells[i] : Cell(), wide[i]))
        put(sheet, at, column++, value, as);
    }
    ++at;
  }
  worksheet_set_column(sheet, 0, 0, wide_enough, nullptr);
  if (across > 1) worksheet_set_column(sheet, 1, static_cast<lxw_col_t>(across - 1), narrow, nullptr);
  worksheet_freeze_panes(sheet, head_row + 1, 1);
  worksheet_repeat_rows(sheet, head_row, head_row);
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, 9); // A4
  worksheet_fit_to_pages(sheet, 1, 0);
  write_notes(sheet, at + 1, table, pack.beside, as);
}

void write_front(lxw_worksheet* sheet, const Pack& pack, const std::vector<std::string>& names,
                 const Formats& as) {
  write_text(sheet, 0, pack.title, as.title);
  write_text(sheet, 1, pack.period);
  worksheet_set_column(sheet, 0, 0, 100, nullptr);
  worksheet_set_paper(sheet, 9);
  worksheet_fit_to_pages(sheet, 1, 0);
  lxw_row_t row = 2;
  for (const auto& line : pack.front)
    write_text(sheet, row++, line.name + ": " + line.value);
  if (!pack.reading.empty()) write_text(sheet, ++row, "How to read this", as.bold);
  for (const auto& one : pack.reading)
    write_text(sheet, ++row, one, as.wrapped);
  row += 2;
  auto name = names.begin();
  for (const auto& section : pack.sections) {
    write_text(sheet, row++, section.title, as.bold);
    for (const auto& table : section.tables) {
      const std::string place = "internal:'" + *name++ + "'!A1";
      worksheet_write_url_opt(sheet, row++, 0, place.c_str(), nullptr, table.title.c_str(), nullptr);
    }
  }
}

} // namespace

Status write_xlsx(const Pack& pack, const std::filesystem::path& file) {
  lxw_workbook* const book = workbook_new(file.c_str());
  if (book == nullptr) return Error{file.string() + ": there was no memory for a workbook; try again"};
  const Formats formats(book);
  std::string title = pack.title;
  lxw_doc_properties properties{};
  properties.title = title.data();
  properties.created = always;
  workbook_set_properties(book, &properties);
  lxw_worksheet* const front = workbook_add_worksheet(book, "Contents");
  std::set<std::string> taken{"contents"}; // a spreadsheet does not look at capitals
  std::vector<std::string> names;
  for (const auto& section : pack.sections) {
    for (const auto& table : section.tables) {
      names.push_back(sheet_name(table.name, taken));
      write_table(workbook_add_worksheet(book, names.back().c_str()), table, pack, formats);
    }
  }
  write_front(front, pack, names, formats);
  if (const auto error = workbook_close(book); error != LXW_NO_ERROR) {
    return Error{file.string() + ": cannot be written (" + lxw_strerror(error) +
                 "); look at its folder, its owner and the room on the disk"};
  }
  return ok_status();
}

Result<std::string> xlsx(const Pack& pack) {
  std::string folder = (std::filesystem::temp_directory_path() / "turnout-report-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr)
    return Error{folder + ": cannot be made; look at the room on that disk"};
  const std::filesystem::path file = std::filesystem::path(folder) / "report.xlsx";
  const auto written = write_xlsx(pack, file);
  std::ifstream in(file, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  if (!written) return Error{written.error()};
  return bytes;
}

} // namespace turnout::report
