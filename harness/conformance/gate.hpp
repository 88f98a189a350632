#pragma once

/// From a run's record to its exit code, with the reason in a sentence.

#include <optional>
#include <string>

#include "reports/record.hpp"

namespace packetproof {

/// Exit codes, DESIGN 4.
enum class Exit : int {
  passed = 0,
  failed = 1,
  usage = 2,
  inconclusive = 3,
  stale = 4,
  vacuous = 5,
  power = 6,
  internal = 70,
  interrupted = 130
};

struct GateOptions {
  bool fail_on_warn = false;
  bool fail_on_disputed = false;
  bool interrupted = false;
};

struct GateDecision {
  Exit exit = Exit::internal;
  std::string verdict;  // one sentence
};

GateDecision decide(const RunRecord&, const GateOptions&);

}  // namespace packetproof
