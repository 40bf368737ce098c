#include "files.hpp"

#include <turnout/custody/export.hpp>
#include <turnout/custody/minisign.hpp>
#include <turnout/record/text.hpp>

#include <boost/json/parse.hpp>

#include <algorithm>
#include <filesystem>

namespace turnout::custody {
namespace {

constexpr std::string_view format_name = "turnout-manifest-1";

std::string text_of(const boost::json::object& object, const char* name) {
  const auto* held = object.if_contains(name);
  return held != nullptr && held->is_string() ? std::string(held->get_string()) : std::string();
}

std::uint64_t number_of(const boost::json::object& object, const char* name) {
  const auto* held = object.if_contains(name);
  boost::system::error_code failed;
  const auto number = held == nullptr ? 0 : held->to_number<std::uint64_t>(failed);
  return failed ? 0 : number;
}

Manifest manifest_of(const boost::json::object& object) {
  Manifest manifest;
  manifest.program = text_of(object, "program");
  if (const auto* chain = object.if_contains("chain"); chain != nullptr && chain->is_object()) {
    const auto& held = chain->get_object();
    manifest.chain =
        ChainLine{number_of(held, "records"), number_of(held, "first_sequence"),
                  number_of(held, "last_sequence"), text_of(held, "previous"), text_of(held, "last_hash")};
  }
  if (const auto* files = object.if_contains("files"); files != nullptr && files->is_array()) {
    for (const auto& one : files->get_array()) {
      if (!one.is_object()) continue;
      const auto& held = one.get_object();
      manifest.files.push_back({text_of(held, "name"), number_of(held, "bytes"), text_of(held, "sha256")});
    }
  }
  return manifest;
}

} // namespace

std::string to_json(const Manifest& manifest) {
  std::string text = "{\n  \"format\": ";
  const auto member = [&text](std::string_view before, std::string_view value) {
    text += before;
    record::append_string(text, value);
  };
  const auto number = [&text](std::string_view before, std::uint64_t value) {
    text += before;
    record::append_number(text, value);
  };
  record::append_string(text, format_name);
  member(",\n  \"program\": ", manifest.program);
  if (manifest.chain) {
    number(",\n  \"chain\": {\n    \"records\": ", manifest.chain->records);
    number(",\n    \"first_sequence\": ", manifest.chain->first_sequence);
    number(",\n    \"last_sequence\": ", manifest.chain->last_sequence);
    member(",\n    \"previous\": ", manifest.chain->previous);
    member(",\n    \"last_hash\": ", manifest.chain->last_hash);
    text += "\n  }";
  }
  text += ",\n  \"files\": [";
  for (const auto& file : manifest.files) {
    text += &file == manifest.files.data() ? "\n" : ",\n";
    member("    {\"name\": ", file.name);
    number(", \"bytes\": ", file.bytes);
    member(", \"sha256\": ", file.sha256);
    text += '}';
  }
  return text + "\n  ]\n}\n";
}

Result<Manifest> read_manifest(const std::string& folder) {
  const auto text = read_whole(folder + '/' + manifest_name);
  if (!text) return Error{text.error()};
  boost::system::error_code error;
  const auto value = boost::json::parse(text.value(), error);
  const auto damaged = [&] {
    return Error{folder + '/' + manifest_name + ": it is not a manifest as it was written: fetch it again"};
  };
  if (error || !value.is_object()) return damaged();
  Manifest manifest = manifest_of(value.get_object());
  return to_json(manifest) == text.value() ? Result<Manifest>(std::move(manifest)) : damaged();
}

Result<Manifest> describe_folder(const std::string& folder) {
  Manifest manifest{.program = "turnout " TURNOUT_VERSION, .chain = {}, .files = {}};
  std::error_code error;
  for (auto at = std::filesystem::recursive_directory_iterator(folder, error);
       !error && at != std::filesystem::recursive_directory_iterator(); at.increment(error)) {
    std::error_code unseen;
    if (!at->is_regular_file(unseen)) continue;
    const std::string name = std::filesystem::path(at->path()).lexically_relative(folder).generic_string();
    if (name == manifest_name || name == signature_name) continue;
    auto line = describe_file(folder, name);
    if (!line) return Error{line.error()};
    manifest.files.push_back(std::move(line).value());
  }
  if (error)
    return Error{folder + ": cannot be read: " + error.message() + ": look at its name and its owner"};
  std::sort(manifest.files.begin(), manifest.files.end(),
            [](const FileLine& a, const FileLine& b) { return a.name < b.name; });
  if (auto written = write_whole(folder + '/' + manifest_name, to_json(manifest)); !written)
    return Error{written.error()};
  return manifest;
}

Status sign_folder(const std::string& folder, const std::string& secret_file, const std::string& trusted) {
  const auto text = read_whole(folder + '/' + manifest_name);
  if (!text) return Error{text.error()};
  auto signature = sign(secret_file, text.value(), trusted);
  if (!signature) return Error{signature.error()};
  return write_whole(folder + '/' + signature_name, signature.value());
}

} // namespace turnout::custody
