/// Packets from the program: equal for equal seeds, labelled, as many as asked for.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "harness/cli/testing/program.hpp"
#include "reports/base64.hpp"

namespace packetproof {
namespace {

std::vector<nlohmann::json> packets_of(const Ended& ended) {
  std::vector<nlohmann::json> objects;
  std::size_t from = 0;
  for (std::size_t end = ended.out.find('\n'); end != std::string::npos;
       from = end + 1, end = ended.out.find('\n', from)) {
    objects.push_back(nlohmann::json::parse(ended.out.substr(from, end - from)));
  }
  return objects;
}

TEST(Generate, GivesTheSameBytesWhateverTheJobs) {
  const Program program;
  const Ended one = program.run({"generate", "--count", "1500", "--seed", "7", "--jobs", "1"});
  const Ended three = program.run({"generate", "--count", "1500", "--seed", "7", "--jobs", "3"});
  const Ended other = program.run({"generate", "--count", "1500", "--seed", "8"});
  ASSERT_EQ(one.code, 0) << one.err;
  EXPECT_EQ(count_lines(one.out), 1500U);
  EXPECT_EQ(one.out, three.out);
  EXPECT_EQ(one.err, three.err);
  EXPECT_NE(one.out, other.out);
}

TEST(Generate, LabelsEveryPacketByItsKind) {
  const Program program;
  const auto valid = packets_of(program.run({"generate", "--kind", "valid", "--count", "200"}));
  ASSERT_EQ(valid.size(), 200U);
  for (const auto& packet : valid) {
    EXPECT_EQ(packet.at("valid"), true);
    EXPECT_TRUE(packet.at("rules").empty());
  }
  const auto invalid = packets_of(program.run({"generate", "--kind", "invalid", "--count", "200"}));
  ASSERT_EQ(invalid.size(), 200U);
  for (const auto& packet : invalid) {
    EXPECT_EQ(packet.at("valid"), false);
    EXPECT_FALSE(packet.at("rules").empty());
    EXPECT_FALSE(packet.at("mutations").empty());
  }
  const auto open = packets_of(program.run({"generate", "--kind", "disputed", "--count", "20"}));
  ASSERT_EQ(open.size(), 20U);
  for (const auto& packet : open) {
    EXPECT_TRUE(packet.at("valid").is_null());
    EXPECT_TRUE(packet.at("ruling").is_string());
  }
}

TEST(Generate, EnumeratesTheWholeSmallScope) {
  const Program program;
  const Ended all = program.run({"generate", "--source", "exhaustive"});
  ASSERT_EQ(all.code, 0) << all.err;
  const Ended open = program.run({"generate", "--source", "exhaustive", "--kind", "disputed"});
  std::set<std::string> ids;
  for (const auto& packet : packets_of(all)) ids.insert(packet.at("id"));
  for (const auto& packet : packets_of(open)) ids.insert(packet.at("id"));
  EXPECT_EQ(ids.size(), count_lines(all.out) + count_lines(open.out));
  const std::string total = std::to_string(ids.size());
  EXPECT_TRUE(all.err.contains("exhaustive: " + total + " of " + total + " covered")) << all.err;
}

TEST(Generate, WritesTheBytesOfAPacket) {
  const Program program;
  const std::vector<std::string> same = {"generate", "--count", "1", "--seed", "3"};
  std::vector<std::string> as_xml = same;
  as_xml.insert(as_xml.end(), {"--format", "xml"});
  const auto packets = packets_of(program.run(same));
  ASSERT_EQ(packets.size(), 1U);
  const auto bytes = base64_decode(packets[0].at("packet_base64").get<std::string>());
  ASSERT_TRUE(bytes.has_value());
  EXPECT_EQ(program.run(as_xml).out, *bytes + "\n");
}

TEST(Generate, CountsWhatBrokeWhat) {
  const Ended ended =
      Program().run({"generate", "--count", "3000", "--table", "--oracles", "rules"});
  ASSERT_EQ(ended.code, 0);
  EXPECT_TRUE(ended.err.contains("drop-description")) << ended.err;
  EXPECT_TRUE(ended.err.contains("R-XSD-description-required")) << ended.err;
}

}  // namespace
}  // namespace packetproof
