#pragma once

/// Few rows in which every three values of different factors stand together.

#include <cstdint>
#include <span>
#include <vector>

namespace packetproof {

/// A row has a value below `levels[f]` for each factor f. Greedy and deterministic: small, not the
/// smallest. At least three factors, each of at least one level.
std::vector<std::vector<std::uint8_t>> cover_triples(std::span<const std::uint8_t> levels);

}  // namespace packetproof
