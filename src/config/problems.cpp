#include "problems.hpp"

#include <algorithm>
#include <tuple>

namespace turnout::config {

namespace {

constexpr std::size_t problems_told_max = 100;

/// Levenshtein's distance, case aside.
std::size_t slips(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row[b.size()];
}

} // namespace

std::string Problems::text() const {
  std::vector<const Problem*> sorted;
  for (const Problem& problem : list_)
    sorted.push_back(&problem);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Problem* a, const Problem* b) {
    return std::tie(a->file, a->line) < std::tie(b->file, b->line);
  });
  std::string text;
  for (std::size_t i = 0; i < std::min(sorted.size(), problems_told_max); ++i) {
    const Problem& p = *sorted[i];
    if (i > 0) text += '\n';
    text += p.file;
    if (p.line > 0) text += ":" + std::to_string(p.line);
    if (!p.key.empty()) text += ": " + p.key;
    text += ": " + p.wrong + "; " + p.mend;
  }
  if (sorted.size() > problems_told_max) {
    text += "\nand " + std::to_string(sorted.size() - problems_told_max) + " more";
  }
  return text;
}

std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> known) {
  constexpr std::size_t word_length_max = 64;
  if (word.size() > word_length_max) return std::nullopt;
  std::optional<std::string_view> best;
  std::size_t fewest = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string_view candidate : known) {
    const std::size_t count = slips(word, candidate);
    if (count < fewest && count < candidate.size()) {
      fewest = count;
      best = candidate;
    }
  }
  return best;
}

std::string suggestion(std::string_view word, std::span<const std::string_view> known) {
  if (const auto near = nearest(word, known)) return "did you mean \"" + std::string(*near) + "\"?";
  return "there is " + joined(known);
}

std::string cited(std::string_view text, std::size_t shown_max) {
  std::string out = "\"";
  for (const char c : text.substr(0, shown_max)) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x20 || byte == 0x7f ? '?' : c;
  }
  return out + (text.size() > shown_max ? "...\"" : "\"");
}

std::string joined(std::span<const std::string_view> words, std::string_view between) {
  std::string text;
  for (const std::string_view word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

} // namespace turnout::config
