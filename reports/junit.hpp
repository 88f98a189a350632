#pragma once

#include <string>

#include "reports/record.hpp"

namespace packetproof {

/// junit.xml: a suite a phase, a row a case. A gate that failed for a reason that no row shows gets
/// a row of its own, so that no reader of the file takes the run for a pass.
std::string to_junit(const RunRecord&);

}  // namespace packetproof
