#pragma once

/// The source tree as text, for the tests that guard how it is laid out.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace packetproof {

struct SourceFile {
  std::string path;  // from the repository's root, with '/'
  std::string text;
};

/// Every C++ file (.cpp, .hpp, .inc) under harness, reports and properties, sorted by path. Empty
/// when `root` is not the repository.
std::vector<SourceFile> source_files(const std::filesystem::path& root);

/// Every path under the folders of the repository's root that hold code or bytes, folders too.
std::vector<std::string> all_paths(const std::filesystem::path& root);

/// The file's bytes; empty when it cannot be read.
std::string read_text(const std::filesystem::path& file);

std::vector<std::string_view> lines_of(std::string_view text);

/// The text with comments and the insides of string and character literals blanked; line breaks
/// stay, so that lines keep their numbers.
std::string code_of(std::string_view text);

/// True for what only tests are built from: *_test.cpp, *_test.hpp, a folder named testing, and the
/// foreign endpoints.
bool is_test(std::string_view path);

}  // namespace packetproof
