/// Any document to three oracles: fuzz_differential.hpp says what holds.

#include "properties/fuzz_differential.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  packetproof::examine(packetproof::ThreeOracles{}, packetproof::bytes_of(data, size));
  return 0;
}
