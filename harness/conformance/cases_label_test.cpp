/// A demand that contradicts the oracles would accuse a right endpoint, or excuse a wrong one.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "harness/conformance/case.hpp"
#include "harness/oracle/judge.hpp"
#include "harness/protocol/schemas.hpp"

namespace packetproof {
namespace {

std::string with_own_version(std::string body) {
  static constexpr std::string_view placeholder = "%VERSION%";
  for (std::size_t at = 0; (at = body.find(placeholder, at)) != std::string::npos;) {
    body.replace(at, placeholder.size(), "1.6.7.0");
  }
  return body;
}

/// Something around the packet decides: credentials, method, path, or the server's own versions.
bool decided_elsewhere(const Step& step) {
  using enum Credentials;
  const bool signed_in = step.credentials == configured || step.credentials == login_pair ||
                         step.credentials == secret_key;
  const Requirement* about = step.expect.requirement;
  return !signed_in || step.expect.any_answer || step.method != "POST" || !step.path.empty() ||
         about == requirement("R-DOC28729-version-unknown");
}

/// What no ruling leaves open and the suite only looks at: odd versions, task queries.
bool merely_observed(const RequestJudgement& judgement) {
  return judgement.asks_tasks || (judgement.version && *judgement.version != "1.6.7.0");
}

bool breaks(const RequestJudgement& judgement, const Requirement* about) {
  return std::ranges::find(judgement.rules.violations, about, &Violation::requirement) !=
         judgement.rules.violations.end();
}

/// Why the demand contradicts the judgement; empty when it does not.
std::string contradiction(const Step& step, const RequestJudgement& judgement) {
  const Expect by_label = Judge::expect_for(judgement);
  if (judgement.label == Label::disputed)
    return "the oracles differ and no ruling says who is right";
  switch (step.expect.demand) {
    case Demand::must_accept:
      if (judgement.label != Label::valid) return "demands acceptance of what is not valid";
      if (by_label.demand != Demand::must_accept) return "denies the leeway of a ruling";
      if (by_label.value_may_be_refused && !step.expect.value_may_be_refused) {
        return "calls a value ordinary that is not";
      }
      if (by_label.environment_may_refuse && !step.expect.environment_may_refuse) {
        return "forgets that the environment may refuse";
      }
      return {};
    case Demand::should_accept:
      return judgement.label == Label::valid ? "" : "wishes for acceptance of what is not valid";
    case Demand::should_refuse:
      return by_label.demand == Demand::should_refuse || by_label.demand == Demand::must_refuse
                 ? ""
                 : "wishes for refusal of what may be accepted";
    case Demand::must_refuse:
      if (judgement.label != Label::invalid) return "demands refusal of what is not invalid";
      if (by_label.demand != Demand::must_refuse) return "denies the leeway of a ruling";
      return {};
    case Demand::either:
      return judgement.label == Label::open || merely_observed(judgement)
                 ? ""
                 : "leaves open what the oracles decide";
  }
  return "has no demand";
}

class CaseLabels : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto made = Judge::create(built_in_schemas());
    ASSERT_TRUE(made.has_value()) << made.error();
    judge_ = std::make_unique<Judge>(std::move(*made));
  }
  static void TearDownTestSuite() { judge_.reset(); }

  static RequestJudgement judge(const Step& step) {
    return judge_->judge_request(with_own_version(step.body));
  }

  static inline std::unique_ptr<Judge> judge_;
};

TEST_F(CaseLabels, AgreeWithTheDemandOfEveryRequest) {
  int compared = 0;
  for (const Case& one : all_cases()) {
    for (const Step& step : one.steps) {
      if (decided_elsewhere(step)) continue;
      ++compared;
      const RequestJudgement judgement = judge(step);
      EXPECT_EQ(contradiction(step, judgement), "")
          << one.id << " is " << name_of(judgement.label)
          << (judgement.ruling == nullptr ? "" : " by ")
          << (judgement.ruling == nullptr ? "" : judgement.ruling->id);
    }
  }
  EXPECT_GT(compared, 500);
}

TEST_F(CaseLabels, AreValidWhereSomethingElseDecides) {
  int compared = 0;
  for (const Case& one : all_cases()) {
    for (const Step& step : one.steps) {
      const bool refused_for_other_reasons = decided_elsewhere(step) &&
                                             step.expect.demand == Demand::must_refuse &&
                                             step.expect.requirement != requirement("R-PAGE-order");
      if (!refused_for_other_reasons) continue;
      ++compared;
      EXPECT_EQ(judge(step).label, Label::valid)
          << one.id << ": another fault would hide the one that it is about";
    }
  }
  EXPECT_GT(compared, 15);
}

TEST_F(CaseLabels, BreakTheRequirementThatTheCaseNames) {
  for (const Case& one : all_cases()) {
    for (const Step& step : one.steps) {
      const bool refused =
          step.expect.demand == Demand::must_refuse || step.expect.demand == Demand::should_refuse;
      const Requirement* about = step.expect.requirement;
      // Valid by the schema, or said of the whole packet.
      if (!refused || decided_elsewhere(step) || about == nullptr ||
          about == requirement("R-PAGE-remote-ftp") ||
          about == requirement("R-DOC28729-nothing-executed")) {
        continue;
      }
      const RequestJudgement judgement = judge(step);
      std::string named;
      for (const Violation& violation : judgement.rules.violations) {
        named += " " + std::string(violation.requirement->id);
      }
      EXPECT_TRUE(breaks(judgement, about))
          << one.id << " names " << about->id << ", the rules say" << named;
    }
  }
}

TEST_F(CaseLabels, ArePlainForTheProbe) {
  for (const std::string& packet : probe_packets()) {
    const RequestJudgement judgement = judge_->judge_request(with_own_version(packet));
    EXPECT_EQ(judgement.label, Label::valid);
    EXPECT_EQ(judgement.ruling, nullptr);
  }
}

}  // namespace
}  // namespace packetproof
