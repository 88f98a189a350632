#include "harness/oracle/rules_answer.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <utility>

#include "harness/oracle/answer_types.hpp"
#include "harness/oracle/answer_view.hpp"
#include "harness/oracle/echo.hpp"
#include "harness/protocol/text_rules.hpp"

namespace packetproof {
namespace {

constexpr std::string_view instance_namespace = "http://www.w3.org/2001/XMLSchema-instance";
constexpr auto* root_rule = requirement("R-XSD-answer-root");
constexpr auto* envelope = requirement("R-XSD-answer-envelope");
constexpr auto* operation_rule = requirement("R-XSD-answer-operation");
constexpr auto* namespace_rule = requirement("R-XSD-answer-namespace");
constexpr auto* result_once = requirement("R-XSD-result-once");
constexpr auto* result_nodes = requirement("R-XSD-result-nodes");
constexpr auto* status_required = requirement("R-PAGE-status-required");
constexpr auto* status_value = requirement("R-XSD-status-value");
constexpr auto* errcode_type = requirement("R-XSD-errcode-type");
constexpr auto* text_type = requirement("R-XSD-errtext-type");
constexpr auto* task_id_type = requirement("R-XSD-task-id-type");
constexpr auto* errtext_escaped = requirement("R-XML-errtext-escaped");

/// Does an attribute name the node's type?
bool names_type(const XmlNode& node) {
  return std::ranges::any_of(node.attributes, [](const XmlAttribute& attribute) {
    return attribute.namespace_uri == instance_namespace && attribute.name == "type";
  });
}

bool has_child_element(const XmlNode& node) {
  return std::ranges::any_of(node.children, &XmlNode::is_element);
}

/// An operation's answer by its shape: nodes, the first of which is a `result` with a `status`.
bool looks_like_operation(const XmlNode& node) {
  const auto first = std::ranges::find_if(node.children, &XmlNode::is_element);
  return first != node.children.end() && first->is("result") &&
         std::ranges::any_of(first->children, [](const XmlNode& c) { return c.is("status"); });
}

bool looks_like_operator(const XmlNode& node) {
  bool any = false;
  for (const XmlNode& child : node.children) {
    if (!child.is_element()) continue;
    if (!looks_like_operation(child)) return false;
    any = true;
  }
  return any;
}

/// One place of a sequence.
struct Place {
  std::string_view name;
  bool many = false;
};

constexpr Place system_places[] = {{"status"}, {"errcode"}, {"errtext"}};
constexpr Place result_places[] = {{"status"}, {"errcode"}, {"errtext"}, {"task-id"}};
constexpr Place tasks_places[] = {{"status"}, {"errcode"}, {"errtext"}, {"task", true}};
constexpr Place task_places[] = {{"customer-id"}, {"webspace-id"}, {"reseller-id"}, {"server"},
                                 {"id"},          {"status"},      {"started"},     {"prefix"},
                                 {"filename"},    {"protocol"}};
constexpr std::string_view task_owners[] = {"customer-id", "webspace-id", "reseller-id", "server"};
constexpr std::string_view task_texts[] = {"started", "prefix", "filename", "protocol"};

class Walk {
 public:
  Walk(AnswerStructure& structure, std::string_view request)
      : structure_(structure), request_(request) {}

  void packet(const XmlNode& root);

 private:
  void manager(const XmlNode&);
  void backup_server(const XmlNode&);
  void tasks_info(const XmlNode&);
  void result(const XmlNode&, std::span<const Place>);
  void result_child(const XmlNode&);
  void task(const XmlNode&);
  void sequence(const XmlNode&, std::span<const Place>);
  void leaf(const XmlNode&, const Requirement*, bool (*right)(std::string_view),
            std::string_view what);
  void status(const XmlNode&);
  void errtext(const XmlNode&);
  void attributes(const XmlNode&, bool version_allowed = false);
  void no_text(const XmlNode&, const Requirement*);
  bool in_no_namespace(const XmlNode&);

  void evaluated(const Requirement* row) {
    auto& rows = structure_.evaluated;
    if (std::ranges::find(rows, row) == rows.end()) rows.push_back(row);
  }
  /// Inside a node whose type an attribute names, the schema set has the last word.
  void wrong(const Requirement* row, std::string message, const XmlNode& at) {
    add(typed_ ? structure_.unless_schema_knows : structure_.violations, row, std::move(message),
        at);
  }
  void unknown(const Requirement* row, std::string message, const XmlNode& at) {
    add(structure_.unless_schema_knows, row, std::move(message), at);
  }
  void add(std::vector<Violation>& list, const Requirement* row, std::string message,
           const XmlNode& at) {
    evaluated(row);
    if (std::ranges::find(list, row, &Violation::requirement) != list.end()) return;
    list.push_back({row, std::move(message), at.line, at.column});
  }

  AnswerStructure& structure_;
  std::string_view request_;
  bool typed_ = false;
};

std::string quoted(const XmlNode& node) { return "`" + node.name + "`"; }

void Walk::packet(const XmlNode& root) {
  evaluated(root_rule);
  if (root.name != "packet") {
    return wrong(root_rule, "The root of the answer is " + quoted(root) + ", not `packet`", root);
  }
  evaluated(namespace_rule);
  if (!in_no_namespace(root)) return;
  evaluated(envelope);
  attributes(root, true);
  no_text(root, envelope);
  int operators = 0;
  int systems = 0;
  bool output = false;
  for (const XmlNode& child : root.children) {
    if (!child.is_element() || !in_no_namespace(child)) continue;
    if (output) wrong(envelope, "Something stands after `output`", child);
    if (child.name == "output") {
      output = true;
      leaf(child, text_type, nullptr, "text");
      continue;
    }
    const bool system = child.name == "system";
    (system ? systems : operators) += 1;
    if (systems > 0 && systems + operators > 1) {
      wrong(envelope, "`system` does not stand alone", child);
    }
    if (system) {
      result(child, system_places);
    } else if (child.name == "backup-manager") {
      manager(child);
    } else if (looks_like_operator(child)) {
      structure_.foreign = true;
    } else {
      unknown(envelope, "`packet` holds a node " + quoted(child), child);
    }
  }
  if (operators + systems == 0) wrong(envelope, "The packet holds no answer", root);
}

void Walk::manager(const XmlNode& node) {
  evaluated(operation_rule);
  attributes(node);
  no_text(node, envelope);
  bool any = false;
  for (const XmlNode& child : node.children) {
    if (!child.is_element()) continue;
    any = true;
    if (!in_no_namespace(child)) continue;
    if (child.name == "backup-server") {
      backup_server(child);
    } else if (child.name == "get-tasks-info") {
      tasks_info(child);
    } else if (is_sibling_operation(child.name)) {
      structure_.foreign = true;
    } else {
      unknown(operation_rule, "`backup-manager` has no operation " + quoted(child), child);
    }
  }
  if (!any) wrong(operation_rule, "`backup-manager` holds no operation", node);
}

void Walk::backup_server(const XmlNode& node) {
  evaluated(result_once);
  attributes(node);
  no_text(node, envelope);
  const XmlNode* first = nullptr;
  const XmlNode* stranger = nullptr;
  for (const XmlNode& child : node.children) {
    if (!child.is_element() || !in_no_namespace(child)) continue;
    if (child.name != "result") {
      stranger = &child;
    } else if (first != nullptr) {
      return wrong(result_once, "`backup-server` holds more than one `result`", child);
    } else {
      first = &child;
    }
  }
  if (first == nullptr) return wrong(result_once, "`backup-server` holds no `result`", node);
  if (stranger != nullptr) {
    wrong(envelope, "`backup-server` holds a node " + quoted(*stranger), *stranger);
  }
  result(*first, result_places);
}

void Walk::tasks_info(const XmlNode& node) {
  attributes(node);
  no_text(node, envelope);
  bool any = false;
  for (const XmlNode& child : node.children) {
    if (!child.is_element() || !in_no_namespace(child)) continue;
    if (child.name == "result") {
      any = true;
      result(child, tasks_places);
    } else {
      wrong(envelope, "`get-tasks-info` holds a node " + quoted(child), child);
    }
  }
  if (!any) wrong(operation_rule, "`get-tasks-info` holds no `result`", node);
}

void Walk::result(const XmlNode& node, std::span<const Place> places) {
  evaluated(status_required);
  evaluated(result_nodes);
  const bool outer = typed_;
  if (names_type(node)) typed_ = structure_.foreign = true;
  attributes(node);
  no_text(node, result_nodes);
  const bool has_status = std::ranges::any_of(node.children, [](const XmlNode& child) {
    return child.is_element() && child.name == "status";
  });
  if (has_status) {
    sequence(node, places);
  } else {
    wrong(status_required, quoted(node) + " holds no `status`", node);
  }
  for (const XmlNode& child : node.children) {
    if (child.is_element() && in_no_namespace(child)) result_child(child);
  }
  typed_ = outer;
}

void Walk::result_child(const XmlNode& child) {
  if (child.name == "status") {
    status(child);
  } else if (child.name == "errcode") {
    leaf(child, errcode_type, is_unsigned_int, "an unsigned 32-bit integer");
  } else if (child.name == "errtext") {
    errtext(child);
  } else if (child.name == "task-id") {
    leaf(child, task_id_type, is_task_id, "an optional minus and digits");
  } else if (child.name == "task") {
    task(child);
  }
}

void Walk::task(const XmlNode& node) {
  attributes(node);
  no_text(node, result_nodes);
  sequence(node, task_places);
  int owners = 0;
  for (const XmlNode& child : node.children) {
    if (!child.is_element() || !in_no_namespace(child)) continue;
    if (std::ranges::find(task_owners, child.name) != std::end(task_owners)) ++owners;
    if (child.name == "status") {
      leaf(child, result_nodes, is_task_status, "the state of a task");
    } else if (std::ranges::find(task_texts, child.name) != std::end(task_texts)) {
      leaf(child, result_nodes, nullptr, "text");
    }
  }
  if (owners != 1) wrong(result_nodes, "`task` does not name one owner", node);
  for (const Place& place : task_places) {
    const bool owner = std::ranges::find(task_owners, place.name) != std::end(task_owners);
    if (owner || std::ranges::any_of(node.children,
                                     [&](const XmlNode& child) { return child.is(place.name); })) {
      continue;
    }
    wrong(result_nodes, "`task` holds no `" + std::string(place.name) + "`", node);
  }
}

/// Known nodes only, in order, each at most once unless it may repeat.
void Walk::sequence(const XmlNode& node, std::span<const Place> places) {
  std::size_t next = 0;
  for (const XmlNode& child : node.children) {
    if (!child.is_element() || !child.namespace_uri.empty()) continue;
    const auto found = std::ranges::find(places, child.name, &Place::name);
    const auto index = static_cast<std::size_t>(found - places.begin());
    if (found == places.end()) {
      wrong(result_nodes, quoted(node) + " holds a node " + quoted(child), child);
    } else if (index < next) {
      wrong(result_nodes, quoted(child) + " is repeated or out of order", child);
    } else {
      next = found->many ? index : index + 1;
    }
  }
}

void Walk::status(const XmlNode& node) {
  evaluated(status_value);
  attributes(node);
  const std::string value = characters_of(node);
  if (has_child_element(node) || (value != "ok" && value != "error")) {
    wrong(status_value, "`status` is neither ok nor error", node);
  }
}

void Walk::errtext(const XmlNode& node) {
  evaluated(text_type);
  attributes(node);
  const auto child = std::ranges::find_if(node.children, &XmlNode::is_element);
  if (child == node.children.end()) return;
  if (request_spells_element(request_, child->name)) {
    wrong(errtext_escaped, "`errtext` repeats markup of the request unescaped", *child);
  } else {
    wrong(text_type, "`errtext` holds a node", *child);
  }
}

void Walk::leaf(const XmlNode& node, const Requirement* row, bool (*right)(std::string_view),
                std::string_view what) {
  evaluated(row);
  attributes(node);
  if (has_child_element(node) || (right != nullptr && !right(characters_of(node)))) {
    wrong(row, quoted(node) + " is not " + std::string(what), node);
  }
}

void Walk::attributes(const XmlNode& node, bool version_allowed) {
  for (const XmlAttribute& attribute : node.attributes) {
    const bool version =
        version_allowed && attribute.namespace_uri.empty() && attribute.name == "version";
    const bool instance = attribute.namespace_uri == instance_namespace;
    const bool hint = instance && (attribute.name == "schemaLocation" ||
                                   attribute.name == "noNamespaceSchemaLocation");
    if (version || hint) continue;
    if (instance && attribute.name == "type") {
      if (!typed_) unknown(envelope, quoted(node) + " names a type of its own", node);
      continue;
    }
    wrong(envelope, quoted(node) + " has an attribute that no answer has", node);
  }
}

void Walk::no_text(const XmlNode& node, const Requirement* row) {
  if (is_blank(characters_of(node))) return;
  wrong(row, "Text stands between the nodes of " + quoted(node), node);
}

bool Walk::in_no_namespace(const XmlNode& node) {
  if (node.namespace_uri.empty()) return true;
  wrong(namespace_rule, "A node of the answer is in a namespace", node);
  return false;
}

/// A namespace makes strangers of right nodes: that they are missing says nothing more.
void keep_first_cause(AnswerStructure& structure) {
  const auto found =
      std::ranges::find(structure.violations, namespace_rule, &Violation::requirement);
  if (found == structure.violations.end()) return;
  structure.violations = {Violation(*found)};
  structure.unless_schema_knows.clear();
}

}  // namespace

AnswerStructure judge_answer_structure(const XmlDocument& document, std::string_view request) {
  AnswerStructure structure;
  Walk(structure, request).packet(document.root);
  keep_first_cause(structure);
  return structure;
}

bool is_sibling_operation(std::string_view name) {
  constexpr std::string_view siblings[] = {"stop-backup",
                                           "get-local-backup-list",
                                           "remove-file",
                                           "import-file",
                                           "get-remote-storage-settings",
                                           "set-remote-storage-settings",
                                           "download-file",
                                           "get-supported-protocols",
                                           "backup-webspace",
                                           "backup-customer",
                                           "backup-reseller"};
  return std::ranges::find(siblings, name) != std::end(siblings);
}

}  // namespace packetproof
