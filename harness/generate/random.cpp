#include "harness/generate/random.hpp"

namespace packetproof {

std::uint64_t seed_of(std::uint64_t seed, std::string_view name, std::uint64_t n) {
  std::uint64_t mixed = Random(seed).next();
  for (const char c : name) mixed = Random(mixed ^ static_cast<unsigned char>(c)).next();
  return Random(mixed ^ Random(n).next()).next();
}

}  // namespace packetproof
