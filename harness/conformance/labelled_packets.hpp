#pragma once

/// Generated packets with what the oracles say of their bytes.

#include <cstdint>
#include <expected>
#include <functional>
#include <string>

#include "harness/generate/packet_source.hpp"
#include "harness/oracle/judge.hpp"

namespace packetproof {

struct LabelledPacket {
  GeneratedPacket packet;
  RequestJudgement judgement;
};

enum class Source : std::uint8_t { random, exhaustive };

struct GenerateOptions {
  Source source = Source::random;
  Aim aim = Aim::either;  // of random packets
  std::uint64_t seed = 1;
  Oracles oracles = Oracles::all;
  int jobs = 1;  // threads that judge; what they judge is drawn on the calling thread
};

/// Hands over one packet after the other, the same and in the same order whatever `jobs` is, until
/// `take` answers false or the source ends. Error: the schema set does not load.
std::expected<void, std::string> label_packets(
    const SchemaSet&, const GenerateOptions&,
    const std::function<bool(const LabelledPacket&)>& take);

}  // namespace packetproof
