#include "turnout/report/report.hpp"

#include "cells.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace turnout::report {
namespace {

std::string cell(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos)
    text.insert(0, 1, '\'');
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text)
    quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string line(const std::vector<std::string>& cells) {
  std::string text;
  for (const auto& one : cells)
    text += (&one == cells.data() ? "" : ",") + cell(one);
  return text + "\n";
}

Status write_file(const std::filesystem::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out)
    return Error{path.string() +
                 ": cannot be written; look at its folder, its owner and the room on the disk"};
  return ok_status();
}

} // namespace

std::string csv(const Table& table) {
  std::string text = line(table.header);
  for (const auto& row : table.rows)
    text += line(row);
  return text;
}

std::vector<Table> tables(const std::vector<Incident>& all, const Period& period,
                          const ServiceLevels& levels) {
  // What was joined counts in the incident that went on.
  std::vector<Incident> incidents;
  std::copy_if(all.begin(), all.end(), std::back_inserter(incidents),
               [](const Incident& incident) { return !incident.joined_into; });
  return {answer_times(incidents),   answer_summary(incidents, levels),
          response_split(incidents), service_levels(incidents, period, levels),
          escalations(incidents),    outcomes(incidents),
          first_contact(incidents),  settings(period, levels)};
}

Result<Written> report(custody::Source& source, WallTime from, WallTime to, const std::string& out_dir,
                       const ServiceLevels& levels) {
  const auto until = source.known_until();
  if (!until) return Error{until.error()};
  auto incidents = source.incidents_opened_between(from, to);
  if (!incidents) return Error{incidents.error()};
  std::sort(incidents.value().begin(), incidents.value().end(), [](const Incident& a, const Incident& b) {
    return std::tie(a.first_signal_at, a.id) < std::tie(b.first_signal_at, b.id);
  });
  std::error_code error;
  std::filesystem::create_directories(out_dir, error);
  if (error) return Error{out_dir + ": cannot be made: " + error.message() + "; choose another --out"};
  Written written;
  written.incidents = incidents.value().size();
  for (const auto& table : tables(incidents.value(), {from, to, until.value().value_or(to)}, levels)) {
    const auto path = std::filesystem::path(out_dir) / table.name;
    if (auto done = write_file(path, csv(table)); !done) return Error{done.error()};
    written.files.push_back(path.string());
  }
  return written;
}

Result<Written> report(const std::string& journal, WallTime from, WallTime to, const std::string& out_dir,
                       const ServiceLevels& levels) {
  const auto source = custody::journal_source(journal);
  if (!source) return Error{source.error()};
  return report(*source.value(), from, to, out_dir, levels);
}

} // namespace turnout::report
