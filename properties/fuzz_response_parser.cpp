/// Any bytes as an answer: fuzz_response_parser.hpp says what holds.

#include "properties/fuzz_response_parser.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  packetproof::examine(packetproof::AnswerCodec{}, packetproof::bytes_of(data, size));
  return 0;
}
