#pragma once

/// From a document's bytes to UTF-8, and every error of encoding on the way (XML 1.0, 4.3.3). Done
/// before a parser sees anything, because parsers look past NUL bytes and believe either the byte
/// order mark or the declaration.

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "harness/protocol/xml_reader.hpp"

namespace packetproof {

/// A document in UTF-8 without a byte order mark, every character one that XML can carry.
struct DecodedXml {
  std::string_view given;                // the bytes behind the mark, when they are UTF-8
  std::optional<std::string> converted;  // else what they say in UTF-8
  std::string declared_encoding;         // as spelt; empty without one
  bool byte_order_mark = false;

  [[nodiscard]] std::string_view text() const { return converted ? *converted : given; }
};

/// UTF-8 and UTF-16 as XML demands, UTF-32, ISO-8859-1, and what the system's iconv knows. The
/// result views `bytes`. UTF-16 without a byte order mark is read where the declaration says so: an
/// error, but no fatal one.
std::expected<DecodedXml, ParseError> decode_xml(std::string_view bytes);

/// Where two parts of the XML declaration with which a text begins stand without white space
/// between them (XML 1.0, 2.8), which libxml2 reads in silence; none without a declaration that
/// ends.
std::optional<std::size_t> joined_parts(std::string_view text);

/// A place in a UTF-8 text: line and column, in characters, from 1. "\r\n", "\n" and "\r" end
/// lines.
struct TextPosition {
  int line = 1;
  int column = 1;
};

/// Finds positions in one pass while the offsets asked for grow; a smaller one starts again.
class PositionCursor {
 public:
  explicit PositionCursor(std::string_view text) : text_(text) {}
  TextPosition at(std::size_t offset);

 private:
  std::string_view text_;
  std::size_t offset_ = 0;
  TextPosition position_;
};

}  // namespace packetproof
