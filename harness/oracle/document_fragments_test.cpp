#include <string>

#include "harness/oracle/testing/fragment_table.hpp"

namespace packetproof {
namespace {

using namespace std::string_view_literals;

#define RIGHT                                                                   \
  "<packet><backup-manager><backup-server><local/><description>d</description>" \
  "</backup-server></backup-manager></packet>"
#define TEXT(text)                                                    \
  "<packet><backup-manager><backup-server><local/><description>" text \
  "</description>"                                                    \
  "</backup-server></backup-manager></packet>"

#define WELL "R-XML-well-formed"
#define DECLARED "R-XML-encoding-declaration"

// Bytes, prologue, DOCTYPE and well-formedness (PROTOCOL.md 5).
// clang-format off
constexpr FragmentRow fragments[] = {
    // XML declaration and version
    {.packet = "<?xml version='1.0'?>" RIGHT, .verdicts = "VVV"},
    {.packet = "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\r\n" RIGHT "\r\n<!--c-->", .verdicts = "VVV"},
    {.packet = " <?xml version='1.0'?>" RIGHT, .verdicts = "NNN", .requirements = WELL},
    {.packet = "<?xml version='1.2'?>" RIGHT, .verdicts = "VVV", .ruling = "Q-xml-version"},
    {.packet = "<?xml version='1.1'?>" RIGHT, .verdicts = "VVV", .ruling = "Q-xml-version"},
    {.packet = "<?xml version='1.'?>" RIGHT, .verdicts = "NVV", .requirements = WELL, .ruling = "Q-xml-version"},
    {.packet = "<?xml version='2.0'?>" RIGHT, .verdicts = "NNN", .requirements = WELL},
    {.packet = "<?xml version='1.1'?>" TEXT("&#1;"), .verdicts = "NVN", .requirements = WELL, .ruling = "Q-xml-version"},
    {.packet = "<?xml version='1.0'?>" TEXT("&#1;"), .verdicts = "NNN", .requirements = WELL},
    {.packet = "<?xml version='1.1'?>" TEXT("\x01"), .verdicts = "NNN", .requirements = WELL},
    {.packet = "<?xml version='1.1'?>" TEXT("\xC2\x80"), .verdicts = "VNV", .ruling = "Q-xml-version"},
    {.packet = "<?xml version='1.1'?><packet>\xC2\x85<x/></packet>", .verdicts = "III", .requirements = "R-XSD-envelope-text R-XSD-operator-known"},
    {.packet = "<?xml version='1.1'?><packet/>", .verdicts = "III", .requirements = "R-XSD-operator-required"},
    // Encodings
    {.packet = "\xEF\xBB\xBF" RIGHT, .verdicts = "VVV"},
    {.packet = TEXT("\xF0\x9F\x98\x80\xC3\xA4"), .verdicts = "VVV"},
    {.packet = TEXT("\xE4"), .verdicts = "NNN", .requirements = WELL},
    {.packet = TEXT("\xED\xA0\x80"), .verdicts = "NNN", .requirements = WELL},
    {.packet = "<?xml version='1.0' encoding='UTF-8'?>" TEXT("\xE4"), .verdicts = "NNN", .requirements = DECLARED},
    {.packet = "<?xml version='1.0' encoding='ISO-8859-1'?>" TEXT("\xE4"), .verdicts = "VVV", .ruling = "Q-optional-encoding"},
    {.packet = "<?xml version='1.0' encoding='ISO-8859-1'?><packet/>", .verdicts = "III", .requirements = "R-XSD-operator-required"},
    {.packet = "<?xml version='1.0' encoding='US-ASCII'?>" RIGHT, .verdicts = "VVV", .ruling = "Q-optional-encoding"},
    {.packet = "<?xml version='1.0' encoding='US-ASCII'?>" TEXT("\xC3\xA4"), .verdicts = "NNN", .requirements = DECLARED},
    {.packet = "<?xml version='1.0' encoding='nobody'?>" RIGHT, .verdicts = "NNN", .requirements = DECLARED},
    {.packet = "<?xml version='1.0' encoding=''?>" RIGHT, .verdicts = "NNN", .requirements = WELL},
    {.packet = "<?xml version='1.0' encoding='UTF-16'?>" RIGHT, .verdicts = "NVN", .requirements = DECLARED, .ruling = "Q-claims-wider"},
    {.packet = "<?xml version='1.0' encoding='ISO-10646-UCS-4'?>" RIGHT, .verdicts = "NVN", .requirements = DECLARED, .ruling = "Q-claims-wider"},
    {.packet = "<?xml version='1.0' encoding='UTF-16LE'?>" RIGHT, .verdicts = "NNN", .requirements = DECLARED},
    {.packet = "\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?>" RIGHT, .verdicts = "NVV", .requirements = DECLARED, .ruling = "Q-mark-contradicted"},
    {.packet = "\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-16'?>" RIGHT, .verdicts = "NVN", .requirements = DECLARED, .ruling = "Q-mark-contradicted"},
    // DOCTYPE
    {.packet = "<!DOCTYPE packet>" RIGHT, .verdicts = "VVV", .ruling = "Q-doctype"},
    {.packet = "<!DOCTYPE x []>" RIGHT, .verdicts = "VIV", .ruling = "Q-doctype"},
    {.packet = "<!DOCTYPE packet SYSTEM '/nonexistent'>" RIGHT, .verdicts = "VVV", .ruling = "Q-doctype"},
    {.packet = "<!DOCTYPE packet [<!ATTLIST local a CDATA 'x'>]>" RIGHT, .verdicts = "VVV", .ruling = "Q-doctype"},
    {.packet = "<!DOCTYPE packet [<!ENTITY e 'v'>]>" RIGHT, .verdicts = "VVV", .ruling = "Q-doctype"},
    {.packet = "<!DOCTYPE packet [<!ENTITY e 'v'>]>" TEXT("&e;"), .verdicts = "VVI", .ruling = "Q-entity"},
    {.packet = "<!DOCTYPE packet [<!ENTITY e SYSTEM '/nonexistent'>]>" TEXT("&e;"), .verdicts = "VVI", .ruling = "Q-entity"},
    {.packet = "<!DOCTYPE packet SYSTEM '/nonexistent'>" TEXT("&e;"), .verdicts = "VII", .ruling = "Q-entity"},
    {.packet = "<!DOCTYPE packet []>" TEXT("&e;"), .verdicts = "NNN", .requirements = WELL},
    {.packet = "<!DOCTYPE packet><packet/>", .verdicts = "III", .requirements = "R-XSD-operator-required"},
    // Not well-formed
    {.packet = "", .verdicts = "NNN", .requirements = WELL},
    {.packet = " ", .verdicts = "NNN", .requirements = WELL},
    {.packet = "x", .verdicts = "NNN", .requirements = WELL},
    {.packet = "<packet>", .verdicts = "NNN", .requirements = WELL},
    {.packet = "<packet></Packet>", .verdicts = "NNN", .requirements = WELL},
    {.packet = RIGHT RIGHT, .verdicts = "NNN", .requirements = WELL},
    {.packet = RIGHT "junk", .verdicts = "NNN", .requirements = WELL},
    {.packet = "junk" RIGHT, .verdicts = "NNN", .requirements = WELL},
    {.packet = RIGHT "<!--c", .verdicts = "NNN", .requirements = WELL},
    {.packet = TEXT("<!-- -- -->"), .verdicts = "NNN", .requirements = WELL},
    {.packet = TEXT("&"), .verdicts = "NNN", .requirements = WELL},
    {.packet = TEXT("&nbsp;"), .verdicts = "NNN", .requirements = WELL},
    {.packet = TEXT("<"), .verdicts = "NNN", .requirements = WELL},
    {.packet = TEXT("]]>"), .verdicts = "NNN", .requirements = WELL},
    {.packet = TEXT("<![CDATA[x"), .verdicts = "NNN", .requirements = WELL},
    {.packet = TEXT("\x01"), .verdicts = "NNN", .requirements = WELL},
    {.packet = TEXT("&#0;"), .verdicts = "NNN", .requirements = WELL},
    {.packet = TEXT("&#xFFFE;"), .verdicts = "NNN", .requirements = WELL},
    {.packet = TEXT("&#xD800;"), .verdicts = "NNN", .requirements = WELL},
    {.packet = TEXT("&#x110000;"), .verdicts = "NNN", .requirements = WELL},
    {.packet = TEXT("\xEF\xBF\xBF"), .verdicts = "NNN", .requirements = WELL},
    {.packet = TEXT("<?xml version='1.0'?>"), .verdicts = "NNN", .requirements = WELL},
    {.packet = "<packet a='1' a='2'/>", .verdicts = "NNN", .requirements = WELL},
    {.packet = "<packet a=1/>", .verdicts = "NNN", .requirements = WELL},
    {.packet = "<packet a='<'/>", .verdicts = "NNN", .requirements = WELL},
    {.packet = "<packet a/>", .verdicts = "NNN", .requirements = WELL},
    // NUL
    {.packet = RIGHT "\0"sv, .verdicts = "NVV", .requirements = WELL, .ruling = "Q-nul-behind"},
    {.packet = RIGHT "\n\0junk"sv, .verdicts = "NVV", .requirements = WELL, .ruling = "Q-nul-behind"},
    {.packet = "<packet/>\0"sv, .verdicts = "NII", .requirements = WELL},
    {.packet = "\0" RIGHT ""sv, .verdicts = "NNN", .requirements = WELL},
    {.packet = "<?xml version\0\0='1.0'?>" RIGHT ""sv, .verdicts = "NVN", .requirements = WELL, .ruling = "Q-nul-in-declaration"},
    {.packet = "<?xml version='1.0' standalone\0='yes'?>" RIGHT ""sv, .verdicts = "NVN", .requirements = WELL, .ruling = "Q-nul-in-declaration"},
    {.packet = "<?xml version=\0'1.0'?>" RIGHT ""sv, .verdicts = "NNN", .requirements = WELL},
    {.packet = TEXT("\0") ""sv, .verdicts = "NNN", .requirements = WELL},
    // Namespaces
    {.packet = "<p:packet/>", .verdicts = "NNN", .requirements = "R-XML-unbound-prefix", .ruling = "Q-unbound-prefix"},
    {.packet = "<packet p:a='1'/>", .verdicts = "NNN", .requirements = "R-XML-unbound-prefix", .ruling = "Q-unbound-prefix"},
    {.packet = "<packet xmlns:p=''/>", .verdicts = "NNN", .requirements = "R-XML-unbound-prefix", .ruling = "Q-unbound-prefix"},
    {.packet = "<packet xmlns:xml='urn:u'/>", .verdicts = "NNN", .requirements = "R-XML-unbound-prefix", .ruling = "Q-unbound-prefix"},
    {.packet = "<a:b:c xmlns:a='urn:u'/>", .verdicts = "NNN", .requirements = "R-XML-unbound-prefix", .ruling = "Q-unbound-prefix"},
    {.packet = "<packet><?a:b c?></packet>", .verdicts = "NNN", .requirements = "R-XML-unbound-prefix", .ruling = "Q-unbound-prefix"},
};
// clang-format on

TEST(DocumentFragmentsTest, AreJudgedByTheLetter) {
  for (const FragmentRow& row : fragments) expect_row(row, row.packet);
}

std::string in_utf16(std::string_view ascii, bool big, bool mark) {
  std::string wide;
  if (mark) wide = big ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) {
    if (big) wide += '\0';
    wide += c;
    if (!big) wide += '\0';
  }
  return wide;
}

struct WideRow {
  std::string_view declaration;
  FragmentRow marked;
  FragmentRow unmarked;
};

constexpr WideRow wide_rows[] = {
    {.declaration = "",
     .marked = {.verdicts = "VVV"},
     .unmarked = {.verdicts = "NNN", .requirements = WELL}},
    {.declaration = "<?xml version='1.0'?>",
     .marked = {.verdicts = "VVV"},
     .unmarked = {.verdicts = "NVV", .requirements = DECLARED, .ruling = "Q-no-mark"}},
    {.declaration = "<?xml version='1.0' encoding='UTF-16'?>",
     .marked = {.verdicts = "VVV"},
     .unmarked = {.verdicts = "VVV", .ruling = "Q-no-mark"}},
    {.declaration = "<?xml version='1.0' encoding='UTF-8'?>",
     .marked = {.verdicts = "NNV", .requirements = DECLARED, .ruling = "Q-mark-contradicted"},
     .unmarked = {.verdicts = "NNV", .requirements = DECLARED, .ruling = "Q-claims-narrower"}},
    {.declaration = "<?xml version='1.0' encoding='ISO-8859-1'?>",
     .marked = {.verdicts = "NNN", .requirements = DECLARED},
     .unmarked = {.verdicts = "NNN", .requirements = DECLARED}},
};

TEST(DocumentFragmentsTest, InUtf16AreJudgedByTheLetter) {
  for (const WideRow& row : wide_rows) {
    for (const bool big : {true, false}) {
      const std::string text = std::string(row.declaration) + RIGHT;
      expect_row(row.marked, in_utf16(text, big, true));
      expect_row(row.unmarked, in_utf16(text, big, false));
    }
  }
}

TEST(DocumentFragmentsTest, SayWhereTheFaultIs) {
  const OracleVerdict verdict =
      shared_judge()
          .judge_request(
              "<packet>\n  <backup-manager>\n    <backup-server>\n      <local/>\r\n"
              "      <description/><nobody/>\n"
              "    </backup-server>\n  </backup-manager>\n</packet>")
          .rules;
  ASSERT_EQ(verdict.violations.size(), 1U);
  EXPECT_EQ(verdict.violations.front().line, 5);
  EXPECT_EQ(verdict.violations.front().column, 21);
}

}  // namespace
}  // namespace packetproof
