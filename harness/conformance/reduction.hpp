#pragma once

/// What a convicted instance sent, made as small as its fault allows.

#include <map>
#include <string>

#include "harness/conformance/confirmation.hpp"
#include "harness/conformance/session.hpp"

namespace packetproof {

/// Sends smaller requests within the budgets of a finding and of the run. A candidate keeps its
/// label, its first violated requirement and its demand, and has to show the same fault; the
/// smallest is believed only after it was repeated between good probes.
class Reduction {
 public:
  Reduction(Session& session, Confirmation& confirmation, const TargetFacts& facts,
            const RunOptions& options)
      : session_(session), confirmation_(confirmation), facts_(facts), options_(options) {}

  /// Fills `shrunk`, `shrink_requests` and `nearest` of the confirmed findings of an instance.
  void reduce(const PlannedCase&, const Attempt& first, Resolution&);

 private:
  class Search;
  [[nodiscard]] bool worth_reducing(const PlannedCase&, const JudgedFinding&) const;

  Session& session_;
  Confirmation& confirmation_;
  const TargetFacts& facts_;
  const RunOptions& options_;
  /// The smallest request known of each fault: other properties that show it begin with that.
  std::map<std::string, std::string> smallest_;
};

}  // namespace packetproof
