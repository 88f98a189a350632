#pragma once

/// The profile `smoke`.

#include <span>
#include <string_view>

namespace packetproof {

/// Ids, in plan order. Computed by `packetproof mutants`, which leaves the table in its report
/// directory; a test sees to it that it is what the measurement gives.
std::span<const std::string_view> smoke_cases();

}  // namespace packetproof
