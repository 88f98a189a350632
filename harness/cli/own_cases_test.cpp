/// Captured packets of the user's own.

#include <gtest/gtest.h>

#include <algorithm>

#include "harness/cli/testing/program.hpp"

namespace packetproof {
namespace {

constexpr const char* right =
    "<packet><backup-manager><backup-server><local/><description>captured</description>"
    "</backup-server></backup-manager></packet>";
constexpr const char* wrong =
    "<packet><backup-manager><backup-server><description>captured</description><local/>"
    "</backup-server></backup-manager></packet>";

TEST(OwnCases, AreJudgedByTheirFolders) {
  const Program program;
  (void)program.scratch().put("cases/valid/weekly.xml", right);
  (void)program.scratch().put("cases/invalid/swapped.xml", wrong);
  const Ended ended = program.judge(
      {"local/*", "--cases", program.scratch() / "cases", "--endpoint", "in-process"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  const auto run = program.report();
  ASSERT_TRUE(run.has_value()) << run.error();
  ASSERT_EQ(run->cases.size(), 2U);
  EXPECT_EQ(run->summary.passed, 2);
  std::vector<std::string> ids;
  for (const CaseRecord& c : run->cases) ids.push_back(c.id);
  std::ranges::sort(ids);
  EXPECT_EQ(ids, (std::vector<std::string>{"local/corpus/invalid/swapped.xml",
                                           "local/corpus/valid/weekly.xml"}));
}

TEST(OwnCases, StandInTheList) {
  const Program program;
  (void)program.scratch().put("cases/valid/weekly.xml", right);
  const Ended ended = program.run({"list", "local/*", "--cases", program.scratch() / "cases"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_EQ(count_lines(ended.out), 1U) << ended.out;
}

struct Slip {
  std::string name;
  std::map<std::string, std::string> files;
  std::vector<std::string> words;
};

const std::vector<Slip> slips = {
    {.name = "invalid_among_the_valid",
     .files = {{"cases/valid/swapped.xml", wrong}},
     .words = {"swapped.xml", "demands acceptance", "R-PAGE-order"}},
    {.name = "valid_among_the_invalid",
     .files = {{"cases/invalid/weekly.xml", right}},
     .words = {"weekly.xml", "demands refusal"}},
    {.name = "no_folder",
     .files = {{"cases/weekly.xml", right}},
     .words = {"valid, invalid or disputed"}},
    {.name = "misspelt_folder",
     .files = {{"cases/vaild/weekly.xml", right}},
     .words = {"vaild", "valid, invalid or disputed"}},
    {.name = "nothing_inside",
     .files = {{"cases/README.txt", "none yet"}},
     .words = {"holds no request"}},
    {.name = "unknown_requirement",
     .files = {{"cases/valid/R-NO-such__x.xml", right}},
     .words = {"R-NO-such", "packetproof list --requirements"}},
};

class OwnCasesSlip : public testing::TestWithParam<Slip> {};

TEST_P(OwnCasesSlip, IsSaidBeforeAnythingIsSent) {
  const Program program;
  for (const auto& [name, bytes] : GetParam().files) (void)program.scratch().put(name, bytes);
  const Ended ended =
      program.judge({"--cases", program.scratch() / "cases", "--endpoint", "in-process"});
  EXPECT_EQ(ended.code, 2) << ended.out << ended.err;
  EXPECT_EQ(count_lines(ended.err), 1U) << ended.err;
  for (const std::string& word : GetParam().words)
    EXPECT_TRUE(ended.err.contains(word)) << ended.err;
  EXPECT_EQ(program.files().size(), GetParam().files.size());
}

INSTANTIATE_TEST_SUITE_P(Cli, OwnCasesSlip, testing::ValuesIn(slips),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace packetproof
