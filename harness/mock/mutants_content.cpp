/// Endpoints that dropped one rule about types, text, attributes, namespaces or the envelope.

#include <functional>

#include "harness/mock/mutant_parts.hpp"
#include "harness/protocol/text_rules.hpp"

namespace packetproof {
namespace {

using Node = pugi::xml_node;
using Document = pugi::xml_document;

std::string text_of(Node node) {
  std::string text;
  for (const Node child : node.children()) text += child.value();
  return text;
}

/// Takes a split-size for 0 where `meets` says yes to its text.
template <auto meets>
bool read_size(Node operation) {
  Node node = operation.child("split-size");
  if (!node || node.first_element_by_path("*") || !meets(text_of(node))) return false;
  node.remove_children();
  return node.append_child(pugi::node_pcdata).set_value("0");
}

bool digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}
/// What the C library's atoi makes something of.
bool begins_with_digit(const std::string& text) {
  return !text.empty() && digits(text.substr(0, 1)) && !digits(text);
}
bool fraction(const std::string& text) {
  const auto point = text.find('.');
  return point != std::string::npos && digits(text.substr(0, point)) &&
         digits(text.substr(point + 1));
}
bool hexadecimal(const std::string& text) {
  return text.starts_with("0x") &&
         text.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string::npos;
}
bool exponent(const std::string& text) {
  const auto e = text.find_first_of("eE");
  return e != std::string::npos && digits(text.substr(0, e));
}
bool grouped(const std::string& text) {
  return text.find_first_of(" ,_'") != std::string::npos && digits(text.substr(0, 1)) &&
         text.find_first_not_of("0123456789 ,_'") == std::string::npos;
}
bool not_ascii(const std::string& text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}
bool two_signs(const std::string& text) {
  return text.find_first_of("+-") == 0 && text.find_first_of("+-", 1) == 1;
}
bool word(const std::string& text) {
  return !text.empty() && text.find_first_of("0123456789") == std::string::npos &&
         !is_blank(text) && !not_ascii(text);
}

/// Overlooks elements inside a node of text.
template <Literal name>
bool overlook_elements(Node operation) {
  bool dropped = false;
  for (const Node node : operation.children(name.text())) {
    dropped |= drop_children(node, is_element);
  }
  return dropped;
}

bool overlook_text(Node parent) {
  return drop_children(parent, [](Node child) {
    const bool text = child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata;
    return text && !is_blank(child.value());
  });
}

/// Empties `local` where `meets` says yes to it.
template <auto meets>
bool empty_local(Node operation) {
  Node local = operation.child("local");
  return local.first_child() && meets(local) && local.remove_children();
}

bool each_element(Node node, const std::function<bool(Node)>& edit) {
  bool changed = edit(node);
  for (const Node child : node.children()) {
    if (is_element(child)) changed |= each_element(child, edit);
  }
  return changed;
}

bool declares(pugi::xml_attribute attribute) {
  const std::string_view name = attribute.name();
  return name == "xmlns" || name.starts_with("xmlns:");
}

/// Overlooks attributes, declarations aside, of the nodes that `where` names.
template <auto where>
bool overlook_attributes(Document& document) {
  return each_element(document.document_element(), [](Node node) {
    bool dropped = false;
    for (auto attribute = node.first_attribute(); attribute;) {
      const auto next = attribute.next_attribute();
      const bool known = std::string_view(node.name()) == "packet" &&
                         std::string_view(attribute.name()) == "version";
      if (!declares(attribute) && !known && where(node, attribute)) {
        dropped |= node.remove_attribute(attribute);
      }
      attribute = next;
    }
    return dropped;
  });
}

bool overlook_namespaces(Node node) {
  return each_element(node, [](Node element) {
    bool changed = false;
    for (auto attribute = element.first_attribute(); attribute;) {
      const auto next = attribute.next_attribute();
      if (declares(attribute)) changed |= element.remove_attribute(attribute);
      attribute = next;
    }
    const std::string_view name = element.name();
    if (const auto colon = name.find(':'); colon != std::string_view::npos) {
      changed |= element.set_name(std::string(name.substr(colon + 1)).c_str());
    }
    return changed;
  });
}

template <Literal name>
bool is_named(Node node, pugi::xml_attribute) {
  return node.name() == name.view();
}

template <Literal ending>
bool ends_with(Node, pugi::xml_attribute attribute) {
  return std::string_view(attribute.name()).ends_with(ending.view());
}

Node manager_of(const Document& document) {
  return document.document_element().child("backup-manager");
}

bool is_operation(std::string_view name) {
  return name == "backup-server" || name == "get-tasks-info";
}

/// Takes what it does not know for the one thing that it can do.
bool guess_operation(Document& document) {
  bool changed = false;
  for (Node node : manager_of(document).children()) {
    if (!is_element(node) || is_operation(node.name())) continue;
    changed |= node.set_name("backup-server");
  }
  return changed;
}
bool guess_operator(Document& document) {
  bool changed = false;
  for (Node node : document.document_element().children()) {
    const std::string_view name = node.name();
    if (!is_element(node) || name == "backup-manager" || name == "request-settings") continue;
    changed |= node.set_name("backup-manager");
  }
  return changed;
}
bool guess_root(Document& document) {
  Node root = document.document_element();
  return std::string_view(root.name()) != "packet" && root.set_name("packet");
}

void add_order(Node manager) {
  Node operation = manager.append_child("backup-server");
  operation.append_child("local");
  operation.append_child("description");
}
bool invent_operation(Document& document) {
  const Node manager = manager_of(document);
  const bool none = manager && !manager.find_child(is_element);
  if (none) add_order(manager);
  return none;
}
bool invent_operator(Document& document) {
  Node root = document.document_element();
  const bool none = std::string_view(root.name()) == "packet" && !root.find_child([](Node n) {
    return is_element(n) && std::string_view(n.name()) != "request-settings";
  });
  if (none) add_order(root.append_child("backup-manager"));
  return none;
}
bool overlook_settings(Document& document) {
  return drop_children(document.document_element(), [](Node node) {
    return std::string_view(node.name()) == "request-settings";
  });
}

bool read_any_protocol(Node operation) {
  Node remote = operation.child("remote");
  if (!remote || remote.first_element_by_path("*") || text_of(remote) == "ftp") return false;
  remote.remove_children();
  return remote.append_child(pugi::node_pcdata).set_value("ftp");
}

bool empty_flags(Node operation) {
  bool changed = false;
  for (Node node : operation.children()) {
    if (!std::string_view(node.name()).starts_with("only-")) continue;
    changed |= node.first_child() && node.remove_children();
    changed |= node.first_attribute() && node.remove_attributes();
  }
  return changed;
}

bool is_wrong(Node operation) {
  if (std::string_view(operation.name()) == "get-tasks-info") return false;
  const bool storage = operation.child("local") || operation.child("remote");
  return std::string_view(operation.name()) != "backup-server" || !storage ||
         !operation.child("description");
}
bool leave_out_wrong(Document& document) {
  const Node manager = manager_of(document);
  const auto wrong_one = [](Node node) { return is_element(node) && is_wrong(node); };
  const bool right =
      manager.find_child([](Node node) { return is_element(node) && !is_wrong(node); });
  return right && drop_children(manager, wrong_one);
}

constexpr const Requirement* integer = requirement("R-XSD-split-size-integer");
constexpr const Requirement* local = requirement("R-XSD-local-empty");
constexpr const Requirement* attributes = requirement("R-XSD-attributes");

constexpr auto rows = std::to_array<Mutant>({
    {"accepts-invalid/size-empty", "Reads an empty split-size as 0", integer,
     mends<read_size<[](const std::string& text) { return is_blank(text); }>>},
    {"accepts-invalid/size-word", "Reads a word in split-size as 0", integer,
     mends<read_size<word>>},
    {"accepts-invalid/size-as-far-as-digits", "Reads a split-size up to what is no digit", integer,
     mends<read_size<begins_with_digit>>},
    {"accepts-invalid/size-fraction", "Reads a fraction in split-size", integer,
     mends<read_size<fraction>>},
    {"accepts-invalid/size-hexadecimal", "Reads a hexadecimal split-size", integer,
     mends<read_size<hexadecimal>>},
    {"accepts-invalid/size-exponent", "Reads an exponent in split-size", integer,
     mends<read_size<exponent>>},
    {"accepts-invalid/size-grouped", "Reads groups of digits in split-size", integer,
     mends<read_size<grouped>>},
    {"accepts-invalid/size-other-digits", "Reads digits of other scripts in split-size", integer,
     mends<read_size<not_ascii>>},
    {"accepts-invalid/size-signs", "Reads a split-size with two signs", integer,
     mends<read_size<two_signs>>},
    {"accepts-invalid/size-elements", "Overlooks elements in split-size", integer,
     mends<overlook_elements<"split-size">>},
    {"accepts-invalid/local-text", "Overlooks text in `local`", local,
     mends<empty_local<[](Node node) {
       return !is_blank(text_of(node)) && !node.first_element_by_path("*");
     }>>},
    {"accepts-invalid/local-space", "Overlooks white space in `local`", local,
     mends<empty_local<[](Node node) {
       return !text_of(node).empty() && is_blank(text_of(node)) && !node.first_element_by_path("*");
     }>>},
    {"accepts-invalid/local-elements", "Overlooks elements in `local`", local,
     mends<overlook_elements<"local">>},
    {"accepts-invalid/description-elements", "Overlooks elements in the description",
     requirement("R-XSD-description-text"), mends<overlook_elements<"description">>},
    {"accepts-invalid/prefix-elements", "Overlooks elements in the prefix",
     requirement("R-XSD-prefix-text"), mends<overlook_elements<"prefix">>},
    {"accepts-invalid/remote-elements", "Overlooks elements in `remote`",
     requirement("R-XSD-remote-text"), mends<overlook_elements<"remote">>},
    {"accepts-invalid/other-protocol", "Takes any protocol for ftp",
     requirement("R-PAGE-remote-ftp"), mends<read_any_protocol>},
    {"accepts-invalid/flags-with-anything", "Does not look inside the only- nodes",
     requirement("R-XSD-lax-content"), mends<empty_flags>},
    {"accepts-invalid/wrong-operations", "Leaves out the operations that are wrong",
     requirement("R-DOC28729-nothing-executed"), edits<leave_out_wrong>},
    {"accepts-invalid/any-version", "Does not look at the version",
     requirement("R-DOC28729-version-unknown"), edits<[](Document& document) {
       return document.document_element().remove_attribute("version");
     }>},
    {"accepts-invalid/input-text", "Overlooks text between nodes", requirement("R-XSD-input-text"),
     mends<overlook_text>},
    {"accepts-invalid/input-text-at-the-end", "Overlooks text behind the last node",
     requirement("R-XSD-input-text"), mends<[](Node operation) {
       const Node last = operation.last_child();
       return last.type() == pugi::node_pcdata && !is_blank(last.value()) &&
              operation.remove_child(last);
     }>},
    {"accepts-invalid/manager-text", "Overlooks text in `backup-manager`",
     requirement("R-XSD-envelope-text"),
     edits<[](Document& document) { return overlook_text(manager_of(document)); }>},
    {"accepts-invalid/packet-text", "Overlooks text in `packet`",
     requirement("R-XSD-envelope-text"),
     edits<[](Document& document) { return overlook_text(document.document_element()); }>},
    {"accepts-invalid/settings-anywhere", "Overlooks request-settings wherever it stands",
     requirement("R-XSD-request-settings"), edits<overlook_settings>},
    {"accepts-invalid/any-root", "Does not look at the root's name",
     requirement("R-XSD-packet-root"), edits<guess_root>},
    {"accepts-invalid/any-operator", "Takes any operator for backup-manager",
     requirement("R-XSD-operator-known"), edits<guess_operator>},
    {"accepts-invalid/any-operation", "Takes any operation for backup-server",
     requirement("R-XSD-operation-known"), edits<guess_operation>},
    {"accepts-invalid/no-operator", "Starts a backup for an empty packet",
     requirement("R-XSD-operator-required"), edits<invent_operator>},
    {"accepts-invalid/no-operation", "Starts a backup for an empty backup-manager",
     requirement("R-XSD-operation-required"), edits<invent_operation>},
    {"accepts-invalid/namespaces", "Does not look at namespaces", requirement("R-XSD-namespace"),
     edits<[](Document& document) { return overlook_namespaces(document.document_element()); }>},
    {"accepts-invalid/namespaces-inside", "Does not look at namespaces inside the operation",
     requirement("R-XSD-namespace"), mends<[](Node operation) {
       bool changed = false;
       for (const Node child : operation.children()) {
         if (is_element(child)) changed |= overlook_namespaces(child);
       }
       return changed;
     }>},
    {"accepts-invalid/attributes", "Overlooks attributes", attributes,
     edits<overlook_attributes<[](Node, pugi::xml_attribute attribute) {
       return !std::string_view(attribute.name()).contains(':');
     }>>},
    {"accepts-invalid/attributes-of-description", "Overlooks attributes of the description",
     attributes, edits<overlook_attributes<is_named<"description">>>},
    {"accepts-invalid/attributes-of-packet", "Overlooks attributes of `packet`", attributes,
     edits<overlook_attributes<is_named<"packet">>>},
    {"accepts-invalid/attributes-of-local", "Overlooks attributes of `local`", attributes,
     edits<overlook_attributes<is_named<"local">>>},
    {"accepts-invalid/attributes-of-operation", "Overlooks attributes of `backup-server`",
     attributes, edits<overlook_attributes<is_named<"backup-server">>>},
    {"accepts-invalid/attributes-in-xml", "Overlooks attributes such as xml:lang", attributes,
     edits<overlook_attributes<[](Node, pugi::xml_attribute attribute) {
       return std::string_view(attribute.name()).starts_with("xml:");
     }>>},
    {"accepts-invalid/nil", "Overlooks xsi:nil", requirement("R-XSD-nil"),
     edits<overlook_attributes<ends_with<":nil">>>},
    {"accepts-invalid/type", "Overlooks xsi:type", requirement("R-XSD-xsi-type"),
     edits<overlook_attributes<ends_with<":type">>>},
});

}  // namespace

std::span<const Mutant> content_mutants() { return rows; }

}  // namespace packetproof
