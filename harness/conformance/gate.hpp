#pragma once

/// From a run's record to its exit code, with the reason in a sentence.

#include <optional>
#include <string>
#include <string_view>

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

/// How the run's remark begins where no probe was accepted; the rest says why, and what next.
inline constexpr std::string_view no_probe_remark =
    "The endpoint accepted no spelling of the documented sample";

GateDecision decide(const RunRecord&, const GateOptions&);

}  // namespace packetproof
