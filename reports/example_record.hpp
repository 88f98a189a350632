#pragma once

/// Records for the tests of the writers.

#include <string>

#include "reports/record.hpp"

namespace packetproof {

/// A small run with one case of every outcome, whose totals reconcile.
RunRecord ordinary_record();

/// The same shape with hostile bytes in every string: markup, controls, NUL, broken UTF-8.
RunRecord hostile_record();

/// Every byte value, and what has broken writers of markup and JSON before.
std::string hostile_bytes();

}  // namespace packetproof
