#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "reports/escape.hpp"
#include "reports/html_parts.hpp"

namespace packetproof {
namespace {

/// Bytes that may stand in a fragment as they are; `_` is left out because it starts an escape.
bool is_anchor_byte(unsigned char c) {
  return c < 0x80 &&
         (std::isalnum(c) != 0 || std::string_view("-./=+,:").contains(static_cast<char>(c)));
}

std::string anchor(std::string_view kind, std::string_view id) {
  std::string out(kind);
  for (const char c : id) {
    const auto byte = static_cast<unsigned char>(c);
    out += is_anchor_byte(byte) ? std::string(1, c) : fmt::format("_{:02x}", byte);
  }
  return out;
}

}  // namespace

Page::Page(const RunRecord& run) : record(run), shown_bytes(affordable_bytes(run)) {
  for (const RequirementRecord& row : run.requirements) requirements.emplace(row.id, &row);
}

std::string prose(std::string_view text) {
  if (std::ranges::count(text, '`') % 2 != 0) return escape_text(text);
  std::string out;
  bool code = false;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('`', at), text.size());
    const std::string part = escape_text(text.substr(at, end - at));
    out += code ? "<code>" + part + "</code>" : part;
    code = !code;
    at = end + 1;
  }
  return out;
}

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t first = digits.front() == '-' ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

std::string duration(std::int64_t microseconds) {
  const auto value = static_cast<double>(microseconds);
  if (microseconds < 1000) return fmt::format("{} &#181;s", microseconds);
  if (microseconds < 1000000) return fmt::format("{:.1f} ms", value / 1e3);
  if (microseconds < 120000000) return fmt::format("{:.2f} s", value / 1e6);
  return fmt::format("{} min {} s", microseconds / 60000000, microseconds / 1000000 % 60);
}

std::string counted(std::int64_t number, std::string_view singular) {
  return fmt::format("{} {}{}", grouped(number), singular, number == 1 ? "" : "s");
}

std::string_view area_of(std::string_view id) { return id.substr(0, id.find('/')); }

std::string outcome_class(Outcome outcome) {
  std::string name = "o-";
  for (const char c : name_of(outcome)) name.push_back(static_cast<char>(c - 'A' + 'a'));
  return name;
}

std::string chip(std::string_view style, std::string_view text) {
  return fmt::format("<span class=\"chip {}\">{}</span>", style, escape_text(text));
}

std::string outcome_chip(Outcome outcome) { return chip(outcome_class(outcome), name_of(outcome)); }

std::string case_anchor(std::string_view id) { return anchor("case-", id); }
std::string requirement_anchor(std::string_view id) { return anchor("req-", id); }

std::string case_link(std::string_view id) {
  return fmt::format("<a class=\"id\" href=\"#{}\">{}</a>", case_anchor(id), escape_text(id));
}

std::string requirement_link(const Page& page, std::string_view id) {
  if (!page.requirements.contains(id)) {
    return fmt::format("<span class=\"id\">{}</span>", escape_text(id));
  }
  return fmt::format("<a class=\"id\" href=\"#{}\">{}</a>", requirement_anchor(id),
                     escape_text(id));
}

std::string_view gate_word(int exit_code) {
  switch (exit_code) {
    case 0:
      return "PASS";
    case 1:
      return "FAIL";
    case 2:
      return "MISUSED";
    case 3:
      return "INCONCLUSIVE";
    case 4:
      return "STALE";
    case 5:
      return "VACUOUS";
    case 6:
      return "TOO WEAK";
    case 130:
      return "INTERRUPTED";
    default:
      return "BROKEN";
  }
}

}  // namespace packetproof
