#include "harness/protocol/extract.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace packetproof {
namespace {

std::string written(std::string_view bytes, const XmlLimits& limits = {}) {
  const auto document = load_strict(bytes, limits);
  if (!document) return "refused: " + document.error().message;
  std::ostringstream out;
  document->save(out, "", pugi::format_raw | pugi::format_no_declaration);
  return out.str();
}

TEST(LoadStrict, KeepsEverythingWithinTheRoot) {
  const std::string text =
      "<a xmlns=\"urn:d\" xmlns:p=\"urn:p\" b=\"1\" p:c=\"&lt;\"> <p:d/>x<![CDATA[<]]><!--c--><?t "
      "d?>"
      "</a>";
  EXPECT_EQ(written(text), text);
}

TEST(LoadStrict, IsUtf8WhateverTheBytesWere) {
  EXPECT_EQ(written("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE4</a>"), "<a>\xC3\xA4</a>");
  EXPECT_EQ(written(std::string("\xFE\xFF\0<\0a\0>\x20\xAC\0<\0/\0a\0>", 18)),
            "<a>\xE2\x82\xAC</a>");
}

TEST(LoadStrict, GivesNothingThatTheReaderRefused) {
  for (const char* bytes : {"", "<a>", "<a></b>", "<a>&x;</a>", "<a/>junk", "<!DOCTYPE a><a/>",
                            "<a b='1' b='2'/>", "<p:a/>", "<a>]]></a>"}) {
    EXPECT_FALSE(load_strict(bytes).has_value()) << bytes;
  }
  EXPECT_EQ(load_strict("<p:a/>").error().reason, ParseError::Reason::namespaces);
}

TEST(LoadStrict, AnEntityStaysItsName) {
  const auto document = load_strict(
      "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>", {.allow_doctype = true});
  ASSERT_TRUE(document.has_value());
  EXPECT_STREQ(document->child("a").text().get(), "&e;");
}

}  // namespace
}  // namespace packetproof
