#pragma once

/// Packets at random: a valid one, broken by up to three mutations, written in up to three ways.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/protocol/packet.hpp"

namespace packetproof {

struct GeneratedPacket {
  std::string id;
  std::string bytes;
  std::vector<std::string_view> mutations;  // ids, as applied
  std::vector<std::string_view> respellings;
};

/// What a packet is meant to be; what it is, the oracles say of its bytes.
enum class Aim : std::uint8_t { valid, invalid, either };

/// Value `n` of the stream `seed`: equal everywhere, whatever was drawn before. RapidCheck's
/// generators keep static state: the main thread only.
RequestPacket draw_packet(std::uint64_t seed, std::uint64_t n);

/// The bytes of what was drawn, id `random@s<seed>.<n>`. Any thread.
GeneratedPacket vary_packet(const RequestPacket&, Aim, std::uint64_t seed, std::uint64_t n);

}  // namespace packetproof
