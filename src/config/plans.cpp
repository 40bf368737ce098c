#include "turnout/config/plans.hpp"

#include "plan_reader.hpp"
#include "text_file.hpp"
#include "turnout/base/sha256.hpp"

#include <map>
#include <set>

namespace turnout::config {

namespace {

constexpr std::string_view include_key = "include";

/// What `over` says wins; tables are merged key by key, everything else is replaced whole. Nodes are moved,
/// so that each keeps the file and line it came from.
void lay_over(toml::table& base, toml::table&& over) {
  for (auto&& [key, node] : over) {
    const std::string_view name = key.str();
    toml::table* below = base.get_as<toml::table>(name);
    if (below != nullptr && node.is_table()) {
      lay_over(*below, std::move(*node.as_table()));
      continue;
    }
    node.visit([&](auto& exact) { base.insert_or_assign(name, std::move(exact)); });
  }
}

PlanRevision revision_of(std::string_view text) {
  constexpr std::size_t revision_digits = 12;
  return PlanRevision(sha256_hex(text).substr(0, revision_digits));
}

Result<PlanBook> book_of(const toml::table& file, Problems& problems, std::string_view text) {
  PlanBook book;
  book.revision = revision_of(text);
  read_book(file, problems, book);
  if (!problems.empty()) return Error{problems.text()};
  return book;
}

struct BranchNames {
  std::map<std::string, int> uses; ///< of each last component
  std::set<std::string> personal;  ///< last components of what may take a person's call
  std::vector<std::string> paths;  ///< the same, whole
};

void collect_names(const PlanNode& node, BranchNames& names) {
  const std::string& path = node.plan.path;
  const std::string last = path.substr(path.rfind('/') + 1); // npos + 1 is 0: the root's own name
  ++names.uses[last];
  // A plan for machines would drop this person's calls, or fold them into a neighbour's.
  if (!node.plan.no_incident && !node.plan.fold_by_area) {
    names.paths.push_back(path);
    names.personal.insert(last);
  }
  for (const PlanNode& child : node.children)
    collect_names(child, names);
}

} // namespace

Result<PlanBook> load_plans(const std::filesystem::path& file) {
  Problems problems;
  auto text = read_text_file(file);
  if (!text) return Error{file.string() + ": " + text.error()};
  auto table = parse_toml(text.value(), file.string(), problems);
  if (!table) return Error{problems.text()};
  const toml::node* include = table->get(include_key);
  if (include == nullptr) return book_of(*table, problems, text.value());

  const auto at = include->source().begin.line;
  const auto name = include->value_exact<std::string_view>();
  if (!name) {
    problems.add({file.string(), at, "include", "is not a file", "write the path of one, in quotes"});
    return Error{problems.text()};
  }
  const std::filesystem::path base_file = (file.parent_path() / *name).lexically_normal();
  auto base_text = read_text_file(base_file);
  if (!base_text) {
    problems.add({file.string(), at, "include",
                  cited(base_file.string(), base_file.string().size()) + " " + base_text.error(),
                  "the path is taken from this file's folder"});
    return Error{problems.text()};
  }
  auto base = parse_toml(base_text.value(), base_file.string(), problems);
  if (!base) return Error{problems.text()};
  if (const toml::node* again = base->get(include_key)) {
    problems.add({base_file.string(), again->source().begin.line, "include",
                  "an included file may not include another", "name both parts in one file"});
    return Error{problems.text()};
  }
  lay_over(*base, std::move(*table));
  return book_of(*base, problems, base_text.value() + text.value());
}

Result<PlanBook> parse_plans(std::string_view text, std::string_view name) {
  Problems problems;
  auto table = parse_toml(text, name, problems);
  if (!table) return Error{problems.text()};
  if (const toml::node* include = table->get(include_key)) {
    problems.add({std::string(name), include->source().begin.line, "include",
                  "a text by itself has no folder to include from", "load it from its file"});
  }
  return book_of(*table, problems, text);
}

std::vector<std::string> plan_names(const PlanBook& book) {
  BranchNames names;
  collect_names(book.root, names);
  for (const std::string& last : names.personal) {
    if (names.uses[last] == 1 && last != book.root.plan.path) names.paths.push_back(last);
  }
  return std::move(names.paths);
}

} // namespace turnout::config
