#pragma once

/// An answer's bytes as XML: what its header and its declaration say of the encoding, and whether
/// it can be read at all.

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "harness/protocol/xml_reader.hpp"

namespace packetproof {

struct AnswerReading {
  /// Read strictly, a DOCTYPE being let pass (and never acted on).
  std::expected<XmlDocument, ParseError> document = std::unexpected(ParseError{});
  std::string charset{};  // of the header, lower case; empty = none
  /// Header and declaration name different encodings.
  bool charset_contradicts = false;
  /// A copy that declares what the header says, where the body could be read only so.
  std::string redeclared{};
  /// Entities of the document's own hide content that is never expanded.
  bool opaque = false;

  /// Well-formed, namespaces included.
  [[nodiscard]] bool well_formed() const {
    return document.has_value() && document->namespaces_well_formed;
  }
  /// Neither right nor wrong: larger than we look at.
  [[nodiscard]] bool beyond_limits() const;
  /// What the validators are to read.
  [[nodiscard]] std::string_view bytes(std::string_view body) const {
    return redeclared.empty() ? body : std::string_view(redeclared);
  }
};

/// `content_type` is the header's value, empty = none. Total.
AnswerReading read_answer(std::string_view body, std::string_view content_type);

/// Why an answer cannot be read: one cause each.
enum class AnswerFault : std::uint8_t {
  none,
  not_well_formed,
  encoding,
  echo,  // an errtext repeats text of the request unescaped, and breaks the answer by it
  too_deep,
  too_large
};
AnswerFault fault_of(const AnswerReading&, std::string_view body, std::string_view request);

/// The charset parameter of a Content-Type, lower case; empty = none.
std::string charset_of(std::string_view content_type);

/// Does the body look like a page for people?
bool looks_like_html(std::string_view body);

}  // namespace packetproof
