#include "pages.hpp"

#include <array>
#include <fstream>
#include <iterator>

namespace turnout::console {
namespace {

constexpr std::uintmax_t bytes_max = std::uintmax_t{64} * 1024 * 1024;

constexpr std::string_view policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'";

struct Kind {
  std::string_view ending;
  std::string_view type;
};
constexpr auto kinds = std::to_array<Kind>({{".html", "text/html; charset=utf-8"},
                                            {".js", "text/javascript; charset=utf-8"},
                                            {".css", "text/css; charset=utf-8"},
                                            {".svg", "image/svg+xml"},
                                            {".png", "image/png"},
                                            {".ico", "image/x-icon"},
                                            {".json", "application/json"},
                                            {".webmanifest", "application/manifest+json"},
                                            {".woff2", "font/woff2"},
                                            {".wav", "audio/wav"},
                                            {".mp3", "audio/mpeg"},
                                            {".txt", "text/plain; charset=utf-8"}});

std::string type_of(std::string_view path) {
  for (const auto& kind : kinds) {
    if (path.ends_with(kind.ending)) return std::string(kind.type);
  }
  return "application/octet-stream";
}

std::optional<std::string> whole(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in.is_open() || in.bad()) return std::nullopt;
  return text;
}

} // namespace

Result<Pages> Pages::read(const std::filesystem::path& folder) {
  Pages pages;
  if (folder.empty()) return pages;
  const auto wrong = [&](const std::string& what) {
    return Error{"[console] web: " + folder.string() + ": " + what +
                 "; name the folder of the built pages, or leave web empty"};
  };
  std::error_code error;
  std::uintmax_t bytes = 0;
  std::map<std::string, std::string> packed;
  for (auto at = std::filesystem::recursive_directory_iterator(folder, error);
       !error && at != std::filesystem::recursive_directory_iterator(); at.increment(error)) {
    if (!at->is_regular_file(error)) continue;
    bytes += at->file_size(error);
    if (error || bytes > bytes_max) return wrong("more than 64 MiB are no pages");
    auto body = whole(at->path());
    if (!body) return wrong(at->path().filename().string() + " cannot be read");
    const std::string path = "/" + at->path().lexically_relative(folder).generic_string();
    if (path.ends_with(".gz")) {
      packed[path.substr(0, path.size() - 3)] = std::move(*body);
    } else {
      pages.pages_[path] = {type_of(path), std::move(*body), {}, path.find("/assets/") != std::string::npos};
    }
  }
  if (error) return wrong(error.message());
  for (auto& [path, body] : packed) {
    if (const auto found = pages.pages_.find(path); found != pages.pages_.end())
      found->second.gzipped = std::move(body);
  }
  return pages;
}

std::optional<Answer> Pages::find(std::string_view path, std::string_view accept_encoding) const {
  auto wanted = percent_decoded(path, false);
  if (!wanted) return std::nullopt;
  if (wanted->ends_with('/')) *wanted += "index.html";
  const auto found = pages_.find(*wanted);
  if (found == pages_.end()) return std::nullopt;
  const Page& page = found->second;
  const bool packed = !page.gzipped.empty() && accept_encoding.find("gzip") != std::string_view::npos;
  Answer answer{.status = 200, .type = page.type, .body = packed ? page.gzipped : page.body, .headers = {}};
  auto& headers = answer.headers;
  if (packed) headers.emplace_back("Content-Encoding", "gzip");
  if (!page.gzipped.empty()) headers.emplace_back("Vary", "Accept-Encoding");
  // The names of assets hold a hash of what is in them.
  headers.emplace_back("Cache-Control", page.immutable ? "public, max-age=31536000, immutable" : "no-store");
  headers.emplace_back("Content-Security-Policy", policy);
  headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  headers.emplace_back("Permissions-Policy",
                       "geolocation=(self), screen-wake-lock=(self), camera=(), microphone=()");
  return answer;
}

} // namespace turnout::console
