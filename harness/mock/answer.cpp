#include "harness/mock/answer.hpp"

#include <fmt/format.h>

namespace packetproof {
namespace {

// R-XML-errtext-escaped; a carriage return would be read back as a line feed.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\r':
        out += "&#13;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

void write(const AnswerNode& node, bool pretty, std::size_t depth, std::string& out) {
  if (pretty) out += "\n" + std::string(2 * depth, ' ');
  if (node.text.empty() && node.children.empty()) {
    out += fmt::format("<{}/>", node.name);
    return;
  }
  out += fmt::format("<{}>{}", node.name, escaped(node.text));
  for (const AnswerNode& child : node.children) write(child, pretty, depth + 1, out);
  if (pretty && !node.children.empty()) out += "\n" + std::string(2 * depth, ' ');
  out += fmt::format("</{}>", node.name);
}

}  // namespace

AnswerNode error_node(std::string name, std::uint32_t code, std::string text) {
  return parent_node(std::move(name), {{.name = "status", .text = "error"},
                                       {.name = "errcode", .text = fmt::to_string(code)},
                                       {.name = "errtext", .text = std::move(text)}});
}

AnswerNode parent_node(std::string name, std::vector<AnswerNode> children) {
  return {.name = std::move(name), .children = std::move(children)};
}

std::string write_answer(std::string_view version, const std::vector<AnswerNode>& content,
                         bool pretty) {
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<packet version=\"{}\">", escaped(version));
  for (const AnswerNode& node : content) write(node, pretty, 1, out);
  out += pretty ? "\n</packet>\n" : "</packet>";
  return out;
}

}  // namespace packetproof
