#include "reports/escape.hpp"

#include <gtest/gtest.h>

namespace packetproof {
namespace {

using namespace std::string_literals;

TEST(Escape, MarkupCharactersBecomeReferences) {
  EXPECT_EQ(escape_text("<a href=\"x\">'&amp;"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;");
}

TEST(Escape, LineFeedsAndTabsSurviveAnAttribute) {
  EXPECT_EQ(escape_text("a\n\tb"), "a\n\tb");
  EXPECT_EQ(escape_attribute("a\n\tb"), "a&#10;&#9;b");
}

TEST(Escape, WhatMarkupCannotCarryIsShown) {
  EXPECT_EQ(escape_text("\0\x1F\r\x7F"s), "\\x00\\x1F\\r\\x7F");
  EXPECT_EQ(escape_text("\xFF"), "\\xFF");
  EXPECT_EQ(escape_text("\xED\xA0\x80"), "\\xED\\xA0\\x80") << "a surrogate";
  EXPECT_EQ(escape_text("\xC0\xAF"), "\\xC0\\xAF") << "an overlong slash";
  EXPECT_EQ(escape_text("\xF4\x90\x80\x80"), "\\xF4\\x90\\x80\\x80") << "beyond U+10FFFF";
  EXPECT_EQ(escape_text("a\xE2\x82"), "a\\xE2\\x82") << "cut off";
  EXPECT_EQ(escape_text("\xEF\xBF\xBE\xEF\xBF\xBF"), "\\u{FFFE}\\u{FFFF}");
  EXPECT_EQ(escape_text("\xE2\x80\xAE"), "\\u{202E}") << "turns the direction of writing";
  EXPECT_EQ(escape_text("\xEF\xBB\xBF"), "\\u{FEFF}") << "invisible";
}

TEST(Escape, OrdinaryTextOfAnyScriptIsKept) {
  const std::string text = "caf\xC3\xA9 \xE6\x97\xA5\xE6\x9C\xAC \xF0\x9F\x98\x80 \xEF\xBF\xBD";
  EXPECT_EQ(escape_text(text), text);
  EXPECT_TRUE(is_utf8(text));
  EXPECT_FALSE(is_utf8(text + "\xF0\x9F"));
}

}  // namespace
}  // namespace packetproof
