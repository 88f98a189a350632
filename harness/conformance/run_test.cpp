#include "harness/conformance/run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>

#include "harness/conformance/gate.hpp"
#include "harness/protocol/schemas.hpp"

namespace packetproof {
namespace {

constexpr std::string_view swapped =
    "<packet><backup-manager><backup-server><description>d</description><local/></backup-server>"
    "</backup-manager></packet>";
constexpr std::string_view split =
    "<packet><backup-manager><backup-server><local/><description>d</description>"
    "<split-size>0</split-size></backup-server></backup-manager></packet>";

std::string ok_answer(int task) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<packet version=\"1.6.7.0\"><backup-manager>"
         "<backup-server><result><status>ok</status><task-id>" +
         std::to_string(task) + "</task-id></result></backup-server></backup-manager></packet>";
}

std::string refusal() {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<packet version=\"1.6.7.0\"><system>"
         "<status>error</status><errcode>1014</errcode><errtext>wrong format</errtext></system>"
         "</packet>";
}

HttpResponse answer(std::string body, int status = 200) {
  return {.status = status, .headers = {{"Content-Type", "text/xml"}}, .body = std::move(body)};
}

/// A right endpoint for the two packets that these tests send.
struct Endpoint {
  int next_task = 27;
  int requests = 0;
  HttpResponse operator()(const HttpRequest& request) {
    ++requests;
    return answer(request.body == swapped ? refusal() : ok_answer(next_task++));
  }
};

class Collect : public RunObserver {
 public:
  void on_intent(std::string_view id, std::string_view) override { intents.emplace_back(id); }
  void on_suspect(const CaseRecord& record) override { suspects.push_back(record.id); }
  void on_case(const CaseRecord& record) override { seen.push_back(record.id); }
  void on_progress(const Progress&) override {}
  std::vector<std::string> intents;
  std::vector<std::string> suspects;
  std::vector<std::string> seen;
};

/// Holds back every answer until `width` requests are in flight or nothing else comes.
class SideBySide : public Transport {
 public:
  using Answer = std::function<Exchange(const HttpRequest&, std::size_t in_flight)>;
  explicit SideBySide(Answer answer) : answer_(std::move(answer)) {}
  void submit(std::uint64_t ticket, HttpRequest request) override {
    waiting_.emplace_back(ticket, std::move(request));
  }
  std::vector<Completion> wait() override {
    if (waiting_.empty()) return {};
    const std::size_t width = waiting_.size();
    auto [ticket, request] = std::move(waiting_.front());
    waiting_.pop_front();
    return {{ticket, answer_(request, width)}};
  }
  void cancel() override {}

 private:
  Answer answer_;
  std::deque<std::pair<std::uint64_t, HttpRequest>> waiting_;
};

Case make_case(std::string id, std::string_view body, Demand demand, const Requirement* about) {
  return {
      .id = std::move(id),
      .title = "a case",
      .requirements = {about},
      .steps = {{.body = std::string(body), .expect = {.demand = demand, .requirement = about}}}};
}

std::vector<Case> two_cases() {
  return {make_case("xsd/order/swap", swapped, Demand::must_refuse, requirement("R-PAGE-order")),
          make_case("sem/split/zero", split, Demand::must_accept,
                    requirement("R-PAGE-split-size-zero"))};
}

class RunTest : public testing::Test {
 protected:
  RunRecord run_cases(const std::vector<Case>& cases, Transport& transport) {
    Judge judge = std::move(*Judge::create(built_in_schemas()));
    const CredentialSet credentials{.login = "admin", .password = "a-password", .secret_key = ""};
    const auto plan = make_plan(cases, {}, {}, credentials, judge);
    EXPECT_TRUE(plan.has_value());
    RunWorld world{.transport = transport,
                   .judge = judge,
                   .observer = collect,
                   .credentials = credentials,
                   .now = [this] { return clock += std::chrono::milliseconds(1); },
                   .pause = [this](std::chrono::microseconds length) { clock += length; }};
    return run(*plan, world, options);
  }
  RunRecord run_cases(const std::vector<Case>& cases, Handler handler) {
    const auto transport = make_in_process_transport(std::move(handler));
    return run_cases(cases, *transport);
  }

  RunOptions options;
  Collect collect;
  std::chrono::microseconds clock{0};
};

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

/// Instances of one property; a packet each, judged by its label.
std::vector<Case> instances_of(const std::vector<std::string_view>& packets) {
  std::vector<Case> cases;
  for (const std::string_view packet : packets) {
    Case instance{.id = "xsd/property/some@s1." + std::to_string(cases.size()),
                  .title = "a property",
                  .phase = Phase::properties,
                  .requirements = {requirement("R-PAGE-order")}};
    instance.property = "xsd/property/some";
    instance.steps.push_back({.body = std::string(packet), .by_label = true});
    cases.push_back(std::move(instance));
  }
  return cases;
}

TEST_F(RunTest, APropertyHasOneRowWhateverTheNumberOfItsInstances) {
  Endpoint endpoint;
  const RunRecord record =
      run_cases(instances_of({split, swapped, split, swapped}), std::ref(endpoint));
  ASSERT_EQ(record.cases.size(), 1U);
  EXPECT_EQ(record.cases[0].id, "xsd/property/some");
  EXPECT_EQ(record.cases[0].outcome, Outcome::pass);
  EXPECT_EQ(record.summary.planned, 1);
  EXPECT_EQ(collect.seen, std::vector<std::string>{"xsd/property/some"});
  ASSERT_EQ(record.properties.size(), 1U);
  EXPECT_EQ(record.properties[0].instances, 4);
  EXPECT_EQ(record.properties[0].valid, 2);
  EXPECT_EQ(record.properties[0].invalid, 2);
  EXPECT_EQ(record.cases[0].exchanges.size(), 1U);  // an example
}

TEST_F(RunTest, AFaultThatManyInstancesShowIsOneFindingOfTheFirst) {
  options.jobs = 1;
  options.shrink_budget = 0;
  Endpoint endpoint;
  const RunRecord record =
      run_cases(instances_of({split, swapped, swapped, swapped}), [&](HttpRequest request) {
        request.body = split;
        return endpoint(request);
      });
  ASSERT_EQ(record.cases.size(), 1U);
  EXPECT_EQ(record.cases[0].outcome, Outcome::fail);
  ASSERT_EQ(record.cases[0].findings.size(), 1U);
  const FindingRecord& finding = record.cases[0].findings[0];
  EXPECT_EQ(finding.instance, "xsd/property/some@s1.1");
  EXPECT_EQ(finding.instances, 3);
  EXPECT_EQ(finding.confirmed, 3);
  EXPECT_EQ(record.timing.confirmations, 3);  // of the first alone
  EXPECT_EQ(collect.suspects.size(), 3U);
}

TEST_F(RunTest, APartOfAPropertyProvesNoWhole) {
  options.max_backups = 2;
  options.jobs = 1;
  Endpoint endpoint;
  const RunRecord record = run_cases(instances_of({split, split, swapped}), std::ref(endpoint));
  EXPECT_EQ(record.cases[0].outcome, Outcome::notrun);
  EXPECT_EQ(record.cases[0].reason_code, "max-backups");
  EXPECT_TRUE(record.cases[0].reason.starts_with("1 of 3 instances"));
}

TEST_F(RunTest, AnInstanceThatTheEnvironmentExplainsIsDiscarded) {
  const std::string remote =
      "<packet><backup-manager><backup-server><remote>ftp</remote><description>d</description>"
      "</backup-server></backup-manager></packet>";
  Endpoint endpoint;
  const auto without_storage = [&](const HttpRequest& request) {
    if (request.body != remote) return endpoint(request);
    return answer(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<packet version=\"1.6.7.0\">"
        "<backup-manager><backup-server><result><status>error</status><errcode>1023</errcode>"
        "<errtext>no storage</errtext></result></backup-server></backup-manager></packet>");
  };
  const RunRecord some = run_cases(instances_of({split, remote, swapped}), without_storage);
  EXPECT_EQ(some.cases[0].outcome, Outcome::info);
  EXPECT_TRUE(some.cases[0].findings.at(0).message.contains("discarded"));
  const RunRecord none = run_cases(instances_of({remote, remote}), without_storage);
  EXPECT_EQ(none.cases[0].outcome, Outcome::inconclusive);
}

TEST_F(RunTest, SpellingsOfWhatIsOpenGetAnswersOfOneClass) {
  const std::string plain =
      "<packet><backup-manager><backup-server><local/><description>d</description>"
      "<split-size>-1</split-size></backup-server></backup-manager></packet>";
  std::vector<Case> cases = instances_of({plain});
  cases[0].steps.push_back({.body = plain + "\n", .by_label = true});
  cases[0].alike = true;
  Endpoint endpoint;
  EXPECT_EQ(run_cases(cases, std::ref(endpoint)).cases[0].outcome, Outcome::info);
  EXPECT_EQ(run_cases(cases,
                      [](const HttpRequest& request) {
                        static Endpoint accepting;
                        return request.body.contains("-1") ? answer(refusal()) : accepting(request);
                      })
                .cases[0]
                .outcome,
            Outcome::info);
  const RunRecord unlike = run_cases(cases, [&](const HttpRequest& request) {
    return request.body.ends_with("\n") ? answer(refusal()) : endpoint(request);
  });
  EXPECT_EQ(unlike.cases[0].outcome, Outcome::fail);
  EXPECT_EQ(unlike.cases[0].findings[0].requirement, "R-XML-spelling");
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

TEST_F(RunTest, TheRecordIsTheSameForAnyNumberOfJobs) {
  const auto record_with = [&](int jobs) {
    options.jobs = jobs;
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
  EXPECT_EQ(record_with(1), record_with(8));
}

}  // namespace
}  // namespace packetproof
