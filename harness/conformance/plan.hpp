#pragma once

/// What a run will send, decided before anything is sent.

#include <cstdint>
#include <expected>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/conformance/case.hpp"
#include "harness/conformance/credentials.hpp"
#include "harness/oracle/judge.hpp"
#include "reports/record.hpp"

namespace packetproof {

enum class Profile : std::uint8_t { smoke, standard, thorough };
std::string_view name_of(Profile);
std::optional<Profile> profile_of(std::string_view name);

/// Requests that a profile may send, probes included; repetitions have a budget of their own.
int request_budget(Profile);

struct Selection {
  std::vector<std::string> globs;  // empty = all
  std::set<Phase> phases = {Phase::examples,   Phase::catalogue, Phase::exhaustive,
                            Phase::properties, Phase::sequences, Phase::robustness};
  /// Phases that were asked for by name: what may hurt is sent to a live target only then.
  bool phases_named = false;
  Profile profile = Profile::standard;
  std::optional<int> max_cases;  // a property counts as one
};

/// What the target's nature allows.
struct TargetFacts {
  bool loopback = true;
  bool https = true;
  bool remote_storage = false;  // the user says that FTP storage works there
};

/// A case that was selected, its demand made final by the oracles' judgement of its bytes.
struct PlannedCase {
  Case definition;
  std::vector<RequestJudgement> judgements;  // one a step
  bool acceptable = false;                   // a right endpoint may accept one of its requests
  std::string sha256;                        // over the bytes of all steps
  /// Not notrun: decided without sending (SKIP, NOTRUN, ERROR, DISPUTED), with the reason.
  Outcome settled = Outcome::notrun;
  std::string reason_code;
  std::string reason;

  [[nodiscard]] bool to_send() const { return reason_code.empty(); }
};

struct Plan {
  std::vector<PlannedCase> cases;  // in suite order; what may hurt comes last
  int requests = 0;                // of the cases to send
  int probes = 0;                  // expected, where nothing is found
  int acceptable = 0;              // requests, probes included, that a right endpoint may accept
  TargetFacts facts;
  std::string sha256;
};

/// The demands of a case made final. Settled where its label contradicts them or is disputed.
PlannedCase plan_case(const Case&, const TargetFacts&, Judge&);

/// Error: a glob that matches no case, as a sentence with the remedy.
std::expected<Plan, std::string> make_plan(const std::vector<Case>& cases, const Selection&,
                                           const TargetFacts&, const CredentialSet&, Judge&);

/// "%VERSION%" replaced.
std::string with_version(std::string_view body, std::string_view version);

}  // namespace packetproof
