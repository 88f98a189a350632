/// Endpoints that dropped one rule about which nodes stand where.

#include <algorithm>
#include <utility>
#include <vector>

#include "harness/mock/mutant_parts.hpp"

namespace packetproof {
namespace {

using Node = pugi::xml_node;

int rank(std::string_view name) {
  if (name == "local" || name == "remote") return 1;
  if (name == "prefix") return 2;
  if (name == "description") return 3;
  if (name == "split-size") return 4;
  if (name == "only-hosting" || name == "only-mail") return 5;
  return name == "only-configuration" ? 6 : 0;
}

/// Puts known nodes in order, those at the same place as they came.
bool sort(Node operation) {
  std::vector<Node> nodes;
  for (const Node child : operation.children()) {
    if (rank(child.name()) > 0) nodes.push_back(child);
  }
  const auto place = [](Node node) { return rank(node.name()); };
  if (std::ranges::is_sorted(nodes, {}, place)) return false;
  for (int turn = 1; turn <= 6; ++turn) {
    for (const Node node : nodes) {
      if (place(node) == turn) operation.append_move(node);
    }
  }
  return true;
}

/// Moves the node where it belongs, everything else being where it is.
bool put_right(Node operation, std::string_view name) {
  for (const Node child : operation.children()) {
    if (child.name() != name) continue;
    Node after;
    Node before;
    for (const Node other : operation.children()) {
      if (other == child || rank(other.name()) == 0) continue;
      if (rank(other.name()) <= rank(name)) after = other;
      if (rank(other.name()) > rank(name) && !before) before = other;
    }
    if (after && child.previous_sibling() != after) {
      operation.insert_move_after(child, after);
      return true;
    }
    if (!after && before) {
      operation.insert_move_before(child, before);
      return true;
    }
    return false;
  }
  return false;
}

template <Literal name>
bool put_one_right(Node operation) {
  return put_right(operation, name.view());
}

/// Takes the first and overlooks the rest.
template <Literal name>
bool take_first(Node operation) {
  bool seen = false;
  return drop_children(operation, [&](Node child) {
    return child.name() == name.view() && std::exchange(seen, true);
  });
}

template <Literal name>
bool take_last(Node operation) {
  Node last;
  for (const Node child : operation.children(name.text())) last = child;
  return drop_children(operation,
                       [&](Node child) { return child.name() == name.view() && child != last; });
}

template <Literal kept, Literal dropped>
bool prefer(Node operation) {
  return operation.child(kept.text()) && operation.child(dropped.text()) &&
         operation.remove_child(dropped.text());
}

bool add_storage(Node operation) {
  return !operation.child("local") && !operation.child("remote") &&
         operation.prepend_child("local");
}

bool add_description(Node operation) {
  if (operation.child("description")) return false;
  const bool added = operation.append_child("description");
  put_right(operation, "description");
  return added;
}

/// Overlooks what it does not know, where `where` says so.
template <auto where>
bool overlook(Node operation) {
  return drop_children(operation, [](Node child) {
    return is_element(child) && rank(child.name()) == 0 && where(child);
  });
}

std::string small(std::string_view name) {
  std::string letters(name);
  std::ranges::transform(letters, letters.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return letters;
}

std::string with_hyphens(const char* name) { return all_replaced(name, "_", "-"); }

/// Takes each name for what `read` makes of it, where that is one that it knows.
template <auto read>
bool reread_names(Node operation) {
  bool changed = false;
  for (Node child : operation.children()) {
    const std::string name = read(child.name());
    if (rank(name) > 0 && name != child.name()) changed |= child.set_name(name.c_str());
  }
  return changed;
}

constexpr const Requirement* order = requirement("R-PAGE-order");
constexpr const Requirement* storage = requirement("R-XSD-storage-choice");
constexpr const Requirement* description = requirement("R-XSD-description-required");
constexpr const Requirement* known = requirement("R-XSD-input-node-known");

constexpr auto rows = std::to_array<Mutant>({
    {"accepts-invalid/any-order", "Reads the nodes in any order", order, mends<sort>},
    {"accepts-invalid/description-anywhere", "Reads the description wherever it stands", order,
     mends<put_one_right<"description">>},
    {"accepts-invalid/storage-anywhere", "Reads `local` wherever it stands", order,
     mends<put_one_right<"local">>},
    {"accepts-invalid/remote-anywhere", "Reads `remote` wherever it stands", order,
     mends<put_one_right<"remote">>},
    {"accepts-invalid/prefix-anywhere", "Reads the prefix wherever it stands", order,
     mends<put_one_right<"prefix">>},
    {"accepts-invalid/split-size-anywhere", "Reads split-size wherever it stands", order,
     mends<put_one_right<"split-size">>},
    {"accepts-invalid/only-hosting-anywhere", "Reads only-hosting wherever it stands", order,
     mends<put_one_right<"only-hosting">>},
    {"accepts-invalid/only-mail-anywhere", "Reads only-mail wherever it stands", order,
     mends<put_one_right<"only-mail">>},
    {"accepts-invalid/only-configuration-anywhere", "Reads only-configuration wherever it stands",
     order, mends<put_one_right<"only-configuration">>},
    {"accepts-invalid/split-size-last", "Reads split-size at the very end", order,
     mends<[](Node operation) {
       return operation.last_child().name() == std::string_view("split-size") &&
              put_right(operation, "split-size");
     }>},
    {"accepts-invalid/any-order-with-prefix", "Reads any order where a prefix stands", order,
     mends<[](Node operation) { return operation.child("prefix") && sort(operation); }>},
    {"accepts-invalid/any-order-of-many", "Reads any order of five nodes and more", order,
     mends<[](Node operation) {
       return std::distance(operation.begin(), operation.end()) >= 5 && sort(operation);
     }>},
    {"accepts-invalid/no-storage", "Takes a missing storage for local", storage,
     mends<add_storage>},
    {"accepts-invalid/no-storage-with-prefix",
     "Takes a missing storage for local where a prefix stands", storage,
     mends<[](Node operation) { return operation.child("prefix") && add_storage(operation); }>},
    {"accepts-invalid/both-storages", "Takes local where both storages stand", storage,
     mends<prefer<"local", "remote">>},
    {"accepts-invalid/both-storages-remote", "Takes remote where both storages stand", storage,
     mends<prefer<"remote", "local">>},
    {"accepts-invalid/storage-twice", "Takes the first of two `local`", storage,
     mends<take_first<"local">>},
    {"accepts-invalid/remote-twice", "Takes the first of two `remote`", storage,
     mends<take_first<"remote">>},
    {"accepts-invalid/prefix-twice", "Takes the first of two prefixes",
     requirement("R-XSD-prefix-optional"), mends<take_first<"prefix">>},
    {"accepts-invalid/prefix-twice-last", "Takes the last of two prefixes",
     requirement("R-XSD-prefix-optional"), mends<take_last<"prefix">>},
    {"accepts-invalid/no-description", "Takes a missing description for an empty one", description,
     mends<add_description>},
    {"accepts-invalid/no-description-remote",
     "Takes a missing description for an empty one with remote storage", description,
     mends<[](Node operation) { return operation.child("remote") && add_description(operation); }>},
    {"accepts-invalid/description-twice", "Takes the first of two descriptions", description,
     mends<take_first<"description">>},
    {"accepts-invalid/split-size-twice", "Takes the first of two split-sizes",
     requirement("R-XSD-split-size-optional"), mends<take_first<"split-size">>},
    {"accepts-invalid/split-size-twice-last", "Takes the last of two split-sizes",
     requirement("R-XSD-split-size-optional"), mends<take_last<"split-size">>},
    {"accepts-invalid/only-mail-twice", "Takes two only-mail for one",
     requirement("R-XSD-content-choice"), mends<take_first<"only-mail">>},
    {"accepts-invalid/only-hosting-twice", "Takes two only-hosting for one",
     requirement("R-XSD-content-choice"), mends<take_first<"only-hosting">>},
    {"accepts-invalid/both-flags", "Takes only-mail where both flags stand",
     requirement("R-XSD-content-choice"), mends<prefer<"only-mail", "only-hosting">>},
    {"accepts-invalid/both-flags-hosting-first", "Takes both flags where only-hosting is the first",
     requirement("R-XSD-content-choice"), mends<[](Node operation) {
       return operation.child("only-hosting").next_sibling("only-mail") &&
              prefer<"only-mail", "only-hosting">(operation);
     }>},
    {"accepts-invalid/only-configuration-twice", "Takes two only-configuration for one",
     requirement("R-PAGE-only-configuration"), mends<take_first<"only-configuration">>},
    {"accepts-invalid/unknown-node", "Overlooks nodes that it does not know", known,
     mends<overlook<[](Node) { return true; }>>},
    {"accepts-invalid/unknown-node-last", "Overlooks an unknown last node", known,
     mends<overlook<[](Node node) { return !node.next_sibling(); }>>},
    {"accepts-invalid/unknown-node-first", "Overlooks an unknown first node", known,
     mends<overlook<[](Node node) { return !node.previous_sibling(); }>>},
    {"accepts-invalid/unknown-node-between", "Overlooks an unknown node between others", known,
     mends<overlook<[](Node node) { return node.previous_sibling() && node.next_sibling(); }>>},
    {"accepts-invalid/unknown-empty-node", "Overlooks unknown nodes without content", known,
     mends<overlook<[](Node node) { return !node.first_child(); }>>},
    {"accepts-invalid/names-in-any-case", "Reads names of nodes in any case", known,
     mends<reread_names<small>>},
    {"accepts-invalid/underscores", "Reads `split_size` as `split-size`", known,
     mends<reread_names<with_hyphens>>},
});

}  // namespace

std::span<const Mutant> node_mutants() { return rows; }

}  // namespace packetproof
