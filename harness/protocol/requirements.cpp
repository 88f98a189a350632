#include "harness/protocol/requirements.hpp"

#include <algorithm>

namespace packetproof {

std::span<const Requirement> all_requirements() { return requirement_table; }

const Requirement* find_requirement(std::string_view id) {
  const auto* row = std::ranges::find(requirement_table, id, &Requirement::id);
  return row == requirement_table.end() ? nullptr : row;
}

}  // namespace packetproof
