#include "harness/policy/source_tree.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace packetproof {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> code_folders = {"harness", "reports", "properties"};
constexpr std::array<std::string_view, 5> all_folders = {"harness", "reports", "properties",
                                                         "schemas", "corpus"};

std::vector<std::string> paths_under(const fs::path& root, std::string_view folder) {
  std::vector<std::string> paths;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(root / folder, error), end; !error && entry != end;
       entry.increment(error)) {
    paths.push_back(entry->path().lexically_relative(root).generic_string());
  }
  return paths;
}

bool is_code(std::string_view path) {
  return path.ends_with(".cpp") || path.ends_with(".hpp") || path.ends_with(".inc");
}

/// Length of the literal or comment that starts at `at`, 0 when none does.
std::size_t opaque_length(std::string_view text, std::size_t at) {
  const auto until = [&](std::string_view close, std::size_t from) {
    const auto found = text.find(close, from);
    return (found == std::string_view::npos ? text.size() : found + close.size()) - at;
  };
  const auto rest = text.substr(at);
  if (rest.starts_with("//")) {
    return std::min(text.find('\n', at), text.size()) - at;
  }
  if (rest.starts_with("/*")) {
    return until("*/", at + 2);
  }
  if (rest.starts_with("R\"")) {
    const auto paren = text.find('(', at);
    if (paren == std::string_view::npos) return 0;
    const auto delimiter = text.substr(at + 2, paren - at - 2);
    return until(")" + std::string(delimiter) + "\"", paren);
  }
  // An apostrophe after a digit or letter separates digits: 1'000.
  const bool separator =
      at > 0 && (std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0) && rest[0] == '\'';
  if ((rest[0] != '"' && rest[0] != '\'') || separator) return 0;
  for (auto end = at + 1; end < text.size(); ++end) {
    if (text[end] == '\\') {
      ++end;
    } else if (text[end] == rest[0] || text[end] == '\n') {
      return end + 1 - at;
    }
  }
  return text.size() - at;
}

}  // namespace

std::vector<SourceFile> source_files(const fs::path& root) {
  std::vector<SourceFile> files;
  for (const auto folder : code_folders) {
    for (auto& path : paths_under(root, folder)) {
      if (is_code(path)) {
        auto text = read_text(root / path);
        files.push_back({std::move(path), std::move(text)});
      }
    }
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

std::vector<std::string> all_paths(const fs::path& root) {
  std::vector<std::string> paths;
  for (const auto folder : all_folders) {
    std::ranges::move(paths_under(root, folder), std::back_inserter(paths));
  }
  std::ranges::sort(paths);
  return paths;
}

std::string read_text(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::string code_of(std::string_view text) {
  std::string code(text);
  for (std::size_t at = 0; at < text.size();) {
    const auto length = opaque_length(text, at);
    for (auto i = at; i < at + length; ++i) {
      if (code[i] != '\n') code[i] = ' ';
    }
    at += std::max<std::size_t>(length, 1);
  }
  return code;
}

bool is_test(std::string_view path) {
  return path.ends_with("_test.cpp") || path.ends_with("_test.hpp") ||
         path.find("/testing/") != std::string_view::npos || path.starts_with("harness/foreign/");
}

}  // namespace packetproof
