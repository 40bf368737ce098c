#include "turnout/report/write.hpp"

#include "turnout/page/html.hpp"

namespace turnout::report {

Result<std::vector<std::string>> write_pack(const Pack& pack, const std::filesystem::path& dir) {
  std::error_code error;
  std::filesystem::create_directories(dir, error);
  if (error) return Error{dir.string() + ": cannot be made: " + error.message() + "; choose another folder"};
  std::vector<std::string> files;
  const auto save = [&](const std::string& name, const std::string& text) {
    files.push_back((dir / name).string());
    return page::save(text, files.back());
  };
  if (auto done = save("report.html", html(pack)); !done) return Error{done.error()};
  files.push_back((dir / "report.xlsx").string());
  if (auto done = write_xlsx(pack, files.back()); !done) return Error{done.error()};
  if (auto done = save("report.json", json(pack)); !done) return Error{done.error()};
  for (const auto& section : pack.sections) {
    for (const auto& table : section.tables) {
      if (auto done = save(table.name + ".csv", csv(table)); !done) return Error{done.error()};
    }
  }
  return files;
}

} // namespace turnout::report
