/// Any packet to the reference endpoint: fuzz_request_parser.hpp says what holds.

#include "properties/fuzz_request_parser.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  packetproof::examine(packetproof::FuzzedEndpoint{}, packetproof::bytes_of(data, size));
  return 0;
}
