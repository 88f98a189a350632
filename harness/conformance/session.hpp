#pragma once

/// One target during one run: sending with every limit kept, probing, and judging each answer.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/conformance/run.hpp"

namespace packetproof {

/// One execution of a case: as many exchanges as steps were sent.
struct Attempt {
  std::vector<Exchange> exchanges;
  std::vector<Finding> findings;
  std::vector<std::size_t> steps;   // of each finding, the step that showed it
  std::vector<Decision> decisions;  // of each exchange
  RequirementSet checked;
  bool unanswered = false;         // a transport error ended it
  bool execution_refused = false;  // an error `result` where acceptance was demanded
  bool alone = true;               // nothing else was in flight
  std::string not_sent_code;       // a limit ended it before its last step
  std::string not_sent_reason;

  [[nodiscard]] bool fails() const;
  [[nodiscard]] bool complete() const { return not_sent_code.empty(); }
};

enum class ProbeState : std::uint8_t { unknown, good, bad };

class Session {
 public:
  Session(RunWorld& world, const RunOptions& options);

  /// Tries the ladder until one spelling of the documented sample is accepted. False: none was.
  bool find_probe();

  /// Sends the probe, unless nothing was sent since the last good one.
  ProbeState probe();

  /// Is it gone for good? Probes, with pauses, until one is not refused.
  bool endpoint_lost();

  /// May a request go out? Empty when it may, else the reason code of NOTRUN.
  std::string_view limit(bool acceptable) const;

  /// Sends the steps of a case one after the other, nothing else in flight.
  Attempt attempt_alone(const PlannedCase&);

  /// The request of a step as it goes out. None when the target's version is needed and unknown.
  std::optional<HttpRequest> request_for(const PlannedCase&, std::size_t step,
                                         std::uint32_t connection_base) const;

  /// Accounts for a request that is about to be sent.
  void spend(const PlannedCase&, std::size_t step, const HttpRequest&);

  /// Judges an answer, remembers its facts, and adds both to the attempt.
  void take(const PlannedCase&, std::size_t step, Exchange, Attempt&);
  /// The same of one that was examined.
  void take(const PlannedCase&, std::size_t step, Exchange, const Evidence&, Attempt&);

  [[nodiscard]] bool stopped() const { return world_.stop.stop_requested(); }
  [[nodiscard]] std::chrono::microseconds elapsed() const { return world_.now() - started_; }
  /// Spent on judging in this thread.
  [[nodiscard]] std::chrono::nanoseconds judging() const { return judging_; }
  [[nodiscard]] const std::vector<Exchange>& ladder() const { return ladder_; }
  [[nodiscard]] const std::optional<std::string>& version() const { return version_; }
  [[nodiscard]] ProbeState probe_state() const { return probe_state_; }
  RunWorld& world() { return world_; }
  Timing counts;
  int confirmation_left;

 private:
  Exchange send(HttpRequest, bool acceptable);
  void keep_pace();
  Judgement judge(const Expect&, const Exchange&);
  void remember(const AnswerFacts&);
  static void compare(const PlannedCase&, Attempt&);

  RunWorld& world_;
  const RunOptions& options_;
  RunContext context_;
  std::chrono::microseconds started_;
  std::chrono::nanoseconds judging_{0};
  std::chrono::microseconds next_send_{0};
  std::string probe_packet_;
  std::vector<Exchange> ladder_;
  std::optional<std::string> version_;
  ProbeState probe_state_ = ProbeState::unknown;
  std::int64_t sent_at_probe_ = -1;
};

}  // namespace packetproof
