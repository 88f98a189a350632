#include "harness/generate/packet_mutator.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/generate/document_reading.hpp"
#include "harness/generate/mutations.hpp"
#include "harness/generate/packet_pieces.hpp"
#include "harness/generate/respellings.hpp"

namespace packetproof {
namespace {

using namespace pieces;
using Nodes = std::vector<DocumentNode>;

void collect(DocumentNode& node, std::vector<DocumentNode*>& all) {
  if (!node.is_element()) return;
  all.push_back(&node);
  for (DocumentNode& child : node.children) collect(child, all);
}

std::vector<DocumentNode*> elements_of(RequestDocument& document) {
  std::vector<DocumentNode*> all;
  collect(document.root, all);
  return all;
}

DocumentNode* some_element(RequestDocument& document, Random& random) {
  const std::vector<DocumentNode*> all = elements_of(document);
  return all.empty() ? nullptr : all[random.below(all.size())];
}

/// An element that has at least so many children.
DocumentNode* some_parent(RequestDocument& document, Random& random, std::size_t least = 1) {
  std::vector<DocumentNode*> all = elements_of(document);
  std::erase_if(all, [&](const DocumentNode* node) { return node->children.size() < least; });
  return all.empty() ? nullptr : all[random.below(all.size())];
}

Nodes::iterator some_child(Nodes& children, Random& random) {
  return children.begin() + static_cast<std::ptrdiff_t>(random.below(children.size()));
}

void insert_somewhere(Nodes& children, DocumentNode node, Random& random) {
  children.insert(children.begin() + static_cast<std::ptrdiff_t>(random.below(children.size() + 1)),
                  std::move(node));
}

/// Known to the schemas, or of this document: what is known is most telling where it is foreign.
std::string some_name(RequestDocument& document, Random& random) {
  if (random.one_in(2)) return std::string(random.element_of(names));
  const DocumentNode* node = some_element(document, random);
  return node == nullptr ? "packet" : node->name;
}

bool break_by_name(RequestDocument& document, Random& random) {
  const Mutation& row = random.element_of(all_mutations());
  return row.apply(document, random, row.argument);
}

bool respell(RequestDocument& document, Random& random) {
  return random.element_of(all_respellings()).apply(document, random);
}

bool swap_children(RequestDocument& document, Random& random) {
  DocumentNode* parent = some_parent(document, random, 2);
  if (parent == nullptr) return false;
  std::iter_swap(some_child(parent->children, random), some_child(parent->children, random));
  return true;
}

/// Beside itself, or anywhere among its siblings.
bool repeat_child(RequestDocument& document, Random& random) {
  DocumentNode* parent = some_parent(document, random);
  if (parent == nullptr) return false;
  const auto child = some_child(parent->children, random);
  DocumentNode copy = *child;
  if (random.one_in(2)) {
    parent->children.insert(child, std::move(copy));
  } else {
    insert_somewhere(parent->children, std::move(copy), random);
  }
  return true;
}

bool drop_child(RequestDocument& document, Random& random) {
  DocumentNode* parent = some_parent(document, random);
  if (parent == nullptr) return false;
  parent->children.erase(some_child(parent->children, random));
  return true;
}

bool copy_elsewhere(RequestDocument& document, Random& random) {
  const DocumentNode* from = some_element(document, random);
  DocumentNode* to = some_element(document, random);
  if (from == nullptr || to == nullptr) return false;
  DocumentNode copy = *from;
  insert_somewhere(to->children, std::move(copy), random);
  return true;
}

bool insert_known(RequestDocument& document, Random& random) {
  DocumentNode* parent = some_element(document, random);
  if (parent == nullptr) return false;
  std::string name = some_name(document, random);
  const std::string_view text = random.one_in(2) ? "" : random.element_of(texts);
  insert_somewhere(parent->children, element(std::move(name), std::string(text)), random);
  return true;
}

bool rename(RequestDocument& document, Random& random) {
  DocumentNode* node = some_element(document, random);
  if (node == nullptr) return false;
  node->name = some_name(document, random);
  return true;
}

bool wrap(RequestDocument& document, Random& random) {
  DocumentNode* node = some_element(document, random);
  if (node == nullptr) return false;
  std::string name = some_name(document, random);
  DocumentNode inner = std::move(*node);
  *node = element(std::move(name));
  node->children.push_back(std::move(inner));
  return true;
}

bool unwrap(RequestDocument& document, Random& random) {
  DocumentNode* parent = some_parent(document, random);
  if (parent == nullptr) return false;
  const auto child = some_child(parent->children, random);
  Nodes inner = std::move(child->children);
  const auto after = parent->children.erase(child);
  parent->children.insert(after, std::make_move_iterator(inner.begin()),
                          std::make_move_iterator(inner.end()));
  return true;
}

/// An element's content becomes that of its namesake in some packet of the schemas.
bool splice(RequestDocument& document, Random& random) {
  return cross_over(document, read_document(random.element_of(donors)).value(), random);
}

/// A node that the schemas allow comes to where they allow it: behind what may precede it.
bool graft(RequestDocument& document, Random& random) {
  RequestDocument donor = read_document(random.element_of(donors)).value();
  const DocumentNode* theirs = some_parent(donor, random);
  std::vector<DocumentNode*> ours = elements_of(document);
  std::erase_if(ours, [&](const DocumentNode* node) { return node->name != theirs->name; });
  if (ours.empty()) return false;
  Nodes& children = ours[random.below(ours.size())]->children;
  const std::size_t which = random.below(theirs->children.size());
  std::size_t behind = 0;
  for (std::size_t i = 0; i < children.size(); ++i) {
    for (std::size_t before = 0; before < which; ++before) {
      if (children[i].is(theirs->children[before].name)) behind = i + 1;
    }
  }
  children.insert(children.begin() + static_cast<std::ptrdiff_t>(behind), theirs->children[which]);
  return true;
}

/// An element becomes what stands somewhere below it.
bool hoist(RequestDocument& document, Random& random) {
  DocumentNode* node = some_parent(document, random);
  if (node == nullptr) return false;
  std::vector<DocumentNode*> below;
  collect(*node, below);
  DocumentNode inner = *below[random.below(below.size())];
  *node = std::move(inner);
  return true;
}

/// Two elements, whoever their parents are; neither holds the other.
bool exchange(RequestDocument& document, Random& random) {
  DocumentNode* one = some_element(document, random);
  DocumentNode* other = some_element(document, random);
  if (one == nullptr || other == nullptr) return false;
  std::vector<DocumentNode*> below;
  collect(*one, below);
  if (std::ranges::find(below, other) != below.end()) return false;
  below.clear();
  collect(*other, below);
  if (std::ranges::find(below, one) != below.end()) return false;
  std::swap(*one, *other);
  return true;
}

bool put_attribute(RequestDocument& document, Random& random) {
  DocumentNode* node = some_element(document, random);
  if (node == nullptr) return false;
  const AttributePiece& row = random.element_of(attributes);
  const auto put = [node](std::string_view name, std::string_view value) {
    const auto there = std::ranges::find(node->attributes, name, &DocumentAttribute::name);
    if (there == node->attributes.end())
      node->attributes.push_back({std::string(name), std::string(value)});
  };
  if (row.name.starts_with("xsi:")) put("xmlns:xsi", instance_namespace);
  put(row.name, row.value);
  return true;
}

/// Beside a text, or in the midst of it.
bool insert_markup(RequestDocument& document, Random& random) {
  DocumentNode* parent = some_element(document, random);
  if (parent == nullptr) return false;
  Nodes& children = parent->children;
  const std::size_t at = random.below(children.size() + 1);
  const auto place = children.begin() + static_cast<std::ptrdiff_t>(at);
  DocumentNode inserted = markup(std::string(random.element_of(markups)));
  if (at == children.size() || children[at].kind != DocumentNode::Kind::text) {
    children.insert(place, std::move(inserted));
    return true;
  }
  DocumentNode rest = children[at];
  const std::size_t cut = random.below(rest.text.size() + 1);
  children[at].text.resize(cut);
  rest.text.erase(0, cut);
  children.insert(place + 1, {std::move(inserted), std::move(rest)});
  return true;
}

/// One text is written in another form.
bool write_otherwise(RequestDocument& document, Random& random) {
  std::vector<DocumentNode*> all;
  for (DocumentNode* node : elements_of(document)) {
    for (DocumentNode& child : node->children) {
      if (child.kind == DocumentNode::Kind::text) all.push_back(&child);
    }
  }
  if (all.empty()) return false;
  all[random.below(all.size())]->form = static_cast<DocumentNode::Form>(random.below(4));
  return true;
}

bool edit_text(RequestDocument& document, Random& random) {
  std::vector<DocumentNode*> leaves = elements_of(document);
  std::erase_if(leaves, [](const DocumentNode* node) {
    return std::ranges::any_of(node->children, &DocumentNode::is_element);
  });
  if (leaves.empty()) return false;
  DocumentNode& leaf = *leaves[random.below(leaves.size())];
  if (leaf.children.empty()) leaf.children.push_back(text_node(""));
  std::string& text = leaf.children.front().text;
  const bool number = !text.empty() && text.find_first_not_of("+-0123456789") == std::string::npos;
  const std::string_view with = random.element_of(number && !random.one_in(3) ? numbers : texts);
  switch (random.below(6)) {
    case 0:
      text.insert(0, with);
      break;
    case 1:
      text += with;
      break;
    case 2:
      if (!text.empty()) text.erase(random.below(text.size()), 1);
      break;
    default:
      text = with;
  }
  return true;
}

using Change = bool (*)(RequestDocument&, Random&);
constexpr std::array<Change, 22> change_rows = {
    break_by_name, break_by_name,   respell,      swap_children, repeat_child, repeat_child,
    drop_child,    copy_elsewhere,  insert_known, rename,        wrap,         unwrap,
    hoist,         exchange,        splice,       graft,         graft,        put_attribute,
    insert_markup, write_otherwise, edit_text,    edit_text};

constexpr std::span<const Change> changes = change_rows;

}  // namespace

void mutate(RequestDocument& document, Random& random) {
  // A corpus is mostly wrong packets; what is wrong in one more way says little.
  if (random.one_in(3)) document = read_document(random.element_of(donors)).value();
  static constexpr int most_tries = 24;  // a row may have no place in this document
  int left = random.one_in(3) ? 2 + static_cast<int>(random.below(2)) : 1;
  for (int tries = 0; left > 0 && tries < most_tries; ++tries) {
    if (random.element_of(changes)(document, random)) --left;
  }
}

bool cross_over(RequestDocument& document, const RequestDocument& other, Random& random) {
  RequestDocument donor = other;
  const std::vector<DocumentNode*> theirs = elements_of(donor);
  std::vector<std::pair<DocumentNode*, const DocumentNode*>> pairs;
  for (DocumentNode* ours : elements_of(document)) {
    for (const DocumentNode* node : theirs) {
      if (node->name == ours->name && *node != *ours) pairs.emplace_back(ours, node);
    }
  }
  if (pairs.empty()) return false;
  const auto [to, from] = pairs[random.below(pairs.size())];
  *to = *from;
  return true;
}

}  // namespace packetproof
