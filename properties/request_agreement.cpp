/// The three oracles agree on generated requests, or a ruling says who is right.

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "harness/generate/covering_array.hpp"
#include "harness/generate/exhaustive.hpp"
#include "harness/generate/mutations.hpp"
#include "harness/generate/packet_source.hpp"
#include "harness/generate/respellings.hpp"
#include "harness/oracle/judge.hpp"
#include "harness/protocol/schemas.hpp"

namespace packetproof {
namespace {

struct RequestAgreement : testing::Test {
  /// Judges the packet; a disagreement that no ruling explains is a failure.
  RequestJudgement judge_packet(const GeneratedPacket& packet) {
    const RequestJudgement judgement = judge.judge_request(packet.bytes);
    EXPECT_NE(name_of(judgement.label), name_of(Label::disputed))
        << packet.id << ": rules " << judgement.rules.valid << ", xerces " << judgement.xerces.valid
        << ", libxml2 " << judgement.libxml2.valid << "\n"
        << packet.bytes;
    ++labels[std::string(name_of(judgement.label))];
    return judgement;
  }

  Judge judge = Judge::create(built_in_schemas()).value();
  std::map<std::string, int> labels;
};

TEST_F(RequestAgreement, HoldsOverTheWholeSmallScope) {
  for (std::uint64_t n = 0; n < exhaustive_count(); ++n) judge_packet(exhaustive_packet(n));
  EXPECT_GT(labels["valid"], 500);
  EXPECT_GT(labels["invalid"], 5000);
  EXPECT_GT(labels["open"], 0);
}

TEST_F(RequestAgreement, LetsTheRulesSpeakAloneOverTheWholeSmallScope) {
  for (std::uint64_t n = 0; n < exhaustive_count(); ++n) {
    const GeneratedPacket packet = exhaustive_packet(n);
    const RequestJudgement all = judge.judge_request(packet.bytes);
    const RequestJudgement alone = judge.judge_request(packet.bytes, Oracles::rules);
    ASSERT_EQ(name_of(alone.label), name_of(all.label)) << packet.bytes;
    ASSERT_EQ(alone.ruling, all.ruling) << packet.bytes;
  }
}

TEST_F(RequestAgreement, HoldsOverPacketsDrawnAtRandom) {
  std::set<std::string_view> used;
  for (std::uint64_t n = 0; n < 6000; ++n) {
    const GeneratedPacket packet = vary_packet(draw_packet(1, n), Aim::either, 1, n);
    const RequestJudgement judgement = judge_packet(packet);
    used.insert(packet.mutations.begin(), packet.mutations.end());
    used.insert(packet.respellings.begin(), packet.respellings.end());
    if (packet.mutations.empty()) {
      EXPECT_NE(name_of(judgement.label), name_of(Label::invalid)) << packet.bytes;
    }
  }
  for (const Mutation& row : all_mutations()) EXPECT_TRUE(used.contains(row.id)) << row.id;
  for (const Respelling& row : all_respellings()) EXPECT_TRUE(used.contains(row.id)) << row.id;
  EXPECT_GT(labels["valid"], 1500);
  EXPECT_GT(labels["invalid"], 1500);
}

TEST_F(RequestAgreement, ARespeltPacketKeepsItsLabel) {
  for (std::uint64_t n = 0; n < 300; ++n) {
    const RequestDocument plain = document_of(draw_packet(2, n));
    const RequestJudgement before = judge.judge_request(write(plain));
    for (const Respelling& row : all_respellings()) {
      RequestDocument respelt = plain;
      Random random(n);
      if (!row.apply(respelt, random)) {
        EXPECT_EQ(respelt, plain) << row.id << " changes what it has no place for";
        continue;
      }
      const RequestJudgement after = judge.judge_request(write(respelt));
      EXPECT_EQ(name_of(after.label), name_of(before.label)) << row.id << "\n" << write(respelt);
      EXPECT_EQ(after.ruling, before.ruling) << row.id << "\n" << write(respelt);
      const auto read = parse_request(write(respelt));
      ASSERT_TRUE(read.has_value()) << row.id << "\n" << write(respelt);
      EXPECT_EQ(*read, *parse_request(write(plain))) << row.id;
    }
  }
}

TEST(Exhaustive, PacketsHaveIdsOfTheirOwn) {
  std::set<std::string> ids;
  for (std::uint64_t n = 0; n < exhaustive_count(); ++n) ids.insert(exhaustive_packet(n).id);
  EXPECT_EQ(ids.size(), exhaustive_count());
  EXPECT_EQ(exhaustive_families()[0].count, 1U + 9U + 81U + 729U + 6561U);
}

TEST(CoveringArray, HoldsEveryTriple) {
  const std::vector<std::uint8_t> levels = {2, 3, 5, 1, 4, 3};
  const auto rows = cover_triples(levels);
  std::set<std::vector<std::size_t>> seen;
  std::size_t expected = 0;
  for (std::size_t a = 0; a < levels.size(); ++a) {
    for (std::size_t b = a + 1; b < levels.size(); ++b) {
      for (std::size_t c = b + 1; c < levels.size(); ++c) {
        expected += std::size_t{levels[a]} * levels[b] * levels[c];
        for (const auto& row : rows) seen.insert({a, b, c, row[a], row[b], row[c]});
      }
    }
  }
  EXPECT_EQ(seen.size(), expected);
  EXPECT_LT(rows.size(), 100U);  // 60 is the least that can be
}

}  // namespace
}  // namespace packetproof
