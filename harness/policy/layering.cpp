#include "harness/policy/layering.hpp"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>

namespace packetproof {
namespace {

/// `to` is a folder, or one header of it where the arrow reaches no further.
struct Arrow {
  std::string_view from;
  std::string_view to;
  bool tests_only = false;
};

constexpr std::array arrows = {
    Arrow{.from = "harness/protocol", .to = "reports/record.hpp"},
    Arrow{.from = "harness/generate", .to = "harness/protocol"},
    Arrow{.from = "harness/oracle", .to = "harness/protocol"},
    Arrow{.from = "harness/oracle", .to = "harness/transport/exchange.hpp"},
    Arrow{.from = "harness/mock", .to = "harness/protocol"},
    Arrow{.from = "harness/mock", .to = "harness/transport/exchange.hpp"},
    Arrow{.from = "harness/mock", .to = "harness/transport/wire.hpp"},
    Arrow{.from = "harness/mock", .to = "harness/transport", .tests_only = true},
    Arrow{.from = "harness/conformance", .to = "harness/generate"},
    Arrow{.from = "harness/conformance", .to = "harness/oracle"},
    Arrow{.from = "harness/conformance", .to = "harness/transport"},
    Arrow{.from = "harness/conformance", .to = "reports"},
    Arrow{.from = "harness/conformance", .to = "harness/mock", .tests_only = true},
    Arrow{.from = "harness/cli", .to = "harness/conformance"},
    Arrow{.from = "harness/cli", .to = "harness/mock"},
    Arrow{.from = "harness/bench", .to = "harness/cli"},
    Arrow{.from = "properties", .to = "harness/cli"},
    Arrow{.from = "harness/foreign", .to = "harness/cli/testing", .tests_only = true},
    Arrow{.from = "harness/foreign", .to = "reports", .tests_only = true},
    // The policies' own check of the embedding.
    Arrow{.from = "harness/policy", .to = "harness/protocol/embedded.hpp", .tests_only = true},
};

/// Whose headers a library's are: fnmatch patterns over paths, where * also crosses a /.
struct Library {
  std::string_view headers;
  std::vector<std::string_view> owners;
  bool tests = false;  // any test too
};

const std::vector<Library>& libraries() {
  static const std::vector<Library> rows = {
      {.headers = "libxml/*",
       .owners = {"harness/protocol/xml_*.cpp", "harness/oracle/libxml2_*",
                  "properties/bare_libraries.cpp"},
       .tests = true},
      {.headers = "xercesc/*",
       .owners = {"harness/oracle/xerces_*", "properties/bare_libraries.cpp"}},
      {.headers = "pugixml.hpp", .owners = {"harness/protocol/extract*"}, .tests = true},
      {.headers = "iconv.h", .owners = {"harness/protocol/xml_encoding.cpp"}},
      {.headers = "nlohmann/*", .owners = {"reports/*.cpp"}, .tests = true},
      {.headers = "curl/*",
       .owners = {"harness/transport/curl_*", "harness/transport/endpoint_url.cpp"}},
      {.headers = "boost/*", .owners = {"harness/mock/server*"}},
      {.headers = "openssl/*",
       .owners = {"harness/protocol/schemas.cpp", "harness/mock/certificate*",
                  "harness/mock/server*"},
       .tests = true},
      {.headers = "CLI/*", .owners = {"harness/cli/*"}},
      {.headers = "toml++/*", .owners = {"harness/cli/*", "properties/bare_libraries.cpp"}},
      {.headers = "rapidcheck*", .owners = {"properties/*", "harness/generate/*"}},
      {.headers = "benchmark/*", .owners = {"harness/bench/*"}},
      {.headers = "gtest/*", .owners = {"properties/*"}, .tests = true},
      {.headers = "gmock/*", .owners = {"properties/*"}, .tests = true},
      {.headers = "fmt/*", .owners = {"*.cpp"}, .tests = true},
      {.headers = "malloc.h", .owners = {"properties/fuzz_measured.cpp"}},
      // The operating system's: where bytes travel and where a person is talked to.
      {.headers = "*.h",
       .owners = {"harness/transport/*.cpp", "harness/mock/*.cpp", "harness/cli/*.cpp",
                  "harness/policy/*.cpp"},
       .tests = true},
  };
  return rows;
}

/// Two sides of one judgement, which must not share code: a row forbids what an arrow would allow.
struct Wall {
  std::string_view file;
  std::string_view header;
  std::string_view why;
};

constexpr std::array walls = {
    Wall{.file = "harness/oracle/rules_request*",
         .header = "harness/oracle/validators.hpp",
         .why = "the hand-written rules share nothing with the validators they are compared with"},
    Wall{.file = "harness/oracle/rules_request*",
         .header = "harness/oracle/xerces*",
         .why = "the hand-written rules share nothing with the validators they are compared with"},
    Wall{.file = "harness/oracle/rules_request*",
         .header = "harness/oracle/libxml2*",
         .why = "the hand-written rules share nothing with the validators they are compared with"},
    Wall{.file = "harness/mock/*",
         .header = "harness/oracle/*",
         .why = "the reference endpoint never calls the oracles that judge it"},
};

bool matches(std::string_view pattern, std::string_view path) {
  return fnmatch(std::string(pattern).c_str(), std::string(path).c_str(), 0) == 0;
}

std::string_view folder_of(std::string_view path) { return path.substr(0, path.rfind('/')); }

/// The architecture's unit that a path belongs to: "harness/oracle", "reports", "properties".
std::string_view unit_of(std::string_view path) {
  if (!path.starts_with("harness/")) return path.substr(0, path.find('/'));
  return path.substr(0, path.find('/', std::string_view("harness/").size()));
}

bool is_inside(std::string_view folder_or_file, std::string_view path) {
  return path.starts_with(folder_or_file) &&
         (path.size() == folder_or_file.size() || path[folder_or_file.size()] == '/');
}

bool reaches(std::string_view unit, std::string_view header, bool test,
             std::set<std::string_view>& seen) {
  if (is_inside(unit, header)) return true;
  if (!seen.insert(unit).second) return false;
  return std::ranges::any_of(arrows, [&](const Arrow& arrow) {
    return arrow.from == unit && (test || !arrow.tests_only) &&
           reaches(arrow.to, header, false, seen);
  });
}

struct Include {
  std::size_t line = 0;
  std::string header;
  bool quoted = false;
};

std::vector<Include> includes_of(std::string_view text) {
  // Which lines are code is read from the blanked text, what they say from the text itself.
  const auto code = code_of(text);
  const auto code_lines = lines_of(code);
  const auto text_lines = lines_of(text);
  std::vector<Include> includes;
  for (std::size_t i = 0; i < text_lines.size(); ++i) {
    const auto hash = code_lines[i].find_first_not_of(" \t");
    if (hash == std::string_view::npos || code_lines[i][hash] != '#') continue;
    const auto word = code_lines[i].find_first_not_of(" \t", hash + 1);
    if (word == std::string_view::npos || !code_lines[i].substr(word).starts_with("include")) {
      continue;
    }
    const auto open = text_lines[i].find_first_of("<\"", word);
    if (open == std::string_view::npos) continue;
    const auto close = text_lines[i].find_first_of(">\"", open + 1);
    if (close == std::string_view::npos) continue;
    includes.push_back({.line = i + 1,
                        .header = std::string(text_lines[i].substr(open + 1, close - open - 1)),
                        .quoted = text_lines[i][open] == '"'});
  }
  return includes;
}

bool is_standard(std::string_view header) {
  return header.find_first_of("/.") == std::string_view::npos;
}

std::optional<std::string> fault_of_own(std::string_view path, std::string_view header) {
  for (const auto& wall : walls) {
    if (matches(wall.file, path) && matches(wall.header, header)) return std::string(wall.why);
  }
  if (is_test(header) && !is_test(path)) return "only tests include what is made for tests";
  std::set<std::string_view> seen;
  if (reaches(unit_of(path), header, is_test(path), seen)) return std::nullopt;
  return fmt::format("no arrow leads from {} to {}", unit_of(path), folder_of(header));
}

std::optional<std::string> fault_of_foreign(std::string_view path, std::string_view header) {
  if (is_standard(header)) return std::nullopt;
  const auto library = std::ranges::find_if(
      libraries(), [&](const Library& row) { return matches(row.headers, header); });
  if (library == libraries().end()) {
    return "no row says who owns this library's headers: add one to harness/policy/layering.cpp";
  }
  if (library->tests && is_test(path)) return std::nullopt;
  if (std::ranges::any_of(library->owners, [&](auto owner) { return matches(owner, path); })) {
    return std::nullopt;
  }
  return fmt::format("only {} may include it", fmt::join(library->owners, ", "));
}

bool is_ours(std::string_view header) {
  return header.starts_with("harness/") || header.starts_with("reports/") ||
         header.starts_with("properties/");
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool holds_word(std::string_view line, std::string_view word) {
  for (auto at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
    const auto end = at + word.size();
    const bool starts = at == 0 || !is_word(line[at - 1]);
    const bool ends = end == line.size() || !is_word(line[end]) || !is_word(word.back());
    if (starts && ends) return true;
  }
  return false;
}

constexpr std::array<std::string_view, 20> impure = {"cout",
                                                     "cerr",
                                                     "clog",
                                                     "printf(",
                                                     "fprintf(",
                                                     "puts(",
                                                     "fputs(",
                                                     "print(",
                                                     "println(",
                                                     "perror(",
                                                     "exit(",
                                                     "_exit(",
                                                     "quick_exit(",
                                                     "abort(",
                                                     "terminate(",
                                                     "getenv(",
                                                     "secure_getenv(",
                                                     "setenv(",
                                                     "system_clock::now",
                                                     "time(nullptr)"};

}  // namespace

std::vector<std::string> layering_violations(const SourceFile& file) {
  std::vector<std::string> violations;
  for (const auto& include : includes_of(file.text)) {
    std::optional<std::string> fault;
    if (is_ours(include.header)) {
      fault = include.quoted ? fault_of_own(file.path, include.header)
                             : "our own headers stand in quotation marks";
    } else if (include.quoted) {
      fault = "not written from the repository's root, or a library's header in quotation marks";
    } else {
      fault = fault_of_foreign(file.path, include.header);
    }
    if (fault) {
      violations.push_back(
          fmt::format("{}:{}: includes {}: {}", file.path, include.line, include.header, *fault));
    }
  }
  return violations;
}

std::vector<std::string> purity_violations(const SourceFile& file) {
  if (is_test(file.path) || file.path.starts_with("harness/cli/") ||
      file.path.starts_with("harness/bench/") || file.path.starts_with("properties/")) {
    return {};
  }
  std::vector<std::string> violations;
  const auto code = code_of(file.text);
  std::size_t number = 0;
  for (const auto line : lines_of(code)) {
    ++number;
    for (const auto word : impure) {
      if (holds_word(line, word)) {
        violations.push_back(fmt::format(
            "{}:{}: '{}': only harness/cli prints, exits, reads the environment or the calendar",
            file.path, number, word));
      }
    }
  }
  return violations;
}

}  // namespace packetproof
