#pragma once

/// Any bytes: the parser of answers takes them exactly where the validators call them a valid
/// answer without a DOCTYPE, or a ruling leaves it open; what it took survives being written.

#include <functional>

#include "harness/oracle/check.hpp"
#include "harness/protocol/packet.hpp"
#include "harness/protocol/xml_reader.hpp"
#include "properties/fuzz_findings.hpp"
#include "properties/fuzz_oracle.hpp"
#include "properties/fuzz_target.hpp"

namespace packetproof {

/// What is examined: ours, unless something wrong is put in its place.
struct AnswerCodec {
  std::function<std::expected<ResponsePacket, ParseError>(std::string_view)> parse =
      [](std::string_view bytes) { return parse_response(bytes); };
  std::function<std::expected<std::string, SerializeError>(const ResponsePacket&)> write =
      [](const ResponsePacket& packet) { return serialize(packet); };
  std::function<CheckResult(std::string_view)> judge = [](std::string_view bytes) {
    return check_response(fuzz_oracle(), bytes, documented_sample());
  };
};

inline void examine(const AnswerCodec& subject, std::string_view bytes) {
  const auto parsed = subject.parse(bytes);
  const CheckResult checked = subject.judge(bytes);
  const auto document = read_xml(bytes, {.allow_doctype = true});
  examine_findings(checked.findings, bytes);
  const bool open = checked.ruling != nullptr && checked.ruling->leeway == Leeway::either;
  demand(checked.well_formed || !checked.conforms, "what conforms is well-formed");
  if (!open && !(document && document->doctype)) {
    // A number beyond what our types hold is valid, and refused by name.
    const bool beyond_us = !parsed && parsed.error().reason == ParseError::Reason::range;
    demand(parsed.has_value() == checked.schema_valid || beyond_us,
           "an answer is taken where the validators call it valid, and only there");
  }
  if (parsed) {
    const auto written = subject.write(*parsed);
    demand(written.has_value(), "what was parsed can be written");
    const auto again = subject.parse(*written);
    demand(again.has_value() && *again == *parsed, "what was parsed survives being written");
  }
}

}  // namespace packetproof
