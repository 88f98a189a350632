/// Any bytes: the parser of answers takes them exactly where the validators call them a valid
/// answer without a DOCTYPE, or a ruling leaves it open; what it took survives being written.

#include "harness/oracle/check.hpp"
#include "harness/oracle/judge.hpp"
#include "harness/protocol/packet.hpp"
#include "harness/protocol/schemas.hpp"
#include "harness/protocol/xml_reader.hpp"
#include "properties/fuzz_target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packetproof;
  static Judge judge = Judge::create(built_in_schemas()).value();
  const std::string_view bytes = bytes_of(data, size);
  const auto parsed = parse_response(bytes);
  const AnswerFacts facts = judge.judge_answer({}, documented_sample(), bytes, {}).facts;
  const auto document = read_xml(bytes, {.allow_doctype = true});
  const bool open = facts.ruling != nullptr && facts.ruling->leeway == Leeway::either;
  if (!open && !(document && document->doctype)) {
    // A number beyond what our types hold is valid, and refused by name.
    const bool beyond_us = !parsed && parsed.error().reason == ParseError::Reason::range;
    demand(parsed.has_value() == facts.schema_valid || beyond_us,
           "an answer is taken where the validators call it valid, and only there");
  }
  if (parsed) {
    const auto written = serialize(*parsed);
    demand(written.has_value(), "what was parsed can be written");
    const auto again = parse_response(*written);
    demand(again.has_value() && *again == *parsed, "what was parsed survives being written");
  }
  return 0;
}
