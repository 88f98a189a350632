#include "harness/conformance/plan.hpp"

#include <gtest/gtest.h>

#include "harness/conformance/cases.hpp"
#include "harness/protocol/schemas.hpp"

namespace packetproof {
namespace {

/// How the oracles' judgement of its packet leaves the demand of a captured packet.
struct Planned : testing::Test {
  Expect expect_of(std::string_view name, std::string bytes, const TargetFacts& facts = {}) {
    std::vector<Case> cases = {corpus_case(name, std::move(bytes), "").value()};
    const CredentialSet credentials{.login = "admin", .password = "setup"};
    Plan plan = make_plan(cases, {}, facts, credentials, judge).value();
    settled = plan.cases.at(0).settled;
    return plan.cases.at(0).definition.steps.at(0).expect;
  }

  Judge judge = Judge::create(built_in_schemas()).value();
  Outcome settled = Outcome::notrun;
};

TEST_F(Planned, AnOrdinaryPacketMustBeAccepted) {
  const Expect expect = expect_of("valid/sample.xml", sample());
  EXPECT_EQ(expect.demand, Demand::must_accept);
  EXPECT_FALSE(expect.value_may_be_refused);
  EXPECT_FALSE(expect.environment_may_refuse);
  EXPECT_EQ(expect.version, std::nullopt);
}

TEST_F(Planned, AValueBeyondTheOrdinaryMayBeRefused) {
  const std::string spaced = request_of("<local/><prefix>a b</prefix><description>d</description>");
  EXPECT_TRUE(expect_of("valid/spaced-prefix.xml", spaced).value_may_be_refused);
  const std::string longer =
      request_of("<local/><description>" + std::string(70'000, 'd') + "</description>");
  const Expect expect = expect_of("valid/long-description.xml", longer);
  EXPECT_EQ(expect.demand, Demand::should_accept);
  EXPECT_EQ(expect.requirement, requirement("R-PAGE-long-text"));
}

TEST_F(Planned, RemoteStorageMayNotBeSetUpUnlessTheUserSaysSo) {
  const std::string remote = request_of("<remote>ftp</remote><description>d</description>");
  EXPECT_TRUE(expect_of("valid/remote.xml", remote).environment_may_refuse);
  EXPECT_FALSE(
      expect_of("valid/remote.xml", remote, {.remote_storage = true}).environment_may_refuse);
}

TEST_F(Planned, AVersionOfItsOwnMayBeUnknown) {
  const std::string operation = manager_of(server_of("<local/><description>d</description>"));
  EXPECT_EQ(expect_of("valid/a.xml", packet_of(operation, " version=\"1.4.0.0\"")).version,
            "1.4.0.0");
  EXPECT_EQ(expect_of("valid/a.xml", packet_of(operation, " version=\"%VERSION%\"")).version,
            std::nullopt);
}

TEST_F(Planned, ARulingGivesLeewayToCapturedPackets) {
  const std::string operation = manager_of(server_of("<local/><description>d</description>"));
  const std::string misdeclared =
      "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + packet_of(operation);
  EXPECT_EQ(expect_of("invalid/misdeclared.xml", misdeclared).demand, Demand::should_refuse);
  EXPECT_EQ(settled, Outcome::notrun);
  const std::string declared = "<?xml version=\"1.1\"?>" + packet_of(operation);
  EXPECT_EQ(expect_of("disputed/xml-1-1.xml", declared).demand, Demand::either);
  EXPECT_EQ(settled, Outcome::notrun);
}

TEST_F(Planned, ALabelThatTheOraclesContradictAccusesNobody) {
  expect_of("invalid/sample.xml", sample());
  EXPECT_EQ(settled, Outcome::error);
  expect_of("valid/no-storage.xml", request_of("<description>d</description>"));
  EXPECT_EQ(settled, Outcome::error);
  expect_of("invalid/xml-1-1.xml", "<?xml version=\"1.1\"?>" + sample());
  EXPECT_EQ(settled, Outcome::error);
}

}  // namespace
}  // namespace packetproof
