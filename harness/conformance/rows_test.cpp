#include "harness/conformance/rows.hpp"

#include <gtest/gtest.h>

#include "harness/conformance/small_endpoints_test.hpp"

namespace packetproof {
namespace {

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

}  // namespace
}  // namespace packetproof
