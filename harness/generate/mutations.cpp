#include "harness/generate/mutations.hpp"

#include <algorithm>
#include <vector>

namespace packetproof {

std::span<const Mutation> all_mutations() {
  static const std::vector<Mutation> rows = [] {
    std::vector<Mutation> all;
    for (const auto part : {node_mutations(), envelope_mutations(), xml_mutations()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }();
  return rows;
}

const Mutation* find_mutation(std::string_view id) {
  const auto rows = all_mutations();
  const auto found = std::ranges::find(rows, id, &Mutation::id);
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace packetproof
