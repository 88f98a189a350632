#pragma once

/// The strict XML reader: refuses every document that is not well-formed XML 1.0, within bounds, in
/// one streaming pass; a tree is built in the same pass and only up to the bounds.

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace packetproof {

struct XmlLimits {
  std::size_t max_bytes = 16U << 20U;
  std::uint32_t max_depth = 256;
  std::uint32_t max_nodes = 200'000;    // elements, attributes and character runs together
  std::uint32_t max_attributes = 1024;  // of one element, and namespace declarations in scope
  bool allow_doctype = false;           // a DOCTYPE is read, never acted on
};

/// Where a document cannot be read further, and why.
struct ParseError {
  enum class Reason : std::uint8_t {
    not_well_formed,
    encoding,
    nul_byte,
    doctype,
    too_deep,
    too_large,
    too_many_nodes,
    namespaces,  // well-formed, but a prefix is not bound
    schema,      // well-formed, but not what the protocol's schema allows
    range        // schema-valid, but a number is beyond what our types hold
  };
  Reason reason = Reason::not_well_formed;
  std::string message;
  int line = 0;  // from 1
  int column = 0;
};

std::string_view name_of(ParseError::Reason);

struct XmlAttribute {
  std::string prefix, name, namespace_uri, value;  // name without prefix, unless that is not bound
};

struct XmlNode {
  enum class Kind : std::uint8_t { element, text, cdata, comment, instruction, entity_reference };
  Kind kind = Kind::element;
  // Of an element; where a prefix is not bound, it stays in `name` ("p:local"). `name` is also the
  // target of an instruction and an entity's name.
  std::string prefix, name, namespace_uri;
  std::string text;                        // text, cdata, comment, instruction
  std::vector<XmlAttribute> attributes;    // without namespace declarations
  std::vector<XmlAttribute> declarations;  // xmlns: name = declared prefix, "" = default namespace
  std::vector<XmlNode> children;
  // Where the node begins: an element's "<", the first character of a text. Lines end at "\n",
  // "\r\n" and "\r"; columns count characters, a byte order mark is none.
  int line = 0;
  int column = 0;

  [[nodiscard]] bool is_element() const { return kind == Kind::element; }
  /// An element of this local name in no namespace.
  [[nodiscard]] bool is(std::string_view local_name) const {
    return is_element() && namespace_uri.empty() && name == local_name;
  }
};

struct XmlDocument {
  XmlNode root;
  std::string version;            // of the declaration; empty without one
  std::string declared_encoding;  // empty without one
  bool byte_order_mark = false;
  bool doctype = false;
  std::string doctype_system_id;  // of an external subset
  bool entity_declared = false;   // the internal subset declares an entity
  bool attlist_declared = false;  // ... or attribute defaults
  bool namespaces_well_formed = true;
  std::string namespace_error;
  int namespace_error_line = 0;
};

/// Reads a whole document. Bytes after the root other than white space, comments and instructions,
/// NUL characters, and an encoding declaration that contradicts the byte order mark are errors even
/// where the XML library looks past them. An unbound prefix is not an error here: the document says
/// so in `namespaces_well_formed`. Where a DOCTYPE is allowed its entities are neither expanded nor
/// looked into. A version "1.x" is read by the rules of XML 1.0.
std::expected<XmlDocument, ParseError> read_xml(std::string_view bytes, const XmlLimits& = {});

}  // namespace packetproof
