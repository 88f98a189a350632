#include "harness/conformance/glob.hpp"

#include <gtest/gtest.h>

#include <string>

namespace packetproof {
namespace {

TEST(Glob, MatchesLiterallyButForStarAndQuestionMark) {
  EXPECT_TRUE(glob_matches("xsd/order/swap[pair=a-b]", "xsd/order/swap[pair=a-b]"));
  EXPECT_FALSE(glob_matches("xsd/order/swap[pair=?]", "xsd/order/swap[pair=a-b]"));
  EXPECT_TRUE(glob_matches("xsd/*", "xsd/order/swap"));
  EXPECT_TRUE(glob_matches("*swap*", "xsd/order/swap[pair=a-b]"));
  EXPECT_TRUE(glob_matches("xsd/order/swa?", "xsd/order/swap"));
  EXPECT_FALSE(glob_matches("xsd", "xsd/order/swap"));
  EXPECT_FALSE(glob_matches("", "x"));
  EXPECT_TRUE(glob_matches("*", ""));
  EXPECT_FALSE(glob_matches("?", ""));
}

TEST(Glob, DoesNotExplodeOnManyStars) {
  const std::string id(2000, 'a');
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "a*";
  EXPECT_FALSE(glob_matches(pattern + "b", id));
}

TEST(Glob, LiteralPrefixEndsAtTheFirstWildcard) {
  EXPECT_EQ(literal_prefix("sec/auth/*"), "sec/auth/");
  EXPECT_EQ(literal_prefix("*"), "");
  EXPECT_EQ(literal_prefix("sec/auth/x"), "sec/auth/x");
}

}  // namespace
}  // namespace packetproof
