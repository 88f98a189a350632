#include "harness/mock/mutants.hpp"

#include <algorithm>
#include <vector>

#include "harness/mock/mutant_parts.hpp"

namespace packetproof {

std::span<const Mutant> all_mutants() {
  static const std::vector<Mutant> all = [] {
    std::vector<Mutant> rows;
    for (const auto part :
         {node_mutants(), content_mutants(), spelling_mutants(), refusal_mutants(),
          answer_mutants(), session_mutants(), wire_mutants()}) {
      rows.insert(rows.end(), part.begin(), part.end());
    }
    return rows;
  }();
  return all;
}

const Mutant* find_mutant(std::string_view id) {
  const auto found = std::ranges::find(all_mutants(), id, &Mutant::id);
  return found == all_mutants().end() ? nullptr : &*found;
}

}  // namespace packetproof
