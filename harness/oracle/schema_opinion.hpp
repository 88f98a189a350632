#pragma once

/// What rules and validators together say of an answer's structure. Validators do not vote: where
/// they differ a ruling decides, or nobody.

#include <string>
#include <string_view>
#include <vector>

#include "harness/oracle/judge.hpp"
#include "harness/oracle/rules_answer.hpp"
#include "harness/oracle/rulings.hpp"
#include "harness/oracle/validators.hpp"

namespace packetproof {

struct SchemaOpinion {
  /// Broken beyond dispute.
  std::vector<Violation> violations{};
  std::vector<const Requirement*> evaluated{};
  /// Who says what, where they differ and no ruling covers it; else empty.
  std::string dispute{};
  const Ruling* ruling = nullptr;
  bool foreign = false;  // operations that our rules do not know
  /// Valid, as far as anybody can tell who may decide it.
  bool valid = false;
  OracleSays rules = OracleSays::not_run;
  OracleSays xerces = OracleSays::not_run;
  OracleSays libxml2 = OracleSays::not_run;
};

/// Of a well-formed answer. `bytes` is what the validators read; they are not run on a document
/// that has a DOCTYPE.
SchemaOpinion form_opinion(const XmlDocument&, std::string_view bytes, std::string_view request,
                           SchemaValidator& xerces, SchemaValidator& libxml2);

}  // namespace packetproof
