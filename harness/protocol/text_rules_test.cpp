#include "harness/protocol/text_rules.hpp"

#include <gtest/gtest.h>

#include <string>

namespace packetproof {
namespace {

TEST(TextRules, EveryCodePointGoesToUtf8AndBack) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string bytes;
    append_utf8(bytes, c);
    const CodePoint read = decode_utf8(bytes);
    ASSERT_EQ(read.value, c);
    ASSERT_EQ(read.size, bytes.size());
    ASSERT_EQ(find_illegal(bytes).has_value(), !is_xml_char(c)) << static_cast<std::uint32_t>(c);
  }
}

TEST(TextRules, TheFirstIllegalPlaceIsFound) {
  for (std::size_t before = 0; before < 20; ++before) {
    const std::string text = std::string(before, 'x') + "\x1F" + std::string(20, 'x');
    const auto illegal = find_illegal(text);
    ASSERT_TRUE(illegal.has_value());
    EXPECT_EQ(illegal->offset, before);
    EXPECT_EQ(illegal->character, char32_t{0x1F});
    EXPECT_EQ(describe(*illegal, text), "U+001F is no XML character");
  }
  const std::string cut = "abc\xE2\x82";
  EXPECT_EQ(find_illegal(cut)->offset, 3U);
  EXPECT_EQ(describe(*find_illegal(cut), cut), "byte 0xE2 is not UTF-8 here");
  EXPECT_FALSE(find_illegal("\t\n\r \x7F").has_value());
}

TEST(TextRules, OnlyXmlSpaceIsSpace) {
  EXPECT_TRUE(is_blank(" \t\r\n"));
  EXPECT_TRUE(is_blank(""));
  EXPECT_FALSE(is_blank("\xC2\xA0"));
  EXPECT_FALSE(is_blank("\f"));
  EXPECT_EQ(trim(" \ta b\n"), "a b");
  EXPECT_EQ(trim(" \n"), "");
  EXPECT_EQ(collapse(" \ta \r\n b\n"), "a b");
  EXPECT_EQ(collapse("  "), "");
}

}  // namespace
}  // namespace packetproof
