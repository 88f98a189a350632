#include "harness/generate/packet_mutator.hpp"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "harness/generate/document_reading.hpp"
#include "harness/protocol/packet.hpp"

namespace packetproof {
namespace {

constexpr std::string_view sample =
    "<packet version=\"1.6.7.0\"><backup-manager><backup-server><local/><prefix>nightly</prefix>"
    "<description>d</description><split-size>100</split-size><only-mail/></backup-server>"
    "</backup-manager></packet>";
constexpr std::string_view answer =
    "<packet version=\"1.6.7.0\"><backup-manager><backup-server><result><status>ok</status>"
    "<task-id>27</task-id></result></backup-server></backup-manager></packet>";

std::string mutated(std::string_view bytes, std::uint64_t seed) {
  RequestDocument document = read_document(bytes).value();
  Random random(seed);
  mutate(document, random);
  return write(document);
}

TEST(ReadDocument, IsTheDocumentThatWasWritten) {
  const auto read = read_document(sample);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(parse_request(write(*read))->operations, parse_request(sample)->operations);
}

TEST(ReadDocument, KeepsSectionsAttributesNamespacesAndEncoding) {
  for (const std::string_view text :
       {"<p a=\"1\" b=\"&lt;\"><![CDATA[<x>]]>y<!--c--><?i d?></p>",
        "<x:p xmlns:x=\"urn:u\" x:a=\"2\" xmlns=\"urn:d\"><q/></x:p>"}) {
    for (const Encoding encoding : {Encoding::utf8, Encoding::utf16le, Encoding::utf16be}) {
      const std::string bytes = encode(text, encoding);
      const auto read = read_document(bytes);
      ASSERT_TRUE(read.has_value()) << text;
      const auto again = read_document(write(*read));
      ASSERT_TRUE(again.has_value()) << text;
      EXPECT_EQ(*again, *read) << text;
      EXPECT_EQ(read->encoding, encoding);
    }
  }
}

TEST(ReadDocument, RefusesWhatIsNoTree) {
  EXPECT_FALSE(read_document("").has_value());
  EXPECT_FALSE(read_document("<a>").has_value());
  EXPECT_FALSE(read_document("<!DOCTYPE a><a/>").has_value());
}

TEST(PacketMutator, IsAFunctionOfTheInputAndTheSeed) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    EXPECT_EQ(mutated(sample, seed), mutated(sample, seed)) << seed;
  }
}

/// Most seeds change something, and most of the results can be changed again.
TEST(PacketMutator, GivesManyPacketsMostOfThemTreesStill) {
  for (const std::string_view given : {sample, answer}) {
    std::set<std::string> all;
    std::size_t trees = 0;
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
      const std::string bytes = mutated(given, seed);
      if (read_document(bytes)) ++trees;
      all.insert(bytes);
    }
    EXPECT_GT(all.size(), 800U);
    EXPECT_GT(trees, 1200U);
  }
}

/// What a schema cannot list and readers get wrong: each is one change away.
TEST(PacketMutator, ReachesEveryKindOfChange) {
  std::vector<std::string_view> wanted = {"<status>o<!--c-->k</status>",
                                          "<status><?i d?>ok</status>",
                                          "<status>ok</status>&#32;",
                                          "<task-id>2<![CDATA[]]>7</task-id>",
                                          "<task-id><![CDATA[27]]></task-id>",
                                          "<task-id>27</task-id><status>ok</status>",
                                          "<status>ok</status><status>ok</status>",
                                          "<packet version=\"1.6.7.0\"><result><status>",
                                          " xsi:type=\"resultType\"><status>",
                                          "<task-id>2147483648</task-id>",
                                          "</result><output/></backup-server>"};
  for (std::uint64_t seed = 0; seed < 100000 && !wanted.empty(); ++seed) {
    const std::string bytes = mutated(answer, seed);
    std::erase_if(wanted, [&](std::string_view piece) { return bytes.contains(piece); });
  }
  EXPECT_TRUE(wanted.empty()) << testing::PrintToString(wanted);
}

TEST(PacketMutator, CrossesSubtreesOfEqualNames) {
  RequestDocument ours = read_document("<packet><a>1</a></packet>").value();
  const RequestDocument theirs = read_document("<other><a>2</a></other>").value();
  Random random(1);
  EXPECT_TRUE(cross_over(ours, theirs, random));
  EXPECT_EQ(write(ours), "<packet><a>2</a></packet>");
  EXPECT_FALSE(cross_over(ours, theirs, random)) << "nothing differs any more";
}

}  // namespace
}  // namespace packetproof
