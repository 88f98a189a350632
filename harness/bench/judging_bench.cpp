/// What it costs to label the packets of the small scope, beside the two validators alone: the
/// baseline, since nobody can label for less than they need.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <vector>

#include "harness/generate/exhaustive.hpp"
#include "harness/generate/packet_source.hpp"
#include "harness/oracle/judge.hpp"
#include "harness/oracle/validators.hpp"
#include "harness/protocol/schemas.hpp"

namespace packetproof {
namespace {

/// Every fourth packet: all families, in little time.
const std::vector<std::string>& packets() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> made;
    for (std::uint64_t n = 0; n < exhaustive_count(); n += 4) {
      made.push_back(exhaustive_packet(n).bytes);
    }
    return made;
  }();
  return all;
}

void count_packets(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(packets().size()));
}

void two_validators(benchmark::State& state) {
  const auto xerces = make_xerces_oracle(built_in_schemas(), Side::request).value();
  const auto libxml2 = make_libxml2_oracle(built_in_schemas(), Side::request).value();
  for (auto _ : state) {
    for (const std::string& packet : packets()) {
      benchmark::DoNotOptimize(xerces->judge(packet));
      benchmark::DoNotOptimize(libxml2->judge(packet));
    }
  }
  count_packets(state);
}

void label(benchmark::State& state, Oracles oracles) {
  Judge judge = Judge::create(built_in_schemas()).value();
  for (auto _ : state) {
    for (const std::string& packet : packets()) {
      benchmark::DoNotOptimize(judge.judge_request(packet, oracles));
    }
  }
  count_packets(state);
}

/// With the making of the packets, 256 at a time, as `generate --source exhaustive` does.
void generate_and_label(benchmark::State& state, Oracles oracles) {
  constexpr std::uint64_t share = 256;
  Judge judge = Judge::create(built_in_schemas()).value();
  const std::uint64_t count = packets().size();
  for (auto _ : state) {
    for (std::uint64_t begin = 0; begin < count; begin += share) {
      std::vector<GeneratedPacket> made;
      std::vector<std::string_view> bytes;
      for (std::uint64_t n = begin; n < std::min(count, begin + share); ++n) {
        made.push_back(exhaustive_packet(4 * n));
      }
      for (const GeneratedPacket& packet : made) bytes.emplace_back(packet.bytes);
      benchmark::DoNotOptimize(judge.judge_requests(bytes, oracles));
    }
  }
  count_packets(state);
}

/// Packets drawn at random are larger and richer; RapidCheck's share is in here.
void draw_and_label(benchmark::State& state) {
  Judge judge = Judge::create(built_in_schemas()).value();
  for (auto _ : state) {
    for (std::uint64_t n = 0; n < packets().size(); ++n) {
      const GeneratedPacket packet = vary_packet(draw_packet(1, n), Aim::either, 1, n);
      benchmark::DoNotOptimize(judge.judge_request(packet.bytes));
    }
  }
  count_packets(state);
}

BENCHMARK(two_validators)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(label, all_oracles, Oracles::all)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(label, rules_alone, Oracles::rules)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(generate_and_label, all_oracles, Oracles::all)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(generate_and_label, rules_alone, Oracles::rules)->Unit(benchmark::kMillisecond);
BENCHMARK(draw_and_label)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace packetproof

BENCHMARK_MAIN();
