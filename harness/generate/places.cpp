#include "harness/generate/places.hpp"

#include <algorithm>
#include <vector>

namespace packetproof {
namespace {

bool names_it(std::string_view names, std::string_view name) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    if (names.substr(0, end) == name) return true;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return false;
}

}  // namespace

DocumentNode* some_operation(RequestDocument& document, Random& random) {
  const std::vector<DocumentNode*> operations = operations_of(document);
  return operations.empty() ? nullptr : operations[random.below(operations.size())];
}

Place some_node(RequestDocument& document, Random& random, std::string_view name) {
  return some_node_of(document, random, name);
}

Place some_node_of(RequestDocument& document, Random& random, std::string_view names) {
  std::vector<Place> places;
  for (DocumentNode* operation : operations_of(document)) {
    for (DocumentNode& node : operation->children) {
      if (node.is_element() && names_it(names, node.name)) places.push_back({operation, &node});
    }
  }
  return places.empty() ? Place{} : places[random.below(places.size())];
}

std::size_t index_of(const Place& place) {
  return static_cast<std::size_t>(place.node - place.operation->children.data());
}

DocumentNode* child_of(DocumentNode& parent, std::string_view name) {
  const auto found = std::ranges::find_if(parent.children,
                                          [&](const DocumentNode& node) { return node.is(name); });
  return found == parent.children.end() ? nullptr : &*found;
}

}  // namespace packetproof
