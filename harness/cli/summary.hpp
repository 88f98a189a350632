#pragma once

/// What a person reads on the console.

#include <string>
#include <vector>

#include "harness/cli/setup.hpp"
#include "harness/conformance/plan.hpp"
#include "reports/record.hpp"

namespace packetproof {

/// Before a run: what will be sent where.
std::string plan_summary(const Plan&, const RunSetup&);

/// A line a case, for --plan.
std::string plan_listing(const Plan&);

/// After a run: findings, totals, verdict, files.
std::string run_summary(const RunRecord&, const std::string& directory,
                        const std::vector<std::string>& formats);

/// What a reader must know of the way in which the run was made.
std::vector<std::string> standing_remarks(const RunSetup&);

}  // namespace packetproof
