#pragma once

/// Whether what looks wrong is wrong: repetition, alone, between good probes.

#include <map>
#include <string>
#include <vector>

#include "harness/conformance/session.hpp"

namespace packetproof {

struct JudgedFinding {
  Finding finding;
  int confirmed = 0;  // repetitions that showed it again
  int attempts = 0;   // repetitions made
};

/// What a case comes to once nothing more will be tried.
struct Resolution {
  std::vector<JudgedFinding> findings;
  /// Why the case is INCONCLUSIVE or not run, where no finding says it.
  std::string reason_code;
  std::string reason;
};

/// Findings as they stand, for a case that needs no repetition.
Resolution as_seen(const Attempt&);

/// Repeats suspects, one at a time. Remembers which faults it has confirmed already, so that a
/// fault shown by a hundred cases costs one repetition in most of them.
class Confirmation {
 public:
  Confirmation(Session& session, int repetitions) : session_(session), repetitions_(repetitions) {}

  Resolution resolve(const PlannedCase&, const Attempt& first);

 private:
  struct Repeats;
  Repeats repeat(const PlannedCase&, int times, bool probing);
  [[nodiscard]] int repetitions_for(const Attempt&) const;

  Session& session_;
  int repetitions_;
  std::map<std::string, int> confirmed_;  // fault (requirement, kind, observation) -> cases
};

}  // namespace packetproof
