/// Any request, written: fuzz_serializer.hpp says what holds.

#include "properties/fuzz_serializer.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  packetproof::examine(packetproof::RequestCodec{}, packetproof::bytes_of(data, size));
  return 0;
}
