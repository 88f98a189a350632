#include "harness/oracle/check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/protocol/schemas.hpp"

namespace packetproof {
namespace {

Judge& the_judge() {
  static Judge judge = Judge::create(built_in_schemas()).value();
  return judge;
}

TEST(Check, ARequestThatConforms) {
  const CheckResult result = check_request(the_judge(), documented_sample());
  EXPECT_TRUE(result.well_formed);
  EXPECT_TRUE(result.schema_valid);
  EXPECT_TRUE(result.conforms);
  EXPECT_EQ(result.label, Label::valid);
  EXPECT_EQ(result.xerces, OracleSays::valid);
  EXPECT_THAT(result.findings, ::testing::IsEmpty());
}

TEST(Check, ARequestThatDoesNot) {
  const CheckResult result = check_request(
      the_judge(),
      "<packet><backup-manager><backup-server><description/></backup-server></backup-manager>"
      "</packet>");
  EXPECT_TRUE(result.well_formed);
  EXPECT_FALSE(result.schema_valid);
  EXPECT_FALSE(result.conforms);
  EXPECT_EQ(result.rules, OracleSays::invalid);
  ASSERT_FALSE(result.findings.empty());
  EXPECT_EQ(result.findings.front().requirement, requirement("R-XSD-storage-choice"));
  EXPECT_EQ(result.findings.front().outcome, Outcome::fail);
}

TEST(Check, TheWorstIsNamedFirst) {
  const CheckResult result =
      check_request(the_judge(),
                    "<packet><backup-manager><get-tasks-info><result/></get-tasks-info>"
                    "<backup-server><description/></backup-server></backup-manager></packet>");
  ASSERT_GE(result.findings.size(), 2U);
  EXPECT_EQ(result.findings.front().outcome, Outcome::fail);
  EXPECT_EQ(result.findings.back().outcome, Outcome::info);
}

TEST(Check, ARequestThatIsNoXml) {
  const CheckResult result = check_request(the_judge(), "<packet>");
  EXPECT_FALSE(result.well_formed);
  EXPECT_FALSE(result.conforms);
  EXPECT_EQ(result.rules, OracleSays::not_well_formed);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings.front().requirement, requirement("R-XML-well-formed"));
}

TEST(Check, WhatARulingLeavesOpenConforms) {
  const CheckResult result = check_request(
      the_judge(),
      "<packet><backup-manager><backup-server><local/><description/><only-mail>x</only-mail>"
      "</backup-server></backup-manager></packet>");
  EXPECT_TRUE(result.conforms);
  ASSERT_NE(result.ruling, nullptr);
  EXPECT_EQ(result.findings.at(0).outcome, Outcome::info);
}

TEST(Check, ARefusalIsAnAnswerThatConforms) {
  const CheckResult result = check_response(
      the_judge(),
      "<packet version='1'><system><status>error</status><errcode>1014</errcode><errtext>no"
      "</errtext></system></packet>",
      documented_sample());
  EXPECT_TRUE(result.conforms);
  EXPECT_EQ(result.label, Label::valid);
  EXPECT_THAT(result.findings, ::testing::IsEmpty());
}

TEST(Check, AShouldDoesNotBreakConformance) {
  const CheckResult result = check_response(
      the_judge(), "<packet version='1'><system><status>error</status></system></packet>",
      documented_sample());
  EXPECT_TRUE(result.conforms);
  EXPECT_EQ(result.findings.size(), 2U);
}

TEST(Check, AnAnswerNamesThePlace) {
  const CheckResult result = check_response(
      the_judge(),
      "<packet version='1'>\n<backup-manager>\n<backup-server><result>\n<status>OK</status>"
      "<task-id>1</task-id></result></backup-server></backup-manager></packet>",
      documented_sample());
  EXPECT_FALSE(result.conforms);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings.front().requirement, requirement("R-XSD-status-value"));
  EXPECT_EQ(result.findings.front().line, 4);
}

TEST(Check, WhatIsDisputedDoesNotConform) {
  // Xerces-C++ takes NEL for white space in XML 1.1, and no ruling says whether an answer may hold
  // it.
  const CheckResult result =
      check_response(the_judge(),
                     "<?xml version=\"1.1\"?><packet>\xC2\x85<system><status>"
                     "error</status></system></packet>",
                     documented_sample());
  EXPECT_EQ(result.label, Label::disputed);
  EXPECT_FALSE(result.conforms);
}

}  // namespace
}  // namespace packetproof
