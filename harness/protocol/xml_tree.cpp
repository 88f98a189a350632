#include "harness/protocol/xml_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace packetproof {
namespace {

using Reason = ParseError::Reason;

/// Where `mark` last begins at or before `latest`, not before `earliest`.
std::size_t last_begin(std::string_view text, std::string_view mark, std::size_t latest,
                       std::size_t earliest) {
  // A search for one character is a loop over characters, for a text one over calls.
  const std::size_t found =
      mark.size() == 1 ? text.rfind(mark.front(), latest) : text.rfind(mark, latest);
  return found == std::string_view::npos ? earliest : std::max(found, earliest);
}

}  // namespace

void XmlTree::fail(Reason reason, std::string message, std::size_t at) {
  if (error_) return;
  const TextPosition position = cursor_.at(at);
  error_ = ParseError{.reason = reason,
                      .message = std::move(message),
                      .line = position.line,
                      .column = position.column};
}

bool XmlTree::count(std::size_t nodes, std::size_t at) {
  if (error_) return false;
  nodes_ += nodes;
  if (nodes_ > limits_.max_nodes) {
    fail(Reason::too_many_nodes, fmt::format("more than {} nodes", limits_.max_nodes), at);
  }
  return !error_;
}

XmlNode& XmlTree::add_node(XmlNode::Kind kind, std::size_t at) {
  // Most elements have no child but a text, and the others several.
  constexpr std::size_t several = 8;
  XmlNode* added = &root_;
  if (!open_.empty()) {
    std::vector<XmlNode>& children = open_.back()->children;
    if (children.size() == 1) children.reserve(several);
    added = &children.emplace_back();
  }
  const TextPosition position = cursor_.at(at);
  added->kind = kind;
  added->line = position.line;
  added->column = position.column;
  return *added;
}

XmlNode* XmlTree::start_element(std::size_t attributes, std::size_t declarations, std::size_t end) {
  const std::size_t begin = last_begin(text_, "<", end, markup_end_);
  if (!count(1 + attributes + declarations, begin)) return nullptr;
  if (open_.size() >= limits_.max_depth) {
    fail(Reason::too_deep, fmt::format("more than {} levels deep", limits_.max_depth), begin);
    return nullptr;
  }
  declarations_in_scope_ += declarations;
  if (declarations_in_scope_ > limits_.max_attributes) {
    fail(Reason::too_many_nodes, "too many namespace declarations in scope", begin);
    return nullptr;
  }
  XmlNode& element = add_node(XmlNode::Kind::element, begin);
  element.attributes.reserve(attributes);
  element.declarations.reserve(declarations);
  open_.push_back(&element);
  in_text_ = false;
  markup_end_ = end + 1;  // the event comes before the ">"
  return &element;
}

void XmlTree::end_element(std::size_t end) {
  if (error_ || open_.empty()) return;
  declarations_in_scope_ -= open_.back()->declarations.size();
  open_.pop_back();
  complete_ = open_.empty();
  in_text_ = false;
  markup_end_ = end;
}

void XmlTree::add_text(std::string_view text) {
  if (open_.empty()) return;
  if (!in_text_) {
    if (!count(1, markup_end_)) return;
    add_node(XmlNode::Kind::text, markup_end_);
    in_text_ = true;
  }
  open_.back()->children.back().text.append(text);
}

void XmlTree::add_section(XmlNode::Kind kind, std::string_view opening, std::string name,
                          std::string text, std::size_t end) {
  if (!open_.empty() && count(1, end)) {
    // The text may hold the mark too; name, text and marks are never longer than in the document.
    const std::size_t least = opening.size() + name.size() + text.size() + 2;
    const std::size_t latest = end - std::min(end, least);
    XmlNode& node = add_node(kind, last_begin(text_, opening, latest, markup_end_));
    node.name = std::move(name);
    node.text = std::move(text);
  }
  in_text_ = false;
  markup_end_ = end;
}

void XmlTree::add_entity_reference(std::string name, std::size_t end) {
  if (open_.empty() || !count(1, end)) return;
  XmlNode& node =
      add_node(XmlNode::Kind::entity_reference, last_begin(text_, "&", end, markup_end_));
  node.name = std::move(name);
  in_text_ = false;
  markup_end_ = end;
}

}  // namespace packetproof
