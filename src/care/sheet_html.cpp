#include "turnout/care/handover.hpp"

namespace turnout::care {
namespace {

constexpr const char* style =
    "@page{size:A4;margin:12mm}"
    "body{font:9.5pt/1.3 'DejaVu Sans',Arial,sans-serif;color:#000;background:#fff;margin:0 "
    "auto;max-width:186mm;"
    "overflow-wrap:anywhere}"
    "h1{font-size:14pt;margin:0}h2{font-size:10.5pt;margin:3mm 0 1mm;border-bottom:.3mm solid #000}"
    "header{display:flex;justify-content:space-between;align-items:baseline}"
    ".two{display:grid;grid-template-columns:1fr 1fr;column-gap:8mm}"
    "dl{display:grid;grid-template-columns:32mm 1fr;gap:.5mm "
    "2mm;margin:0}dt{color:#333}dd{margin:0}"
    ".wishes{border:.6mm solid #000;padding:1.5mm 2mm;margin-top:2mm}"
    "table{border-collapse:collapse;width:100%}td{vertical-align:top;padding:.3mm 2mm .3mm "
    "0;border-bottom:.1mm solid "
    "#999}td:first-child{white-space:nowrap;width:27mm}"
    "footer{margin-top:3mm;font-size:8pt}tr,.wishes{break-inside:avoid}";

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '&')
      safe += "&amp;";
    else if (c == '<')
      safe += "&lt;";
    else if (c == '>')
      safe += "&gt;";
    else if (c == '"')
      safe += "&quot;";
    else if (static_cast<unsigned char>(c) >= 0x20)
      safe += c;
    else
      safe += ' ';
  }
  return safe;
}

std::string facts_list(const std::vector<std::pair<std::string, std::string>>& facts) {
  std::string text = "<dl>";
  for (const auto& [name, value] : facts)
    text += "<dt>" + escaped(name) + "</dt><dd>" + escaped(value) + "</dd>";
  return text + "</dl>\n";
}

std::string done_table(const Sheet& sheet, const ZoneTable& zone) {
  std::string text = "<table><tbody>\n";
  std::string day;
  for (const auto& one : sheet.done) {
    const auto today = story::local_date(one.at, zone);
    text += "<tr><td>" + (today == day ? "" : today + " ") + story::local_clock(one.at, zone).substr(0, 5) +
            "</td><td>" + escaped(one.text) + "</td></tr>\n";
    day = today;
  }
  return text + "</tbody></table>\n";
}

std::string contacts_table(const Sheet& sheet) {
  if (sheet.contacts.empty()) return "<p>No contact is on file.</p>\n";
  std::string text = "<table><tbody>\n";
  for (const auto& one : sheet.contacts) {
    text += "<tr><td>" + escaped(one.relation) + "</td><td>" + escaped(one.name) + "</td><td>" +
            escaped(one.phone.empty() ? "no number on file" : one.phone) + "</td></tr>\n";
  }
  return text + "</tbody></table>\n";
}

} // namespace

std::string sheet_html(const Sheet& sheet, const ZoneTable& zone) {
  std::string text = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" +
                     escaped(sheet.title + " " + sheet.incident) + "</title><style>" + style +
                     "</style></head><body>\n";
  text += "<header><h1>" + escaped(sheet.title) + "</h1><b>" + escaped(sheet.incident) + "</b></header>\n";
  text += "<p class=\"wishes\"><b>Emergency care plan and wishes:</b> " +
          escaped(sheet.wishes.empty() ? "none on file" : sheet.wishes) + "</p>\n";
  text += "<div class=\"two\"><section><h2>Who</h2>" + facts_list(sheet.who) + "</section>\n";
  text += "<section><h2>What happened</h2>" + facts_list(sheet.what) + "</section></div>\n";
  text += "<h2>On file</h2>" + facts_list(sheet.on_file);
  text += "<h2>Contacts</h2>" + contacts_table(sheet);
  text += "<h2>When, and what was done</h2>" + done_table(sheet, zone);
  return text + "<footer>" + escaped(sheet.printed) + "</footer>\n</body></html>\n";
}

} // namespace turnout::care
