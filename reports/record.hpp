#pragma once

/// What a run's result is: plain data, complete enough that every report renders from it alone.
/// This file knows nothing of the harness; the harness fills it in.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace packetproof {

/// How strongly a requirement binds an endpoint. Only `must` can make a case FAIL.
enum class Level : std::uint8_t { must, should, may, observe };

/// How sure we are that a requirement says what the protocol's authors meant.
enum class Status : std::uint8_t { agreed, inferred, disputed_spec, disputed_test, undocumented };

/// The verdict on a case; `notrun` is what every case is until something better is proven.
enum class Outcome : std::uint8_t {
  notrun,
  skip,
  pass,
  info,
  warn,
  disputed,
  inconclusive,
  fail,
  error
};

enum class FailureKind : std::uint8_t {
  none,
  crash,
  timeout,
  transport,
  malformed,
  schema,
  semantic,
  accepted_invalid,
  rejected_valid,
  wrong_error,
  leak,
  state,
  performance,
  nondeterministic
};

/// Names as they stand in run.json and on the page: MUST, disputed-spec, PASS, accepted-invalid.
std::string_view name_of(Level);
std::string_view name_of(Status);
std::string_view name_of(Outcome);
std::string_view name_of(FailureKind);
std::optional<Level> level_of(std::string_view name);
std::optional<Status> status_of(std::string_view name);
std::optional<Outcome> outcome_of(std::string_view name);
std::optional<FailureKind> failure_kind_of(std::string_view name);

/// One request and what came back, as bytes, secrets already replaced.
struct ExchangeRecord {
  std::string purpose = {};   // "case"; "shrunk" = the smallest request that shows the same
  std::string instance = {};  // id of a generated instance, empty for a curated case
  std::string request_head = {};
  std::string request_body = {};
  std::string response_head = {};  // empty when nothing came back
  std::string response_body = {};
  std::string transport_error = {};  // empty when a response came back
  std::int64_t elapsed_us = 0;

  bool operator==(const ExchangeRecord&) const = default;
};

/// One thing that is wrong, or worth noting, about one answer. `message` and `observation` hold no
/// task id, time or echoed text, so that equal behaviour gives equal bytes.
struct FindingRecord {
  std::string fingerprint = {};  // 16 hex digits
  std::string requirement = {};
  Level level = Level::must;
  FailureKind kind = FailureKind::none;
  Outcome outcome = Outcome::notrun;
  std::string message = {};
  std::string observation = {};
  std::string instance = {};  // id of a generated instance, empty for a curated case
  int instances = 0;          // of the property that showed it; 0 = a curated case
  bool shrunk = false;        // an exchange of purpose "shrunk" has a smaller request
  int shrink_requests = 0;    // spent on making it smaller
  std::string nearest = {};   // one edit that makes the request valid, a sentence; empty = unknown
  int line = 0;               // in the judged bytes, from 1; 0 = unknown
  int column = 0;
  int confirmed = 0;  // seen again in so many
  int attempts = 0;   // of so many repetitions; 0 = not repeated
  bool expected = false;

  bool operator==(const FindingRecord&) const = default;
};

struct CaseRecord {
  std::string id = {};
  std::string title = {};
  std::string phase = {};
  Level level = Level::must;
  std::vector<std::string> requirements = {};  // what the case is about
  std::vector<std::string> checked = {};       // what was evaluated on its exchanges
  Outcome outcome = Outcome::notrun;
  FailureKind kind = FailureKind::none;
  std::string reason_code = {};  // SKIP, NOTRUN, INCONCLUSIVE, ERROR: a slug like "no-credentials"
  std::string reason = {};       // ... and its sentence
  std::string expectation = {};  // a sentence: what a right endpoint does
  std::string side_effect = {};  // "starts a backup" or "none"
  std::string sha256 = {};       // of the request's bytes
  std::vector<FindingRecord> findings = {};
  std::vector<ExchangeRecord> exchanges = {};  // in events.ndjson and on the page, not in run.json
  std::int64_t elapsed_us = 0;                 // written inside "timing"

  bool operator==(const CaseRecord&) const = default;
};

struct RequirementRecord {
  std::string id = {};
  Level level = Level::must;
  Status status = Status::agreed;
  std::string source = {};
  std::string text = {};
  int cases = 0;    // selected cases that are about it
  int checked = 0;  // cases in whose exchanges it was evaluated
  int failed = 0;   // cases with a FAIL or WARN finding on it

  bool operator==(const RequirementRecord&) const = default;
};

/// How often something that broke or respelt a packet met a requirement that the packet violates.
struct VariationRecord {
  std::string name = {};
  std::string requirement = {};  // the first violated; empty = the packet is valid
  int count = 0;
  bool operator==(const VariationRecord&) const = default;
};

/// What the instances of a property were, by the label of their first request.
struct PropertyRecord {
  std::string id = {};
  int instances = 0;
  int requests = 0;
  int valid = 0, invalid = 0, open = 0, disputed = 0;
  std::vector<VariationRecord> variations = {};  // by name, then requirement
  bool operator==(const PropertyRecord&) const = default;
};

/// Totals by outcome. judged = passed+failed+warned+info+disputed;
/// planned = judged+inconclusive+errors+skipped+notrun.
struct Summary {
  int planned = 0, judged = 0;
  int passed = 0, failed = 0, warned = 0, info = 0, disputed = 0;
  int inconclusive = 0, errors = 0, skipped = 0, notrun = 0;

  [[nodiscard]] bool reconciles() const;
  bool operator==(const Summary&) const = default;
};

struct PhaseRecord {
  std::string name = {};
  Summary summary = {};
  bool operator==(const PhaseRecord&) const = default;
};

/// Everything that the clock, the machine or the command line's speed settings decide.
struct Timing {
  std::string started_utc = {};  // 2026-01-31T12:00:00Z
  std::string finished_utc = {};
  std::int64_t elapsed_ms = 0;
  std::int64_t judging_ms = 0;  // of all threads' CPU time, what it took to judge the answers
  int jobs = 0;
  std::int64_t requests = 0;       // everything sent
  std::int64_t probes = 0;         // ... of which sanity probes
  std::int64_t confirmations = 0;  // ... of which repetitions
  std::int64_t shrinks = 0;        // ... of which to make requests of findings smaller
  std::int64_t resends = 0;        // ... of which after a reused connection died
  std::int64_t acceptable = 0;     // requests sent that a right endpoint may accept

  bool operator==(const Timing&) const = default;
};

struct Tool {
  std::string name = "packetproof";
  std::string version = {};
  std::string validators = {};  // "Xerces-C++ 3.2.4, libxml2 2.9.14, ..."
  std::string schemas_sha256 = {};
  bool operator==(const Tool&) const = default;
};

struct RunRecord {
  int schema_version = 1;
  Tool tool = {};
  std::uint64_t seed = 1;
  std::string plan_sha256 = {};
  std::string endpoint = {};  // "embedded:", "in-process:" or the URL without user information
  std::string profile = {};
  std::vector<std::string> fail_on = {};  // "warn", "disputed": what the gate adds to FAIL
  Summary summary = {};
  std::vector<PhaseRecord> phases = {};
  std::vector<RequirementRecord> requirements = {};
  std::vector<PropertyRecord> properties = {};  // in plan order
  std::vector<CaseRecord> cases = {};           // in plan order; a property is one
  std::vector<std::string> remarks = {};  // what a reader must know before believing the verdict
  int exit_code = 70;
  std::string verdict = {};  // one sentence: the gate's decision and its reason
  Timing timing = {};

  bool operator==(const RunRecord&) const = default;
};

/// Counts outcomes.
Summary summarize(const std::vector<CaseRecord>& cases);

}  // namespace packetproof
