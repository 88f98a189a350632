#pragma once

/// What the suite can see: it runs against endpoints that are wrong in one way each.

#include <chrono>
#include <expected>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

#include "harness/conformance/plan.hpp"
#include "harness/conformance/run.hpp"
#include "reports/mutation_record.hpp"

namespace packetproof {

/// A wrong endpoint, made anew for each run.
struct Subject {
  std::string_view id;
  std::string_view title;
  const Requirement* violates = nullptr;
  const Requirement* also = nullptr;  // violated besides; null = nothing
  std::string_view equivalent;
  bool spoils_all = false;
  std::function<Handler()> make;
};

struct AnalysisOptions {
  RunOptions run;  // its `jobs` is that of one run; no request is spent on shrinking
  CredentialSet credentials;
  SchemaSet schemas;
  int jobs = 2;                     // runs side by side
  std::chrono::seconds limit{120};  // of one run
  std::stop_token stop;
  std::function<void(const MutantRecord&)> on_mutant;  // from any thread, one call at a time
};

/// Runs the plan against the right endpoint and then against each subject, and compares. A subject
/// is killed by a row that finds nothing against a requirement that it violates on the right
/// endpoint, and a FAIL against it here (a WARN where the requirement is a SHOULD). Leaves `tool`
/// and clock values of the whole to the caller. Error: the right endpoint does not pass, or the
/// schemas do not load.
std::expected<MutationRecord, std::string> analyse_mutants(const Plan&,
                                                           const std::function<Handler()>& right,
                                                           std::span<const Subject>,
                                                           const AnalysisOptions&);

}  // namespace packetproof
