#pragma once

/// What a Judge owns. Included by the two halves of judge.hpp only.

#include <memory>

#include "harness/oracle/judge.hpp"

namespace packetproof {

/// The validators of one schema set, never null.
struct Judge::State {
  std::unique_ptr<SchemaValidator> xerces_request;
  std::unique_ptr<SchemaValidator> xerces_answer;
  std::unique_ptr<SchemaValidator> libxml2_request;
  std::unique_ptr<SchemaValidator> libxml2_answer;
};

}  // namespace packetproof
