#include <fmt/format.h>
#include <gtest/gtest.h>

#include "harness/foreign/foreign_server.hpp"
#include "reports/writers.hpp"

namespace packetproof {
namespace {

/// Enough requests, with two seeds, to meet what a thousand curated cases never ask.
TEST(ForeignProperties, TheRightPhpEndpointIsNeverAccusedInTwentyThousandRequests) {
  if (const std::string missing = missing_for(Language::php); !missing.empty()) {
    GTEST_SKIP() << missing;
  }
  const ForeignServer server(Language::php, "");
  ASSERT_EQ(server.error(), "");
  std::int64_t requests = 0;
  for (const int seed : {11, 12}) {
    const Scratch scratch;
    Process process({.program = PACKETPROOF_PROGRAM,
                     .arguments = {"run", "--endpoint", server.url(), "--report-dir",
                                   scratch / "report", "--profile", "thorough", "--phases",
                                   "exhaustive,properties", "--seed", fmt::format("{}", seed)},
                     .environment = ForeignServer::credentials(),
                     .directory = scratch.path()});
    const Ended ended = process.wait(std::chrono::minutes(10));
    const auto run = from_json(read_bytes(scratch / "report/run.json"));
    ASSERT_TRUE(run.has_value()) << ended.out << ended.err;
    EXPECT_EQ(ended.code, 0) << ended.out;
    EXPECT_EQ(run->summary.failed + run->summary.disputed, 0) << ended.out;
    for (const CaseRecord& row : run->cases) {
      for (const FindingRecord& finding : row.findings) {
        // Its library carries 24 digits: what the standard allows and the warning says.
        if (finding.outcome != Outcome::warn) continue;
        EXPECT_EQ(finding.requirement, "R-XSD-split-size-digits") << finding.message;
      }
    }
    EXPECT_EQ(run->summary.inconclusive + run->summary.notrun, 0) << ended.out;
    requests += run->timing.requests;
  }
  EXPECT_GE(requests, 20'000);
}

}  // namespace
}  // namespace packetproof
