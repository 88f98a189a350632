#pragma once

/// What a right answer satisfies, a row a rule. The judge applies rows and knows nothing else, so
/// that a rule can be taken away and missed.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/oracle/answer_reading.hpp"
#include "harness/oracle/answer_view.hpp"
#include "harness/oracle/judge.hpp"
#include "harness/oracle/mirror.hpp"
#include "harness/oracle/schema_opinion.hpp"

namespace packetproof {

/// One answer with everything that a rule may look at. Null means: cannot be evaluated.
struct Observation {
  const Expect* expect = nullptr;          // never null
  const RunContext* context = nullptr;     // never null
  std::string_view question;               // the request's body
  std::optional<std::string_view> body{};  // the answer's; none when none came
  std::span<const Asked> asked{};
  const HttpRequest* request = nullptr;     // null when nothing is known of the HTTP
  const HttpResponse* response = nullptr;   // ... or when no answer came
  const TransportError* failure = nullptr;  // why none came
  int resends = 0;
  const AnswerReading* reading = nullptr;  // null when no answer came, or any answer will do
  AnswerFault fault = AnswerFault::none;   // of the reading
  const SchemaOpinion* schema = nullptr;   // null when the answer is not well-formed
  const AnswerView* view = nullptr;        // null when its structure is wrong
  Decision decision = Decision::none;
  std::optional<Mirror> mirror{};  // none when answer and question cannot be compared
};

/// How one rule was broken by one answer.
struct Breach {
  std::string message{};      // a sentence; nothing that varies
  std::string observation{};  // what was seen, normalised
  int line = 0;
  int column = 0;
  /// Where it differs from the row's.
  std::optional<FailureKind> kind{};
  /// At most so bad, whatever the requirement's level; disputed and inconclusive as they are.
  Outcome outcome = Outcome::fail;
};

struct Rule {
  std::string_view id;
  const Requirement* requirement = nullptr;
  FailureKind kind = FailureKind::semantic;
  /// Is there something to evaluate? Only then the requirement counts as checked.
  bool (*applies)(const Observation&) = nullptr;
  std::optional<Breach> (*broken)(const Observation&) = nullptr;
  /// In place of `requirement` where the case decides what a breach violates; null from it = the
  /// rule does not apply.
  const Requirement* (*filed_under)(const Observation&) = nullptr;
};

/// Every rule. Order means nothing.
std::span<const Rule> all_rules();

/// The parts of all_rules(), by what they look at.
std::span<const Rule> transport_rules();
std::span<const Rule> xml_rules();
std::span<const Rule> schema_rules();
std::span<const Rule> result_rules();
std::span<const Rule> mirror_rules();
std::span<const Rule> text_rules();
std::span<const Rule> demand_rules();

}  // namespace packetproof
