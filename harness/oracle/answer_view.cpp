#include "harness/oracle/answer_view.hpp"

#include <algorithm>
#include <charconv>

#include "harness/protocol/text_rules.hpp"

namespace packetproof {
namespace {

ResultView view_result(const XmlNode& node) {
  ResultView view{.node = &node};
  for (const XmlNode& child : node.children) {
    if (child.is("status")) view.status = characters_of(child);
    if (child.is("errcode")) view.errcode = collapse(characters_of(child));
    if (child.is("errtext")) view.errtext = characters_of(child);
    if (child.is("task-id")) view.task_id = collapse(characters_of(child));
  }
  return view;
}

OperationView view_operation(const XmlNode& parent, const XmlNode& node) {
  OperationView view{.name = {.operator_name = parent.name, .operation_name = node.name},
                     .node = &node};
  for (const XmlNode& child : node.children) {
    if (child.is("result")) view.results.push_back(view_result(child));
  }
  return view;
}

}  // namespace

std::optional<std::uint32_t> ResultView::code() const {
  if (!errcode) return std::nullopt;
  std::string_view digits = *errcode;
  if (digits.starts_with('+') || digits == "-0") digits.remove_prefix(1);
  std::uint32_t value = 0;
  const char* end = digits.data() + digits.size();
  // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): `end` gives the size.
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

std::vector<const ResultView*> AnswerView::results() const {
  std::vector<const ResultView*> all;
  for (const OperationView& operation : operations) {
    for (const ResultView& result : operation.results) all.push_back(&result);
  }
  if (system) all.push_back(&*system);
  return all;
}

AnswerView view_answer(const XmlDocument& document) {
  AnswerView view;
  for (const XmlAttribute& attribute : document.root.attributes) {
    if (attribute.namespace_uri.empty() && attribute.name == "version") {
      view.version = attribute.value;
    }
  }
  for (const XmlNode& child : document.root.children) {
    if (!child.is_element()) continue;
    if (child.is("system")) {
      view.system = view_result(child);
    } else if (child.is("output")) {
      view.output = characters_of(child);
    } else {
      for (const XmlNode& operation : child.children) {
        if (operation.is_element()) view.operations.push_back(view_operation(child, operation));
      }
    }
  }
  return view;
}

Decision decision_of(const AnswerView& view) {
  if (view.system) return view.system->ok() ? Decision::none : Decision::refused_system;
  std::size_t accepted = 0;
  for (const OperationView& operation : view.operations) {
    const bool ok = std::ranges::all_of(operation.results, &ResultView::ok);
    if (ok && !operation.results.empty()) ++accepted;
  }
  if (view.operations.empty()) return Decision::none;
  if (accepted == view.operations.size()) return Decision::accepted;
  return accepted == 0 ? Decision::refused_result : Decision::mixed;
}

std::string characters_of(const XmlNode& node) {
  std::string text;
  for (const XmlNode& child : node.children) {
    if (child.kind == XmlNode::Kind::text || child.kind == XmlNode::Kind::cdata) text += child.text;
  }
  return text;
}

}  // namespace packetproof
