#include "reports/escape.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace packetproof {
namespace {

struct Range {
  char32_t first = 0;
  char32_t last = 0;
};

// Controls, invisible characters and direction marks. XML 1.0 (2.2) forbids only some of them.
constexpr auto not_plain = std::to_array<Range>({
    {0x00, 0x08},
    {0x0B, 0x1F},
    {0x7F, 0xA0},
    {0xAD, 0xAD},
    {0x61C, 0x61C},
    {0x180E, 0x180E},
    {0x2000, 0x200F},
    {0x2028, 0x202F},
    {0x205F, 0x206F},
    {0x3000, 0x3000},
    {0xFDD0, 0xFDEF},
    {0xFEFF, 0xFEFF},
    {0xFFF0, 0xFFFB},
    {0xE0000, 0xE0FFF},
});

unsigned char byte_of(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

std::string escape(std::string_view text, bool attribute) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (std::size_t at = 0; at < text.size();) {
    const Scalar scalar = scalar_at(text, at);
    if (!scalar.valid || !is_plain(scalar.value)) {
      out += visible_escape(scalar);
    } else if (scalar.value == '&') {
      out += "&amp;";
    } else if (scalar.value == '<') {
      out += "&lt;";
    } else if (scalar.value == '>') {
      out += "&gt;";
    } else if (scalar.value == '"') {
      out += "&quot;";
    } else if (scalar.value == '\'') {
      out += "&#39;";
    } else if (attribute && (scalar.value == '\n' || scalar.value == '\t')) {
      out += scalar.value == '\n' ? "&#10;" : "&#9;";
    } else {
      out += text.substr(at, scalar.length);
    }
    at += scalar.length;
  }
  return out;
}

}  // namespace

Scalar scalar_at(std::string_view text, std::size_t at) {
  const unsigned char lead = byte_of(text, at);
  if (lead < 0x80) return {.value = lead, .length = 1, .valid = true};
  const Scalar broken{.value = lead, .length = 1, .valid = false};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - at < length) return broken;
  char32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t next = at + 1; next < at + length; ++next) {
    if ((byte_of(text, next) & 0xC0U) != 0x80) return broken;
    value = value << 6 | (byte_of(text, next) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < least[length] || value > 0x10FFFF || surrogate) return broken;
  return {.value = value, .length = length, .valid = true};
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Scalar scalar = scalar_at(text, at);
    if (!scalar.valid) return false;
    at += scalar.length;
  }
  return true;
}

bool is_plain(char32_t value) {
  if (value >= 0x20 && value < 0x7F) return true;
  if ((value & 0xFFFEU) == 0xFFFE) return false;  // U+FFFE, U+FFFF and their kin in every plane
  return std::ranges::none_of(
      not_plain, [value](Range range) { return range.first <= value && value <= range.last; });
}

std::string visible_escape(const Scalar& scalar) {
  const auto value = static_cast<std::uint32_t>(scalar.value);
  if (!scalar.valid || value < 0x80) {
    return value == '\r' ? "\\r" : fmt::format("\\x{:02X}", value);
  }
  return fmt::format("\\u{{{:04X}}}", value);
}

std::string escape_text(std::string_view text) { return escape(text, false); }
std::string escape_attribute(std::string_view text) { return escape(text, true); }

}  // namespace packetproof
