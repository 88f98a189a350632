#pragma once

/// A small deterministic source of numbers: equal seeds give equal numbers on every machine.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace packetproof {

/// SplitMix64: any seed is as good as any other, neighbours included.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  /// In [0, end); `end` above 0.
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(next() % end); }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <typename T>
  const T& element_of(std::span<const T> all) {
    return all[below(all.size())];
  }

 private:
  std::uint64_t state_;
};

/// The seed of value `n` of the stream `name`: independent of every other value, so that one can be
/// drawn without those before it.
std::uint64_t seed_of(std::uint64_t seed, std::string_view name, std::uint64_t n);

}  // namespace packetproof
