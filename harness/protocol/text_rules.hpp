#pragma once

/// Which characters XML 1.0 can carry, and what white space means to it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace packetproof {

/// One code point read from UTF-8; `size` 0 where the bytes are not UTF-8.
struct CodePoint {
  char32_t value = 0;
  unsigned size = 0;
};

/// The code point at the start of `bytes`, by the strict definition: shortest form, no surrogates,
/// at most U+10FFFF. Size 0 for an empty view too.
CodePoint decode_utf8(std::string_view bytes);

void append_utf8(std::string&, char32_t);

/// Char of XML 1.0, 2.2.
bool is_xml_char(char32_t);

/// S of XML 1.0, 2.3: space, tab, carriage return, line feed.
bool is_xml_space(char);
bool is_blank(std::string_view);

/// The first place in a text that XML 1.0 cannot carry.
struct IllegalText {
  std::size_t offset = 0;             // in bytes
  std::optional<char32_t> character;  // none where the bytes are not UTF-8
};
std::optional<IllegalText> find_illegal(std::string_view utf8);

/// "U+0001 is no XML character", "byte 0xC3 is not UTF-8".
std::string describe(const IllegalText&, std::string_view text);

/// xs:whiteSpace collapse: runs become one space, none at the ends.
std::string collapse(std::string_view);

/// `text` without the white space at its ends.
std::string_view trim(std::string_view text);

}  // namespace packetproof
