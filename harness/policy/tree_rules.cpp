#include "harness/policy/tree_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace packetproof {
namespace {

constexpr std::size_t max_lines = 400;

constexpr std::array<std::string_view, 10> top_level = {
    "CMakeLists.txt", "CMakePresets.json", "README.md", "CONTRIBUTING.md", "LICENSE", "harness",
    "corpus",         "properties",        "reports",   "schemas"};

/// Words that say nothing about what is inside.
constexpr std::array<std::string_view, 16> empty_words = {
    "util",  "utils",   "utility",  "utilities", "helper",  "helpers", "common", "misc",
    "stuff", "manager", "managers", "impl",      "support", "tools",   "base",   "lib"};

/// Rows are not complexity: these grow with what the project knows.
bool is_table(std::string_view path) {
  const auto name = path.substr(path.rfind('/') + 1);
  return path.ends_with(".inc") || name.starts_with("cases_") || name == "mutations.cpp" ||
         name == "mutants.cpp" || name == "rulings.cpp";
}

bool is_snake_case(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::size_t indent_of(std::string_view line) { return line.find_first_not_of(' '); }

}  // namespace

std::expected<std::vector<std::string>, std::string> mapped_paths(std::string_view readme) {
  struct Level {
    std::size_t indent;
    std::string folder;
  };
  std::vector<Level> levels;
  std::vector<std::string> paths;
  enum class Place { before, section, block } place = Place::before;
  for (const auto line : lines_of(readme)) {
    if (place == Place::before) {
      if (line == "## Map") place = Place::section;
    } else if (place == Place::section) {
      if (line.starts_with("## ")) break;
      if (line == "```text") place = Place::block;
    } else if (line.starts_with("```")) {
      if (paths.empty()) return std::unexpected("the map names no path");
      return paths;
    } else if (const auto indent = indent_of(line); indent != std::string_view::npos) {
      const auto word = line.substr(indent, line.find(' ', indent) - indent);
      while (!levels.empty() && levels.back().indent >= indent) levels.pop_back();
      const auto above = levels.empty() ? "" : levels.back().folder;
      auto path = above + std::string(word);
      levels.push_back({indent, path.ends_with('/') ? path : path + "/"});
      if (path.ends_with('/')) path.pop_back();
      paths.push_back(std::move(path));
    }
  }
  return std::unexpected("README.md has no closed ```text block under \"## Map\"");
}

std::string name_fault(std::string_view path) {
  const auto name = path.substr(path.rfind('/') + 1);
  const auto stem = name.substr(0, name.find('.'));
  for (std::size_t from = 0; from <= stem.size();) {
    const auto end = std::min(stem.find('_', from), stem.size());
    const auto word = stem.substr(from, end - from);
    if (std::ranges::find(empty_words, word) != empty_words.end()) {
      return fmt::format("{}: '{}' does not say what is inside", path, word);
    }
    from = end + 1;
  }
  if (!is_snake_case(stem)) return fmt::format("{}: not snake_case", path);
  return {};
}

std::string size_fault(const SourceFile& file) {
  const auto lines = lines_of(file.text).size();
  if (lines <= max_lines || is_table(file.path)) return {};
  return fmt::format("{}: {} lines, {} at most", file.path, lines, max_lines);
}

std::string text_fault(const SourceFile& file) {
  std::size_t number = 0;
  for (const auto line : lines_of(file.text)) {
    ++number;
    const auto odd = std::ranges::find_if(line, [](char c) { return c < ' ' || c > '~'; });
    if (odd != line.end()) {
      return fmt::format("{}:{}:{}: byte 0x{:02x} in a source", file.path, number,
                         odd - line.begin() + 1, static_cast<unsigned char>(*odd));
    }
    if (line.ends_with(' ')) return fmt::format("{}:{}: ends in a space", file.path, number);
  }
  if (!file.text.empty() && !file.text.ends_with('\n'))
    return file.path + ": no line end at its end";
  return {};
}

bool may_stand_on_top(std::string_view name, std::string_view gitignore) {
  if (name.starts_with('.')) return true;
  if (std::ranges::find(top_level, name) != top_level.end()) return true;
  return std::ranges::any_of(lines_of(gitignore), [&](std::string_view line) {
    if (line.ends_with('/')) line.remove_suffix(1);
    return line.starts_with('/') && line.substr(1) == name;
  });
}

}  // namespace packetproof
