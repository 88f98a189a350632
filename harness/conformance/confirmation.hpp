#pragma once

/// Whether what looks wrong is wrong: repetition, alone, between good probes.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "harness/conformance/session.hpp"

namespace packetproof {

struct JudgedFinding {
  Finding finding;
  int confirmed = 0;                  // repetitions that showed it again
  int attempts = 0;                   // repetitions made
  int shrink_requests = 0;            // spent on making its request smaller
  std::vector<Exchange> shrunk = {};  // the smallest request that showed it, and its answer
  std::string nearest = {};           // one edit that makes that request valid
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

/// What tells a fault from another: requirement, kind and observation, whatever case shows it.
std::string fault_of(const Finding&);

/// Repeats suspects, one at a time. Remembers which faults it has confirmed already, so that a
/// fault shown by a hundred cases costs one repetition in most of them.
class Confirmation {
 public:
  Confirmation(Session& session, int repetitions) : session_(session), repetitions_(repetitions) {}

  Resolution resolve(const PlannedCase&, const Attempt& first);

  /// Shown by so many of `times` repetitions alone, all between good probes; 0 when cut short.
  int repeated(const PlannedCase&, const Finding&, int times);

 private:
  struct Repeats;
  Repeats repeat(const PlannedCase&, int times, bool probing);
  [[nodiscard]] bool known(const PlannedCase&, const Attempt&) const;
  [[nodiscard]] int repetitions_for(const Attempt&) const;

  Session& session_;
  int repetitions_;
  std::map<std::string, int> confirmed_;  // fault -> cases
  /// Property and fault, where an instance was convicted of it: others need no repetition.
  std::set<std::pair<std::string, std::string>> convicted_;
};

}  // namespace packetproof
