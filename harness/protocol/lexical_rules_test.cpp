#include "harness/protocol/lexical_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/protocol/schema_types.hpp"

namespace packetproof {
namespace {

using ::testing::ElementsAre;

struct Space {
  std::string_view type;
  std::vector<std::string_view> inside, outside;
};

/// Each checked against Xerces-C++ and libxml2, or by the clause where those differ.
const std::vector<Space>& spaces() {
  static const std::vector<Space> rows = {
      {.type = "boolean", .inside = {"true", " false\n", "1", "0"}, .outside = {"", "TRUE", "2"}},
      {.type = "decimal",
       .inside = {"0", "-.5", "+5.", " 1.50 "},
       .outside = {"", ".", "1..2", "1e3", "1.2.3", "--1", "+"}},
      {.type = "float",
       .inside = {"INF", "-INF", "NaN", "1E5", "-1.5e-3", "5."},
       .outside = {"", "+INF", "inf", "1e", "e5", "1 e5", "1e5.0"}},
      {.type = "byte", .inside = {"-128", "127", "+0", "-000"}, .outside = {"-129", "128", "1.0"}},
      {.type = "unsignedLong",
       .inside = {"18446744073709551615", "0018446744073709551615", "-0"},
       .outside = {"18446744073709551616", "-1"}},
      {.type = "negativeInteger", .inside = {"-1", "-99"}, .outside = {"0", "-0", "1"}},
      {.type = "hexBinary", .inside = {"", "0aF9", " 00 "}, .outside = {"0", "0g", "0 0"}},
      {.type = "base64Binary",
       .inside = {"", "YQ==", "YWI=", "YWJj", "Y W J j"},
       .outside = {"Y", "YR==", "YWJ=", "Y===", "====", "YQ=a"}},
      {.type = "anyURI",
       .inside = {"", "a b", "//h/p?q", "a:/", "%41", "a#b", "\xC3\xA4"},
       .outside = {"%", "%4", "a#b#c", ":a", "1:a", "a:"}},
      {.type = "language", .inside = {"en", "en-US", "x-1a"}, .outside = {"", "en-", "abcdefghi"}},
      {.type = "Name",
       .inside = {"a", "a:b", "_.-7", "\xC3\xA4"},
       .outside = {"", "1a", "-a", "a b"}},
      {.type = "NCName",
       .inside = {" a "},
       .outside = {"a:b",
                   "a "
                   "b"}},
      {.type = "NMTOKEN", .inside = {"1a", ":", "-"}, .outside = {"", "a b", "%"}},
      {.type = "NMTOKENS", .inside = {"1 2\t3"}, .outside = {"", " ", "1 %"}},
      {.type = "QName", .inside = {"a", "a:b"}, .outside = {"a:", ":a", "a:b:c", "a: b"}},
      {.type = "ENTITY", .inside = {}, .outside = {"", "a"}},
      {.type = "duration",
       .inside = {"P1Y", "-P1Y2M3DT4H5M6.7S", "PT1M", "P1M", "PT0.5S"},
       .outside = {"", "P", "PT", "P1YT", "P1M1Y", "P1S", "P1.5D", "P-1D", "PT1.S", "1Y"}},
      {.type = "dateTime",
       .inside = {"2024-01-01T00:00:00", "2024-01-01T24:00:00", "2024-12-31T23:59:59.123Z",
                  "-0001-01-01T00:00:00+14:00"},
       .outside = {"2024-01-01", "2024-01-01T24:00:01", "2024-01-01T23:59:60",
                   "2024-01-01T23:59:59.", "2024-01-01T23:59"}},
      {.type = "date",
       .inside = {"2024-02-29", "2000-02-29", "12024-01-31Z", "2024-04-30-14:00"},
       .outside = {"2023-02-29", "1900-02-29", "02024-01-01", "0000-01-01", "2024-13-01",
                   "2024-04-31", "2024-1-1", "2024-01-01+14:01", "2024-01-01+1:00"}},
      {.type = "time",
       .inside = {"24:00:00", "12:34:56.7Z"},
       .outside = {"24:00:00.1", "25:00:00"}},
      {.type = "gYearMonth", .inside = {"2024-12"}, .outside = {"2024-13", "2024"}},
      {.type = "gYear", .inside = {"2024", "-2024Z"}, .outside = {"24", "0000"}},
      {.type = "gMonthDay", .inside = {"--02-29"}, .outside = {"--02-30", "--13-01", "02-01"}},
      {.type = "gDay", .inside = {"---31"}, .outside = {"---32", "---00", "31"}},
      {.type = "gMonth", .inside = {"--12"}, .outside = {"--13", "--12--"}},
  };
  return rows;
}

TEST(LexicalRules, KnowTheirSpaces) {
  for (const Space& space : spaces()) {
    const auto type = find_schema_type(true, space.type);
    ASSERT_TRUE(type.has_value()) << space.type;
    const LexicalRule rule = lexical_rule_of(*type);
    ASSERT_NE(rule, nullptr) << space.type;
    for (const std::string_view text : space.inside) {
      EXPECT_TRUE(rule(text)) << space.type << " \"" << text << "\"";
    }
    for (const std::string_view text : space.outside) {
      EXPECT_FALSE(rule(text)) << space.type << " \"" << text << "\"";
    }
  }
}

TEST(LexicalRules, WordsAreSeparatedByXmlSpaceOnly) {
  EXPECT_THAT(words_of(" a\tb\r\n c\xC2\xA0"
                       "d "),
              ElementsAre("a", "b",
                          "c\xC2\xA0"
                          "d"));
  EXPECT_TRUE(words_of(" \n").empty());
}

TEST(SchemaTypes, DeriveAsTheSchemaSays) {
  EXPECT_TRUE(derives_from(SchemaType::email_type, SchemaType::string));
  EXPECT_TRUE(derives_from(SchemaType::email_type, SchemaType::xs_string));
  EXPECT_TRUE(derives_from(SchemaType::command_result, SchemaType::result_type));
  EXPECT_TRUE(derives_from(SchemaType::unsigned_byte, SchemaType::any_type));
  EXPECT_FALSE(derives_from(SchemaType::xs_string, SchemaType::string));
  EXPECT_FALSE(derives_from(SchemaType::result_type, SchemaType::command_result));
  EXPECT_FALSE(derives_from(SchemaType::string, SchemaType::anonymous));
}

TEST(SchemaTypes, NamesAreOfOneNamespace) {
  EXPECT_EQ(find_schema_type(true, "string"), SchemaType::xs_string);
  EXPECT_EQ(find_schema_type(false, "string"), SchemaType::string);
  EXPECT_EQ(find_schema_type(true, "resultType"), std::nullopt);
  EXPECT_EQ(find_schema_type(false, "unsignedInt"), std::nullopt);
}

}  // namespace
}  // namespace packetproof
