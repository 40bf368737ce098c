// turnoutctl import people|responders|bases FILE
#include "json.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace turnout::ctl {

namespace {

/// The daemon calls the file by its kind; whoever gave it knows it by its own name.
std::string by_its_name(std::string words, const std::string& kind, const std::string& file) {
  const std::string called = "\n  " + kind + ".csv";
  const std::string named = "\n  " + file;
  for (auto at = words.find(called); at != std::string::npos; at = words.find(called, at + named.size()))
    words.replace(at, called.size(), named);
  return words;
}

std::string imported(Context& context, const std::string& kind, const std::string& file) {
  try {
    return context.must(context.post("/api/v1/registry/" + kind, read_file(file), "text/csv"));
  } catch (Stop& stop) {
    stop.message = by_its_name(std::move(stop.message), kind, file);
    throw;
  }
}

} // namespace

void add_import_commands(CLI::App& program, Context& context) {
  auto* sub = program.add_subcommand(
      "import", "Takes a registry file, all or nothing; live at once. Rows left out of it stay: a "
                "person is taken off by `person erase`, a responder by `responder duty ID "
                "unavailable`");
  auto kind = std::make_shared<std::string>();
  auto file = std::make_shared<std::string>();
  sub->add_option("kind", *kind, "people, responders or bases")
      ->required()
      ->check(CLI::IsMember({"people", "responders", "bases"}));
  sub->add_option("file", *file, "The CSV file")->required();
  sub->callback([&context, kind, file] {
    const auto done = parsed(imported(context, *kind, *file));
    std::cout << text_of(done, "added") << " new, " << text_of(done, "changed") << " changed of "
              << text_of(done, "rows") << " " << *kind << "; " << text_of(done, "kept")
              << " not in this file are kept\n";
  });

  auto* plans = program.add_subcommand("reload", "Has the daemon read its plans again");
  plans->callback([&context] {
    const auto body = parsed(context.must(context.post("/api/v1/plans/reload", "")));
    std::cout << "plans " << text_of(body, "revision") << " are live for incidents that open from now on\n";
  });
}

} // namespace turnout::ctl
