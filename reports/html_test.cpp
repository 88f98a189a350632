#include "reports/html.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <openssl/evp.h>

#include <array>
#include <memory>
#include <pugixml.hpp>
#include <set>

#include "reports/base64.hpp"
#include "reports/example_record.hpp"
#include "reports/html_parts.hpp"

namespace packetproof {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string sha256_base64(std::string_view text) {
  std::array<unsigned char, 32> digest{};
  EXPECT_EQ(EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr), 1);
  std::string bytes;
  for (const unsigned char byte : digest) bytes.push_back(static_cast<char>(byte));
  return base64_encode(bytes);
}

/// The page is read as XML by a strict reader, so that no tag is left open and no byte illegal.
class Html : public testing::Test {
 protected:
  void write(const RunRecord& record) {
    text_ = to_html(record);
    const std::unique_ptr<xmlDoc, void (*)(xmlDoc*)> strict(
        xmlReadMemory(text_.data(), static_cast<int>(text_.size()), "report.html", nullptr,
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING),
        xmlFreeDoc);
    const xmlError* error = strict == nullptr ? xmlGetLastError() : nullptr;
    ASSERT_NE(strict, nullptr) << "line " << error->line << ": " << error->message;
    ASSERT_TRUE(document_.load_buffer(text_.data(), text_.size(),
                                      pugi::parse_default | pugi::parse_ws_pcdata));
  }
  std::size_t count(const std::string& path) { return document_.select_nodes(path.c_str()).size(); }
  std::string content(const std::string& path) {
    std::string out;
    for (const pugi::xpath_node& found : document_.select_nodes((path + "//text()").c_str())) {
      out += found.node().value();
    }
    return out;
  }

  std::string text_;
  pugi::xml_document document_;
};

TEST_F(Html, SaysTheVerdictTheRemarksAndTheFacts) {
  write(ordinary_record());
  EXPECT_THAT(content("//h1"), HasSubstr("FAIL: one new violation of a MUST."));
  EXPECT_THAT(content("//section[@aria-labelledby='remarks']"),
              HasSubstr("Two cases were skipped: no credentials were given."));
  const std::string facts = content("//dl[@class='facts']");
  for (const char* fact :
       {"https://plesk.example:8443/enterprise/control/agent.php", "18446744073709551615",
        "standard", "1,021 requests", "4.32 s", "2 connections", "libxml2 2.9.14"}) {
    EXPECT_THAT(facts, HasSubstr(fact));
  }
  EXPECT_THAT(facts, HasSubstr(std::string(64, 'c')));
}

TEST_F(Html, EveryCaseIsARowWithItsOutcomeAndBytes) {
  const RunRecord record = ordinary_record();
  write(record);
  EXPECT_EQ(count("//details[starts-with(@class,'case ')]"), record.cases.size());
  EXPECT_EQ(count("//section[@aria-labelledby='mosaic']//a"), record.cases.size());
  for (const CaseRecord& row : record.cases) {
    const std::string path = "//div[@class='inside'][@id='" + case_anchor(row.id) + "']";
    ASSERT_EQ(count(path), 1U) << row.id;
    EXPECT_EQ(
        count(path + "/parent::details[@data-outcome='" + std::string(name_of(row.outcome)) + "']"),
        1U);
    const std::string inside = content(path);
    EXPECT_THAT(inside, HasSubstr(row.exchanges[0].request_body));
    EXPECT_THAT(inside, HasSubstr(row.exchanges[0].response_body));
    EXPECT_THAT(inside, HasSubstr(row.expectation));
    EXPECT_THAT(inside, HasSubstr(row.reason));
  }
}

TEST_F(Html, FindingsStandUnderTheirRequirement) {
  write(ordinary_record());
  const std::string findings = content("//article");
  EXPECT_EQ(count("//article"), 1U);
  EXPECT_THAT(findings, HasSubstr("status ok comes with a task-id."));
  EXPECT_THAT(findings, HasSubstr("seen again in 3 of 3 repetitions"));
  EXPECT_THAT(findings, HasSubstr("At line 2, column 17."));
  EXPECT_THAT(findings, HasSubstr("<packet><system/></packet>"));
  EXPECT_THAT(findings, HasSubstr("known and expected"));
}

TEST_F(Html, EveryLinkLeadsSomewhere) {
  write(ordinary_record());
  std::set<std::string> ids;
  for (const pugi::xpath_node& node : document_.select_nodes("//*[@id]")) {
    EXPECT_TRUE(ids.insert(node.node().attribute("id").value()).second)
        << "twice: " << node.node().attribute("id").value();
  }
  for (const pugi::xpath_node& node : document_.select_nodes("//a[@href]")) {
    const std::string href = node.node().attribute("href").value();
    ASSERT_EQ(href.front(), '#') << "a link leaves the page";
    EXPECT_TRUE(ids.contains(href.substr(1))) << href;
  }
}

TEST_F(Html, LoadsNothing) {
  write(ordinary_record());
  EXPECT_EQ(count("//*[@src] | //img | //iframe | //object | //embed | //base | //form[@action]"),
            0U);
  for (const pugi::xpath_node& node : document_.select_nodes("//link")) {
    EXPECT_THAT(node.node().attribute("href").value(), testing::StartsWith("data:"));
  }
  EXPECT_EQ(std::string(page_style).find("url("), std::string::npos);
  EXPECT_EQ(std::string(page_style).find("@import"), std::string::npos);
}

TEST_F(Html, ThePolicyAdmitsItsOwnStyleAndScriptOnly) {
  // Where this fails after an edit, the value it wants stands in its message.
  EXPECT_EQ(page_style_sha256, sha256_base64(page_style));
  EXPECT_EQ(page_script_sha256, sha256_base64(page_script));
  write(ordinary_record());
  const std::string policy =
      document_.select_node("//meta[@http-equiv]").node().attribute("content").value();
  EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
  EXPECT_THAT(policy, HasSubstr("script-src 'sha256-" + sha256_base64(content("//script")) + "'"));
  EXPECT_THAT(policy, HasSubstr("style-src 'sha256-" + sha256_base64(content("//style")) + "'"));
  EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
  EXPECT_EQ(count("//@style"), 0U) << "the policy would drop it";
}

TEST_F(Html, HostileBytesStayText) {
  write(hostile_record());
  EXPECT_EQ(count("//script"), 1U);
  EXPECT_EQ(count("//style"), 1U);
  EXPECT_EQ(count("//img"), 0U);
  EXPECT_EQ(count("//@*[starts-with(name(), 'on')]"), 0U);
  EXPECT_EQ(text_.find('\0'), std::string::npos);
  EXPECT_EQ(text_.find('\r'), std::string::npos);
  EXPECT_THAT(content("//h1"), HasSubstr("</script><script>alert(1)</script>"));
  std::set<std::string> known{
      "a",       "article", "b",      "body",   "br",      "button", "cite",  "code", "dd",
      "details", "div",     "dl",     "dt",     "form",    "h1",     "h2",    "h3",   "h4",
      "h5",      "head",    "header", "html",   "i",       "input",  "label", "li",   "link",
      "main",    "meta",    "nav",    "option", "output",  "p",      "pre",   "samp", "script",
      "section", "select",  "span",   "style",  "summary", "table",  "tbody", "td",   "th",
      "thead",   "title",   "tr",     "ul"};
  for (const pugi::xpath_node& node : document_.select_nodes("//*")) {
    EXPECT_TRUE(known.contains(node.node().name())) << node.node().name();
  }
}

TEST_F(Html, AnEmptyRecordIsNoPass) {
  write(RunRecord{});
  EXPECT_THAT(content("//section[@aria-labelledby='remarks']"), HasSubstr("Nothing was judged"));
  RunRecord green;
  green.exit_code = 0;
  green.verdict = "Conforming.";
  write(green);
  EXPECT_THAT(content("//section[@aria-labelledby='remarks']"), HasSubstr("Nothing was judged"));
}

TEST_F(Html, TotalsThatAreNotThoseOfTheRowsAreDoubted) {
  RunRecord record = ordinary_record();
  record.remarks.clear();
  write(record);
  EXPECT_EQ(count("//section[@aria-labelledby='remarks']"), 0U);
  ++record.summary.passed;
  --record.summary.failed;
  write(record);
  EXPECT_THAT(content("//section[@aria-labelledby='remarks']"), HasSubstr("do not trust it"));
}

TEST_F(Html, RepeatedBytesAreShownOnce) {
  RunRecord record = ordinary_record();
  record.cases.resize(1);
  record.cases[0].exchanges.push_back(record.cases[0].exchanges[0]);
  record.cases[0].exchanges.back().response_body = "another answer";
  write(record);
  EXPECT_THAT(text_, HasSubstr("Byte for byte as in exchange 1."));
  EXPECT_THAT(text_, HasSubstr("another answer"));
  const std::string shown = content("//details[starts-with(@class,'case ')]");
  EXPECT_EQ(shown.find("<local/>"), shown.rfind("<local/>"));
}

TEST_F(Html, ALargeRunStaysASmallPage) {
  RunRecord record = ordinary_record();
  const CaseRecord failing = record.cases[1];
  record.cases.clear();
  for (int number = 0; number < 300; ++number) {
    CaseRecord row = failing;
    row.id += std::to_string(number);
    for (int at = 0; at < 60; ++at)
      row.checked.push_back("R-XSD-some-requirement-" + std::to_string(at));
    row.exchanges[0].response_body = std::string(100000, 'x') + std::to_string(number);
    row.exchanges.resize(4, row.exchanges[0]);
    row.exchanges[3].response_body = std::string(5000, '\0');
    record.cases.push_back(row);
  }
  record.summary = summarize(record.cases);
  write(record);
  EXPECT_LT(text_.size(), 3'000'000U);
}

TEST(HtmlPhrases, ReadWell) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1234567), "1,234,567");
  EXPECT_EQ(grouped(-123456), "-123,456");
  EXPECT_EQ(counted(1, "case"), "1 case");
  EXPECT_EQ(counted(2, "case"), "2 cases");
  EXPECT_EQ(duration(1500), "1.5 ms");
  EXPECT_EQ(duration(61000000), "61.00 s");
  EXPECT_EQ(duration(125000000), "2 min 5 s");
  EXPECT_EQ(prose("`a<b` is & `c`"), "<code>a&lt;b</code> is &amp; <code>c</code>");
  EXPECT_EQ(prose("a ` alone"), "a ` alone");
}

TEST(HtmlPhrases, DifferentIdsHaveDifferentAnchors) {
  const std::set<std::string> anchors{case_anchor("a/b[c=d]"), case_anchor("a/b_c=d]"),
                                      case_anchor("a/b c=d]"), case_anchor("a/b_5bc=d]"),
                                      requirement_anchor("a/b[c=d]")};
  EXPECT_EQ(anchors.size(), 5U);
  EXPECT_EQ(case_anchor("xsd/order/swap[pair=a+b]"), "case-xsd/order/swap_5bpair=a+b_5d");
}

TEST(HtmlWire, ShowsTextAsTextAndNoiseInHex) {
  EXPECT_EQ(wire_bytes("<a>\r\n\x01</a>", 100),
            "<pre class=\"wire\"><code>&lt;a&gt;<i>&#8629;</i>\n<i>\\x01</i>&lt;/a&gt;"
            "</code></pre>");
  using namespace std::string_literals;
  const std::string dump = wire_bytes("\xFF\xFE<\0p\0"s, 100);
  EXPECT_THAT(dump, HasSubstr("<i>0000</i>  ff fe 3c 00 70 00"));
  EXPECT_THAT(dump, HasSubstr("..&lt;.p."));
}

TEST(HtmlWire, SaysHowMuchItLeftOutAndBreaksNoCharacter) {
  const std::string text = wire_bytes(std::string(4095, 'a') + "\xC3\xA9" + "b", 4096);
  EXPECT_THAT(text, HasSubstr("The first 4,095 of 4,098 bytes."));
  EXPECT_THAT(text, Not(HasSubstr("\\x")));
  EXPECT_THAT(wire_bytes(std::string(4096, 'a'), 4096), Not(HasSubstr("The first")));
}

}  // namespace
}  // namespace packetproof
