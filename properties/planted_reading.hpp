#pragma once

/// Readers that misunderstand a document: what planted defects are made of.

#include <string>
#include <string_view>

#include "harness/generate/document.hpp"

namespace packetproof {

/// Changes the tree into what the reader takes it for; false = it reads it as it is.
using Misreading = bool (*)(DocumentNode& root);

/// The document that such a reader sees. The bytes themselves where it reads them right, and where
/// they are no small well-formed document.
std::string misread(std::string_view bytes, Misreading);

/// Calls `change` on every element, parents first; true when one call was.
template <typename Change>
bool each_element(DocumentNode& node, const Change& change) {
  if (!node.is_element()) return false;
  bool changed = change(node);
  for (DocumentNode& child : node.children) changed |= each_element(child, change);
  return changed;
}

/// ... of that name.
template <typename Change>
bool each_named(DocumentNode& root, std::string_view name, const Change& change) {
  return each_element(root, [&](DocumentNode& node) { return node.is(name) && change(node); });
}

/// Without the children that `meets` says yes to; true when there was one.
template <typename Meets>
bool drop_children(DocumentNode& parent, const Meets& meets) {
  return std::erase_if(parent.children, meets) > 0;
}

/// Without all but the first element of that name.
bool keep_first(DocumentNode& parent, std::string_view name);

/// Elements in the order in which `names` lists them, before all others; of a name, as they stood.
bool sort_children(DocumentNode& parent, std::string_view names);

/// The texts of a leaf together.
std::string text_of(const DocumentNode& leaf);

/// The leaf holds this text alone. True.
bool set_text(DocumentNode& leaf, std::string text);

}  // namespace packetproof
