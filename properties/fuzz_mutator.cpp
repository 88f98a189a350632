/// How engines change the inputs of the targets that take XML: on its tree, three times of four
/// where there is one, else on its bytes.

#include <algorithm>

#include "harness/generate/document_reading.hpp"
#include "harness/generate/packet_mutator.hpp"
#include "properties/fuzz_target.hpp"

// Only libFuzzer and those that follow its interface have it.
extern "C" __attribute__((weak)) std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size,
                                                              std::size_t max_size);

namespace packetproof {
namespace {

/// 0 where the bytes do not fit: a packet is never cut by its mutator.
std::size_t put(const std::string& bytes, std::uint8_t* out, std::size_t max_size) {
  if (bytes.size() > max_size) return 0;
  std::ranges::copy(bytes, out);
  return bytes.size();
}

std::size_t mutate_bytes(std::uint8_t* data, std::size_t size, std::size_t max_size,
                         Random& random) {
  if (LLVMFuzzerMutate != nullptr) return LLVMFuzzerMutate(data, size, max_size);
  if (size == 0) return 0;
  data[random.below(size)] = static_cast<std::uint8_t>(random.below(256));
  return size;
}

}  // namespace
}  // namespace packetproof

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned int seed) {
  using namespace packetproof;
  Random random(seed);
  if (!random.one_in(4)) {
    if (auto document = read_document(bytes_of(data, size))) {
      mutate(*document, random);
      if (const std::size_t written = put(write(*document), data, max_size)) return written;
    }
  }
  return mutate_bytes(data, size, max_size, random);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* one, std::size_t one_size,
                                                 const std::uint8_t* other, std::size_t other_size,
                                                 std::uint8_t* out, std::size_t max_size,
                                                 unsigned int seed) {
  using namespace packetproof;
  Random random(seed);
  // libFuzzer would cross over every second time, and most pairs are much alike.
  if (!random.one_in(8)) return 0;
  auto document = read_document(bytes_of(one, one_size));
  const auto donor = read_document(bytes_of(other, other_size));
  if (!document || !donor || !cross_over(*document, *donor, random)) return 0;
  return put(write(*document), out, max_size);
}
