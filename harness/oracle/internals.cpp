#include "harness/oracle/internals.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace packetproof {
namespace {

constexpr std::size_t longest_text = 1U << 20U;
constexpr std::size_t npos = std::string_view::npos;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_path_character(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.' || c == '/' || c == '\\';
}

std::string_view take(std::string_view text, bool (*part)(char)) {
  const auto end = std::ranges::find_if_not(text, part);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

/// May a path begin after this character?
bool begins_path(std::string_view text, std::size_t at) {
  return at == 0 || std::string_view(" \t\r\n\"'`(=:[<,;").find(text[at - 1]) != npos;
}

/// "/var/lib/x": a well-known top directory and something in it.
std::string_view unix_path(std::string_view text, std::size_t at) {
  constexpr std::string_view tops[] = {"/usr/", "/var/",  "/etc/", "/opt/",   "/home/", "/root/",
                                       "/tmp/", "/srv/",  "/lib/", "/lib64/", "/bin/",  "/sbin/",
                                       "/mnt/", "/proc/", "/sys/", "/dev/"};
  const std::string_view rest = text.substr(at);
  const auto top =
      std::ranges::find_if(tops, [&](std::string_view t) { return rest.starts_with(t); });
  if (top == std::end(tops)) return {};
  const bool file_url = text.substr(0, at).ends_with("file://");
  if (!file_url && !begins_path(text, at)) return {};
  const std::string_view path = take(rest, is_path_character);
  return path.size() > top->size() ? path : std::string_view();
}

/// "C:\Program Files": a drive, a backslash and a name.
std::string_view windows_path(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.size() < 4 || !is_letter(rest[0]) || rest[1] != ':' || rest[2] != '\\') return {};
  if (!is_letter(rest[3]) || !begins_path(text, at)) return {};
  return rest.substr(0, 3 + take(rest.substr(3), is_path_character).size());
}

std::string_view find_path(std::string_view text) {
  for (std::size_t at = text.find_first_of("/:"); at != npos;
       at = text.find_first_of("/:", at + 1)) {
    const std::string_view path = text[at] == '/' ? unix_path(text, at)
                                  : at > 0        ? windows_path(text, at - 1)
                                                  : std::string_view();
    if (!path.empty()) return path;
  }
  return {};
}

/// `first` and, after it within one statement, `second`; both as whole words.
std::string_view between(std::string_view text, std::string_view first, std::string_view second) {
  constexpr std::size_t longest_statement = 500;
  for (std::size_t at = text.find(first); at != npos; at = text.find(first, at + 1)) {
    if (at > 0 && is_letter(text[at - 1])) continue;
    const std::string_view statement = text.substr(at, longest_statement);
    const std::size_t end = statement.find(second, first.size());
    if (end != npos) return statement.substr(0, end + second.size());
  }
  return {};
}

std::string_view find_marker(std::string_view text, std::string_view marker) {
  const std::size_t at = text.find(marker);
  return at == npos ? std::string_view() : text.substr(at, marker.size());
}

bool has_lower_case(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

struct Statement {
  std::string_view first, second;
};

std::string_view find_sql(std::string_view text) {
  constexpr std::string_view markers[] = {"SQLSTATE[",
                                          "You have an error in your SQL syntax",
                                          "mysql_",
                                          "mysqli_",
                                          "pg_query",
                                          "PDOException",
                                          "ORA-0",
                                          "Unknown column '",
                                          "Duplicate entry '",
                                          "sqlite3.",
                                          "SQLITE_",
                                          "syntax error at or near \""};
  constexpr Statement statements[] = {{"SELECT ", " FROM "},       {"INSERT INTO ", "("},
                                      {"INSERT INTO ", " VALUES"}, {"UPDATE ", " SET "},
                                      {"DELETE FROM ", " WHERE "}, {"select * from ", ""},
                                      {"insert into ", " values"}, {"delete from ", " where "}};
  for (const std::string_view marker : markers) {
    if (const auto seen = find_marker(text, marker); !seen.empty()) return seen;
  }
  for (const Statement& statement : statements) {
    // A sentence in capitals may hold these words in this order.
    const bool capitals = !has_lower_case(statement.first);
    if (capitals && !has_lower_case(text)) continue;
    if (const auto seen = between(text, statement.first, statement.second); !seen.empty()) {
      return seen;
    }
  }
  return {};
}

/// "agent.php:120", "x.py\", line 3", "Foo.java:7", "x.php(12)", "x.php on line 12".
std::string_view find_source_line(std::string_view text) {
  constexpr std::string_view extensions[] = {".php", ".phtml", ".inc", ".py", ".java", ".cs",
                                             ".cpp", ".rb",    ".pl",  ".js", ".go",   ".kt"};
  constexpr std::string_view joints[] = {":", "(", " on line ", ", line ", "\", line ", ":line "};
  for (const std::string_view extension : extensions) {
    for (std::size_t at = text.find(extension); at != npos; at = text.find(extension, at + 1)) {
      const std::string_view rest = text.substr(at + extension.size());
      for (const std::string_view joint : joints) {
        const bool numbered =
            rest.starts_with(joint) && rest.size() > joint.size() && is_digit(rest[joint.size()]);
        if (numbered) return text.substr(at, extension.size() + joint.size() + 1);
      }
    }
  }
  return {};
}

std::string_view find_trace(std::string_view text) {
  constexpr std::string_view markers[] = {"Stack trace:",
                                          "Traceback (most recent call last)",
                                          "Exception in thread \"",
                                          "PHP Fatal error",
                                          "PHP Warning",
                                          "PHP Notice",
                                          "Uncaught Exception",
                                          "Uncaught Error",
                                          "Uncaught PDO",
                                          "#0 {main}",
                                          "goroutine 1 ["};
  for (const std::string_view marker : markers) {
    if (const auto seen = find_marker(text, marker); !seen.empty()) return seen;
  }
  return find_source_line(text);
}

}  // namespace

Internal find_internal(std::string_view text, std::string_view echo) {
  text = text.substr(0, longest_text);
  const std::array<Internal, 3> found = {{{"a stack trace", find_trace(text)},
                                          {"SQL", find_sql(text)},
                                          {"a file path", find_path(text)}}};
  for (const Internal& internal : found) {
    if (internal.seen.empty() || echo.find(internal.seen) != npos) continue;
    return internal;
  }
  return {};
}

}  // namespace packetproof
