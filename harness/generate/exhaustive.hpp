#pragma once

/// Every packet of a small scope, by number: enumerated, never sampled.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/generate/packet_source.hpp"

namespace packetproof {

/// A part of the scope: `count` packets, of which each is made from its number alone.
struct ExhaustiveFamily {
  std::string_view name;
  std::string_view covers;  // for people
  std::uint64_t count = 0;
};

/// sequences: up to four children over the eight names and a foreign one. nodes: every choice of
/// nodes in order. contents: every node with every class of content. triples: each three values of
/// what is left together in one packet.
std::span<const ExhaustiveFamily> exhaustive_families();

std::uint64_t exhaustive_count();

/// Packet `n` of all families, one after the other; n < exhaustive_count(). Ids are
/// `exhaustive/<family>/<number>`.
GeneratedPacket exhaustive_packet(std::uint64_t n);

/// Packet `n` of one family, an index into exhaustive_families(); n < its count.
GeneratedPacket exhaustive_packet(std::size_t family, std::uint64_t n);

/// The numbers, ascending, of a family's packets that stand for the rest where not all can be sent.
/// sequences: each way, once, to insert, drop or swap a node beside each neighbour of a right
/// sequence. contents: every class in one of the nodes. Of the other families all.
std::vector<std::uint64_t> covering_selection(std::size_t family);

}  // namespace packetproof
