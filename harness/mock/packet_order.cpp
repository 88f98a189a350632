#include "harness/mock/packet_order.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "harness/mock/packet_shapes.hpp"

namespace packetproof {
namespace {

constexpr std::string_view instance_namespace = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::string_view schema_namespace = "http://www.w3.org/2001/XMLSchema";
constexpr std::string_view xml_namespace = "http://www.w3.org/XML/1998/namespace";

std::pair<std::string_view, std::string_view> split_name(std::string_view qualified) {
  const auto colon = qualified.find(':');
  if (colon == std::string_view::npos) return {{}, qualified};
  return {qualified.substr(0, colon), qualified.substr(colon + 1)};
}

// The namespace of a prefix ("" = the default one) where the node stands; none = not bound.
std::optional<std::string_view> namespace_of(pugi::xml_node node, std::string_view prefix) {
  if (prefix == "xml") return xml_namespace;
  const std::string name = prefix.empty() ? "xmlns" : "xmlns:" + std::string(prefix);
  for (; node; node = node.parent()) {
    if (const auto declared = node.attribute(name.c_str())) return declared.value();
  }
  if (prefix.empty()) return "";
  return std::nullopt;
}

bool in_no_namespace(pugi::xml_node element) {
  return split_name(element.name()).first.empty() && namespace_of(element, "") == "";
}

bool is_text(pugi::xml_node node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

bool is_element(pugi::xml_node node) { return node.type() == pugi::node_element; }

std::string text_of(pugi::xml_node element) {
  std::string text;
  for (const pugi::xml_node child : element.children()) {
    if (is_text(child)) text += child.value();
  }
  return text;
}

std::string collapsed(std::string_view text) {
  std::string words;
  for (const char c : without_padding(text)) {
    const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!space) words += c;
    if (space && !words.ends_with(' ')) words += ' ';
  }
  return words;
}

// Names are quoted in answers; a hostile one must not blow them up.
std::string quoted(std::string_view name) {
  constexpr std::size_t longest = 60;
  if (name.size() <= longest) return fmt::format("'{}'", name);
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
  return fmt::format("'{}...'", name.substr(0, end));
}

// Stops at the first complaint.
class Walk {
 public:
  // The root, or a known global element inside an untyped node.
  bool packet(pugi::xml_node element) {
    if (split_name(element.name()).second != "packet" || !in_no_namespace(element)) {
      return complain("the root node is {}, not packet", quoted(element.name()));
    }
    return typed(element, row_of(Shape::packet));
  }

  [[nodiscard]] std::string take_complaint() { return std::move(complaint_); }

 private:
  template <typename... Args>
  bool complain(fmt::format_string<Args...> format, Args&&... args) {
    if (complaint_.empty()) complaint_ = fmt::format(format, std::forward<Args>(args)...);
    return false;
  }

  // An element whose declaration names a type: by xsi:type another one may take its place.
  bool declared(pugi::xml_node element, Shape shape) {
    const ShapeRow* row = &row_of(shape);
    if (attribute_of(element, "nil")) {
      return complain("{} cannot be nil", quoted(element.name()));  // R-XSD-nil
    }
    if (const auto type = attribute_of(element, "type")) {
      const ShapeRow* other = type_named(element, type.value());
      if (other == nullptr ||
          (shape != Shape::any && !may_stand_for(element, type.value(), *row))) {
        return complain("xsi:type of {} names no type that may stand there",  // R-XSD-xsi-type
                        quoted(element.name()));
      }
      row = other;
    }
    return row->shape == Shape::any ? untyped(element) : typed(element, *row);
  }

  bool typed(pugi::xml_node element, const ShapeRow& row) {
    if (!attributes(element, row)) return false;
    return row.text != nullptr ? text_only(element, row) : children_only(element, row);
  }

  // R-XSD-attributes, R-XSD-nil
  bool attributes(pugi::xml_node element, const ShapeRow& row) {
    for (const pugi::xml_attribute attribute : element.attributes()) {
      const auto [prefix, name] = split_name(attribute.name());
      if (prefix == "xmlns" || (prefix.empty() && name == "xmlns")) continue;
      if (prefix.empty() && row.shape == Shape::packet && name == "version") continue;
      if (!prefix.empty() && namespace_of(element, prefix) == instance_namespace) {
        if (name == "schemaLocation" || name == "noNamespaceSchemaLocation") continue;
        // On a declared node the type was looked at before; the root has none to name.
        if (name == "type" && row.shape != Shape::packet) continue;
      }
      return complain("the attribute {} is not allowed on {}", quoted(attribute.name()),
                      quoted(element.name()));
    }
    return true;
  }

  bool text_only(pugi::xml_node element, const ShapeRow& row) {
    for (const pugi::xml_node child : element.children()) {
      if (is_element(child)) {
        return complain("{} is not expected in {}", quoted(child.name()), quoted(element.name()));
      }
    }
    if (row.text(text_of(element))) return true;
    return complain("{} does not hold {}", quoted(element.name()), row.expected);
  }

  bool children_only(pugi::xml_node element, const ShapeRow& row) {
    // R-XSD-local-empty: where no child may stand, not even white space may.
    const std::string text = text_of(element);
    if (row.places.empty() ? !text.empty() : !without_padding(text).empty()) {
      return complain("text is not expected in {}", quoted(element.name()));
    }
    std::size_t place = 0;
    bool filled = false;  // the present place holds a node already
    for (const pugi::xml_node child : element.children()) {
      if (!is_element(child)) continue;
      const ChildShape* shape = nullptr;
      while (place < row.places.size()) {
        const Place& here = row.places[place];
        if (!filled || here.repeated) shape = alternative(here, child);
        if (shape != nullptr) break;
        if (!filled && here.required) break;
        ++place;
        filled = false;
      }
      if (shape == nullptr) {
        return complain("{} is not expected there in {}", quoted(child.name()),
                        quoted(element.name()));
      }
      filled = true;
      if (!declared(child, shape->shape)) return false;
    }
    for (std::size_t i = place + (filled ? 1 : 0); i < row.places.size(); ++i) {
      if (row.places[i].required) {
        return complain("{} lacks {}", quoted(element.name()),
                        quoted(row.places[i].alternatives.front().name));
      }
    }
    return true;
  }

  static const ChildShape* alternative(const Place& place, pugi::xml_node child) {
    if (!in_no_namespace(child)) return nullptr;  // R-XSD-namespace
    const auto found =
        std::ranges::find(place.alternatives, std::string_view(child.name()), &ChildShape::name);
    return found == place.alternatives.end() ? nullptr : &*found;
  }

  // R-XSD-lax-content: any content, but global elements and xsi attributes are known.
  bool untyped(pugi::xml_node element) {
    for (const pugi::xml_node child : element.children()) {
      if (is_element(child) && !unknown(child)) return false;
    }
    return true;
  }

  bool unknown(pugi::xml_node element) {
    if (std::string_view(element.name()) == "packet" && in_no_namespace(element)) {
      return declared(element, Shape::packet);
    }
    if (const auto nil = attribute_of(element, "nil");
        nil && !row_of(Shape::boolean).text(nil.value())) {
      return complain("xsi:nil of {} is neither true nor false", quoted(element.name()));
    }
    const auto type = attribute_of(element, "type");
    if (!type) return untyped(element);
    const ShapeRow* row = type_named(element, type.value());
    if (row == nullptr) {
      return complain("xsi:type of {} names no type", quoted(element.name()));
    }
    return row->shape == Shape::any ? untyped(element) : typed(element, *row);
  }

  static pugi::xml_attribute attribute_of(pugi::xml_node element, std::string_view instance_name) {
    for (const pugi::xml_attribute attribute : element.attributes()) {
      const auto [prefix, name] = split_name(attribute.name());
      if (name == instance_name && !prefix.empty() && prefix != "xmlns" &&
          namespace_of(element, prefix) == instance_namespace) {
        return attribute;
      }
    }
    return {};
  }

  // The declared type or the one derived from it; a type of XML Schema itself is neither.
  static bool may_stand_for(pugi::xml_node element, std::string_view value, const ShapeRow& row) {
    const auto [prefix, name] = split_name(without_padding(value));
    return namespace_of(element, prefix) == "" && !row.type_name.empty() &&
           (name == row.type_name || name == row.derived);
  }

  // A QName in a value: the default namespace counts for it too.
  static const ShapeRow* type_named(pugi::xml_node element, std::string_view value) {
    const auto [prefix, name] = split_name(without_padding(value));
    const auto uri = namespace_of(element, prefix);
    if (uri == "") return named_shape(name);
    if (uri == schema_namespace) return built_in_shape(name);
    return nullptr;
  }

  std::string complaint_;
};

// From here on the packet is known to be right.

OperationOrder order_of(pugi::xml_node operation) {
  if (std::string_view(operation.name()) == "backup-server") {
    BackupOrder order{.remote = std::nullopt,
                      .prefix = collapsed(text_of(operation.child("prefix")))};
    if (const pugi::xml_node remote = operation.child("remote")) {
      order.remote = collapsed(text_of(remote));
    }
    return order;
  }
  for (const pugi::xml_node child : operation.children()) {
    if (is_element(child))
      return TasksQuery{.by = child.name(), .value = collapsed(text_of(child))};
  }
  return TasksQuery{};
}

}  // namespace

std::expected<PacketOrder, std::string> read_order(const pugi::xml_document& document) {
  Walk walk;
  if (!walk.packet(document.document_element())) return std::unexpected(walk.take_complaint());
  PacketOrder packet;
  for (const pugi::xml_node manager : document.document_element().children("backup-manager")) {
    packet.emplace_back();
    for (const pugi::xml_node operation : manager.children()) {
      if (is_element(operation)) packet.back().push_back(order_of(operation));
    }
  }
  return packet;
}

std::optional<std::string> version_asked(const pugi::xml_document& document) {
  const auto version = document.document_element().attribute("version");
  if (!version) return std::nullopt;
  return version.value();
}

}  // namespace packetproof
