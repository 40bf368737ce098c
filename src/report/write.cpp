#include "turnout/report/write.hpp"

#include "turnout/page/html.hpp"

#include <set>

namespace turnout::report {
namespace {

constexpr const char* page_name = "report.html";
constexpr const char* workbook_name = "report.xlsx";
constexpr const char* data_name = "report.json";

/// What lies in the folder and is not of this pack: lines kept in the house must not be published beside it.
std::optional<std::string> stranger_in(const Pack& pack, const std::filesystem::path& dir) {
  std::set<std::string> ours = {page_name, workbook_name, data_name};
  for (const auto& section : pack.sections) {
    for (const auto& table : section.tables)
      ours.insert(table.name + ".csv");
  }
  std::error_code error;
  for (const auto& file : std::filesystem::directory_iterator(dir, error)) {
    const auto name = file.path().filename().string();
    if (!ours.contains(name))
      return dir.string() + " holds " + name + ", which this report does not write; choose an empty folder";
  }
  if (error) return dir.string() + ": cannot be read: " + error.message() + "; choose another folder";
  return std::nullopt;
}

} // namespace

Result<std::vector<std::string>> write_pack(const Pack& pack, const std::filesystem::path& dir) {
  std::error_code error;
  std::filesystem::create_directories(dir, error);
  if (error) return Error{dir.string() + ": cannot be made: " + error.message() + "; choose another folder"};
  if (auto strange = stranger_in(pack, dir)) return Error{*strange};
  std::vector<std::string> files;
  const auto save = [&](const std::string& name, const std::string& text) {
    files.push_back((dir / name).string());
    return page::save(text, files.back());
  };
  if (auto done = save(page_name, html(pack)); !done) return Error{done.error()};
  files.push_back((dir / workbook_name).string());
  if (auto done = write_xlsx(pack, files.back()); !done) return Error{done.error()};
  if (auto done = save(data_name, json(pack)); !done) return Error{done.error()};
  for (const auto& section : pack.sections) {
    for (const auto& table : section.tables) {
      if (auto done = save(table.name + ".csv", csv(table)); !done) return Error{done.error()};
    }
  }
  return files;
}

} // namespace turnout::report
