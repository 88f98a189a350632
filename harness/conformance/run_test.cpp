#include "harness/conformance/run.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "harness/conformance/gate.hpp"
#include "harness/conformance/small_endpoints_test.hpp"

namespace packetproof {
namespace {

TEST_F(RunTest, ARightEndpointPassesBetweenTwoProbes) {
  Endpoint endpoint;
  const RunRecord record = run_cases(two_cases(), std::ref(endpoint));
  EXPECT_EQ(record.summary.passed, 2);
  EXPECT_EQ(record.timing.probes, 2);
  EXPECT_EQ(endpoint.requests, 4);
  EXPECT_EQ(collect.seen.size(), 2U);
  // The invalid request starts nothing, so nothing is announced for it.
  EXPECT_EQ(std::ranges::count(collect.intents, "xsd/order/swap"), 0);
  EXPECT_EQ(std::ranges::count(collect.intents, "sem/split/zero"), 1);
  EXPECT_EQ(decide(record, {}).exit, Exit::passed);
}

TEST_F(RunTest, AnAcceptedInvalidRequestFailsAndIsRepeated) {
  Endpoint endpoint;
  const RunRecord record = run_cases(two_cases(), [&](HttpRequest request) {
    request.body = split;
    return endpoint(request);
  });
  ASSERT_EQ(record.cases[0].outcome, Outcome::fail);
  EXPECT_EQ(record.cases[0].kind, FailureKind::accepted_invalid);
  EXPECT_EQ(record.cases[0].findings[0].confirmed, 3);
  EXPECT_EQ(record.cases[0].findings[0].attempts, 3);
  EXPECT_EQ(record.cases[1].outcome, Outcome::pass);
}

TEST_F(RunTest, ARefusedValidRequestFailsOnlyBetweenGoodProbes) {
  Endpoint endpoint;
  const RunRecord convicted = run_cases(two_cases(), [&](const HttpRequest& request) {
    return request.body == split ? answer(refusal()) : endpoint(request);
  });
  EXPECT_EQ(convicted.cases[1].outcome, Outcome::fail);
  EXPECT_EQ(convicted.cases[1].kind, FailureKind::rejected_valid);

  // The same refusal, but from then on the endpoint refuses everything.
  bool broken = false;
  Endpoint dying;
  const RunRecord spared = run_cases(two_cases(), [&](const HttpRequest& request) {
    broken |= request.body == split;
    return broken ? answer(refusal()) : dying(request);
  });
  EXPECT_EQ(spared.cases[1].outcome, Outcome::inconclusive);
  EXPECT_EQ(spared.cases[1].reason_code, "probe-failed");
}

TEST_F(RunTest, ARefusalThatDoesNotRepeatIsNondeterministic) {
  Endpoint endpoint;
  int asked = 0;
  const RunRecord record = run_cases(two_cases(), [&](const HttpRequest& request) {
    return request.body == split && asked++ == 0 ? answer(refusal()) : endpoint(request);
  });
  EXPECT_EQ(record.cases[1].outcome, Outcome::inconclusive);
  EXPECT_EQ(record.cases[1].kind, FailureKind::nondeterministic);
}

TEST_F(RunTest, WhatHappensOnlySideBySideBlamesNoCase) {
  Endpoint endpoint;
  SideBySide transport([&](const HttpRequest& request, std::size_t in_flight) {
    Exchange exchange{.request = request};
    exchange.response =
        in_flight > 1 && request.body == swapped ? answer(ok_answer(9000)) : endpoint(request);
    return exchange;
  });
  const RunRecord record = run_cases(two_cases(), transport);
  EXPECT_EQ(record.cases[0].outcome, Outcome::warn);
  EXPECT_EQ(record.cases[0].kind, FailureKind::nondeterministic);
}

TEST_F(RunTest, AServerErrorIsNoRefusal) {
  Endpoint endpoint;
  const RunRecord record = run_cases(two_cases(), [&](const HttpRequest& request) {
    return request.body == swapped ? answer("<html><body>502</body></html>", 502)
                                   : endpoint(request);
  });
  EXPECT_NE(record.cases[0].outcome, Outcome::pass);
}

TEST_F(RunTest, WithoutAGoodProbeNothingElseIsSent) {
  int requests = 0;
  const RunRecord record = run_cases(two_cases(), [&](const HttpRequest&) {
    ++requests;
    return answer(refusal());
  });
  EXPECT_EQ(record.summary.notrun, 2);
  EXPECT_EQ(requests, static_cast<int>(probe_packets().size()));
  EXPECT_EQ(decide(record, {}).exit, Exit::inconclusive);
}

TEST_F(RunTest, AlwaysTheSameAnswerNeverPasses) {
  const RunRecord same =
      run_cases(two_cases(), [](const HttpRequest&) { return answer(ok_answer(27)); });
  EXPECT_EQ(decide(same, {}).exit, Exit::failed);
  const RunRecord unauthorised =
      run_cases(two_cases(), [](const HttpRequest&) { return answer("", 401); });
  EXPECT_NE(decide(unauthorised, {}).exit, Exit::passed);
}

TEST_F(RunTest, TheNumberOfAcceptableRequestsHasALimit) {
  options.max_backups = 1;
  options.jobs = 1;
  Endpoint endpoint;
  const RunRecord record = run_cases(two_cases(), std::ref(endpoint));
  EXPECT_EQ(record.timing.acceptable, 1);
  EXPECT_EQ(record.cases[0].outcome, Outcome::pass);
  EXPECT_EQ(record.cases[1].outcome, Outcome::notrun);
  EXPECT_EQ(record.cases[1].reason_code, "max-backups");
  EXPECT_EQ(endpoint.requests, 2);  // the probe and the invalid one
}

TEST_F(RunTest, AfterTheTimeIsUpNothingIsSent) {
  options.max_time = std::chrono::milliseconds(1);
  Endpoint endpoint;
  const RunRecord record = run_cases(two_cases(), std::ref(endpoint));
  EXPECT_EQ(endpoint.requests, 0);
  EXPECT_EQ(record.summary.notrun, 2);
  EXPECT_EQ(record.cases[0].reason_code, "max-time");
}

TEST_F(RunTest, AnEndpointThatGoesAwayEndsTheRun) {
  std::vector<Case> cases;
  for (int i = 0; i < 50; ++i) {
    cases.push_back(make_case("sem/split/n" + std::to_string(i), split, Demand::must_accept,
                              requirement("R-PAGE-split-size-zero")));
  }
  Endpoint endpoint;
  int requests = 0;
  SideBySide transport([&](const HttpRequest& request, std::size_t) {
    Exchange exchange{.request = request};
    exchange.response = std::unexpected(
        TransportError{.kind = TransportError::Kind::connect, .message = "nobody listens"});
    if (++requests < 10) exchange.response = endpoint(request);
    return exchange;
  });
  const RunRecord record = run_cases(cases, transport);
  EXPECT_LT(requests, 20);
  EXPECT_GT(record.summary.notrun, 30);
  EXPECT_EQ(record.summary.failed, 0);
  EXPECT_EQ(decide(record, {}).exit, Exit::inconclusive);
}

TEST_F(RunTest, WhatHurtsIsConvictedOnlyAfterRecovery) {
  Case hurting = make_case("robust/x/bomb", swapped, Demand::must_refuse,
                           requirement("R-XML-entity-expansion"));
  hurting.may_hurt = true;
  int down = 0;
  Endpoint endpoint;
  const RunRecord record = run_cases({hurting}, [&](const HttpRequest& request) {
    if (request.body == swapped) {
      down = 1;
      return answer(refusal());
    }
    if (down > 0) {
      --down;
      return answer("", 503);
    }
    return endpoint(request);
  });
  EXPECT_EQ(record.cases[0].outcome, Outcome::fail);
  EXPECT_EQ(record.cases[0].kind, FailureKind::crash);
}

TEST_F(RunTest, ATaskIdOfLongAgoIsKnownAgainWhoeverExaminesTheAnswers) {
  std::vector<Case> cases;
  for (int i = 0; i < 200; ++i) {
    cases.push_back(make_case("sem/split/n" + std::to_string(i), split, Demand::must_accept,
                              requirement("R-PAGE-split-size-zero")));
  }
  for (const std::size_t judges : {0U, 1U, 3U}) {
    side_judges.clear();
    while (side_judges.size() < judges) {
      side_judges.push_back(Judge::create(built_in_schemas()).value());
    }
    options.jobs = 8;
    options.confirm = 0;
    Endpoint endpoint;
    int answers = 0;
    const RunRecord record = run_cases(cases, [&](const HttpRequest& request) {
      // The second answer's id once more, and the one before itself: near and far.
      HttpResponse response = endpoint(request);
      ++answers;
      if (answers == 151) response = answer(ok_answer(28));
      if (answers == 52) response = answer(ok_answer(77));
      return response;
    });
    std::vector<std::string> repeated;
    for (const CaseRecord& row : record.cases) {
      for (const FindingRecord& finding : row.findings) {
        if (finding.requirement == "R-DOC44539-task-id-fresh") repeated.push_back(row.id);
      }
    }
    // The first answer is the probe's.
    EXPECT_EQ(repeated, (std::vector<std::string>{"sem/split/n50", "sem/split/n149"}));
  }
}

TEST_F(RunTest, TheRecordIsTheSameForAnyNumberOfJobs) {
  const auto record_with = [&](int jobs, int judges = 0) {
    options.jobs = jobs;
    side_judges.clear();
    for (int i = 0; i < judges; ++i) {
      side_judges.push_back(Judge::create(built_in_schemas()).value());
    }
    Endpoint endpoint;
    RunRecord record = run_cases(all_cases(), [&](HttpRequest request) {
      if (request.body.contains("only-mail")) request.body = swapped;
      return endpoint(request);
    });
    record.timing = {};
    for (CaseRecord& c : record.cases) {
      c.exchanges.clear();
      c.elapsed_us = 0;
    }
    return record;
  };
  const RunRecord one_at_a_time = record_with(1);
  EXPECT_EQ(one_at_a_time, record_with(8));
  EXPECT_EQ(one_at_a_time, record_with(1, 2));
  EXPECT_EQ(one_at_a_time, record_with(8, 2));
}

}  // namespace
}  // namespace packetproof
