/// Any bytes of an HTTP connection: fuzz_exchange.hpp says what holds.

#include "properties/fuzz_exchange.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  packetproof::examine(packetproof::ExchangeReading{}, packetproof::bytes_of(data, size));
  return 0;
}
