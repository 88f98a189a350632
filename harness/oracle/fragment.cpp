#include "harness/oracle/fragment.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "harness/oracle/request_walk.hpp"
#include "harness/protocol/text_rules.hpp"

namespace packetproof {
namespace {

using Names = std::initializer_list<std::string_view>;

bool among(std::string_view name, Names names) {
  return std::ranges::find(names, name) != names.end();
}

bool holds_elements_only(const XmlNode& node) {
  return node.namespace_uri.empty() &&
         among(node.name, {"packet", "request-settings", "setting", "backup-manager",
                           "backup-server", "get-tasks-info", "result", "system", "task"});
}
bool is_only_node(const XmlNode& node) {
  return among(node.name, {"only-hosting", "only-mail", "only-configuration"});
}

/// The nodes whose type is not declared, outside lax content.
bool is_lax(const XmlNode& node, const XmlNode* parent) {
  if (is_only_node(node)) return true;
  const std::string_view inside = parent == nullptr ? "" : std::string_view(parent->name);
  if (inside == "setting") return among(node.name, {"name", "value"});
  if (inside == "get-tasks-info") return node.name == "server";
  return inside == "task" &&
         among(node.name, {"customer-id", "webspace-id", "reseller-id", "server", "id"});
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool holds_control(std::string_view utf8) {
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if (byte < 0x20U || byte == 0x7FU) return true;
    const bool c1 = byte == 0xC2U && i + 1 < utf8.size() &&
                    static_cast<unsigned char>(utf8[i + 1]) < 0xA0U;  // U+0080 to U+009F
    if (c1) return true;
  }
  return false;
}

/// Without sign and leading zeros.
std::string_view significant(std::string_view integer) {
  if (integer.starts_with('+') || integer.starts_with('-')) integer.remove_prefix(1);
  return integer.substr(std::min(integer.find_first_not_of('0'), integer.size()));
}

bool uses_prefix(const XmlNode& node, std::string_view prefix) {
  const auto in_type = [&](const XmlAttribute& attribute) {
    const std::string_view value = trim(attribute.value);
    return attribute.namespace_uri == xsi_namespace && attribute.name == "type" &&
           value.starts_with(prefix) && value.substr(prefix.size()).starts_with(':');
  };
  if (node.is_element() && node.prefix == prefix) return true;
  for (const XmlAttribute& attribute : node.attributes) {
    if (attribute.prefix == prefix || in_type(attribute)) return true;
  }
  return std::ranges::any_of(node.children,
                             [&](const XmlNode& child) { return uses_prefix(child, prefix); });
}

class Walk {
 public:
  Fragment found;

  void structure(const XmlNode& node, const XmlNode* parent) {
    path_.push_back(&node);
    declarations(node);
    if (is_lax(node, parent)) {
      lax(node);
    } else {
      for (const XmlAttribute& attribute : node.attributes) {
        if (attribute.namespace_uri == xsi_namespace) xsi(node, attribute, false);
      }
      character_data(node);
      value(node, parent);
      for (const XmlNode& child : node.children) {
        if (child.is_element()) structure(child, &node);
      }
    }
    path_.pop_back();
  }

 private:
  void declarations(const XmlNode& node) {
    for (const XmlAttribute& declaration : node.declarations) {
      if (declaration.name.empty() && !declaration.value.empty()) continue;
      if (declaration.name.empty() || !uses_prefix(node, declaration.name)) {
        found.unused_declaration = true;
      }
    }
  }

  void character_data(const XmlNode& node) {
    const bool structural = holds_elements_only(node);
    for (const XmlNode& child : node.children) {
      if (child.kind == XmlNode::Kind::entity_reference) found.entity_reference = true;
      if (child.kind != XmlNode::Kind::cdata) continue;
      if ((structural && is_blank(child.text)) || (node.name == "local" && child.text.empty())) {
        found.blank_cdata = true;
      }
    }
  }

  RequestType type_of(const XmlAttribute& attribute) const {
    const std::string name = collapse(attribute.value);
    const std::size_t colon = name.find(':');
    const std::string prefix = colon == std::string::npos ? "" : name.substr(0, colon);
    const std::string local = colon == std::string::npos ? name : name.substr(colon + 1);
    for (auto node = path_.rbegin(); node != path_.rend(); ++node) {
      for (const XmlAttribute& declaration : (*node)->declarations) {
        if (declaration.name == prefix) return request_type(declaration.value, local);
      }
    }
    return prefix.empty() ? request_type("", local) : RequestType::unknown;
  }

  void xsi(const XmlNode& node, const XmlAttribute& attribute, bool in_lax) {
    if (attribute.name == "schemaLocation" || attribute.name == "noNamespaceSchemaLocation") {
      found.location_hint = true;
      const std::string addresses = collapse(attribute.value);
      const auto spaces = std::ranges::count(addresses, ' ');
      if (attribute.name == "schemaLocation" && !addresses.empty() && spaces % 2 == 0) {
        found.odd_location = true;
      }
    } else if (attribute.name == "type") {
      if (collapse(attribute.value) != attribute.value) found.padded_type = true;
      const RequestType type = type_of(attribute);
      found.named_type |= !in_lax;
      found.typed_root |= path_.size() == 1 && !node.is("packet");
      found.type_without_namespace |= std::ranges::any_of(path_, [](const XmlNode* open) {
        return std::ranges::any_of(open->declarations, [](const XmlAttribute& declaration) {
          return declaration.name.empty() && declaration.value.empty();
        });
      });
      found.any_type |= type == RequestType::anything;
      found.unchecked_type |= type == RequestType::unchecked;
      const bool simple = type == RequestType::text || type == RequestType::plain ||
                          type == RequestType::integer || type == RequestType::id;
      const bool elements = holds_elements_only(node) || node.name == "local" ||
                            std::ranges::any_of(node.children, &XmlNode::is_element);
      found.simple_for_complex |= simple && elements;
    } else if (attribute.name != "nil") {
      found.unknown_xsi |= in_lax;
    }
  }

  /// A node without a declared type: everything below it is lax, down to a packet.
  void lax(const XmlNode& node) {
    if (is_only_node(node)) {
      const bool content = std::ranges::any_of(node.children, [](const XmlNode& child) {
        return child.kind != XmlNode::Kind::comment && child.kind != XmlNode::Kind::instruction;
      });
      found.only_content |= content || !node.attributes.empty();
    }
    for (const XmlAttribute& attribute : node.attributes) {
      if (attribute.namespace_uri == xsi_namespace) xsi(node, attribute, true);
    }
    typed_content(node);
    for (const XmlNode& child : node.children) {
      if (child.kind == XmlNode::Kind::entity_reference) found.entity_reference = true;
      if (child.is("packet")) {
        structure(child, nullptr);
      } else if (child.is_element()) {
        unknown(child);
      }
    }
  }

  /// A lax node that an xsi:type makes one of elements only.
  void typed_content(const XmlNode& node) {
    const bool input = std::ranges::any_of(node.attributes, [this](const XmlAttribute& one) {
      return one.namespace_uri == xsi_namespace && one.name == "type" &&
             type_of(one) == RequestType::input;
    });
    found.blank_cdata |= input && std::ranges::any_of(node.children, [](const XmlNode& child) {
                           return child.kind == XmlNode::Kind::cdata && is_blank(child.text);
                         });
    if (!input) return;
    for (const XmlNode& child : node.children) {
      if (child.is_element()) structure(child, &node);
    }
  }

  void unknown(const XmlNode& node) {
    path_.push_back(&node);
    declarations(node);
    for (const XmlAttribute& attribute : node.attributes) {
      if (attribute.namespace_uri != xsi_namespace) continue;
      xsi(node, attribute, true);
      found.below_unknown |= attribute.name == "type";
      const std::string value = collapse(attribute.value);
      found.lax_nil |= attribute.name == "nil";
      found.odd_nil |= attribute.name == "nil" && !among(value, {"true", "false", "1", "0"});
    }
    typed_content(node);
    for (const XmlNode& child : node.children) {
      if (child.kind == XmlNode::Kind::entity_reference) found.entity_reference = true;
      if (child.is("packet")) {
        found.below_unknown = true;
        structure(child, nullptr);
      } else if (child.is_element()) {
        unknown(child);
      }
    }
    path_.pop_back();
  }

  void value(const XmlNode& node, const XmlNode* parent) {
    if (parent == nullptr) return;
    if (node.name == "backup-server") return storages(node);
    if (node.name == "result" || node.name == "system") return result(node);
    if (parent->name == "backup-server") return request_value(node);
    if (parent->name == "get-tasks-info" && node.name.ends_with("-id") && node.name != "task-id") {
      found.most_digits = std::max(found.most_digits, significant(collapse(text_of(node))).size());
    }
    if (parent->name != "result" && parent->name != "system") return;
    const std::string text = text_of(node);
    const std::string collapsed = collapse(text);
    if (node.name == "errcode") {
      found.padded_errcode |= text != collapsed;
      found.signed_errcode |= collapsed.starts_with('+') || collapsed.starts_with('-');
    } else if (node.name == "task-id") {
      found.negative_task |= collapsed.starts_with('-');
    }
  }

  void storages(const XmlNode& node) {
    int storages = 0;
    int flags = 0;
    for (const XmlNode& child : node.children) {
      storages += child.is("local") || child.is("remote") ? 1 : 0;
      flags |= child.is("only-hosting") ? 1 : 0;
      flags |= child.is("only-mail") ? 2 : 0;
    }
    found.both_storages |= storages != 1;
    found.both_flags |= flags == 3;
  }

  void request_value(const XmlNode& node) {
    if (node.name == "remote") {
      found.other_protocol |= collapse(text_of(node)) != "ftp";
    } else if (node.name == "description") {
      const std::string text = text_of(node);
      found.long_text |= characters(text) > 255;
      found.control_character |= holds_control(text);
    } else if (node.name == "prefix") {
      prefix(text_of(node));
    } else if (node.name == "split-size") {
      const std::string number = collapse(text_of(node));
      const std::string_view digits = significant(number);
      found.most_digits = std::max(found.most_digits, digits.size());
      found.negative_size |= number.starts_with('-') && !digits.empty();
      found.large_size |= digits.size() > 7 || (digits.size() == 7 && digits > "1000000");
    }
  }

  void prefix(const std::string& text) {
    constexpr std::string_view ordinary =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    found.long_text |= characters(text) > 64;
    found.path_in_prefix |= holds_control(text) || text.find_first_of("/\\:.") != std::string::npos;
    found.unusual_prefix |= text.empty() || text.find_first_not_of(ordinary) != std::string::npos;
  }

  void result(const XmlNode& node) {
    bool error = false;
    int reasons = 0;
    for (const XmlNode& child : node.children) {
      error |= child.is("status") && text_of(child) == "error";
      reasons |= child.is("errcode") ? 1 : 0;
      reasons |= child.is("errtext") ? 2 : 0;
    }
    found.bare_error |= error && reasons != 3;
  }

  std::vector<const XmlNode*> path_;
};

}  // namespace

Fragment find_fragment(const XmlDocument& document) {
  Walk walk;
  if (document.namespaces_well_formed) walk.structure(document.root, nullptr);
  return walk.found;
}

}  // namespace packetproof
