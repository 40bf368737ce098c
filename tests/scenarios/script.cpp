#include "script.hpp"

#include <fstream>

namespace turnout::scenarios {

namespace {

Duration moment(const std::string& text) {
  const auto colon = text.find(':');
  if (colon == std::string::npos) throw BadLine("a time is written mm:ss or mm:ss.mmm");
  const auto minutes = std::stoll(text.substr(0, colon));
  const double seconds = std::stod(text.substr(colon + 1));
  return std::chrono::minutes(minutes) + Duration(static_cast<std::int64_t>(seconds * 1000 + 0.5));
}

void read_show(Show& show, Words words) {
  const std::string what = words.take("what to show");
  if (what == "timers") {
    show.timers = true;
  } else if (what == "selection") {
    show.selection = true;
  } else if (what == "messages") {
    show.messages = true;
  } else {
    throw BadLine("nothing like this can be shown: " + what);
  }
}

enum class Part { head, steps, expected };

Part read_step(Script& script, Part part, const std::string& line) {
  if (part != Part::steps) script.blocks.emplace_back();
  Block& block = script.blocks.back();
  block.source.push_back(line);
  const auto gap = line.find(' ', 3);
  if (gap == std::string::npos) throw BadLine("say what happens");
  block.steps.push_back({moment(line.substr(3, gap - 3)), line.substr(gap + 1)});
  return Part::steps;
}

Part read_line(Script& script, Part part, const std::string& line) {
  if (line.starts_with("at ")) return read_step(script, part, line);
  if (part == Part::head) {
    script.head.push_back(line);
    if (line.starts_with("given ")) read_given(script.given, Words(line.substr(6)));
    if (line.starts_with("show ")) read_show(script.show, Words(line.substr(5)));
    return part;
  }
  if (part == Part::expected) {
    if (!line.empty() && line.front() != '#') script.blocks.back().expected.push_back(line);
    return part;
  }
  if (line == "----") return Part::expected;
  if (!line.empty() && line.front() != '#') throw BadLine("neither a step nor ----");
  return part;
}

} // namespace

Script read_script(const std::filesystem::path& file) {
  Script script{.file = file, .head = {}, .given = plain_given(), .show = {}, .blocks = {}};
  std::ifstream in(file);
  Part part = Part::head;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    try {
      part = read_line(script, part, line);
    } catch (const std::exception& bad) {
      throw BadLine("line " + std::to_string(number) + ": " + bad.what());
    }
  }
  return script;
}

void rewrite(const Script& script, const std::vector<std::vector<std::string>>& told) {
  std::ofstream out(script.file);
  for (const auto& line : script.head)
    out << line << '\n';
  for (std::size_t i = 0; i < script.blocks.size(); ++i) {
    for (const auto& line : script.blocks[i].source)
      out << line << '\n';
    out << "----\n";
    for (const auto& line : told[i])
      out << line << '\n';
    if (i + 1 < script.blocks.size()) out << '\n';
  }
}

} // namespace turnout::scenarios
