#pragma once

/// What a Judge owns. Included by the two halves of judge.hpp only.

#include <memory>

#include "harness/oracle/judge.hpp"
#include "harness/oracle/remembered.hpp"

namespace packetproof {

struct ReadAnswer;

/// The validators of one schema set, never null, and what they said of the answers that come often.
struct Judge::State {
  std::unique_ptr<SchemaValidator> xerces_request;
  std::unique_ptr<SchemaValidator> xerces_answer;
  std::unique_ptr<SchemaValidator> libxml2_request;
  std::unique_ptr<SchemaValidator> libxml2_answer;
  /// By Content-Type and body.
  Remembered<std::shared_ptr<const ReadAnswer>> answers;

  /// `content_type` as it stands in the header. `request` is the question.
  std::shared_ptr<const ReadAnswer> read(std::string_view body, std::string_view content_type,
                                         std::string_view request);
};

}  // namespace packetproof
