#pragma once

/// What the cases' records say of requirements and phases.

#include <vector>

#include "reports/record.hpp"

namespace packetproof {

/// A row for every requirement of the table, in its order.
std::vector<RequirementRecord> requirement_records(const std::vector<CaseRecord>&);

/// A row for every phase that has a case, in the order of the phases.
std::vector<PhaseRecord> phase_records(const std::vector<CaseRecord>&);

}  // namespace packetproof
