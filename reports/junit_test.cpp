#include "reports/junit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libxml/parser.h>

#include <memory>
#include <pugixml.hpp>

#include "reports/example_record.hpp"

namespace packetproof {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

bool is_strict_xml(const std::string& text) {
  const std::unique_ptr<xmlDoc, void (*)(xmlDoc*)> document(
      xmlReadMemory(text.data(), static_cast<int>(text.size()), "junit.xml", nullptr,
                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING),
      xmlFreeDoc);
  return document != nullptr;
}

class Junit : public testing::Test {
 protected:
  void write(const RunRecord& record) {
    text_ = to_junit(record);
    ASSERT_TRUE(is_strict_xml(text_)) << text_;
    ASSERT_TRUE(document_.load_buffer(text_.data(), text_.size()));
  }
  pugi::xml_node root() { return document_.child("testsuites"); }
  pugi::xml_node row(const std::string& id) {
    for (const pugi::xml_node suite : root().children("testsuite")) {
      if (auto found = suite.find_child_by_attribute("testcase", "name", id.c_str())) return found;
    }
    return {};
  }
  int count(const char* path) { return static_cast<int>(document_.select_nodes(path).size()); }

  std::string text_;
  pugi::xml_document document_;
};

TEST_F(Junit, OutcomesBecomeWhatTheContractSays) {
  RunRecord record = ordinary_record();
  record.fail_on.clear();
  write(record);
  EXPECT_FALSE(row("xsd/order/plain").first_child());
  const pugi::xml_node failure = row("xsd/order/swap[pair=local-description]").child("failure");
  EXPECT_STREQ(failure.attribute("type").value(), "semantic");
  EXPECT_THAT(failure.attribute("message").value(), StartsWith("R-PAGE-ok-task-id: "));
  EXPECT_THAT(failure.text().get(), HasSubstr("confirmed 3 of 3"));
  EXPECT_THAT(row("sem/result/known").child("skipped").attribute("message").value(),
              StartsWith("expected"));
  for (const char* id : {"sem/result/should", "http/status/seen", "corpus/disputed/cdata"}) {
    EXPECT_TRUE(row(id).child("system-out")) << id;
    EXPECT_FALSE(row(id).child("failure")) << id;
  }
  EXPECT_STREQ(row("tls/session/lost").child("error").attribute("type").value(), "no-good-probe");
  EXPECT_TRUE(row("xml/harness/broken").child("error"));
  EXPECT_THAT(row("sec/login/wrong").child("skipped").attribute("message").value(),
              HasSubstr("No credentials were given."));
  EXPECT_TRUE(row("robust/size/large").child("skipped"));
}

TEST_F(Junit, WhatTheGateAddsBecomesAFailure) {
  RunRecord record = ordinary_record();
  record.fail_on = {"warn", "disputed"};
  write(record);
  EXPECT_TRUE(row("sem/result/should").child("failure"));
  EXPECT_TRUE(row("corpus/disputed/cdata").child("failure"));
  EXPECT_FALSE(row("http/status/seen").child("failure"));
}

TEST_F(Junit, AnUnexpectedFailureBesideAnExpectedOneIsAFailure) {
  RunRecord record = ordinary_record();
  CaseRecord& known = record.cases[2];
  known.findings.push_back(known.findings.front());
  known.findings.back().expected = false;
  write(record);
  EXPECT_TRUE(row(known.id).child("failure"));
}

TEST_F(Junit, CountsAreThoseOfTheRows) {
  write(ordinary_record());
  EXPECT_EQ(root().attribute("tests").as_int(), 10);
  EXPECT_EQ(count("//testcase"), 10);
  EXPECT_EQ(root().attribute("failures").as_int(), count("//testcase/failure"));
  EXPECT_EQ(root().attribute("errors").as_int(), count("//testcase/error"));
  EXPECT_EQ(root().attribute("skipped").as_int(), count("//testcase/skipped"));
  EXPECT_EQ(count("//testcase/skipped"), 3);
  int tests = 0;
  for (const pugi::xml_node suite : root().children("testsuite")) {
    const auto rows = suite.children("testcase");
    const auto size = static_cast<int>(std::distance(rows.begin(), rows.end()));
    EXPECT_EQ(suite.attribute("tests").as_int(), size);
    tests += size;
  }
  EXPECT_EQ(tests, 10);
  EXPECT_STREQ(row("xsd/order/plain").attribute("classname").value(), "xsd");
  EXPECT_STREQ(row("xsd/order/plain").attribute("time").value(), "0.001500");
  EXPECT_STREQ(root().attribute("time").value(), "4.321000");
}

TEST_F(Junit, EverySuiteSaysHowToRepeatIt) {
  write(ordinary_record());
  EXPECT_EQ(count("//testsuite"), 2);
  EXPECT_EQ(count("//testsuite/properties/property[@name='seed']"
                  "[@value='18446744073709551615']"),
            2);
}

TEST_F(Junit, AGateThatFailedWithoutARowIsNoGreenFile) {
  RunRecord record;
  record.exit_code = 5;
  record.verdict = "Nothing was judged.";
  write(record);
  EXPECT_EQ(root().attribute("errors").as_int(), 1);
  EXPECT_STREQ(document_.select_node("//error").node().attribute("message").value(),
               "Nothing was judged.");
  record.exit_code = 0;
  write(record);
  EXPECT_EQ(count("//testcase"), 0);
}

TEST_F(Junit, HostileBytesLeaveItWellFormed) {
  write(hostile_record());
  EXPECT_EQ(count("//testcase"), 10);
  EXPECT_EQ(count("//script"), 0);
  EXPECT_EQ(count("//img"), 0);
}

TEST_F(Junit, EqualRecordsGiveEqualBytes) {
  EXPECT_EQ(to_junit(ordinary_record()), to_junit(ordinary_record()));
}

}  // namespace
}  // namespace packetproof
