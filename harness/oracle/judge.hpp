#pragma once

/// The verdicts: of a request's bytes, and of an exchange. Pure: bytes in, judgement out.

#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/oracle/rulings.hpp"
#include "harness/oracle/validators.hpp"
#include "harness/oracle/verdict.hpp"
#include "harness/protocol/packet.hpp"
#include "harness/transport/exchange.hpp"
#include "reports/record.hpp"

namespace packetproof {

enum class Label : std::uint8_t {
  valid,    // all agree, or a ruling says so
  invalid,  // ... not well-formed included
  open,     // a ruling leaves it to the endpoint
  disputed  // oracles contradict each other and no ruling is recorded
};

std::string_view name_of(Label);

/// Who is asked about a request. By the rules alone the validators are taken to agree with them:
/// allowed where that was shown (properties/request_agreement.cpp).
enum class Oracles : std::uint8_t { all, rules };

struct RequestJudgement {
  Label label = Label::disputed;
  bool well_formed = false;
  const Ruling* ruling = nullptr;  // that decided, or that gives the endpoint leeway
  OracleVerdict rules, xerces, libxml2;
  std::optional<std::string> version;  // that the packet names; a target may not know it
  bool uses_remote = false;
  bool asks_tasks = false;  // holds a get-tasks-info
  std::vector<Asked> asked;

  /// May a right endpoint accept it? Everything that is not invalid beyond dispute.
  [[nodiscard]] bool acceptable() const {
    return label != Label::invalid || (ruling != nullptr && ruling->leeway != Leeway::none);
  }
};

/// What a packet asks, from the time when it was labelled.
struct KnownQuestion {
  std::string packet;
  std::vector<Asked> asked;
};

/// Which answers a right endpoint may give.
enum class Demand : std::uint8_t { must_accept, should_accept, either, should_refuse, must_refuse };

/// What is demanded of the answer to one request, beyond the rules that hold for every answer.
struct Expect {
  Demand demand = Demand::either;
  const Requirement* requirement = nullptr;  // violated by the wrong decision
  /// A refusal belongs at packet level; non-null = the requirement under which a refusal in
  /// `result` is filed (its level decides FAIL or WARN).
  const Requirement* system_requirement = nullptr;
  /// Documented codes of the refusal; another code is filed under `code_requirement`.
  std::vector<std::uint32_t> codes;
  const Requirement* code_requirement = nullptr;
  /// An execution error (in `result`) proves nothing: INCONCLUSIVE (remote storage not set up).
  bool environment_may_refuse = false;
  /// An execution error is a WARN at most: it may have its reason in a value that is not ordinary.
  bool value_may_be_refused = false;
  /// Named by the packet. A target that answers with other versions may not know it, or may
  /// validate by another schema: a refusal at packet level proves nothing there (DOC-28720).
  std::optional<std::string> version;
  /// The answer need not be an XML packet (wrong path, wrong method): observe status only.
  bool any_answer = false;
  /// Texts that must not appear in the answer, and the requirement that forbids them.
  std::vector<std::string> forbidden;
  const Requirement* forbidden_requirement = nullptr;
  /// Spares the judge a reading of just this packet; any other question is read. Null = none known.
  std::shared_ptr<const KnownQuestion> question = {};
};

/// What is known from the exchanges before; the judge reads it, the runner fills it.
struct RunContext {
  std::set<std::string> task_ids;    // of every accepted operation so far
  std::set<std::string> versions;    // of every operator answer so far
  std::vector<std::string> secrets;  // passwords and keys in use
  std::string login;
  bool https = true;
};

struct Finding {
  const Requirement* requirement = nullptr;
  FailureKind kind = FailureKind::none;
  /// fail | warn | info | disputed | inconclusive. At most what the requirement's level allows.
  Outcome outcome = Outcome::info;
  std::string message;      // a sentence; no task ids, numbers that vary, or echoed text
  std::string observation;  // what was seen, normalised
  int line = 0;
  int column = 0;
  /// Stands only between good probes (rejected-valid, state, performance, timeout, transport).
  [[nodiscard]] bool needs_probe() const;
};

enum class Decision : std::uint8_t {
  none,            // no readable packet came back
  accepted,        // every operation ok with a task-id
  refused_system,  // packet-level error
  refused_result,  // every operation answered by an error result
  mixed            // several operations, some accepted
};
std::string_view name_of(Decision);

/// What one oracle made of a document, in a word.
enum class OracleSays : std::uint8_t { not_run, valid, invalid, not_well_formed };
std::string_view name_of(OracleSays);

/// The facts of an answer, for the runner's context and for observations.
struct AnswerFacts {
  bool well_formed = false;
  bool schema_valid = false;
  Decision decision = Decision::none;
  std::vector<std::string> task_ids;
  std::optional<std::string> version;
  std::optional<std::uint32_t> errcode;  // of the first error
  std::string errtext;
  OracleSays rules = OracleSays::not_run;  // the validators run on well-formed answers only
  OracleSays xerces = OracleSays::not_run;
  OracleSays libxml2 = OracleSays::not_run;
  const Ruling* ruling = nullptr;  // that explains a difference between them
};

struct Judgement {
  std::vector<Finding> findings;            // worst first
  std::vector<const Requirement*> checked;  // evaluated on this exchange, each once
  AnswerFacts facts;
};

struct Rule;

/// What an exchange shows by itself, whatever came before it: its answer read, put to the
/// validators and held against its question. Refers to nothing of the exchange.
struct Evidence;

/// Owns the validators of one schema set. Not thread-safe; one object a thread.
class Judge {
 public:
  /// Error: the schema set does not load; names file, line and reason.
  static std::expected<Judge, std::string> create(const SchemaSet&);

  RequestJudgement judge_request(std::string_view packet, Oracles = Oracles::all);
  /// The same of many, in their order, for less: each oracle has several packets in a row, so that
  /// its code and data stay in the processor's caches.
  std::vector<RequestJudgement> judge_requests(std::span<const std::string_view> packets,
                                               Oracles = Oracles::all);

  /// An exchange against what is demanded of it. The label of the request is the caller's affair.
  Judgement judge_exchange(const Expect&, const Exchange&, const RunContext&);

  /// The same by fewer rules: what the suite would see without the others.
  Judgement judge_exchange(const Expect&, const Exchange&, const RunContext&,
                           std::span<const Rule>);

  /// The costly part of judge_exchange, and all of it that needs the validators. In whatever order:
  /// what is known from the exchanges before is conclude()'s affair.
  std::shared_ptr<const Evidence> examine(const Expect&, const Exchange&);

  /// An answer's bytes alone, nothing being known of the HTTP around them.
  Judgement judge_answer(const Expect&, std::string_view request, std::string_view answer,
                         const RunContext&);
  Judgement judge_answer(const Expect&, std::string_view request, std::string_view answer,
                         const RunContext&, std::span<const Rule>);

  /// What the label of a request demands where no case says more: valid = must_accept under
  /// R-DOC28729-valid-accepted, invalid = must_refuse under the first violated requirement, and as
  /// its ruling says.
  static Expect expect_for(const RequestJudgement&);

  Judge(Judge&&) noexcept;
  Judge& operator=(Judge&&) noexcept;
  ~Judge();

 private:
  struct State;
  struct Reading;
  void ask_validators(std::span<Reading>);
  explicit Judge(std::unique_ptr<State>);
  std::unique_ptr<State> state_;
};

/// The rest of judge_exchange, of an exchange examined under the same demand.
Judgement conclude(const Expect&, const Exchange&, const Evidence&, const RunContext&);

/// 16 hex digits over (id before '@', requirement, kind, observation).
std::string fingerprint(std::string_view id, const Finding&);

}  // namespace packetproof
