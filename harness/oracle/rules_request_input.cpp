#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "harness/oracle/request_walk.hpp"

namespace packetproof {
namespace {

struct InputNode {
  std::string_view name;
  int rank = 0;  // of the documented order; alternatives share one
  RequestType type = RequestType::anything;
  const Requirement* content = nullptr;
};

constexpr auto input_nodes = std::to_array<InputNode>({
    {.name = "local",
     .rank = 1,
     .type = RequestType::anonymous,
     .content = requirement("R-XSD-local-empty")},
    {.name = "remote",
     .rank = 1,
     .type = RequestType::text,
     .content = requirement("R-XSD-remote-text")},
    {.name = "prefix",
     .rank = 2,
     .type = RequestType::text,
     .content = requirement("R-XSD-prefix-text")},
    {.name = "description",
     .rank = 3,
     .type = RequestType::text,
     .content = requirement("R-XSD-description-text")},
    {.name = "split-size",
     .rank = 4,
     .type = RequestType::integer,
     .content = requirement("R-XSD-split-size-integer")},
    {.name = "only-hosting", .rank = 5},
    {.name = "only-mail", .rank = 5},
    {.name = "only-configuration", .rank = 6},
});

/// How often the nodes of one rank may stand, and what is broken otherwise.
struct Occurrence {
  int rank = 0;
  std::size_t least = 0;
  const Requirement* row = nullptr;
  std::string_view names;
};

constexpr auto occurrences = std::to_array<Occurrence>({
    {.rank = 1,
     .least = 1,
     .row = requirement("R-XSD-storage-choice"),
     .names = "`local` or `remote`"},
    {.rank = 2, .row = requirement("R-XSD-prefix-optional"), .names = "`prefix`"},
    {.rank = 3,
     .least = 1,
     .row = requirement("R-XSD-description-required"),
     .names = "`description`"},
    {.rank = 4, .row = requirement("R-XSD-split-size-optional"), .names = "`split-size`"},
    {.rank = 5,
     .row = requirement("R-XSD-content-choice"),
     .names = "`only-hosting` or `only-mail`"},
    {.rank = 6, .row = requirement("R-PAGE-only-configuration"), .names = "`only-configuration`"},
});

const InputNode* find_node(std::string_view name) {
  const auto found = std::ranges::find(input_nodes, name, &InputNode::name);
  return found == input_nodes.end() ? nullptr : &*found;
}

int rank_of(const XmlNode* node) { return find_node(node->name)->rank; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Is one the other with at most two letters wrong, case aside?
bool resembles(std::string_view a, std::string_view b) {
  if (a.size() > b.size() + 2 || b.size() > a.size() + 2) return false;
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0U);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substituted = diagonal + (lower(a[i]) == lower(b[j]) ? 0 : 1);
      diagonal = std::exchange(row[j + 1], std::min({substituted, row[j] + 1, row[j + 1] + 1}));
    }
  }
  return row.back() <= 2;
}

}  // namespace

void RequestWalk::input(const XmlNode& node) {
  {
    const Inside inside(*this, node);
    attributes(node, RequestType::input);
  }
  input_content(node);
}

/// The eight nodes. One fault, one explanation: a node in a namespace counts as the node that it
/// would be, a misspelt one is not also a missing one, a repeated one is not also out of order.
void RequestWalk::input_content(const XmlNode& node) {
  const Inside inside(*this, node);
  only_elements(node, requirement("R-XSD-input-text"));
  std::vector<const XmlNode*> known;
  std::vector<std::string_view> unknown;
  for (const XmlNode& child : node.children) {
    if (!child.is_element()) continue;
    const bool plain = in_no_namespace(child);
    if (find_node(child.name) != nullptr) {
      known.push_back(&child);
      if (plain) input_node(child);
    } else if (plain) {
      unknown.push_back(child.name);
      broken(requirement("R-XSD-input-node-known"), child,
             fmt::format("`backup-server` has no `{}`", child.name));
    }
  }
  occurrence(node, known, unknown);
  order(known);
}

void RequestWalk::input_node(const XmlNode& node) {
  const InputNode& row = *find_node(node.name);
  if (row.type == RequestType::anything) return lax(node);
  const Inside inside(*this, node);
  const RequestType type = attributes(node, row.type);
  if (row.name != "local") return simple_content(node, type, row.content);
  for (const XmlNode& child : node.children) {
    const bool characters = child.kind == XmlNode::Kind::text || child.kind == XmlNode::Kind::cdata;
    if (child.is_element() || (characters && !child.text.empty())) {
      broken(row.content, child, "`local` has content");
      return;
    }
  }
}

void RequestWalk::occurrence(const XmlNode& parent, const std::vector<const XmlNode*>& known,
                             const std::vector<std::string_view>& unknown) {
  const auto misspelt = [&unknown](int rank) {
    return std::ranges::any_of(input_nodes, [&](const InputNode& row) {
      return row.rank == rank && std::ranges::any_of(unknown, [&](std::string_view name) {
               return resembles(name, row.name);
             });
    });
  };
  std::vector<int> ranks(known.size());
  std::ranges::transform(known, ranks.begin(), rank_of);
  for (const Occurrence& rule : occurrences) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < known.size(); ++i) {
      if (ranks[i] == rule.rank && ++count == 2) {
        const XmlNode* const node = known[i];
        broken(rule.row, *node, fmt::format("{} stands more than once", rule.names));
      }
    }
    if (count < rule.least && !misspelt(rule.rank)) {
      broken(rule.row, parent, fmt::format("{} is missing", rule.names));
    }
  }
}

/// Broken unless one node of each rank can be chosen so that they stand in order.
void RequestWalk::order(const std::vector<const XmlNode*>& known) {
  std::vector<int> ranks(known.size());
  std::ranges::transform(known, ranks.begin(), rank_of);
  auto from = ranks.begin();
  for (const Occurrence& rule : occurrences) {
    const auto found = std::find(from, ranks.end(), rule.rank);
    if (found != ranks.end()) {
      from = found + 1;
    } else if (const auto early = std::ranges::find(ranks, rule.rank); early != ranks.end()) {
      const XmlNode& node = *known[static_cast<std::size_t>(early - ranks.begin())];
      broken(requirement("R-PAGE-order"), node,
             fmt::format("`{}` stands before its turn", node.name));
      return;
    }
  }
}

}  // namespace packetproof
