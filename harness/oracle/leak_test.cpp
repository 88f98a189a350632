#include "harness/oracle/leak.hpp"

#include <gtest/gtest.h>

#include <string>

namespace packetproof {
namespace {

TEST(Leak, FindsASecretInEverySpelling) {
  const std::string secret = "p<a&ss> w0rd";
  EXPECT_EQ(spelling_of_secret("x p<a&ss> w0rd y", secret), "as it is");
  EXPECT_EQ(spelling_of_secret("x p&lt;a&amp;ss&gt; w&#48;rd y", secret), "escaped for XML");
  EXPECT_EQ(spelling_of_secret("x p%3Ca%26ss%3e%20w0rd y", secret), "percent-encoded");
  EXPECT_EQ(spelling_of_secret("x cDxhJnNzPiB3MHJk y", secret), "base64");
  std::string wide;
  for (const char c : secret) wide += std::string(1, c) + '\0';
  EXPECT_EQ(spelling_of_secret(wide, secret), "UTF-16");
  EXPECT_EQ(spelling_of_secret(std::string(1, '\0') + wide, secret), "UTF-16");
}

TEST(Leak, FindsBase64AtEveryOffset) {
  EXPECT_EQ(spelling_of_secret("YWRtaW46aHVudGVyMjI=", "hunter22"), "base64");  // admin:hunter22
  EXPECT_EQ(spelling_of_secret("YTpodW50ZXIyMg==", "hunter22"), "base64");      // a:hunter22
  EXPECT_EQ(spelling_of_secret("cm9vdDpodW50ZXIyMg==", "hunter22"), "base64");  // root:hunter22
}

TEST(Leak, FindsNothingElse) {
  EXPECT_EQ(spelling_of_secret("hunter2", "hunter22"), "");
  EXPECT_EQ(spelling_of_secret("HUNTER22", "hunter22"), "");
  EXPECT_EQ(spelling_of_secret("short", "short"), "");
  EXPECT_EQ(spelling_of_secret("100%", "hunter22"), "");
  EXPECT_EQ(spelling_of_secret("", ""), "");
}

TEST(Leak, KnowsTheWordsOfTheProtocol) {
  EXPECT_TRUE(is_protocol_word("backup"));
  EXPECT_TRUE(is_protocol_word("password"));
  EXPECT_FALSE(is_protocol_word("correct-horse"));
}

}  // namespace
}  // namespace packetproof
