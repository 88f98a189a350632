#pragma once

/// Builds the tree of a document from the events of one pass, within bounds; knows no XML library.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/protocol/xml_encoding.hpp"
#include "harness/protocol/xml_reader.hpp"

namespace packetproof {

/// Every `end` is the offset in the text behind what the event tells of. After an error nothing is
/// taken any more.
class XmlTree {
 public:
  XmlTree(std::string_view text, const XmlLimits& limits)
      : text_(text), limits_(limits), cursor_(text) {}

  /// The new element, to be filled with as many attributes and declarations as announced; null
  /// after an error. `end` is that of the start tag's last attribute. Stays where it is until it is
  /// closed.
  XmlNode* start_element(std::size_t attributes, std::size_t declarations, std::size_t end);
  void end_element(std::size_t end);
  /// Neighbouring runs become one node.
  void add_text(std::string_view text);
  /// A CDATA section, comment or instruction; `opening` is the mark by which it begins.
  void add_section(XmlNode::Kind, std::string_view opening, std::string name, std::string text,
                   std::size_t end);
  void add_entity_reference(std::string name, std::size_t end);

  /// The first error counts.
  void fail(ParseError::Reason, std::string message, std::size_t at);
  [[nodiscard]] const std::optional<ParseError>& error() const { return error_; }
  /// The root's end tag was seen.
  [[nodiscard]] bool complete() const { return complete_; }
  /// The root element; once.
  XmlNode take_root() { return std::move(root_); }

 private:
  bool count(std::size_t nodes, std::size_t at);
  XmlNode& add_node(XmlNode::Kind, std::size_t at);

  std::string_view text_;
  XmlLimits limits_;
  PositionCursor cursor_;
  XmlNode root_;
  // Not yet closed, outermost first. Only the innermost one's children grow, so they stay in place.
  std::vector<XmlNode*> open_;
  std::size_t nodes_ = 0;
  std::size_t declarations_in_scope_ = 0;
  std::size_t markup_end_ = 0;  // behind the last event other than text
  bool in_text_ = false;
  bool complete_ = false;
  std::optional<ParseError> error_;
};

}  // namespace packetproof
