#include "turnout/page/html.hpp"

#include <fstream>

namespace turnout::page {

std::string document(std::string_view title, std::string_view style, std::string_view body) {
  const std::string head =
      "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n" +
      element("title", "", escaped(title)) + element("style", "", base_style() + std::string(style));
  return "<!DOCTYPE html>\n" +
         element("html", "lang=\"en-GB\"",
                 element("head", "", head) + element("body", "", element("main", "", body)));
}

Status save(const std::string& text, const std::string& path) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out)
    return Error{path + ": cannot be written; look at its folder, its owner and the room on the disk"};
  return ok_status();
}

} // namespace turnout::page
