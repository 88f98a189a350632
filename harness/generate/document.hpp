#pragma once

/// A request as an ordered tree that can say anything, right or wrong, and how it is written.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/protocol/packet.hpp"

namespace packetproof {

struct DocumentAttribute {
  std::string name;
  std::string value;
  char quote = '"';

  bool operator==(const DocumentAttribute&) const = default;
};

struct DocumentNode {
  enum class Kind : std::uint8_t {
    element,
    text,   // characters, escaped when written
    markup  // written as it stands: comments, instructions, whatever is not well-formed
  };
  /// How a text is written.
  enum class Form : std::uint8_t { plain, cdata, decimal, hexadecimal };

  Kind kind = Kind::element;
  std::string name;  // of an element, with its prefix
  std::string text;  // of a text or of markup
  Form form = Form::plain;
  std::vector<DocumentAttribute> attributes;
  std::vector<DocumentNode> children;
  bool paired = false;   // <a></a> instead of <a/>
  bool spaced = false;   // white space before the end of each tag
  std::string end_name;  // of the end tag where it is another; empty = the same

  [[nodiscard]] bool is_element() const { return kind == Kind::element; }
  [[nodiscard]] bool is(std::string_view element) const {
    return kind == Kind::element && name == element;
  }
  bool operator==(const DocumentNode&) const = default;
};

DocumentNode element(std::string name, std::vector<DocumentNode> children = {});
DocumentNode element(std::string name, std::string text);
DocumentNode text_node(std::string text);
DocumentNode markup(std::string text);

struct RequestDocument {
  /// Written before everything as it stands; "" = none, the usual.
  std::string declaration;
  std::vector<DocumentNode> before;  // the root; markup
  DocumentNode root;
  std::vector<DocumentNode> after;  // markup
  Encoding encoding = Encoding::utf8;
  bool byte_order_mark = false;  // UTF-16 has it in any case
  std::size_t cut = 0;           // bytes of UTF-8 missing at the end

  bool operator==(const RequestDocument&) const = default;
};

RequestDocument document_of(const RequestPacket&);

/// Every element called `backup-server` in a `backup-manager` of the root, in document order.
std::vector<DocumentNode*> operations_of(RequestDocument&);

/// The text's bytes: UTF-16 with its mark, UTF-8 without. Total, as below.
std::string encode(std::string_view utf8, Encoding);

/// The bytes. Total: bytes that are not UTF-8 stay what they are in UTF-8 and become lone
/// surrogates in UTF-16; characters that ISO-8859-1 lacks become references.
std::string write(const RequestDocument&);

}  // namespace packetproof
