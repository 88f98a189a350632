/// Equal seed and equal behaviour of the endpoint give equal records.

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/cli/testing/program.hpp"

namespace packetproof {
namespace {

/// run.json without what the clock and the number of jobs decide.
std::string timeless(const Program& program) {
  auto object = nlohmann::ordered_json::parse(read_bytes(program.scratch() / "report/run.json"));
  EXPECT_EQ(object.erase("timing"), 1U);
  return object.dump(1);
}

class EqualRuns : public testing::TestWithParam<const char*> {};

TEST_P(EqualRuns, GiveEqualRecordsWhateverTheJobs) {
  std::string first;
  for (const char* jobs : {"1", "8"}) {
    const Program program;
    const Ended ended = program.judge(
        {"--endpoint", GetParam(), "--jobs", jobs, "--phases", "examples,catalogue,sequences"});
    ASSERT_EQ(ended.code, 0) << ended.out << ended.err;
    const std::string record = timeless(program);
    if (first.empty()) first = record;
    EXPECT_EQ(record, first);
  }
}

INSTANTIATE_TEST_SUITE_P(Cli, EqualRuns, testing::Values("in-process", "embedded"),
                         [](const auto& row) {
                           std::string name = row.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

TEST(StandardProfile, JudgesTheWholeCatalogueWithinItsBudget) {
  const Program program;
  const Ended ended = program.judge({});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  const auto run = program.report();
  ASSERT_TRUE(run.has_value()) << run.error();
  EXPECT_GE(run->summary.judged, 150);
  EXPECT_EQ(run->summary.disputed, 0);
  EXPECT_EQ(run->summary.notrun, 0);
  for (const RequirementRecord& row : run->requirements) {
    if (row.level > Level::should) continue;
    EXPECT_GT(row.checked, 0) << row.id << " binds, and the run looked at nothing of it";
  }
  EXPECT_LE(run->timing.requests, 1500);
  EXPECT_EQ(run->endpoint, "embedded:");
}

}  // namespace
}  // namespace packetproof
