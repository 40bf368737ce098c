#include "http.hpp"

#include <sodium.h>

#include <array>

namespace turnout::console {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

using Digest = std::array<unsigned char, crypto_hash_sha256_BYTES>;

Digest digest_of(std::string_view text) {
  Digest digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return digest;
}

} // namespace

Answer json_answer(const boost::json::value& body, unsigned status) {
  return {.status = status,
          .type = "application/json",
          .body = boost::json::serialize(body) + "\n",
          .headers = {}};
}

Answer problem(unsigned status, std::string_view name, std::string_view title, std::string_view detail,
               const std::vector<Fault>& faults) {
  boost::json::object body{
      {"type", "/problems/" + std::string(name)}, {"title", title}, {"status", status}, {"detail", detail}};
  if (!faults.empty()) {
    auto& errors = body["errors"].emplace_array();
    for (const auto& fault : faults) {
      errors.push_back(boost::json::object{{"pointer", fault.pointer}, {"message", fault.message}});
    }
  }
  auto answer = json_answer(body, status);
  answer.type = "application/problem+json";
  return answer;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      if (text.size() - i < 3) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return decoded;
}

std::optional<std::map<std::string, std::string>> parse_query(std::string_view text) {
  std::map<std::string, std::string> query;
  while (!text.empty()) {
    const auto end = text.find('&');
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    const auto middle = pair.find('=');
    auto name = percent_decoded(pair.substr(0, middle), true);
    auto value = percent_decoded(middle == std::string_view::npos ? "" : pair.substr(middle + 1), true);
    if (!name || !value) return std::nullopt;
    if (!name->empty()) query[*name] = *value;
  }
  return query;
}

bool bears_token(std::string_view authorization, const std::string& token) {
  constexpr std::string_view scheme = "Bearer ";
  if (token.empty() || !authorization.starts_with(scheme)) return false;
  const Digest said = digest_of(authorization.substr(scheme.size()));
  const Digest right = digest_of(token);
  return sodium_memcmp(said.data(), right.data(), right.size()) == 0;
}

} // namespace turnout::console
