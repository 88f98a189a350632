#include "harness/conformance/gate.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace packetproof {
namespace {

/// Above this share of INCONCLUSIVE a run says nothing about the endpoint.
constexpr double most_inconclusive = 0.05;

bool has_finding(const CaseRecord& c, Outcome outcome) {
  return std::ranges::any_of(c.findings, [&](const FindingRecord& finding) {
    return finding.outcome == outcome && !finding.expected;
  });
}

int count_failures(const RunRecord& run, const GateOptions& options) {
  return static_cast<int>(std::ranges::count_if(run.cases, [&](const CaseRecord& c) {
    return has_finding(c, Outcome::fail) || (options.fail_on_warn && c.outcome == Outcome::warn) ||
           (options.fail_on_disputed && c.outcome == Outcome::disputed);
  }));
}

bool judged(Outcome outcome) {
  return outcome == Outcome::pass || outcome == Outcome::fail || outcome == Outcome::warn ||
         outcome == Outcome::info || outcome == Outcome::disputed;
}

/// A MUST that a selected case is about, which no case judged and nothing explains.
std::string uncovered_must(const RunRecord& run) {
  for (const RequirementRecord& row : run.requirements) {
    if (row.level != Level::must || row.cases == 0) continue;
    bool covered = false;
    for (const CaseRecord& c : run.cases) {
      if (std::ranges::find(c.requirements, row.id) == c.requirements.end()) continue;
      covered |= judged(c.outcome) || c.outcome == Outcome::skip || c.outcome == Outcome::notrun;
    }
    if (!covered) return row.id;
  }
  return {};
}

/// Without an accepted probe every refusal may be a refusal of everything.
bool probe_missing(const RunRecord& run) {
  return std::ranges::any_of(run.cases,
                             [](const CaseRecord& c) { return c.reason_code == "no-good-probe"; });
}

bool endpoint_lost(const RunRecord& run) {
  return std::ranges::any_of(run.cases,
                             [](const CaseRecord& c) { return c.reason_code == "endpoint-lost"; });
}

std::string first_words(const RunRecord& run) {
  for (const CaseRecord& c : run.cases) {
    for (const FindingRecord& finding : c.findings) {
      if (finding.outcome == Outcome::inconclusive || finding.outcome == Outcome::fail) {
        return ": " + finding.message;
      }
    }
  }
  return {};
}

/// What stood between us and an accepted sample, as the run remarked it.
std::string obstacle(const RunRecord& run) {
  for (const std::string& remark : run.remarks) {
    if (remark.starts_with(no_probe_remark)) return remark.substr(no_probe_remark.size());
  }
  return first_words(run);
}

}  // namespace

GateDecision decide(const RunRecord& run, const GateOptions& options) {
  const Summary& sum = run.summary;
  if (sum.errors > 0) {
    return {Exit::internal, fmt::format("Internal error: the harness failed in {} of {} cases.",
                                        sum.errors, sum.planned)};
  }
  if (options.interrupted) {
    return {Exit::interrupted, fmt::format("Interrupted: {} of {} cases judged, {} not run.",
                                           sum.judged, sum.planned, sum.notrun)};
  }
  if (const int failures = count_failures(run, options); failures > 0) {
    return {Exit::failed, fmt::format("Not conforming: {} of {} judged cases failed the gate.",
                                      failures, sum.judged)};
  }
  if (probe_missing(run)) {
    return {Exit::inconclusive,
            "Inconclusive: the endpoint accepted no known-good request" + obstacle(run)};
  }
  if (endpoint_lost(run)) {
    return {Exit::inconclusive, "Inconclusive: the endpoint stopped answering during the run."};
  }
  if (sum.inconclusive > most_inconclusive * sum.planned) {
    return {Exit::inconclusive, fmt::format("Inconclusive: {} of {} cases could not be decided{}",
                                            sum.inconclusive, sum.planned, first_words(run))};
  }
  if (sum.judged == 0) return {Exit::vacuous, "Vacuous: no case was judged."};
  if (!sum.reconciles()) return {Exit::vacuous, "Vacuous: the totals do not reconcile."};
  if (const std::string id = uncovered_must(run); !id.empty()) {
    return {Exit::vacuous, fmt::format("Vacuous: no judged case covers {}.", id)};
  }
  return {Exit::passed, fmt::format("Conforming, as far as {} judged cases tell.", sum.judged)};
}

}  // namespace packetproof
