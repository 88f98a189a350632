/// Any document: rules, Xerces and libxml2 agree on it as a request, or a ruling says who is right.

#include "harness/oracle/judge.hpp"
#include "harness/protocol/schemas.hpp"
#include "properties/fuzz_target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packetproof;
  static Judge judge = Judge::create(built_in_schemas()).value();
  demand(judge.judge_request(bytes_of(data, size)).label != Label::disputed,
         "the oracles agree, or a ruling says who is right");
  return 0;
}
