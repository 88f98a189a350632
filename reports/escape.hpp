#pragma once

/// Bytes of any kind as text that XML 1.0 and HTML can carry. Whatever they cannot carry, or what
/// would mislead the eye, comes out as a visible escape: \x00 for a byte, \u{202E} for a character.

#include <cstddef>
#include <string>
#include <string_view>

namespace packetproof {

/// One character of UTF-8, or one byte that belongs to none (`valid` false, length 1).
struct Scalar {
  char32_t value = 0;
  std::size_t length = 1;
  bool valid = false;
};

/// What stands at `at`, which lies inside `text`.
Scalar scalar_at(std::string_view text, std::size_t at);

bool is_utf8(std::string_view text);

/// Whether a character is shown as itself: no control but tab and line feed, no noncharacter, and
/// nothing invisible or that turns the direction of writing.
bool is_plain(char32_t value);

/// The visible escape for what is not shown as itself.
std::string visible_escape(const Scalar&);

/// For the content of an element; line feeds and tabs stay.
std::string escape_text(std::string_view text);

/// For a quoted attribute; line feeds and tabs become references, so that they survive parsing.
std::string escape_attribute(std::string_view text);

}  // namespace packetproof
