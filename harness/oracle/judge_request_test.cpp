#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "harness/oracle/judge.hpp"
#include "harness/oracle/rules_request.hpp"
#include "harness/oracle/testing/fragment_table.hpp"

namespace packetproof {
namespace {

std::string packet(const std::string& nodes) {
  return "<packet><backup-manager><backup-server>" + nodes +
         "</backup-server></backup-manager></packet>";
}
const std::string nodes = "<local/><description>d</description>";

Expect expectation(const std::string& text) {
  return Judge::expect_for(shared_judge().judge_request(text));
}

/// The small scope: every sequence of at most four children over the eight names and a foreign one.
TEST(AgreementTest, HoldsOverTheSmallScope) {
  constexpr std::array<std::string_view, 9> children = {
      "<local/>",       "<remote>ftp</remote>",       "<prefix>p</prefix>",
      "<description/>", "<split-size>1</split-size>", "<only-hosting/>",
      "<only-mail/>",   "<only-configuration/>",      "<nobody/>"};
  std::vector<std::string> level = {""};
  int judged = 0;
  int valid = 0;
  for (int length = 0; length <= 4; ++length) {
    std::vector<std::string> next;
    for (const std::string& sequence : level) {
      const RequestJudgement judgement = shared_judge().judge_request(packet(sequence));
      ++judged;
      valid += judgement.label == Label::valid ? 1 : 0;
      ASSERT_EQ(judgement.rules.valid, judgement.xerces.valid) << sequence;
      ASSERT_EQ(judgement.rules.valid, judgement.libxml2.valid) << sequence;
      ASSERT_EQ(judgement.rules.valid, judgement.label == Label::valid) << sequence;
      ASSERT_TRUE(judgement.well_formed && judgement.xerces.well_formed &&
                  judgement.libxml2.well_formed);
      if (length == 4) continue;
      for (const std::string_view child : children) next.push_back(sequence + std::string(child));
    }
    level = std::move(next);
  }
  EXPECT_EQ(judged, 1 + 9 + 81 + 729 + 6561);
  // Two storages, and of prefix, split-size, content (two ways) and configuration at most two more.
  EXPECT_EQ(valid, 2 * (1 + 5 + 9));
}

TEST(ExpectForTest, DemandsAcceptanceOfTheDocumentedSamples) {
  for (const std::string& text :
       {packet("<local/><description>Standard weekly backup</description>"),
        packet("<local/><description>Standard weekly backup</description><only-mail/>"),
        packet(nodes + "<split-size>0</split-size>"),
        packet("<local/><prefix>weekly-1</prefix><description>\xD0\x96 \xE6\xBC\xA2</description>"
               "<split-size>1000000</split-size><only-hosting/><only-configuration/>")}) {
    const Expect expect = expectation(text);
    EXPECT_EQ(expect.demand, Demand::must_accept) << text;
    EXPECT_EQ(expect.requirement, requirement("R-DOC28729-valid-accepted"));
    EXPECT_FALSE(expect.environment_may_refuse);
    EXPECT_FALSE(expect.value_may_be_refused);
    EXPECT_TRUE(expect.codes.empty());
  }
}

TEST(ExpectForTest, DemandsRefusalUnderTheRequirementThatIsBroken) {
  const Expect expect = expectation(packet("<description/><local/>"));
  EXPECT_EQ(expect.demand, Demand::must_refuse);
  EXPECT_EQ(expect.requirement, requirement("R-PAGE-order"));
  EXPECT_EQ(expect.system_requirement, requirement("R-DOC28729-check-up-placement"));
  EXPECT_EQ(expect.codes, std::vector<std::uint32_t>{1014});
  EXPECT_EQ(expect.code_requirement, requirement("R-DOC33765-code-1014"));
  EXPECT_EQ(expectation("<packet>").requirement, requirement("R-XML-well-formed"));
}

TEST(ExpectForTest, KnowsOtherCodesWhereTheyAreDocumented) {
  EXPECT_EQ(expectation("<packet><nobody/></packet>").codes,
            (std::vector<std::uint32_t>{1014, 1013, 1017}));
  EXPECT_EQ(expectation("<packet version='9.9'/>").codes, (std::vector<std::uint32_t>{1014, 1005}));
}

TEST(ExpectForTest, AccusesNobodyWhereARulingGivesLeeway) {
  const Expect open = expectation(packet(nodes + "<only-mail>x</only-mail>"));
  EXPECT_EQ(open.demand, Demand::either);
  EXPECT_EQ(open.requirement, requirement("R-PAGE-only-content"));

  const Expect unused = expectation("<packet xmlns:p='urn:p'>" + packet(nodes).substr(8));
  EXPECT_EQ(unused.demand, Demand::should_accept);
  EXPECT_EQ(unused.requirement, requirement("R-XML-unused-namespace"));

  const Expect mark =
      expectation("\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?>" + packet(nodes));
  EXPECT_EQ(mark.demand, Demand::should_refuse);
  EXPECT_EQ(mark.requirement, requirement("R-XML-encoding-declaration"));

  const Expect declared = expectation("<?xml version='1.0' encoding='UTF-8'?>" +
                                      packet("<local/><description>\xE4</description>"));
  EXPECT_EQ(declared.demand, Demand::should_refuse);
}

TEST(ExpectForTest, LeavesTheEnvironmentAndUnusualValuesTheirSay) {
  const Expect remote = expectation(packet("<remote>ftp</remote><description/>"));
  EXPECT_EQ(remote.demand, Demand::must_accept);
  EXPECT_TRUE(remote.environment_may_refuse);

  const Expect other = expectation(packet("<remote>sftp</remote><description/>"));
  EXPECT_EQ(other.demand, Demand::should_refuse);
  EXPECT_EQ(other.requirement, requirement("R-PAGE-remote-ftp"));

  const Expect control = expectation(packet("<local/><description>a&#9;b</description>"));
  EXPECT_EQ(control.demand, Demand::must_accept);
  EXPECT_TRUE(control.value_may_be_refused);

  const Expect tasks =
      expectation("<packet><backup-manager><get-tasks-info/></backup-manager></packet>");
  EXPECT_EQ(tasks.demand, Demand::must_accept);
  EXPECT_TRUE(tasks.environment_may_refuse);
}

TEST(JudgeRequestTest, CallsAcceptableWhateverIsNotInvalidBeyondDispute) {
  const auto acceptable = [](const std::string& text) {
    return shared_judge().judge_request(text).acceptable();
  };
  EXPECT_TRUE(acceptable(packet(nodes)));
  EXPECT_TRUE(acceptable(packet(nodes + "<only-mail>x</only-mail>")));
  EXPECT_TRUE(acceptable("<?xml version='1.0' encoding='UTF-16'?>" + packet(nodes)));
  EXPECT_TRUE(acceptable(packet(nodes) + std::string(1, '\0')));
  EXPECT_FALSE(acceptable(packet("<local/>")));
  EXPECT_FALSE(acceptable("<packet"));
  EXPECT_FALSE(acceptable(packet("<local/><remote>ftp</remote><description/>")));
}

TEST(JudgeRequestTest, SaysWhatBearsOnTheDemand) {
  const RequestJudgement judged = shared_judge().judge_request(
      "<packet version='1.6.7.0'><backup-manager><get-tasks-info/><backup-server>"
      "<remote>ftp</remote><description/></backup-server></backup-manager></packet>");
  EXPECT_EQ(judged.version, "1.6.7.0");
  EXPECT_TRUE(judged.uses_remote);
  EXPECT_TRUE(judged.asks_tasks);
  const RequestJudgement plain = shared_judge().judge_request(packet(nodes));
  EXPECT_FALSE(plain.version.has_value());
  EXPECT_FALSE(plain.uses_remote);
  EXPECT_FALSE(plain.asks_tasks);
}

TEST(JudgeRequestTest, LeavesABombAndAnExternalEntityOpen) {
  std::string bomb = "<!DOCTYPE packet [<!ENTITY a0 'aaaaaaaaaa'>";
  for (int i = 1; i < 10; ++i) {
    bomb += "<!ENTITY a" + std::to_string(i) + " '";
    for (int j = 0; j < 10; ++j) bomb += "&a" + std::to_string(i - 1) + ";";
    bomb += "'>";
  }
  bomb += "]>" + packet("<local/><description>&a9;</description>");
  const std::string external = "<!DOCTYPE packet [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>" +
                               packet("<local/><description>&e;</description>");
  for (const std::string& text : {bomb, external}) {
    const RequestJudgement judged = shared_judge().judge_request(text);
    EXPECT_EQ(judged.label, Label::open);
    EXPECT_EQ(judged.ruling->id, "Q-entity");
    EXPECT_EQ(Judge::expect_for(judged).demand, Demand::either);
  }
}

// libxml2 and Xerces-C++ stop at a NUL that stands behind the root; in UTF-16 a character is two
// bytes.
TEST(JudgeRequestTest, FindsANulBehindThePacketInUtf16) {
  using namespace std::string_view_literals;
  const std::string packet =
      serialize(BackupServerInput{.description = "d"}, {.encoding = Encoding::utf16le}).value();
  const RequestJudgement judgement =
      shared_judge().judge_request(packet + std::string("\0\0<\0"sv));
  EXPECT_EQ(judgement.label, Label::open);
  ASSERT_NE(judgement.ruling, nullptr);
  EXPECT_EQ(judgement.ruling->id, "Q-nul-behind");
}

TEST(JudgeRequestTest, AnswersHostilePacketsAtOnce) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  std::string attributes;
  for (int i = 0; i < 100'000; ++i) attributes += " a" + std::to_string(i) + "=''";
  const auto started = std::chrono::steady_clock::now();
  EXPECT_EQ(shared_judge().judge_request(packet(nodes + "<only-mail>" + deep)).label, Label::open);
  shared_judge().judge_request(packet("<local" + attributes + "/><description/>"));
  EXPECT_EQ(shared_judge().judge_request(std::string(10'000'000, '<')).label, Label::invalid);
  EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(10));
}

TEST(JudgeCreateTest, SaysWhyASchemaSetDoesNotLoad) {
  SchemaSet schemas = built_in_schemas();
  schemas.files.erase("agent_output.xsd");
  const auto judge = Judge::create(schemas);
  ASSERT_FALSE(judge.has_value());
  EXPECT_NE(judge.error().find("agent_output.xsd"), std::string::npos);
}

TEST(JudgeCreateTest, GivesAJudgeThatMoves) {
  auto judge = Judge::create(built_in_schemas());
  ASSERT_TRUE(judge.has_value());
  Judge other = std::move(*judge);
  EXPECT_EQ(other.judge_request(packet(nodes)).label, Label::valid);
}

TEST(NamesTest, OfLabels) {
  EXPECT_EQ(name_of(Label::valid), "valid");
  EXPECT_EQ(name_of(Label::invalid), "invalid");
  EXPECT_EQ(name_of(Label::open), "open");
  EXPECT_EQ(name_of(Label::disputed), "disputed");
}

TEST(JudgeRequest, JudgesManyAsItJudgesEach) {
  Judge judge = Judge::create(built_in_schemas()).value();
  std::vector<std::string> packets;
  for (std::size_t n = 0; n < 70; ++n) {
    packets.push_back(n % 3 == 0 ? "<packet/>"
                      : n % 3 == 1
                          ? "<packet><backup-manager><backup-server><local/><description>" +
                                std::to_string(n) +
                                "</description></backup-server></backup-manager></packet>"
                          : "<packet");
  }
  const std::vector<std::string_view> views(packets.begin(), packets.end());
  const auto together = judge.judge_requests(views);
  ASSERT_EQ(together.size(), packets.size());
  for (std::size_t n = 0; n < packets.size(); ++n) {
    const RequestJudgement alone = judge.judge_request(packets[n]);
    EXPECT_EQ(together[n].label, alone.label) << n;
    EXPECT_EQ(together[n].well_formed, alone.well_formed) << n;
    EXPECT_EQ(together[n].xerces.violations.size(), alone.xerces.violations.size()) << n;
    EXPECT_EQ(together[n].libxml2.violations.size(), alone.libxml2.violations.size()) << n;
  }
  EXPECT_TRUE(judge.judge_requests({}).empty());
}

}  // namespace
}  // namespace packetproof
