#pragma once

/// Where a mutation strikes. For the mutation tables only.

#include <string_view>

#include "harness/generate/document.hpp"
#include "harness/generate/random.hpp"

namespace packetproof {

/// One of the operations that hold the node, and the node; null where none does.
struct Place {
  DocumentNode* operation = nullptr;
  DocumentNode* node = nullptr;
};

/// Any operation; null when there is none.
DocumentNode* some_operation(RequestDocument&, Random&);
/// Any element of the name in any operation.
Place some_node(RequestDocument&, Random&, std::string_view name);
/// ... of any of the names, which `names` holds with a space between.
Place some_node_of(RequestDocument&, Random&, std::string_view names);
/// The node's index among the children of its operation.
std::size_t index_of(const Place&);
/// The first element of the root with the name; null when there is none.
DocumentNode* child_of(DocumentNode& parent, std::string_view name);

}  // namespace packetproof
