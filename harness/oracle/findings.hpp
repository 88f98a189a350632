#pragma once

/// How a verdict's findings are ordered.

#include <vector>

#include "harness/oracle/judge.hpp"

namespace packetproof {

/// Puts it in its place: worst first, of equals in the order in which they were found.
void file(std::vector<Finding>&, Finding);

}  // namespace packetproof
