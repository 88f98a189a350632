#include "harness/protocol/xml_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace packetproof {
namespace {

using namespace std::string_literals;
using ::testing::HasSubstr;
using Reason = ParseError::Reason;

XmlDocument read(std::string_view bytes, const XmlLimits& limits = {}) {
  auto document = read_xml(bytes, limits);
  EXPECT_TRUE(document.has_value()) << document.error().message;
  return document ? std::move(*document) : XmlDocument{};
}

ParseError refusal(std::string_view bytes, const XmlLimits& limits = {}) {
  auto document = read_xml(bytes, limits);
  EXPECT_FALSE(document.has_value()) << bytes.substr(0, 200);
  return document ? ParseError{} : document.error();
}

std::string utf16(std::string_view ascii, bool big) {
  std::string out;
  for (const char c : ascii) out += big ? "\0"s + c : std::string{c, '\0'};
  return out;
}

TEST(XmlReader, BuildsTheTree) {
  const XmlDocument document = read(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!--before--><a b='1' c=\"&lt;&amp;&#38;\">\n"
      "x<![CDATA[<y>]]>&gt;<!--z--><?t data?><d/></a><!--after-->");
  EXPECT_EQ(document.version, "1.0");
  EXPECT_EQ(document.declared_encoding, "UTF-8");
  EXPECT_FALSE(document.byte_order_mark);
  const XmlNode& root = document.root;
  EXPECT_TRUE(root.is("a"));
  ASSERT_EQ(root.attributes.size(), 2U);
  EXPECT_EQ(root.attributes[0].value, "1");
  EXPECT_EQ(root.attributes[1].value, "<&&");
  ASSERT_EQ(root.children.size(), 6U);
  EXPECT_EQ(root.children[0].kind, XmlNode::Kind::text);
  EXPECT_EQ(root.children[0].text, "\nx");
  EXPECT_EQ(root.children[1].kind, XmlNode::Kind::cdata);
  EXPECT_EQ(root.children[1].text, "<y>");
  EXPECT_EQ(root.children[2].text, ">");
  EXPECT_EQ(root.children[3].kind, XmlNode::Kind::comment);
  EXPECT_EQ(root.children[3].text, "z");
  EXPECT_EQ(root.children[4].kind, XmlNode::Kind::instruction);
  EXPECT_EQ(root.children[4].name, "t");
  EXPECT_EQ(root.children[4].text, "data");
  EXPECT_TRUE(root.children[5].is("d"));
}

TEST(XmlReader, EveryNodeKnowsItsPlace) {
  const XmlDocument document = read(
      "\xEF\xBB\xBF<a>\r\n  <b\n x='1'/>t\xC3\xA4<c/><!--<!- -->\r<?p <?q?><![CDATA[a]]><d/></a>");
  const auto& children = document.root.children;
  const auto place = [&](std::size_t i) {
    return std::pair(children.at(i).line, children.at(i).column);
  };
  ASSERT_EQ(children.size(), 9U);
  EXPECT_EQ(std::pair(document.root.line, document.root.column), std::pair(1, 1));
  EXPECT_EQ(place(0), std::pair(1, 4));   // white space
  EXPECT_EQ(place(1), std::pair(2, 3));   // b
  EXPECT_EQ(place(2), std::pair(3, 9));   // text
  EXPECT_EQ(place(3), std::pair(3, 11));  // c, behind two characters
  EXPECT_EQ(place(5), std::pair(3, 26));  // "\r"
  EXPECT_EQ(place(6), std::pair(4, 1));   // instruction
  EXPECT_EQ(place(7), std::pair(4, 10));  // CDATA
}

TEST(XmlReader, ErrorsSayWhere) {
  const ParseError error = refusal("<a>\n  <b></c>\n</a>");
  EXPECT_EQ(error.reason, Reason::not_well_formed);
  EXPECT_EQ(error.line, 2);
  EXPECT_GT(error.column, 3);
  EXPECT_THAT(error.message, HasSubstr("b"));
  EXPECT_EQ(refusal("").message, "the document is empty");
  EXPECT_EQ(refusal("<a>\n\x01</a>").line, 2);
  EXPECT_EQ(refusal("<a>\n\x01</a>").column, 1);
}

TEST(XmlReader, BytesBehindTheRootAreSeen) {
  EXPECT_EQ(refusal("<a/>\0"s).reason, Reason::nul_byte);
  EXPECT_EQ(refusal("<a/>\0junk"s).reason, Reason::nul_byte);
  EXPECT_EQ(refusal("<a>\0</a>"s).reason, Reason::nul_byte);
  EXPECT_EQ(refusal("\xFF\xFE" + utf16("<a/>\0"s, false)).reason, Reason::nul_byte);
  EXPECT_EQ(refusal("<a/>x").reason, Reason::not_well_formed);
  EXPECT_EQ(refusal("<a/><b/>").reason, Reason::not_well_formed);
  EXPECT_EQ(read("<a/> \n<!--x--><?y?>").root.name, "a");
}

TEST(XmlReader, EncodingsAreReadAsDeclared) {
  EXPECT_TRUE(read("\xEF\xBB\xBF<a/>").byte_order_mark);
  EXPECT_EQ(read("\xFF\xFE" + utf16("<a>x</a>", false)).root.children.at(0).text, "x");
  EXPECT_EQ(read("\xFE\xFF" + utf16("<?xml version='1.0' encoding='UTF-16'?><a>x</a>", true))
                .root.children.at(0)
                .text,
            "x");
  EXPECT_EQ(read("<?xml version='1.0' encoding='iso-8859-1'?><a>\xE4</a>").root.children.at(0).text,
            "\xC3\xA4");
  EXPECT_EQ(
      read("<?xml version='1.0' encoding='windows-1252'?><a>\x80</a>").root.children.at(0).text,
      "\xE2\x82\xAC");
  EXPECT_EQ(read("<?xml version='1.0' encoding='us-ascii'?><a>x</a>").root.name, "a");
  // Ruling 11: declared, but without a mark.
  EXPECT_EQ(read(utf16("<?xml version='1.0' encoding='UTF-16'?><a/>", true)).root.name, "a");
  const std::string astral = "\xFF\xFE<\0a\0>\0\x3D\xD8\x00\xDE<\0/\0a\0>\0"s;
  EXPECT_EQ(read(astral).root.children.at(0).text, "\xF0\x9F\x98\x80");
}

TEST(XmlReader, EncodingsThatContradictAreErrors) {
  const auto contradicts = [](const std::string& bytes) {
    EXPECT_EQ(refusal(bytes).reason, Reason::encoding) << bytes;
  };
  // Ruling 10.
  contradicts("\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?><a/>");
  contradicts("\xFF\xFE" + utf16("<?xml version='1.0' encoding='UTF-8'?><a/>", false));
  contradicts("\xFF\xFE" + utf16("<?xml version='1.0' encoding='UTF-16BE'?><a/>", false));
  // Ruling 9.
  for (const std::string name : {"UTF-16", "utf-16le", "UTF-16BE", "UCS-2", "ISO-10646-UCS-2",
                                 "UCS-4", "ISO-10646-UCS-4", "UTF-32", "EBCDIC-US", "x-unknown"}) {
    contradicts("<?xml version='1.0' encoding='" + name + "'?><a/>");
  }
  contradicts(utf16("<?xml version='1.0'?><a/>", false));  // neither mark nor name
  contradicts("<a>\xE4</a>");
  contradicts("<a>\xC0\x80</a>");          // not the shortest form
  contradicts("<a>\xED\xA0\x80</a>");      // a surrogate
  contradicts("<a>\xF4\x90\x80\x80</a>");  // beyond Unicode
  contradicts("<?xml version='1.0' encoding='us-ascii'?><a>\xE4</a>");
  contradicts("\xFF\xFE<\0a\0>\0\x3D\xD8<\0/\0a\0>\0"s);  // half a pair
  contradicts("\xFF\xFE<\0a\0/\0>\0\n"s);                 // half a character
}

TEST(XmlReader, OneMarkIsEnough) {
  EXPECT_EQ(refusal("\xEF\xBB\xBF\xEF\xBB\xBF<a/>").reason, Reason::not_well_formed);
  EXPECT_EQ(refusal("x<a/>").reason, Reason::not_well_formed);
}

TEST(XmlReader, VersionsByTheLetter) {
  EXPECT_EQ(read("<?xml version='1.2'?><a/>").version, "1.2");
  EXPECT_EQ(read("<a/>").version, "");
  refusal("<?xml version='1.'?><a/>");
  refusal("<?xml version='2.0'?><a/>");
  refusal("<?xml version='1.1'?><a>&#1;</a>");
  EXPECT_EQ(read("<?xml version='1.1'?><a>\xC2\x85<b/></a>").root.children.at(0).text, "\xC2\x85");
}

TEST(XmlReader, ADoctypeIsRefusedUnlessAllowed) {
  EXPECT_EQ(refusal("<!DOCTYPE a><a/>").reason, Reason::doctype);
  EXPECT_EQ(refusal("<!DOCTYPE html>\n<html><p></html>").reason, Reason::doctype);
  EXPECT_EQ(refusal("\n<!DOCTYPE a><a/>").line, 2);
  const XmlDocument plain = read("<!DOCTYPE a SYSTEM 'a.dtd'><a/>", {.allow_doctype = true});
  EXPECT_TRUE(plain.doctype);
  EXPECT_EQ(plain.doctype_system_id, "a.dtd");
  EXPECT_FALSE(plain.entity_declared);
  EXPECT_FALSE(plain.attlist_declared);
}

TEST(XmlReader, EntitiesAreNeverExpanded) {
  const XmlDocument document = read(
      "<!DOCTYPE a [<!ENTITY e 'text'><!ENTITY x SYSTEM 'file:///etc/passwd'>"
      "<!ATTLIST a d CDATA 'v'>]><a b='&e;&amp;'>1&e;2&x;</a>",
      {.allow_doctype = true});
  EXPECT_TRUE(document.entity_declared);
  EXPECT_TRUE(document.attlist_declared);
  ASSERT_EQ(document.root.attributes.size(), 1U) << "a default of the DTD is no attribute";
  EXPECT_EQ(document.root.attributes[0].value, "&e;&");
  const auto& children = document.root.children;
  ASSERT_EQ(children.size(), 4U);
  EXPECT_EQ(children[0].text, "1");
  EXPECT_EQ(children[1].kind, XmlNode::Kind::entity_reference);
  EXPECT_EQ(children[1].name, "e");
  EXPECT_EQ(children[3].name, "x");
}

TEST(XmlReader, EntitiesMustBeDeclared) {
  refusal("<a>&e;</a>");
  const XmlLimits open{.allow_doctype = true};
  refusal("<!DOCTYPE a [<!ENTITY f 'x'>]><a>&e;</a>", open);
  refusal("<!DOCTYPE a [<!ENTITY e SYSTEM 'x'>]><a b='&e;'/>", open);
  refusal("<!DOCTYPE a [<!ENTITY e '&#60;'>]><a b='&e;'/>", open);
  read("<!DOCTYPE a [<!ENTITY e '&#60;'><!ENTITY % p 'x'>%p;]><a>&e;</a>", open);
}

TEST(XmlReader, NamespacesAreResolved) {
  const XmlDocument document = read("<a xmlns='urn:d' xmlns:p='urn:p'><p:b p:c='1' d='2'/></a>");
  EXPECT_FALSE(document.root.is("a"));
  EXPECT_EQ(document.root.namespace_uri, "urn:d");
  ASSERT_EQ(document.root.declarations.size(), 2U);
  EXPECT_EQ(document.root.declarations[0].name, "");
  EXPECT_EQ(document.root.declarations[1].name, "p");
  EXPECT_EQ(document.root.declarations[1].value, "urn:p");
  const XmlNode& child = document.root.children.at(0);
  EXPECT_EQ(child.prefix, "p");
  EXPECT_EQ(child.name, "b");
  EXPECT_EQ(child.namespace_uri, "urn:p");
  EXPECT_EQ(child.attributes.at(0).namespace_uri, "urn:p");
  EXPECT_EQ(child.attributes.at(1).namespace_uri, "");
  EXPECT_TRUE(document.namespaces_well_formed);
}

TEST(XmlReader, AnUnboundPrefixIsReportedNotRefused) {
  for (const char* bytes :
       {"<a>\n<p:b/></a>", "<a>\n<b p:c='1'/></a>", "<a>\n<b xmlns:p=''/></a>"}) {
    const XmlDocument document = read(bytes);
    EXPECT_FALSE(document.namespaces_well_formed) << bytes;
    EXPECT_EQ(document.namespace_error_line, 2) << bytes;
    EXPECT_FALSE(document.namespace_error.empty()) << bytes;
  }
  EXPECT_FALSE(read("<a><p:b/></a>").root.children.at(0).is("b"));
  EXPECT_EQ(read("<a><p:b/></a>").root.children.at(0).name, "p:b");
}

TEST(XmlReader, BoundsHold) {
  EXPECT_EQ(refusal("<aaaa/>", {.max_bytes = 6}).reason, Reason::too_large);
  EXPECT_EQ(refusal("<a><b><c/></b></a>", {.max_depth = 2}).reason, Reason::too_deep);
  EXPECT_EQ(refusal("<a><b><c/></b></a>", {.max_depth = 2}).column, 7);
  EXPECT_EQ(read("<a><b/></a>", {.max_depth = 2}).root.name, "a");
  EXPECT_EQ(refusal("<a b=''>x<c/></a>", {.max_nodes = 3}).reason, Reason::too_many_nodes);
  EXPECT_EQ(read("<a b=''>x<c/></a>", {.max_nodes = 4}).root.name, "a");
  EXPECT_EQ(refusal("<a b='' c=''/>", {.max_attributes = 1}).reason, Reason::too_many_nodes);
  EXPECT_EQ(read("<a b='' c='>'><!-- '' '' --><![CDATA[<a ''''''>]]></a>", {.max_attributes = 2})
                .root.name,
            "a");
}

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(XmlReader, HostileDocumentsEndSoon) {
  EXPECT_EQ(refusal(repeat("<a>", 100'000) + repeat("</a>", 100'000)).reason, Reason::too_deep);
  EXPECT_EQ(refusal(repeat("<a></b>", 1'400'000)).line, 1);
  EXPECT_EQ(refusal("<a>" + repeat("&x;", 3'000'000)).reason, Reason::not_well_formed);
  EXPECT_EQ(refusal("<a>" + repeat("<b/>", 2'000'000) + "</a>").reason, Reason::too_many_nodes);
  std::string attributes;
  for (int i = 0; i < 500'000; ++i) attributes += " a" + std::to_string(i) + "=''";
  EXPECT_EQ(refusal("<a" + attributes + "/>").reason, Reason::too_many_nodes);
  EXPECT_EQ(refusal("<a><![CDATA[" + std::string(12'000'000, 'x')).reason, Reason::too_large);
  EXPECT_EQ(read("<a>" + std::string(12'000'000, 'x') + "</a>").root.children.at(0).text.size(),
            12'000'000U);
}

TEST(XmlReader, AnEntityBombIsNeverLit) {
  std::string bomb = "<!DOCTYPE a [<!ENTITY e0 'boom'>";
  for (int i = 1; i < 40; ++i) {
    const std::string inner = "&e" + std::to_string(i - 1) + ";";
    bomb += "<!ENTITY e" + std::to_string(i) + " '" + repeat(inner, 10) + "'>";
  }
  bomb += "]><a b='&e39;'>&e39;&e39;</a>";
  EXPECT_EQ(refusal(bomb).reason, Reason::doctype);
  EXPECT_EQ(read(bomb, {.allow_doctype = true}).root.children.size(), 2U);
}

TEST(XmlReader, ReasonsHaveNames) {
  EXPECT_EQ(name_of(Reason::not_well_formed), "not well-formed");
  EXPECT_EQ(name_of(Reason::range), "range");
}

}  // namespace
}  // namespace packetproof
