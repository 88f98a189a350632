#include "harness/oracle/answer_reading.hpp"

#include <gtest/gtest.h>

namespace packetproof {
namespace {

constexpr std::string_view latin1 = "<a>\xFC</a>";

TEST(AnswerReading, CharsetOfAHeader) {
  EXPECT_EQ(charset_of("text/xml; charset=UTF-8"), "utf-8");
  EXPECT_EQ(charset_of("text/xml;a=b; Charset=\"ISO-8859-1\" ; c=d"), "iso-8859-1");
  EXPECT_EQ(charset_of("text/xml"), "");
  EXPECT_EQ(charset_of("text/xml; charset"), "");
  EXPECT_EQ(charset_of("; charset="), "");
}

TEST(AnswerReading, TheHeaderSaysWhatTheDocumentDoesNot) {
  EXPECT_FALSE(read_answer(latin1, "text/xml").well_formed());
  const AnswerReading reading = read_answer(latin1, "text/xml; charset=iso-8859-1");
  EXPECT_TRUE(reading.well_formed());
  EXPECT_FALSE(reading.charset_contradicts);
  EXPECT_NE(reading.bytes(latin1), latin1);
  EXPECT_FALSE(read_answer(latin1, "text/xml; charset=utf-8").well_formed());
}

TEST(AnswerReading, HeaderAgainstDeclaration) {
  const std::string declared = "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xFC</a>";
  EXPECT_FALSE(read_answer(declared, "text/xml; charset=latin1").charset_contradicts);
  const AnswerReading other = read_answer(declared, "text/xml; charset=utf-8");
  EXPECT_TRUE(other.well_formed());
  EXPECT_TRUE(other.charset_contradicts);
  const AnswerReading wide = read_answer("<a/>", "text/xml; charset=utf-16");
  EXPECT_TRUE(wide.charset_contradicts);
  EXPECT_FALSE(read_answer("<a/>", "text/xml; charset=us-ascii").charset_contradicts);
}

TEST(AnswerReading, OneFaultEach) {
  const auto fault = [](std::string_view body) {
    return fault_of(read_answer(body, ""), body, "<packet><a>x &lt; y</a></packet>");
  };
  EXPECT_EQ(fault("<a/>"), AnswerFault::none);
  EXPECT_EQ(fault("<a>"), AnswerFault::not_well_formed);
  EXPECT_EQ(fault("<p:a/>"), AnswerFault::not_well_formed);
  EXPECT_EQ(fault(latin1), AnswerFault::encoding);
  EXPECT_EQ(fault("<a><errtext>'x < y'</errtext></a>"), AnswerFault::echo);
  EXPECT_EQ(fault("<a><errtext>'z < y'</errtext></a>"), AnswerFault::not_well_formed);
}

TEST(AnswerReading, KnowsAPageForPeople) {
  EXPECT_TRUE(looks_like_html("<!DOCTYPE HTML><title>x"));
  EXPECT_TRUE(looks_like_html("\n<HTML lang=en>"));
  EXPECT_FALSE(looks_like_html("<packet/>"));
}

}  // namespace
}  // namespace packetproof
