#include "harness/generate/packet_mutator.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/generate/mutations.hpp"
#include "harness/generate/respellings.hpp"

namespace packetproof {
namespace {

using Nodes = std::vector<DocumentNode>;

/// Of the requests and answers that the schemas describe.
constexpr std::array<std::string_view, 23> name_rows = {"packet",
                                                        "backup-manager",
                                                        "backup-server",
                                                        "local",
                                                        "remote",
                                                        "prefix",
                                                        "description",
                                                        "split-size",
                                                        "only-hosting",
                                                        "only-mail",
                                                        "only-configuration",
                                                        "result",
                                                        "status",
                                                        "task-id",
                                                        "errcode",
                                                        "errtext",
                                                        "system",
                                                        "get-tasks-info",
                                                        "get-tasks-list",
                                                        "cancel-task",
                                                        "suspend-task",
                                                        "resume-task",
                                                        "xsi:nil"};

/// Where types, lexical rules and readers change their mind.
constexpr std::array<std::string_view, 26> text_rows = {"",
                                                        "0",
                                                        "-0",
                                                        "+1",
                                                        " 1 ",
                                                        "-1",
                                                        "007",
                                                        "2147483647",
                                                        "2147483648",
                                                        "4294967296",
                                                        "9223372036854775807",
                                                        "9223372036854775808",
                                                        "-9223372036854775808",
                                                        "-9223372036854775809",
                                                        "1.0",
                                                        "0x10",
                                                        "ok",
                                                        "error",
                                                        "OK",
                                                        "ftp",
                                                        " ",
                                                        "\t\r\n",
                                                        "]]>",
                                                        "&<>\"'",
                                                        "\xC2\xA0",
                                                        "\xF0\x9F\x98\x80"};

constexpr std::span<const std::string_view> names = name_rows;
constexpr std::span<const std::string_view> texts = text_rows;

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

bool repeat_child(RequestDocument& document, Random& random) {
  DocumentNode* parent = some_parent(document, random);
  if (parent == nullptr) return false;
  DocumentNode copy = *some_child(parent->children, random);
  insert_somewhere(parent->children, std::move(copy), random);
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
  const std::string_view name = random.element_of(names);
  const std::string_view text = random.element_of(texts);
  insert_somewhere(parent->children, element(std::string(name), std::string(text)), random);
  return true;
}

bool rename(RequestDocument& document, Random& random) {
  DocumentNode* node = some_element(document, random);
  if (node == nullptr) return false;
  node->name = random.element_of(names);
  return true;
}

bool wrap(RequestDocument& document, Random& random) {
  DocumentNode* node = some_element(document, random);
  if (node == nullptr) return false;
  DocumentNode inner = std::move(*node);
  *node = element(std::string(random.element_of(names)));
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

bool edit_text(RequestDocument& document, Random& random) {
  std::vector<DocumentNode*> leaves = elements_of(document);
  std::erase_if(leaves, [](const DocumentNode* node) {
    return std::ranges::any_of(node->children, &DocumentNode::is_element);
  });
  if (leaves.empty()) return false;
  DocumentNode& leaf = *leaves[random.below(leaves.size())];
  if (leaf.children.empty()) leaf.children.push_back(text_node(""));
  std::string& text = leaf.children.front().text;
  const std::string_view with = random.element_of(texts);
  switch (random.below(4)) {
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
constexpr std::array<Change, 13> change_rows = {
    break_by_name, break_by_name, respell, swap_children, repeat_child, drop_child, copy_elsewhere,
    insert_known,  rename,        wrap,    unwrap,        edit_text,    edit_text};

constexpr std::span<const Change> changes = change_rows;

}  // namespace

void mutate(RequestDocument& document, Random& random) {
  static constexpr int most_tries = 24;  // a row may have no place in this document
  int left = 1 + static_cast<int>(random.below(3));
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
