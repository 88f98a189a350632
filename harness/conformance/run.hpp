#pragma once

/// The run: sends a plan through a transport, judges, repeats what looks wrong, and records.

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

#include "harness/conformance/credentials.hpp"
#include "harness/conformance/jury.hpp"
#include "harness/conformance/plan.hpp"
#include "harness/oracle/judge.hpp"
#include "harness/transport/transport.hpp"
#include "reports/record.hpp"

namespace packetproof {

struct RunOptions {
  std::uint64_t seed = 1;
  int jobs = 2;
  int confirm = 3;                // repetitions of a case that failed
  int shrink_budget = 200;        // requests to make that of one finding smaller; 0 = none
  int confirmation_budget = 500;  // requests for repetitions and shrinking, probes included
  double rate = 0;                // requests a second; 0 = unlimited
  std::optional<std::chrono::microseconds> max_time;
  std::optional<int> max_backups;  // requests that a right endpoint may accept
};

struct Progress {
  std::string_view phase;
  int done = 0;
  int total = 0;
  int failures = 0;
  std::int64_t sent = 0;
  std::chrono::microseconds elapsed{0};
};

/// Told of everything as it happens, in the thread that runs.
class RunObserver {
 public:
  virtual ~RunObserver() = default;
  /// Before a request is sent that a right endpoint may accept.
  virtual void on_intent(std::string_view case_id, std::string_view sha256) = 0;
  /// Something looks wrong; nothing was repeated yet. The record is of the case or the instance.
  virtual void on_suspect(const CaseRecord&) = 0;
  /// The verdict on a case, or on a property with all its instances, is final.
  virtual void on_case(const CaseRecord&) = 0;
  virtual void on_progress(const Progress&) = 0;
};

/// Everything outside that a run touches.
struct RunWorld {
  Transport& transport;
  Judge& judge;
  /// More of the same schemas: each examines answers in a thread of its own. None = all of it is
  /// done in the thread that runs. The record is the same.
  std::span<Judge> side_judges = {};
  RunObserver& observer;
  CredentialSet credentials;
  bool https = true;
  std::function<std::chrono::microseconds()> now;        // monotonic
  std::function<void(std::chrono::microseconds)> pause;  // ends early on a stop
  std::stop_token stop;
  std::string salt;  // of the tags that stand for secrets
  ThreadTime thread_time = {};
};

/// Fills cases, properties, summary, phases, requirements, remarks and the counts of `timing`;
/// leaves tool, endpoint, clock values and verdict to the caller. Never throws for what an endpoint
/// does.
RunRecord run(const Plan&, RunWorld&, const RunOptions&);

}  // namespace packetproof
