#pragma once

/// What a right answer satisfies that no schema says, a row a rule.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "harness/oracle/judge.hpp"

namespace packetproof {

/// One answer with everything that a rule may look at.
struct Observation {
  const HttpRequest* request = nullptr;
  const HttpResponse* response = nullptr;
  std::vector<Asked> asked;
  const XmlDocument* document = nullptr;    // null when the answer is not well-formed
  const ResponsePacket* packet = nullptr;   // null when it is not schema-valid
  const Expect* expect = nullptr;
  const RunContext* context = nullptr;
};

struct Rule {
  std::string_view id;
  const Requirement* requirement = nullptr;
  FailureKind kind = FailureKind::semantic;
  /// Is there something to evaluate? Only then the requirement counts as checked.
  bool (*applies)(const Observation&) = nullptr;
  std::optional<Violation> (*broken)(const Observation&) = nullptr;
};

std::span<const Rule> all_rules();

}  // namespace packetproof
