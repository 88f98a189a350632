#include "harness/protocol/extract.hpp"

#include <string>

namespace packetproof {
namespace {

std::string qualified(const std::string& prefix, const std::string& name) {
  return prefix.empty() ? name : prefix + ":" + name;
}

void copy_children(const XmlNode& from, pugi::xml_node to);

void copy_element(const XmlNode& from, pugi::xml_node to) {
  for (const XmlAttribute& declaration : from.declarations) {
    const std::string name = declaration.name.empty() ? "xmlns" : "xmlns:" + declaration.name;
    to.append_attribute(name.c_str()) = declaration.value.c_str();
  }
  for (const XmlAttribute& attribute : from.attributes) {
    to.append_attribute(qualified(attribute.prefix, attribute.name).c_str()) =
        attribute.value.c_str();
  }
  copy_children(from, to);
}

void copy_children(const XmlNode& from, pugi::xml_node to) {
  for (const XmlNode& child : from.children) {
    switch (child.kind) {
      case XmlNode::Kind::element:
        copy_element(child, to.append_child(qualified(child.prefix, child.name).c_str()));
        break;
      case XmlNode::Kind::text:
        to.append_child(pugi::node_pcdata).set_value(child.text.c_str());
        break;
      case XmlNode::Kind::cdata:
        to.append_child(pugi::node_cdata).set_value(child.text.c_str());
        break;
      case XmlNode::Kind::comment:
        to.append_child(pugi::node_comment).set_value(child.text.c_str());
        break;
      case XmlNode::Kind::instruction: {
        pugi::xml_node instruction = to.append_child(pugi::node_pi);
        instruction.set_name(child.name.c_str());
        instruction.set_value(child.text.c_str());
        break;
      }
      case XmlNode::Kind::entity_reference:
        to.append_child(pugi::node_pcdata).set_value(("&" + child.name + ";").c_str());
        break;
    }
  }
}

}  // namespace

std::expected<pugi::xml_document, ParseError> load_strict(std::string_view bytes,
                                                          const XmlLimits& limits) {
  const auto read = read_xml(bytes, limits);
  if (!read) return std::unexpected(read.error());
  if (!read->namespaces_well_formed) {
    return std::unexpected(ParseError{.reason = ParseError::Reason::namespaces,
                                      .message = read->namespace_error,
                                      .line = read->namespace_error_line,
                                      .column = 1});
  }
  pugi::xml_document document;
  copy_element(read->root,
               document.append_child(qualified(read->root.prefix, read->root.name).c_str()));
  return document;
}

}  // namespace packetproof
