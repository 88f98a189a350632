#include "harness/protocol/requirements.hpp"

#include <algorithm>

namespace packetproof {

std::span<const Requirement> all_requirements() { return requirement_table; }

const Requirement* find_requirement(std::string_view id) {
  const auto* row = std::ranges::find(requirement_table, id, &Requirement::id);
  return row == requirement_table.end() ? nullptr : row;
}

std::vector<std::string> RequirementSet::ids() const {
  std::vector<std::string> ids;
  for (const Requirement& row : requirement_table) {
    if (contains(row)) ids.emplace_back(row.id);
  }
  return ids;
}

}  // namespace packetproof
