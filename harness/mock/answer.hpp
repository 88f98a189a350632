#pragma once

/// The answers of the reference endpoint as packets.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace packetproof {

/// An element with either text or children.
struct AnswerNode {
  std::string name = {};
  std::string text = {};
  std::vector<AnswerNode> children = {};
};

/// A `result` or `system` that reports an error.
AnswerNode error_node(std::string name, std::uint32_t code, std::string text);

/// `result` or `operator` around children.
AnswerNode parent_node(std::string name, std::vector<AnswerNode> children);

/// A whole packet in UTF-8; everything in it is escaped. `pretty`: one node a line.
std::string write_answer(std::string_view version, const std::vector<AnswerNode>& content,
                         bool pretty);

}  // namespace packetproof
