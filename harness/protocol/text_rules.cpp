#include "harness/protocol/text_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace packetproof {
namespace {

unsigned char byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<unsigned char>(bytes[i]);
}

/// Bytes from 0x20 to 0x7F, eight at a time: what nearly all packets consist of.
std::size_t plain_prefix(std::string_view bytes) {
  constexpr std::uint64_t high = 0x8080808080808080U;
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i, 8);
    // A byte under 0x20 borrows into its high bit; one over 0x7F has it set.
    if (((word - 0x2020202020202020U) | word) & high) break;
  }
  return i;
}

}  // namespace

CodePoint decode_utf8(std::string_view bytes) {
  if (bytes.empty()) return {};
  const unsigned char lead = byte_at(bytes, 0);
  if (lead < 0x80) return {lead, 1};
  const unsigned size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || bytes.size() < size) return {};
  char32_t value = lead & (0xFFU >> (size + 1));
  for (unsigned i = 1; i < size; ++i) {
    const unsigned char next = byte_at(bytes, i);
    if ((next & 0xC0U) != 0x80) return {};
    value = (value << 6U) | (next & 0x3FU);
  }
  constexpr std::array<char32_t, 5> shortest = {0, 0, 0x80, 0x800, 0x10000};
  if (value < shortest[size] || value > 0x10FFFF) return {};
  if (value >= 0xD800 && value <= 0xDFFF) return {};
  return {value, size};
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6U));
    put(0x80 | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12U));
    put(0x80 | ((c >> 6U) & 0x3FU));
    put(0x80 | (c & 0x3FU));
  } else {
    put(0xF0 | (c >> 18U));
    put(0x80 | ((c >> 12U) & 0x3FU));
    put(0x80 | ((c >> 6U) & 0x3FU));
    put(0x80 | (c & 0x3FU));
  }
}

bool is_xml_char(char32_t c) {
  return (c >= 0x20 && c <= 0xD7FF) || c == 0x9 || c == 0xA || c == 0xD ||
         (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

bool is_xml_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_blank(std::string_view text) { return std::ranges::all_of(text, is_xml_space); }

std::optional<IllegalText> find_illegal(std::string_view utf8) {
  std::size_t i = 0;
  while (i < utf8.size()) {
    i += plain_prefix(utf8.substr(i));
    if (i == utf8.size()) break;
    const CodePoint c = decode_utf8(utf8.substr(i));
    if (c.size == 0) return IllegalText{.offset = i, .character = std::nullopt};
    if (!is_xml_char(c.value)) return IllegalText{.offset = i, .character = c.value};
    i += c.size;
  }
  return std::nullopt;
}

std::string describe(const IllegalText& illegal, std::string_view text) {
  if (illegal.character) {
    return fmt::format("U+{:04X} is no XML character",
                       static_cast<std::uint32_t>(*illegal.character));
  }
  return fmt::format("byte 0x{:02X} is not UTF-8 here", byte_at(text, illegal.offset));
}

std::string collapse(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const char c : text) {
    if (is_xml_space(c)) {
      gap = !out.empty();
      continue;
    }
    if (gap) out += ' ';
    gap = false;
    out += c;
  }
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_xml_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_xml_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace packetproof
