#include "reports/base64.hpp"

#include <gtest/gtest.h>

#include "reports/example_record.hpp"

namespace packetproof {
namespace {

// RFC 4648, section 10.
TEST(Base64, WritesTheVectorsOfItsDefinition) {
  EXPECT_EQ(base64_encode(""), "");
  EXPECT_EQ(base64_encode("f"), "Zg==");
  EXPECT_EQ(base64_encode("fo"), "Zm8=");
  EXPECT_EQ(base64_encode("foo"), "Zm9v");
  EXPECT_EQ(base64_encode("foobar"), "Zm9vYmFy");
}

TEST(Base64, ReadsBackEveryPrefixOfHostileBytes) {
  const std::string bytes = hostile_bytes();
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    const std::string_view part = std::string_view(bytes).substr(0, size);
    EXPECT_EQ(base64_decode(base64_encode(part)), part) << size;
  }
}

TEST(Base64, RefusesWhatItWouldNotWrite) {
  for (const char* text :
       {"Z", "Zg=", "Zg", "Zg==Zg==", "Zh==", "Zm9=", "====", "Z===", "Zm 9v", "Zm9v\n", "Zm9-"}) {
    EXPECT_FALSE(base64_decode(text)) << text;
  }
}

}  // namespace
}  // namespace packetproof
