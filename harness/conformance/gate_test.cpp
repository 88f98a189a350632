#include "harness/conformance/gate.hpp"

#include <gtest/gtest.h>

namespace packetproof {
namespace {

CaseRecord judged_case(Outcome outcome, const std::string& requirement = "R-PAGE-order") {
  CaseRecord c;
  c.id = "xsd/x/" + requirement + std::to_string(static_cast<int>(outcome));
  c.outcome = outcome;
  c.requirements = {requirement};
  if (outcome == Outcome::fail || outcome == Outcome::warn || outcome == Outcome::inconclusive) {
    c.findings.push_back({.requirement = requirement, .outcome = outcome, .message = "seen"});
  }
  return c;
}

RunRecord run_of(std::vector<CaseRecord> cases) {
  RunRecord run;
  run.cases = std::move(cases);
  run.summary = summarize(run.cases);
  run.requirements = {{.id = "R-PAGE-order", .level = Level::must, .cases = 1}};
  return run;
}

TEST(Gate, PassesWhatPassed) {
  const GateDecision decision = decide(run_of({judged_case(Outcome::pass)}), {});
  EXPECT_EQ(decision.exit, Exit::passed);
  EXPECT_TRUE(decision.verdict.starts_with("Conforming"));
}

TEST(Gate, FailsOnAFailAndOnWhatWasAddedOnly) {
  EXPECT_EQ(decide(run_of({judged_case(Outcome::fail)}), {}).exit, Exit::failed);
  EXPECT_EQ(decide(run_of({judged_case(Outcome::warn)}), {}).exit, Exit::passed);
  EXPECT_EQ(decide(run_of({judged_case(Outcome::warn)}), {.fail_on_warn = true}).exit,
            Exit::failed);
  EXPECT_EQ(decide(run_of({judged_case(Outcome::disputed)}), {}).exit, Exit::passed);
  EXPECT_EQ(decide(run_of({judged_case(Outcome::disputed)}), {.fail_on_disputed = true}).exit,
            Exit::failed);
}

TEST(Gate, AnExpectedFailIsNotNew) {
  CaseRecord c = judged_case(Outcome::fail);
  c.findings.front().expected = true;
  EXPECT_EQ(decide(run_of({c}), {}).exit, Exit::passed);
}

TEST(Gate, TooManyInconclusiveSayNothing) {
  std::vector<CaseRecord> cases(19, judged_case(Outcome::pass));
  cases.push_back(judged_case(Outcome::inconclusive));
  EXPECT_EQ(decide(run_of(cases), {}).exit, Exit::passed);  // 5 % exactly
  cases.push_back(judged_case(Outcome::inconclusive));
  EXPECT_EQ(decide(run_of(cases), {}).exit, Exit::inconclusive);
}

TEST(Gate, WithoutAProbeNothingPasses) {
  CaseRecord unsent = judged_case(Outcome::notrun);
  unsent.reason_code = "no-good-probe";
  EXPECT_EQ(decide(run_of({judged_case(Outcome::pass), unsent}), {}).exit, Exit::inconclusive);
  EXPECT_EQ(decide(run_of({judged_case(Outcome::fail), unsent}), {}).exit, Exit::failed);
}

TEST(Gate, NothingJudgedIsVacuous) {
  EXPECT_EQ(decide(run_of({}), {}).exit, Exit::vacuous);
  EXPECT_EQ(decide(run_of({judged_case(Outcome::skip)}), {}).exit, Exit::vacuous);
}

TEST(Gate, AMustWithoutAJudgedCaseIsVacuous) {
  // One inconclusive among many stays under the limit, but is all that its MUST had.
  std::vector<CaseRecord> cases(40, judged_case(Outcome::pass, "R-XSD-namespace"));
  cases.push_back(judged_case(Outcome::inconclusive));
  const GateDecision decision = decide(run_of(cases), {});
  EXPECT_EQ(decision.exit, Exit::vacuous);
  EXPECT_TRUE(decision.verdict.contains("R-PAGE-order"));
  cases.back() = judged_case(Outcome::skip);
  EXPECT_EQ(decide(run_of(cases), {}).exit, Exit::passed);
}

TEST(Gate, PrecedenceIsErrorInterruptFail) {
  const std::vector<CaseRecord> cases = {judged_case(Outcome::fail), judged_case(Outcome::error)};
  EXPECT_EQ(decide(run_of(cases), {.interrupted = true}).exit, Exit::internal);
  EXPECT_EQ(decide(run_of({judged_case(Outcome::fail)}), {.interrupted = true}).exit,
            Exit::interrupted);
}

}  // namespace
}  // namespace packetproof
