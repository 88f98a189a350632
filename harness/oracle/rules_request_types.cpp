#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "harness/oracle/request_walk.hpp"
#include "harness/protocol/text_rules.hpp"

namespace packetproof {
namespace {

struct NamedType {
  std::string_view name;
  RequestType type = RequestType::unchecked;
};

constexpr auto own_types = std::to_array<NamedType>({
    {.name = "string", .type = RequestType::text},
    {.name = "emailType", .type = RequestType::text},
    {.name = "integer", .type = RequestType::integer},
    {.name = "id_type", .type = RequestType::id},
    {.name = "BackupServerInput", .type = RequestType::input},
    {.name = "resultType"},
    {.name = "BackupCommandResult"},
    {.name = "BackupCommandOutput"},
});

constexpr auto built_in_types = std::to_array<NamedType>({
    {.name = "anyType", .type = RequestType::anything},
    {.name = "anySimpleType", .type = RequestType::plain},
    {.name = "string", .type = RequestType::plain},
    {.name = "normalizedString", .type = RequestType::plain},
    {.name = "token", .type = RequestType::plain},
    {.name = "language"},
    {.name = "Name"},
    {.name = "NCName"},
    {.name = "NMTOKEN"},
    {.name = "NMTOKENS"},
    {.name = "ID"},
    {.name = "IDREF"},
    {.name = "IDREFS"},
    {.name = "ENTITY"},
    {.name = "ENTITIES"},
    {.name = "QName"},
    {.name = "NOTATION"},
    {.name = "boolean"},
    {.name = "decimal"},
    {.name = "float"},
    {.name = "double"},
    {.name = "integer"},
    {.name = "nonPositiveInteger"},
    {.name = "negativeInteger"},
    {.name = "long"},
    {.name = "int"},
    {.name = "short"},
    {.name = "byte"},
    {.name = "nonNegativeInteger"},
    {.name = "unsignedLong"},
    {.name = "unsignedInt"},
    {.name = "unsignedShort"},
    {.name = "unsignedByte"},
    {.name = "positiveInteger"},
    {.name = "duration"},
    {.name = "dateTime"},
    {.name = "time"},
    {.name = "date"},
    {.name = "gYearMonth"},
    {.name = "gYear"},
    {.name = "gMonthDay"},
    {.name = "gDay"},
    {.name = "gMonth"},
    {.name = "hexBinary"},
    {.name = "base64Binary"},
    {.name = "anyURI"},
});

RequestType find_type(std::span<const NamedType> types, std::string_view name) {
  const auto found = std::ranges::find(types, name, &NamedType::name);
  return found == types.end() ? RequestType::unknown : found->type;
}

bool is_location_hint(const XmlAttribute& attribute) {
  return attribute.name == "schemaLocation" || attribute.name == "noNamespaceSchemaLocation";
}

bool is_boolean(std::string_view text) {
  return text == "true" || text == "false" || text == "1" || text == "0";
}

}  // namespace

RequestType request_type(std::string_view namespace_uri, std::string_view local_name) {
  if (namespace_uri.empty()) return find_type(own_types, local_name);
  if (namespace_uri == xsd_namespace) return find_type(built_in_types, local_name);
  return RequestType::unknown;
}

bool is_integer(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string text_of(const XmlNode& node) {
  std::string text;
  for (const XmlNode& child : node.children) {
    if (child.kind == XmlNode::Kind::text || child.kind == XmlNode::Kind::cdata) {
      text += child.text;
    }
  }
  return text;
}

/// The innermost declaration of a prefix; null when there is none.
const std::string* RequestWalk::namespace_of(std::string_view prefix) const {
  for (auto node = path_.rbegin(); node != path_.rend(); ++node) {
    for (const XmlAttribute& declaration : (*node)->declarations) {
      if (declaration.name == prefix) return &declaration.value;
    }
  }
  static const std::string none;
  return prefix.empty() ? &none : nullptr;
}

/// xsi:type: the declared type or one derived from it; from xs:anyType every type derives.
RequestType RequestWalk::named_type(const XmlNode& node, const XmlAttribute& attribute,
                                    RequestType declared) {
  const std::string name = collapse(attribute.value);
  const std::size_t colon = name.find(':');
  const std::string prefix = colon == std::string::npos ? "" : name.substr(0, colon);
  const std::string local = colon == std::string::npos ? name : name.substr(colon + 1);
  const std::string* const uri = namespace_of(prefix);
  const bool lexical = colon != 0 && !local.empty();
  const RequestType type =
      uri == nullptr || !lexical ? RequestType::unknown : request_type(*uri, local);
  const bool derived =
      declared == RequestType::anything || (type == declared && declared != RequestType::anonymous);
  if (type != RequestType::unknown && derived) return type;
  broken(requirement("R-XSD-xsi-type"), node,
         fmt::format("xsi:type names \"{}\", which `{}` cannot have", name, node.name));
  return declared;
}

RequestType RequestWalk::attributes(const XmlNode& node, RequestType declared,
                                    bool version_allowed) {
  const bool lax = declared == RequestType::anything;
  RequestType type = declared;
  for (const XmlAttribute& attribute : node.attributes) {
    if (attribute.namespace_uri == xsi_namespace && attribute.name == "type") {
      type = named_type(node, attribute, declared);
    }
  }
  // A type that is named takes back what xs:anyType allows.
  const bool any = type == RequestType::anything || type == RequestType::unchecked;
  for (const XmlAttribute& attribute : node.attributes) {
    if (attribute.namespace_uri == xsi_namespace) {
      if (attribute.name == "type" || is_location_hint(attribute)) continue;
      if (attribute.name == "nil") {
        broken(requirement("R-XSD-nil"), node, fmt::format("xsi:nil on `{}`", node.name));
        continue;
      }
    }
    if (any) continue;
    if (version_allowed && attribute.namespace_uri.empty() && attribute.name == "version") continue;
    broken(lax ? requirement("R-XSD-lax-content") : requirement("R-XSD-attributes"), node,
           fmt::format("the attribute `{}` on `{}`", attribute.name, node.name));
  }
  return type;
}

/// Content by type; what a node's own checks do not say is filed under `row`.
void RequestWalk::content(const XmlNode& node, RequestType type, const Requirement* row) {
  switch (type) {
    case RequestType::input:
      return input_content(node);
    case RequestType::anything:
      return lax_content(node);
    case RequestType::text:
    case RequestType::plain:
    case RequestType::integer:
    case RequestType::id:
      return simple_content(node, type, row);
    case RequestType::anonymous:
    case RequestType::unchecked:
    case RequestType::unknown:
      return;
  }
}

void RequestWalk::simple_content(const XmlNode& node, RequestType type, const Requirement* row) {
  bool readable = true;
  for (const XmlNode& child : node.children) {
    if (child.is_element()) {
      broken(row, child, fmt::format("`{}` stands in `{}`", child.name, node.name));
      return;
    }
    readable = readable && child.kind != XmlNode::Kind::entity_reference;
  }
  if (!readable || type == RequestType::text || type == RequestType::plain) return;
  const std::string value = collapse(text_of(node));
  if (!is_integer(value)) {
    broken(row, node, fmt::format("`{}` is no integer", node.name));
  } else if (type == RequestType::id &&
             (value.front() == '-' || value.find_first_of("123456789") == std::string::npos)) {
    broken(row, node, fmt::format("`{}` is not positive", node.name));
  }
}

/// A node without a declared type.
void RequestWalk::lax(const XmlNode& node) {
  const Inside inside(*this, node);
  const RequestType type = attributes(node, RequestType::anything);
  const Requirement* const outer = std::exchange(instead_, requirement("R-XSD-lax-content"));
  content(node, type, instead_);
  instead_ = outer;
}

void RequestWalk::lax_content(const XmlNode& node) {
  for (const XmlNode& child : node.children) {
    if (child.is("packet") && child.prefix.empty()) {
      packet(child);  // the one global element that the schema knows
    } else if (child.is_element()) {
      lax_unknown(child);
    }
  }
}

/// An element that no declaration knows: only a type that it names is checked, and xsi:nil is
/// still a boolean.
void RequestWalk::lax_unknown(const XmlNode& node) {
  const Inside inside(*this, node);
  RequestType type = RequestType::anything;
  for (const XmlAttribute& attribute : node.attributes) {
    if (attribute.namespace_uri != xsi_namespace) continue;
    if (attribute.name == "type") type = named_type(node, attribute, RequestType::anything);
    if (attribute.name == "nil" && !is_boolean(collapse(attribute.value))) {
      broken(requirement("R-XSD-nil"), node, "xsi:nil is no boolean");
    }
  }
  const bool typed = type != RequestType::anything && type != RequestType::unchecked;
  for (const XmlAttribute& attribute : node.attributes) {
    const bool of_the_language =
        attribute.namespace_uri == xsi_namespace &&
        (attribute.name == "type" || attribute.name == "nil" || is_location_hint(attribute));
    if (typed && !of_the_language) {
      broken(requirement("R-XSD-lax-content"), node,
             fmt::format("the attribute `{}` on a node of a named type", attribute.name));
    }
  }
  content(node, type, requirement("R-XSD-lax-content"));
}

}  // namespace packetproof
