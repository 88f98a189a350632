#include "harness/conformance/smoke_cases.hpp"

#include <array>

namespace packetproof {
namespace {

constexpr auto ids = std::to_array<std::string_view>({
#include "harness/conformance/smoke_cases.inc"
});

}  // namespace

std::span<const std::string_view> smoke_cases() { return ids; }

}  // namespace packetproof
