/// Any packetproof.toml: fuzz_config.hpp says what holds.

#include "properties/fuzz_config.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  packetproof::examine(packetproof::ConfigReading{}, packetproof::bytes_of(data, size));
  return 0;
}
