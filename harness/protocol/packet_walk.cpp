#include "harness/protocol/packet_walk.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "harness/protocol/lexical_rules.hpp"
#include "harness/protocol/text_rules.hpp"

namespace packetproof {
namespace {

constexpr std::string_view instance_namespace = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::string_view schema_namespace = "http://www.w3.org/2001/XMLSchema";

const XmlAttribute* instance_attribute(const XmlNode& node, std::string_view name) {
  const auto found = std::ranges::find_if(node.attributes, [name](const XmlAttribute& attribute) {
    return attribute.namespace_uri == instance_namespace && attribute.name == name;
  });
  return found == node.attributes.end() ? nullptr : &*found;
}

/// The hints where to find a schema, which any element may carry.
bool is_schema_hint(const XmlAttribute& attribute) {
  return attribute.namespace_uri == instance_namespace &&
         (attribute.name == "schemaLocation" || attribute.name == "noNamespaceSchemaLocation");
}

std::string shown(const XmlNode& node) {
  return node.namespace_uri.empty()
             ? fmt::format("<{}>", node.name)
             : fmt::format("<{}> of namespace {}", node.name, node.namespace_uri);
}

}  // namespace

std::expected<XmlDocument, ParseError> read_packet(std::string_view bytes,
                                                   const XmlLimits& limits) {
  auto document = read_xml(bytes, limits);
  if (!document) return document;
  if (!document->namespaces_well_formed) {
    return std::unexpected(ParseError{.reason = ParseError::Reason::namespaces,
                                      .message = document->namespace_error,
                                      .line = document->namespace_error_line,
                                      .column = 1});
  }
  const XmlNode& root = document->root;
  if (!root.is("packet")) {
    return std::unexpected(ParseError{
        .reason = ParseError::Reason::schema,
        .message = fmt::format("the root is {}, not <packet> without a namespace", shown(root)),
        .line = root.line,
        .column = root.column});
  }
  return document;
}

void PacketWalk::fail(const XmlNode& at, std::string message, ParseError::Reason reason) {
  if (fault_) return;
  fault_ = ParseError{
      .reason = reason, .message = std::move(message), .line = at.line, .column = at.column};
}

std::optional<ParseError> PacketWalk::fault() {
  for (const auto& [name, node] : references_) {
    if (!ids_.contains(name)) fail(*node, fmt::format("no ID \"{}\" is there", name));
  }
  return fault_;
}

PacketWalk::Sequence::Sequence(PacketWalk& walk, const XmlNode& parent)
    : walk_(walk), parent_(parent) {
  for (const XmlNode& child : parent.children) {
    switch (child.kind) {
      case XmlNode::Kind::element:
        children_.push_back(&child);
        break;
      case XmlNode::Kind::text:
        if (!is_blank(child.text)) walk_.fail(child, fmt::format("text in {}", shown(parent)));
        break;
      case XmlNode::Kind::cdata:
        // Even an empty one is character data to both validators (ruling 4).
        walk_.fail(child, fmt::format("CDATA in {}", shown(parent)));
        break;
      case XmlNode::Kind::entity_reference:
        walk_.fail(child, "a reference to an entity");
        break;
      case XmlNode::Kind::comment:
      case XmlNode::Kind::instruction:
        break;
    }
  }
}

const XmlNode* PacketWalk::Sequence::take(std::string_view name) {
  if (at_end() || !children_[next_]->is(name)) return nullptr;
  return children_[next_++];
}

const XmlNode* PacketWalk::Sequence::need(std::string_view name) {
  const XmlNode* child = take(name);
  if (child == nullptr) {
    const XmlNode& at = at_end() ? parent_ : *children_[next_];
    walk_.fail(at, fmt::format("{} where <{}> must stand", at_end() ? "nothing" : shown(at), name));
  }
  return child;
}

void PacketWalk::Sequence::end() {
  if (at_end()) return;
  walk_.fail(*children_[next_],
             fmt::format("{} may not stand here in {}", shown(*children_[next_]), shown(parent_)));
}

/// The type by which the element's content is to be read: the declared one, or what `xsi:type`
/// names (R-XSD-xsi-type). Checks the attributes (R-XSD-attributes, R-XSD-nil). The element is in
/// scope.
SchemaType PacketWalk::enter(const XmlNode& node, SchemaType declared, bool version_allowed) {
  SchemaType type = declared;
  if (const XmlAttribute* named = instance_attribute(node, "type")) {
    const auto found = named_type(node, named->value);
    if (!found) return declared;
    if (!derives_from(*found, declared)) {
      fail(node, fmt::format("xsi:type \"{}\" does not derive from the type of {}", named->value,
                             shown(node)));
    }
    type = *found;
  }
  for (const XmlAttribute& attribute : node.attributes) {
    const bool instance = attribute.namespace_uri == instance_namespace;
    if (instance && attribute.name == "nil") {
      fail(node, fmt::format("xsi:nil on {}, which is not nillable", shown(node)));
    }
    const bool known =
        (instance && attribute.name == "type") || is_schema_hint(attribute) ||
        (version_allowed && attribute.namespace_uri.empty() && attribute.name == "version");
    if (!known && type != SchemaType::any_type) {
      fail(node, fmt::format("attribute {} on {}", attribute.name, shown(node)));
    }
  }
  return type;
}

/// The namespace that a qualified name is in where it stands; none for an unbound prefix.
std::optional<std::string_view> PacketWalk::namespace_of(std::string_view qualified_name) const {
  const std::string_view name = trim(qualified_name);
  const std::size_t colon = name.find(':');
  const std::string_view prefix = colon == std::string_view::npos ? "" : name.substr(0, colon);
  if (prefix == "xml") return "http://www.w3.org/XML/1998/namespace";
  std::optional<std::string_view> uri;
  if (prefix.empty()) uri = "";
  for (const XmlNode* scope : path_) {
    for (const XmlAttribute& declaration : scope->declarations) {
      if (declaration.name == prefix) uri = declaration.value;
    }
  }
  return uri;
}

std::optional<SchemaType> PacketWalk::named_type(const XmlNode& node,
                                                 std::string_view qualified_name) {
  std::optional<SchemaType> type;
  const auto uri = namespace_of(qualified_name);
  if (is_qname(qualified_name) && uri && (uri->empty() || *uri == schema_namespace)) {
    const std::string_view name = trim(qualified_name);
    type = find_schema_type(!uri->empty(), name.substr(name.find(':') + 1));
  }
  if (!type) fail(node, fmt::format("xsi:type \"{}\" names no known type", qualified_name));
  return type;
}

std::string PacketWalk::text_of(const XmlNode& node) {
  std::string text;
  for (const XmlNode& child : node.children) {
    switch (child.kind) {
      case XmlNode::Kind::text:
      case XmlNode::Kind::cdata:
        text += child.text;
        break;
      case XmlNode::Kind::element:
        fail(child, fmt::format("{} in {}, which holds text", shown(child), shown(node)));
        break;
      case XmlNode::Kind::entity_reference:
        fail(child, "a reference to an entity");
        break;
      case XmlNode::Kind::comment:
      case XmlNode::Kind::instruction:
        break;
    }
  }
  return text;
}

void PacketWalk::check_simple(const XmlNode& node, std::string_view text, SchemaType type) {
  const LexicalRule rule = lexical_rule_of(type);
  if (rule != nullptr && !rule(text)) {
    fail(node, fmt::format("\"{}\" is no value of {}", text, shown(node)));
  }
  if (type == SchemaType::id && !ids_.emplace(trim(text)).second) {
    fail(node, fmt::format("ID \"{}\" stands twice", text));
  }
  if (type == SchemaType::idref || type == SchemaType::idrefs) {
    for (const std::string_view word : words_of(text)) references_.emplace_back(word, &node);
  }
  if (type == SchemaType::qname && !namespace_of(text)) {
    fail(node, fmt::format("the prefix of \"{}\" is not bound", text));
  }
}

/// An element of a simple type: its text as written.
std::string PacketWalk::simple(const XmlNode& node, SchemaType declared) {
  const Scope scope(*this, node);
  const SchemaType type = enter(node, declared);
  std::string text = text_of(node);
  check_simple(node, text, type);
  return text;
}

/// A complex type without content: not even white space (R-XSD-local-empty).
void PacketWalk::empty(const XmlNode& node) {
  const Scope scope(*this, node);
  enter(node, SchemaType::anonymous);
  for (const XmlNode& child : node.children) {
    if (child.kind != XmlNode::Kind::comment && child.kind != XmlNode::Kind::instruction) {
      fail(child, fmt::format("content in {}", shown(node)));
    }
  }
}

/// An element without a declared type (R-XSD-lax-content).
void PacketWalk::any(const XmlNode& node) {
  const Scope scope(*this, node);
  content_of(node, enter(node, SchemaType::any_type));
}

void PacketWalk::any_content(const XmlNode& node) {
  for (const XmlNode& child : node.children) {
    if (child.is_element()) lax_child(child);
  }
}

/// An element that nothing declares, unless it is the one global element.
void PacketWalk::lax_child(const XmlNode& node) {
  if (node.is("packet")) {
    side_ == Side::request ? static_cast<void>(request(node)) : static_cast<void>(answer(node));
    return;
  }
  const Scope scope(*this, node);
  const XmlAttribute* nil = instance_attribute(node, "nil");
  if (nil == nullptr) return content_of(node, enter(node, SchemaType::any_type));
  // Without a declaration nothing says that it is not nillable; the value is a boolean still.
  XmlNode bare = node;
  std::erase_if(bare.attributes, [](const XmlAttribute& attribute) {
    return attribute.namespace_uri == instance_namespace && attribute.name == "nil";
  });
  check_simple(node, nil->value, SchemaType::boolean);
  content_of(node, enter(bare, SchemaType::any_type));
}

/// The content of an element that is in scope, by a type that `xsi:type` may have named.
void PacketWalk::content_of(const XmlNode& node, SchemaType type) {
  switch (type) {
    case SchemaType::anonymous:
      break;
    case SchemaType::any_type:
      any_content(node);
      break;
    case SchemaType::result_type: {
      Sequence children(*this, node);
      result_content(children);
      children.end();
      break;
    }
    case SchemaType::command_result:
      command_result_content(node);
      break;
    case SchemaType::command_output:
      command_output_content(node);
      break;
    case SchemaType::backup_server_input:
      input_content(node);
      break;
    default:
      check_simple(node, text_of(node), type);
  }
}

}  // namespace packetproof
