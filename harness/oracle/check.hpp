#pragma once

/// The offline verdict on one document, as `packetproof check` prints it.

#include <string_view>
#include <vector>

#include "harness/oracle/judge.hpp"

namespace packetproof {

struct CheckResult {
  bool well_formed = false;
  bool schema_valid = false;
  /// No MUST is broken, and everything that bears on it could be judged.
  bool conforms = false;
  OracleSays rules = OracleSays::not_run;
  OracleSays xerces = OracleSays::not_run;
  OracleSays libxml2 = OracleSays::not_run;
  std::vector<Finding> findings{};  // worst first
  Label label = Label::invalid;
  const Ruling* ruling = nullptr;
};

/// A request by the letter. What a ruling leaves open conforms, with an observation.
CheckResult check_request(Judge&, std::string_view packet);

/// An answer to `request`; nothing is known of the HTTP around it. A refusal is an answer too: what
/// the request deserves is not judged, only how the answer says it.
CheckResult check_response(Judge&, std::string_view body, std::string_view request);

/// The first documented sample (PAGE), which an answer is taken to answer where no request is
/// given.
std::string_view documented_sample();

}  // namespace packetproof
