#include "harness/generate/document_reading.hpp"

#include <string>
#include <utility>

#include "harness/protocol/xml_reader.hpp"

namespace packetproof {
namespace {

/// Bounds of a tree that is worth changing node by node.
constexpr XmlLimits small = {
    .max_bytes = 64U << 10U, .max_depth = 64, .max_nodes = 4000, .max_attributes = 64};

std::string full_name(const std::string& prefix, const std::string& name) {
  return prefix.empty() ? name : prefix + ":" + name;
}

DocumentNode node_of(const XmlNode& read) {
  using Kind = XmlNode::Kind;
  switch (read.kind) {
    case Kind::text:
      return text_node(read.text);
    case Kind::cdata: {
      DocumentNode section = text_node(read.text);
      section.form = DocumentNode::Form::cdata;
      return section;
    }
    case Kind::comment:
      return markup("<!--" + read.text + "-->");
    case Kind::instruction:
      return markup("<?" + read.name + (read.text.empty() ? "" : " ") + read.text + "?>");
    case Kind::entity_reference:
      return markup("&" + read.name + ";");
    case Kind::element:
      break;
  }
  DocumentNode node = element(full_name(read.prefix, read.name));
  for (const XmlAttribute& declared : read.declarations) {
    node.attributes.push_back(
        {declared.name.empty() ? "xmlns" : "xmlns:" + declared.name, declared.value});
  }
  for (const XmlAttribute& attribute : read.attributes) {
    node.attributes.push_back({full_name(attribute.prefix, attribute.name), attribute.value});
  }
  for (const XmlNode& child : read.children) node.children.push_back(node_of(child));
  return node;
}

}  // namespace

std::optional<RequestDocument> read_document(std::string_view bytes) {
  const auto read = read_xml(bytes, small);
  if (!read) return std::nullopt;
  RequestDocument document;
  document.root = node_of(read->root);
  if (bytes.starts_with("\xFF\xFE")) {
    document.encoding = Encoding::utf16le;
  } else if (bytes.starts_with("\xFE\xFF")) {
    document.encoding = Encoding::utf16be;
  } else if (read->declared_encoding == "ISO-8859-1") {
    document.encoding = Encoding::latin1;
  } else {
    document.byte_order_mark = read->byte_order_mark;
  }
  if (!read->version.empty()) {
    document.declaration = "<?xml version=\"" + read->version + "\"";
    if (!read->declared_encoding.empty()) {
      document.declaration += " encoding=\"" + read->declared_encoding + "\"";
    }
    document.declaration += "?>";
  }
  return document;
}

}  // namespace packetproof
