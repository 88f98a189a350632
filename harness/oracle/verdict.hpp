#pragma once

/// What one oracle says of one document.

#include <string>
#include <vector>

#include "harness/protocol/requirements.hpp"

namespace packetproof {

struct Violation {
  const Requirement* requirement = nullptr;  // null from the schema validators
  std::string message;
  int line = 0;  // from 1; 0 = unknown
  int column = 0;
};

struct OracleVerdict {
  bool well_formed = false;  // namespaces included
  bool valid = false;
  std::vector<Violation> violations;  // empty exactly when valid
};

}  // namespace packetproof
