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
  const std::size_t found = text.rfind(mark, latest);
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

XmlNode XmlTree::node_at(XmlNode::Kind kind, std::size_t at) {
  const TextPosition position = cursor_.at(at);
  XmlNode node;
  node.kind = kind;
  node.line = position.line;
  node.column = position.column;
  return node;
}

void XmlTree::start_element(XmlNode element, std::size_t end) {
  const std::size_t begin = last_begin(text_, "<", end, markup_end_);
  if (!count(1 + element.attributes.size() + element.declarations.size(), begin)) return;
  if (open_.size() >= limits_.max_depth) {
    return fail(Reason::too_deep, fmt::format("more than {} levels deep", limits_.max_depth),
                begin);
  }
  declarations_in_scope_ += element.declarations.size();
  if (declarations_in_scope_ > limits_.max_attributes) {
    return fail(Reason::too_many_nodes, "too many namespace declarations in scope", begin);
  }
  const TextPosition position = cursor_.at(begin);
  element.line = position.line;
  element.column = position.column;
  open_.push_back(std::move(element));
  in_text_ = false;
  markup_end_ = end + 1;  // the event comes before the ">"
}

void XmlTree::end_element(std::size_t end) {
  if (error_ || open_.empty()) return;
  XmlNode node = std::move(open_.back());
  open_.pop_back();
  declarations_in_scope_ -= node.declarations.size();
  if (open_.empty()) {
    root_ = std::move(node);
    complete_ = true;
  } else {
    open_.back().children.push_back(std::move(node));
  }
  in_text_ = false;
  markup_end_ = end;
}

void XmlTree::add_text(std::string_view text) {
  if (open_.empty()) return;
  if (!in_text_) {
    if (!count(1, markup_end_)) return;
    open_.back().children.push_back(node_at(XmlNode::Kind::text, markup_end_));
    in_text_ = true;
  }
  open_.back().children.back().text.append(text);
}

void XmlTree::add_section(XmlNode::Kind kind, std::string_view opening, std::string name,
                          std::string text, std::size_t end) {
  if (!open_.empty() && count(1, end)) {
    // The text may hold the mark too; name, text and marks are never longer than in the document.
    const std::size_t least = opening.size() + name.size() + text.size() + 2;
    const std::size_t latest = end - std::min(end, least);
    XmlNode node = node_at(kind, last_begin(text_, opening, latest, markup_end_));
    node.name = std::move(name);
    node.text = std::move(text);
    open_.back().children.push_back(std::move(node));
  }
  in_text_ = false;
  markup_end_ = end;
}

void XmlTree::add_entity_reference(std::string name, std::size_t end) {
  if (open_.empty() || !count(1, end)) return;
  XmlNode node = node_at(XmlNode::Kind::entity_reference, last_begin(text_, "&", end, markup_end_));
  node.name = std::move(name);
  open_.back().children.push_back(std::move(node));
  in_text_ = false;
  markup_end_ = end;
}

}  // namespace packetproof
