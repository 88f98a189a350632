#pragma once

/// What holds of every finding, whatever it is about.

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "harness/oracle/judge.hpp"
#include "harness/oracle/normal_form.hpp"
#include "properties/fuzz_target.hpp"

namespace packetproof {

inline void examine_findings(std::span<const Finding> findings, std::string_view judged) {
  const auto lines =
      1 + std::ranges::count_if(judged, [](char c) { return c == '\n' || c == '\r'; });
  Outcome worst = findings.empty() ? Outcome::info : findings.front().outcome;
  for (const Finding& finding : findings) {
    demand(finding.requirement != nullptr, "a finding names the requirement that is broken");
    demand(!finding.message.empty(), "a finding says what is wrong");
    demand(finding.line >= 0 && finding.line <= lines, "a finding's place is in what was judged");
    demand(finding.outcome <= worst, "the worst comes first");
    worst = finding.outcome;
  }
  if (findings.empty()) return;
  // Of one, for these take longer than judging.
  const std::string seen = normalise(findings.front().observation);
  demand(normalise(seen) == seen, "what was normalised is normal");
  demand(fingerprint("fuzz/case", findings.front()).size() == 16, "a finding has a fingerprint");
}

}  // namespace packetproof
