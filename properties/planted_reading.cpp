#include "properties/planted_reading.hpp"

#include <algorithm>
#include <utility>

#include "harness/generate/document_reading.hpp"

namespace packetproof {

std::string misread(std::string_view bytes, Misreading misreading) {
  auto document = read_document(bytes);
  if (!document || !misreading(document->root)) return std::string(bytes);
  return write(*document);
}

bool keep_first(DocumentNode& parent, std::string_view name) {
  bool seen = false;
  return drop_children(parent, [&](const DocumentNode& child) {
    return child.is(name) && std::exchange(seen, true);
  });
}

bool sort_children(DocumentNode& parent, std::string_view names) {
  const std::vector<DocumentNode> before = parent.children;
  const auto rank = [&](const DocumentNode& child) {
    return child.is_element() ? names.find(" " + child.name + " ") : 0;
  };
  auto& nodes = parent.children;
  for (auto node = nodes.begin(); node != nodes.end(); ++node) {
    std::rotate(std::ranges::upper_bound(nodes.begin(), node, rank(*node), {}, rank), node,
                node + 1);
  }
  return parent.children != before;
}

std::string text_of(const DocumentNode& leaf) {
  std::string text;
  for (const DocumentNode& child : leaf.children) {
    if (child.kind == DocumentNode::Kind::text) text += child.text;
  }
  return text;
}

bool set_text(DocumentNode& leaf, std::string text) {
  leaf.children.clear();
  leaf.children.push_back(text_node(std::move(text)));
  return true;
}

}  // namespace packetproof
