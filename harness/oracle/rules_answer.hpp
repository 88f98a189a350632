#pragma once

/// The structure of a right answer, by hand from the requirements and independent of both
/// validators: which requirement a tree breaks, and where.

#include <string_view>
#include <vector>

#include "harness/oracle/verdict.hpp"
#include "harness/protocol/xml_reader.hpp"

namespace packetproof {

struct AnswerStructure {
  /// At most one of each requirement.
  std::vector<Violation> violations;
  /// Names and types that only a schema set can decide; they stand unless the validators, who
  /// know it, agree that the answer is valid.
  std::vector<Violation> unless_schema_knows;
  /// Holds answers of operators or operations that these rules do not know.
  bool foreign = false;
  /// What there was to evaluate, each once.
  std::vector<const Requirement*> evaluated;

  /// As far as these rules can tell.
  [[nodiscard]] bool valid() const { return violations.empty() && unless_schema_knows.empty(); }
};

/// Of a well-formed answer without entity references. `request` decides whether markup inside an
/// errtext is an echo.
AnswerStructure judge_answer_structure(const XmlDocument&, std::string_view request);

/// Is this the name of an operation of backup-manager beside those whose answers the rules know?
bool is_sibling_operation(std::string_view name);

}  // namespace packetproof
