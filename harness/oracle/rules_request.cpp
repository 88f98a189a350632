#include "harness/oracle/rules_request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "harness/oracle/request_walk.hpp"
#include "harness/protocol/text_rules.hpp"

namespace packetproof {

void RequestWalk::broken(const Requirement* row, const XmlNode& where, std::string message) {
  if (instead_ != nullptr) row = instead_;
  if (std::ranges::find(violations_, row, &Violation::requirement) != violations_.end()) return;
  violations_.push_back({.requirement = row,
                         .message = std::move(message),
                         .line = where.line,
                         .column = where.column});
}

bool RequestWalk::in_no_namespace(const XmlNode& node) {
  if (node.namespace_uri.empty()) return true;
  broken(requirement("R-XSD-namespace"), node,
         fmt::format("`{}` is in the namespace \"{}\"", node.name, node.namespace_uri));
  return false;
}

void RequestWalk::only_elements(const XmlNode& parent, const Requirement* row) {
  for (const XmlNode& child : parent.children) {
    const bool characters = child.kind == XmlNode::Kind::text || child.kind == XmlNode::Kind::cdata;
    if (characters && !is_blank(child.text)) {
      broken(row, child, fmt::format("text stands in `{}`", parent.name));
    }
  }
}

/// `packet`: request-settings?, then operators.
void RequestWalk::packet(const XmlNode& node) {
  const Inside inside(*this, node);
  attributes(node, RequestType::anonymous, true);
  only_elements(node, requirement("R-XSD-envelope-text"));
  bool settings = false;
  bool operators = false;
  for (const XmlNode& child : node.children) {
    if (!child.is_element()) continue;
    const bool plain = in_no_namespace(child);
    if (child.name == "request-settings") {
      if (settings || operators) {
        broken(requirement("R-XSD-request-settings"), child,
               "`request-settings` stands once and first");
      }
      settings = true;
      if (plain) request_settings(child);
      continue;
    }
    operators = true;  // an unknown one is said as such, not as a missing one
    if (!plain) continue;
    if (child.name == "backup-manager") {
      backup_manager(child);
    } else {
      broken(requirement("R-XSD-operator-known"), child,
             fmt::format("`{}` is no operator", child.name));
    }
  }
  if (!operators) {
    broken(requirement("R-XSD-operator-required"), node, "`packet` holds no operator");
  }
}

void RequestWalk::request_settings(const XmlNode& node) {
  const Requirement* const row = requirement("R-XSD-request-settings");
  const Inside inside(*this, node);
  attributes(node, RequestType::anonymous);
  only_elements(node, row);
  bool any = false;
  for (const XmlNode& child : node.children) {
    if (!child.is_element()) continue;
    any = true;
    if (!in_no_namespace(child)) continue;
    if (child.name == "setting") {
      setting(child);
    } else {
      broken(row, child, fmt::format("`{}` stands in `request-settings`", child.name));
    }
  }
  if (!any) broken(row, node, "`request-settings` holds no `setting`");
}

/// `setting`: name, value?; both of any content.
void RequestWalk::setting(const XmlNode& node) {
  const Requirement* const row = requirement("R-XSD-request-settings");
  const Inside inside(*this, node);
  attributes(node, RequestType::anonymous);
  only_elements(node, row);
  std::size_t place = 0;
  for (const XmlNode& child : node.children) {
    if (!child.is_element()) continue;
    ++place;
    if (!in_no_namespace(child)) continue;
    const bool expected =
        (place == 1 && child.name == "name") || (place == 2 && child.name == "value");
    if (expected) {
      lax(child);
    } else {
      broken(row, child, fmt::format("`{}` stands in `setting` out of turn", child.name));
    }
  }
  if (place == 0) broken(row, node, "`setting` holds no `name`");
}

/// `backup-manager`: operations. The siblings of backup-server that the vendor's set knows beside
/// get-tasks-info are not in our schemas, hence unknown here; no case uses their names.
void RequestWalk::backup_manager(const XmlNode& node) {
  const Inside inside(*this, node);
  attributes(node, RequestType::anonymous);
  only_elements(node, requirement("R-XSD-envelope-text"));
  bool operations = false;
  for (const XmlNode& child : node.children) {
    if (!child.is_element()) continue;
    operations = true;
    if (!in_no_namespace(child)) continue;
    if (child.name == "backup-server") {
      input(child);
    } else if (child.name == "get-tasks-info") {
      get_tasks_info(child);
    } else {
      broken(requirement("R-XSD-operation-known"), child,
             fmt::format("`{}` is no operation of `backup-manager`", child.name));
    }
  }
  if (!operations) {
    broken(requirement("R-XSD-operation-required"), node, "`backup-manager` holds no operation");
  }
}

/// `get-tasks-info`, the probe: at most one owner or task.
void RequestWalk::get_tasks_info(const XmlNode& node) {
  const Requirement* const row = requirement("R-DOC44539-tasks-info");
  const Inside inside(*this, node);
  attributes(node, RequestType::anonymous);
  only_elements(node, row);
  std::size_t count = 0;
  for (const XmlNode& child : node.children) {
    if (!child.is_element()) continue;
    if (++count == 2) broken(row, child, "`get-tasks-info` holds more than one node");
    if (in_no_namespace(child)) owner(child);
  }
}

void RequestWalk::owner(const XmlNode& node) {
  const Requirement* const row = requirement("R-DOC44539-tasks-info");
  const Inside inside(*this, node);
  const std::string_view name = node.name;
  if (name == "server") {
    lax(node);
  } else if (name == "webspace-id" || name == "customer-id" || name == "reseller-id") {
    content(node, attributes(node, RequestType::id), row);
  } else if (name == "webspace-name" || name == "customer-login" || name == "reseller-login") {
    content(node, attributes(node, RequestType::text), row);
  } else if (name == "task-id") {
    attributes(node, RequestType::anonymous);
    simple_content(node, RequestType::text, row);
    const std::string id = collapse(text_of(node));
    if (!is_integer(id) || id.front() == '+') broken(row, node, "`task-id` is no task's number");
  } else {
    broken(row, node, fmt::format("`{}` stands in `get-tasks-info`", name));
  }
}

namespace {

OracleVerdict unreadable(const ParseError& error, std::string_view packet) {
  const Requirement* row = requirement("R-XML-well-formed");
  // Bytes that are no UTF-8 contradict no declaration where there is none.
  const std::string_view start = packet.substr(0, 400);
  const bool declared =
      packet.starts_with("\xFE\xFF") || packet.starts_with("\xFF\xFE") ||
      start.find('\0') != std::string_view::npos ||
      start.substr(0, start.find("?>")).find("encoding") != std::string_view::npos;
  if (error.reason == ParseError::Reason::encoding && declared) {
    row = requirement("R-XML-encoding-declaration");
  } else if (error.reason == ParseError::Reason::too_deep ||
             error.reason == ParseError::Reason::too_large ||
             error.reason == ParseError::Reason::too_many_nodes) {
    row = requirement("R-XML-depth");  // beyond our own bounds: nothing is known of the rest
  }
  return {.violations = {{row, error.message, error.line, error.column}}};
}

OracleVerdict of_document(const XmlDocument& document) {
  RequestWalk walk;
  const XmlNode& root = document.root;
  if (!document.namespaces_well_formed) {
    // Nothing can be said of a document whose names mean nothing.
    XmlNode where;
    where.line = document.namespace_error_line;
    walk.broken(requirement("R-XML-unbound-prefix"), where, document.namespace_error);
  } else if (root.name != "packet") {
    walk.broken(requirement("R-XSD-packet-root"), root,
                fmt::format("the root is `{}`, not `packet`", root.name));
  } else if (!root.namespace_uri.empty()) {
    walk.broken(requirement("R-XSD-namespace"), root,
                fmt::format("`packet` is in the namespace \"{}\"", root.namespace_uri));
  } else {
    walk.packet(root);
  }
  OracleVerdict verdict{.well_formed = document.namespaces_well_formed,
                        .violations = std::move(walk).violations()};
  verdict.valid = verdict.violations.empty();
  return verdict;
}

}  // namespace

OracleVerdict judge_request_parse(const std::expected<XmlDocument, ParseError>& parsed,
                                  std::string_view packet) {
  return parsed ? of_document(*parsed) : unreadable(parsed.error(), packet);
}

OracleVerdict judge_request_by_rules(std::string_view packet) {
  return judge_request_parse(read_xml(packet, {.allow_doctype = true}), packet);
}

}  // namespace packetproof
