#include "harness/conformance/labelled_packets.hpp"

#include <algorithm>
#include <future>
#include <utility>
#include <vector>

#include "harness/generate/exhaustive.hpp"

namespace packetproof {
namespace {

/// Packets that a thread judges before they are handed over: enough to be worth a thread's start.
constexpr std::uint64_t share = 256;

/// What is drawn before threads take over: only RapidCheck's part.
struct Drawn {
  std::uint64_t number = 0;
  RequestPacket packet;  // of the random source
};

GeneratedPacket packet_of(const GenerateOptions& options, const Drawn& drawn) {
  return options.source == Source::exhaustive
             ? exhaustive_packet(drawn.number)
             : vary_packet(drawn.packet, options.aim, options.seed, drawn.number);
}

/// Each judge takes a run of neighbours.
std::vector<LabelledPacket> label_all(std::vector<Judge>& judges, const GenerateOptions& options,
                                      const std::vector<Drawn>& drawn) {
  std::vector<LabelledPacket> labelled(drawn.size());
  const auto work = [&](std::size_t job) {
    const std::size_t end = std::min(drawn.size(), (job + 1) * share);
    std::vector<std::string_view> packets;
    for (std::size_t i = job * share; i < end; ++i) {
      labelled[i].packet = packet_of(options, drawn[i]);
      packets.emplace_back(labelled[i].packet.bytes);
    }
    auto judgements = judges[job].judge_requests(packets, options.oracles);
    for (std::size_t i = job * share; i < end; ++i) {
      labelled[i].judgement = std::move(judgements[i - job * share]);
    }
  };
  std::vector<std::future<void>> others;
  for (std::size_t job = 1; job < judges.size() && job * share < drawn.size(); ++job) {
    others.push_back(std::async(std::launch::async, work, job));
  }
  work(0);
  for (std::future<void>& other : others) other.get();
  return labelled;
}

}  // namespace

std::expected<void, std::string> label_packets(
    const SchemaSet& schemas, const GenerateOptions& options,
    const std::function<bool(const LabelledPacket&)>& take) {
  std::vector<Judge> judges;
  for (int job = 0; job < options.jobs; ++job) {
    auto judge = Judge::create(schemas);
    if (!judge) return std::unexpected(judge.error());
    judges.push_back(std::move(*judge));
  }
  const std::uint64_t end = options.source == Source::exhaustive ? exhaustive_count() : UINT64_MAX;
  std::uint64_t next = 0;
  while (next < end) {
    const std::uint64_t count = std::min(end - next, share * judges.size());
    std::vector<Drawn> drawn(count);
    for (Drawn& one : drawn) {
      one.number = next++;
      if (options.source == Source::random) one.packet = draw_packet(options.seed, one.number);
    }
    for (const LabelledPacket& labelled : label_all(judges, options, drawn)) {
      if (!take(labelled)) return {};
    }
  }
  return {};
}

}  // namespace packetproof
