#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "harness/oracle/check.hpp"
#include "harness/oracle/judge.hpp"
#include "harness/protocol/schemas.hpp"

namespace packetproof {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view ok = "<status>ok</status><task-id>27</task-id>";
constexpr std::string_view failed =
    "<status>error</status><errcode>1023</errcode><errtext>Job 4711 failed.</errtext>";

std::string answers(std::initializer_list<std::string_view> results) {
  std::string text = "<packet version='1.6.7.0'><backup-manager>";
  for (const std::string_view result : results) {
    text.append("<backup-server><result>").append(result).append("</result></backup-server>");
  }
  return text + "</backup-manager></packet>";
}

std::string refusal(std::string_view code) {
  return "<packet version='1.6.7.0'><system><status>error</status><errcode>" + std::string(code) +
         "</errcode><errtext>Refused.</errtext></system></packet>";
}

Exchange exchange(std::string body, int status = 200,
                  std::string request = std::string(documented_sample())) {
  return {
      .request = {.body = std::move(request)},
      .response = HttpResponse{
          .status = status, .headers = {{"Content-Type", "text/xml"}}, .body = std::move(body)}};
}

Exchange failure(TransportError::Kind kind) {
  return {.request = {.body = std::string(documented_sample())},
          .response = std::unexpected(TransportError{.kind = kind})};
}

Judgement judge(const Expect& expect, const Exchange& given, const RunContext& context = {}) {
  static Judge judge = Judge::create(built_in_schemas()).value();
  return judge.judge_exchange(expect, given, context);
}

const Expect accept{.demand = Demand::must_accept,
                    .requirement = requirement("R-PAGE-sample-full")};
const Expect refuse{.demand = Demand::must_refuse,
                    .requirement = requirement("R-XSD-description-required")};

TEST(JudgeExchange, AnOrdinaryAnswerYieldsNoFindingAndChecksMuch) {
  const Judgement judgement = judge(accept, exchange(answers({ok})), {.https = true});
  EXPECT_THAT(judgement.findings, IsEmpty());
  for (const Requirement* row :
       {requirement("R-PAGE-sample-full"), requirement("R-XML-answer-well-formed"),
        requirement("R-XSD-status-value"), requirement("R-PAGE-ok-task-id"),
        requirement("R-DOC28728-same-operation"), requirement("R-RFC9112-framing"),
        requirement("R-DOC50169-content-type"), requirement("R-DOC44539-task-id-fresh")}) {
    EXPECT_THAT(judgement.checked, Contains(row)) << row->id;
  }
  EXPECT_THAT(judgement.checked, Not(Contains(requirement("R-PAGE-error-no-task-id"))));
  EXPECT_THAT(judgement.checked, Not(Contains(requirement("R-RFC9112-close-announced"))));
}

TEST(JudgeExchange, StatesTheFacts) {
  const AnswerFacts facts = judge(accept, exchange(answers({ok, failed}))).facts;
  EXPECT_TRUE(facts.well_formed);
  EXPECT_TRUE(facts.schema_valid);
  EXPECT_EQ(facts.decision, Decision::mixed);
  EXPECT_THAT(facts.task_ids, ElementsAre("27"));
  EXPECT_EQ(facts.version, "1.6.7.0");
  EXPECT_EQ(facts.errcode, 1023U);
  EXPECT_EQ(facts.errtext, "Job 4711 failed.");
  EXPECT_EQ(facts.xerces, OracleSays::valid);
}

TEST(JudgeExchange, ARefusalInTheResultNeedsProbes) {
  const Judgement judgement = judge(accept, exchange(answers({failed})));
  ASSERT_EQ(judgement.findings.size(), 1U);
  const Finding& finding = judgement.findings.front();
  EXPECT_EQ(finding.requirement, accept.requirement);
  EXPECT_EQ(finding.kind, FailureKind::rejected_valid);
  EXPECT_EQ(finding.outcome, Outcome::fail);
  EXPECT_TRUE(finding.needs_probe());
  EXPECT_EQ(finding.observation, "refused in the result, errcode 1023: Job # failed.");
}

TEST(JudgeExchange, AnEnvironmentMayRefuseInTheResultOnly) {
  Expect expect = accept;
  expect.environment_may_refuse = true;
  const Judgement in_result = judge(expect, exchange(answers({failed})));
  ASSERT_EQ(in_result.findings.size(), 1U);
  EXPECT_EQ(in_result.findings.front().outcome, Outcome::inconclusive);
  EXPECT_THAT(in_result.checked, Not(Contains(expect.requirement)));
  const Judgement in_system = judge(expect, exchange(refusal("1014")));
  ASSERT_EQ(in_system.findings.size(), 1U);
  EXPECT_EQ(in_system.findings.front().outcome, Outcome::fail);
}

TEST(JudgeExchange, AValueMayBeRefusedInTheResultOnly) {
  Expect expect = accept;
  expect.value_may_be_refused = true;
  EXPECT_EQ(judge(expect, exchange(answers({failed}))).findings.at(0).outcome, Outcome::warn);
  EXPECT_EQ(judge(expect, exchange(refusal("1014"))).findings.at(0).outcome, Outcome::fail);
}

TEST(JudgeExchange, AVersionThatTheEndpointNeverNamedMayBeRefusedAtPacketLevel) {
  Expect expect = accept;
  expect.version = "1.4.0.0";
  EXPECT_EQ(judge(expect, exchange(refusal("1005"))).findings.at(0).outcome, Outcome::inconclusive);
  EXPECT_EQ(judge(expect, exchange(answers({failed}))).findings.at(0).outcome, Outcome::fail);
  const RunContext knows{.versions = {"1.4.0.0"}};
  EXPECT_EQ(judge(expect, exchange(refusal("1005")), knows).findings.at(0).outcome, Outcome::fail);
}

TEST(JudgeExchange, AServerMayRunOneBackupAtATime) {
  const std::string two =
      "<packet><backup-manager><backup-server><local/><description>d</description></backup-server>"
      "<backup-server><local/><description>d</description></backup-server></backup-manager>"
      "</packet>";
  const auto outcome = [&](std::string body) {
    const Judgement judgement = judge(accept, exchange(std::move(body), 200, two));
    return judgement.findings.empty() ? Outcome::pass : judgement.findings.front().outcome;
  };
  EXPECT_EQ(outcome(answers({ok, failed})), Outcome::inconclusive);
  EXPECT_EQ(outcome(answers({failed, ok})), Outcome::fail);
  EXPECT_EQ(outcome(answers({failed, failed})), Outcome::fail);
  EXPECT_EQ(outcome(refusal("1014")), Outcome::fail);
}

TEST(JudgeExchange, ADemandOfShouldIsAWarning) {
  Expect expect = accept;
  expect.demand = Demand::should_accept;
  EXPECT_EQ(judge(expect, exchange(refusal("1014"))).findings.at(0).outcome, Outcome::warn);
  expect.demand = Demand::should_refuse;
  const Judgement accepted = judge(expect, exchange(answers({ok})));
  EXPECT_EQ(accepted.findings.at(0).outcome, Outcome::warn);
  EXPECT_EQ(accepted.findings.at(0).kind, FailureKind::accepted_invalid);
}

TEST(JudgeExchange, TheLevelCapsTheOutcome) {
  Expect expect = accept;
  expect.requirement = requirement("R-PAGE-remote-ftp");
  EXPECT_EQ(judge(expect, exchange(refusal("1014"))).findings.at(0).outcome, Outcome::warn);
  expect.requirement = requirement("R-PAGE-only-content");
  EXPECT_EQ(judge(expect, exchange(refusal("1014"))).findings.at(0).outcome, Outcome::info);
}

TEST(JudgeExchange, AcceptingTheInvalidStandsOnItsOwn) {
  const Judgement judgement = judge(refuse, exchange(answers({ok})));
  ASSERT_EQ(judgement.findings.size(), 1U);
  EXPECT_EQ(judgement.findings.front().kind, FailureKind::accepted_invalid);
  EXPECT_EQ(judgement.findings.front().outcome, Outcome::fail);
  EXPECT_FALSE(judgement.findings.front().needs_probe());
}

/// Silence, an error status or a page for people never counts as "rejected the invalid request".
TEST(JudgeExchange, NoAnswerIsNoRefusal) {
  for (const auto kind : {TransportError::Kind::timeout, TransportError::Kind::no_answer,
                          TransportError::Kind::cut, TransportError::Kind::connect}) {
    const Judgement judgement = judge(refuse, failure(kind));
    ASSERT_EQ(judgement.findings.size(), 1U);
    EXPECT_EQ(judgement.findings.front().outcome, Outcome::fail);
    EXPECT_TRUE(judgement.findings.front().needs_probe());
    EXPECT_THAT(judgement.checked, Not(Contains(refuse.requirement)));
    EXPECT_EQ(judgement.facts.decision, Decision::none);
  }
  const Judgement page = judge(refuse, exchange("<html><body>Bad Request</body></html>", 400));
  ASSERT_EQ(page.findings.size(), 1U);
  EXPECT_EQ(page.findings.front().requirement, requirement("R-XSD-answer-root"));
  EXPECT_THAT(page.findings.front().observation, ::testing::HasSubstr("HTTP 400"));
  EXPECT_THAT(page.checked, Not(Contains(refuse.requirement)));
}

TEST(JudgeExchange, KindsOfSilence) {
  EXPECT_EQ(judge(accept, failure(TransportError::Kind::timeout)).findings.at(0).kind,
            FailureKind::timeout);
  EXPECT_EQ(judge(accept, failure(TransportError::Kind::no_answer)).findings.at(0).kind,
            FailureKind::crash);
  EXPECT_EQ(judge(accept, failure(TransportError::Kind::framing)).findings.at(0).kind,
            FailureKind::transport);
  const Judgement stopped = judge(accept, failure(TransportError::Kind::interrupted));
  EXPECT_EQ(stopped.findings.at(0).outcome, Outcome::inconclusive);
}

TEST(JudgeExchange, WhereAnyAnswerWillDoOnlyTheStatusIsSeen) {
  const Expect expect{.requirement = requirement("R-RFC9110-method"), .any_answer = true};
  const Judgement judgement = judge(expect, exchange("Method Not Allowed", 405));
  ASSERT_EQ(judgement.findings.size(), 1U);
  EXPECT_EQ(judgement.findings.front().outcome, Outcome::info);
  EXPECT_EQ(judgement.findings.front().observation, "HTTP 405");
  EXPECT_EQ(judge(expect, failure(TransportError::Kind::no_answer)).findings.at(0).outcome,
            Outcome::info);
  EXPECT_EQ(judge(expect, exchange(answers({ok}))).facts.decision, Decision::accepted);
}

TEST(JudgeExchange, EitherIsObservedWhereNothingBinds) {
  const Expect open{.demand = Demand::either, .requirement = requirement("R-PAGE-only-content")};
  const Judgement accepted = judge(open, exchange(answers({ok})));
  ASSERT_EQ(accepted.findings.size(), 1U);
  EXPECT_EQ(accepted.findings.front().outcome, Outcome::info);
  EXPECT_EQ(accepted.findings.front().observation, "accepted");
  const Expect bound{.demand = Demand::either,
                     .requirement = requirement("R-XML-entity-expansion")};
  const Judgement survived = judge(bound, exchange(refusal("1014")));
  EXPECT_THAT(survived.findings, IsEmpty());
  EXPECT_THAT(survived.checked, Contains(bound.requirement));
}

TEST(JudgeExchange, CodesAreComparedWhereThereIsOne) {
  Expect expect = refuse;
  expect.codes = {1014, 1017};
  expect.code_requirement = requirement("R-DOC33765-code-1014");
  EXPECT_THAT(judge(expect, exchange(refusal("1017"))).findings, IsEmpty());
  const Judgement other = judge(expect, exchange(refusal("1019")));
  ASSERT_EQ(other.findings.size(), 1U);
  EXPECT_EQ(other.findings.front().kind, FailureKind::wrong_error);
  EXPECT_EQ(other.findings.front().outcome, Outcome::warn);
  const Judgement none = judge(
      expect, exchange("<packet version='1'><system><status>error</status><errtext>no</errtext>"
                       "</system></packet>"));
  EXPECT_THAT(none.checked, Not(Contains(expect.code_requirement)));
}

TEST(JudgeExchange, APartOfAnInvalidPacketMayNotBeExecuted) {
  const std::string two =
      "<packet><backup-manager><backup-server><local/><description/></backup-server>"
      "<backup-server><local/></backup-server></backup-manager></packet>";
  const Judgement judgement = judge(refuse, exchange(answers({ok, failed}), 200, two));
  ASSERT_EQ(judgement.findings.size(), 1U);
  EXPECT_EQ(judgement.findings.front().requirement, requirement("R-DOC28729-nothing-executed"));
  EXPECT_EQ(judgement.findings.front().kind, FailureKind::accepted_invalid);
}

TEST(JudgeExchange, AnAnswerThatCannotBeReadDecidesNothing) {
  const std::string bomb =
      "<!DOCTYPE packet [<!ENTITY a '<status>ok</status>'>]><packet version='1'><backup-manager>"
      "<backup-server><result>&a;</result></backup-server></backup-manager></packet>";
  const Judgement judgement = judge(accept, exchange(bomb));
  ASSERT_EQ(judgement.findings.size(), 2U);
  EXPECT_EQ(judgement.findings.at(0).outcome, Outcome::inconclusive);
  EXPECT_EQ(judgement.findings.at(1).requirement, requirement("R-XML-answer-doctype"));
  EXPECT_EQ(judgement.facts.decision, Decision::none);
  EXPECT_EQ(judgement.facts.libxml2, OracleSays::not_run);
}

TEST(JudgeExchange, AnOperationBeyondTheSchemaSetIsNoAccusation) {
  const std::string request =
      "<packet><backup-manager><backup-webspace><webspace-id>1</webspace-id></backup-webspace>"
      "</backup-manager></packet>";
  const std::string answer =
      "<packet version='1'><backup-manager><backup-webspace><result><status>ok</status>"
      "<task-id>5</task-id></result></backup-webspace></backup-manager></packet>";
  const Judgement judgement = judge({}, exchange(answer, 200, request));
  ASSERT_EQ(judgement.findings.size(), 1U);
  EXPECT_EQ(judgement.findings.front().outcome, Outcome::disputed);
}

TEST(JudgeExchange, AListOfTasksHasNoTaskIds) {
  const std::string request = "<packet><backup-manager><get-tasks-info/></backup-manager></packet>";
  const std::string answer =
      "<packet version='1'><backup-manager><get-tasks-info><result><status>ok</status></result>"
      "<result><status>ok</status></result></get-tasks-info></backup-manager></packet>";
  const Judgement judgement = judge(accept, exchange(answer, 200, request));
  EXPECT_THAT(judgement.findings, IsEmpty());
  EXPECT_EQ(judgement.facts.decision, Decision::accepted);
  EXPECT_THAT(judgement.checked, Not(Contains(requirement("R-PAGE-ok-task-id"))));
}

TEST(JudgeExchange, WorstFirst) {
  const Judgement judgement =
      judge(accept, exchange("<packet><backup-manager><backup-server><result><status>ok</status>"
                             "</result></backup-server></backup-manager></packet>"));
  ASSERT_EQ(judgement.findings.size(), 2U);
  EXPECT_EQ(judgement.findings.at(0).requirement, requirement("R-PAGE-ok-task-id"));
  EXPECT_EQ(judgement.findings.at(1).requirement, requirement("R-DOC28728-version"));
}

// A list of all tasks may be longer than what we are willing to read; nothing forbids that.
TEST(JudgeExchange, AListBeyondOurOwnLimitAccusesNobody) {
  Judge judge = Judge::create(built_in_schemas()).value();
  const auto outcome = [&](std::string packet) {
    const Exchange exchange{
        .request = {.body = std::move(packet)},
        .response = std::unexpected(TransportError{.kind = TransportError::Kind::too_large})};
    return judge.judge_exchange({}, exchange, {}).findings.at(0).outcome;
  };
  EXPECT_EQ(outcome("<packet><backup-manager><get-tasks-info/></backup-manager></packet>"),
            Outcome::inconclusive);
  EXPECT_EQ(outcome(std::string(documented_sample())), Outcome::fail);
}

std::string in_words(const Judgement& judgement) {
  std::string text = judgement.facts.version.value_or("none") + " " +
                     std::string(name_of(judgement.facts.decision)) + " " +
                     std::string(name_of(judgement.facts.xerces)) + " " +
                     std::string(name_of(judgement.facts.libxml2));
  for (const Finding& finding : judgement.findings) {
    text += "\n" + std::string(finding.requirement->id) + " " + finding.message + " " +
            finding.observation + " " + std::to_string(finding.line);
  }
  for (const Requirement* row : judgement.checked) text += "\n" + std::string(row->id);
  return text;
}

/// What a judge knows of an answer has to leave open what question, header and demand make of it.
TEST(JudgeExchange, AnAnswerThatComesAgainIsJudgedAsTheFirstTime) {
  const std::string sample(documented_sample());
  std::string two = sample;
  two.insert(two.find("</backup-manager>"), "<get-tasks-info/>");
  const std::string marked = "<packet><b>" + std::string(200, 'x') + "</b></packet>";
  const std::string echoed =
      "<packet version='1.6.7.0'><system><status>error</status><errcode>1014</errcode>"
      "<errtext><b>no</b></errtext></system></packet>";
  std::vector<Exchange> exchanges;
  for (const std::string& body :
       {answers({ok}), answers({ok, ok}), refusal("1014"), echoed, std::string("<packet>"),
        std::string("<?xml version='1.0' encoding='UTF-8'?>") + answers({failed})}) {
    for (const std::string& request : {sample, two, marked}) {
      for (const char* type : {"text/xml", "text/xml; charset=ISO-8859-1"}) {
        exchanges.push_back(exchange(body, 200, request));
        exchanges.back().response->headers = {{"Content-Type", type}};
      }
    }
  }
  // A header and a body that would be another pair if they were only put together.
  exchanges.push_back(exchange(answers({ok}), 200, sample));
  exchanges.back().response->headers = {{"Content-Type", std::string("text/xml\0x", 10)}};
  exchanges.push_back(exchange("x" + answers({ok}), 200, sample));
  exchanges.back().response->headers = {{"Content-Type", std::string("text/xml\0", 9)}};
  for (const Expect& expect : {accept, refuse}) {
    std::vector<std::string> first;
    for (const Exchange& one : exchanges) {
      Judge fresh = Judge::create(built_in_schemas()).value();
      first.push_back(in_words(fresh.judge_exchange(expect, one, {})));
    }
    Judge experienced = Judge::create(built_in_schemas()).value();
    for (int time = 0; time < 3; ++time) {
      for (std::size_t i = 0; i < exchanges.size(); ++i) {
        EXPECT_EQ(in_words(experienced.judge_exchange(expect, exchanges[i], {})), first[i]) << i;
      }
    }
  }
}

}  // namespace
}  // namespace packetproof
