/// The power of the suite as a command.

#include <gtest/gtest.h>

#include "harness/cli/testing/program.hpp"

namespace packetproof {
namespace {

TEST(MutantsVerb, TellsWhatIsKilledAndWritesTheMatrix) {
  const Program program;
  const Ended ended = program.run({"mutants", "accepts-invalid/any-order", "response-schema/root",
                                   "--profile", "smoke", "--report-dir", "m"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_TRUE(ended.out.contains("2 of 2 mutants killed")) << ended.out;
  EXPECT_TRUE(ended.out.contains("0 FAIL")) << ended.out;
  const std::string json = program.files().at("m/mutants.json");
  EXPECT_TRUE(json.contains(R"("id":"accepts-invalid/any-order")")) << json;
  EXPECT_TRUE(json.contains(R"("outcome":"killed")")) << json;
  const std::string page = program.files().at("m/mutants.html");
  EXPECT_TRUE(page.contains("2 of 2 wrong endpoints convicted")) << page;
  EXPECT_FALSE(program.files().at("m/smoke_cases.inc").empty());
  EXPECT_EQ(count_lines(program.files().at("m/events.ndjson")), 3U);  // with the one of the begin
}

TEST(MutantsVerb, SurvivorsBeyondTheAllowedEndWithSix) {
  const Program program;
  // Sixty requests have no room for it.
  const std::vector<std::string> arguments = {"mutants", "accepts-invalid/size-elements",
                                              "--profile", "smoke", "--report-dir"};
  auto strict = arguments;
  strict.push_back("strict");
  const Ended six = program.run(strict);
  EXPECT_EQ(six.code, 6) << six.out << six.err;
  EXPECT_TRUE(six.out.contains("survived: accepts-invalid/size-elements")) << six.out;
  auto allowed = arguments;
  allowed.push_back("allowed");
  allowed.insert(allowed.end(), {"--max-survivors", "1"});
  EXPECT_EQ(program.run(allowed).code, 0);
}

TEST(MutantsVerb, AMutantIsListedAndExplained) {
  const Program program;
  const Ended listed = program.run({"list", "--mutants", "http/*"});
  EXPECT_EQ(listed.code, 0);
  EXPECT_TRUE(listed.out.contains("http/cut")) << listed.out;
  EXPECT_FALSE(listed.out.contains("state/")) << listed.out;
  const Ended explained = program.run({"explain", "http/cut"});
  EXPECT_EQ(explained.code, 0);
  EXPECT_TRUE(explained.out.contains("R-RFC9112-framing")) << explained.out;
}

}  // namespace
}  // namespace packetproof
