#include "harness/oracle/rulings.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "harness/oracle/rules_answer.hpp"
#include "harness/oracle/testing/fragment_table.hpp"

namespace packetproof {
namespace {

std::string packet(const std::string& nodes) {
  return "<packet><backup-manager><backup-server>" + nodes +
         "</backup-server></backup-manager></packet>";
}

/// What is right of a ruling with a packet that it covers.
void expect_covered(const Ruling& ruling, const RequestJudgement& judged) {
  ASSERT_NE(judged.ruling, nullptr) << ruling.id;
  EXPECT_EQ(judged.ruling->id, ruling.id);
  if (ruling.leeway == Leeway::either) {
    EXPECT_EQ(judged.label, Label::open) << ruling.id;
    return;
  }
  EXPECT_EQ(judged.label, ruling.valid ? Label::valid : Label::invalid) << ruling.id;
  EXPECT_EQ(judged.rules.valid, ruling.valid) << ruling.id << ": the rules speak by the letter";
}

TEST(RulingsTest, HaveUniqueIdsAndAllTheirWords) {
  std::set<std::string_view> ids;
  for (const Ruling& ruling : all_rulings()) {
    EXPECT_TRUE(ids.insert(ruling.id).second) << ruling.id;
    EXPECT_TRUE(ruling.id.starts_with("Q-")) << ruling.id;
    EXPECT_FALSE(ruling.title.empty()) << ruling.id;
    EXPECT_FALSE(ruling.right.empty()) << ruling.id;
    EXPECT_FALSE(ruling.clause.empty()) << ruling.id;
    EXPECT_NE(ruling.requirement, nullptr) << ruling.id;
    EXPECT_NE(ruling.covers, nullptr) << ruling.id;
    EXPECT_EQ(find_ruling(ruling.id), &ruling);
    if (ruling.leeway == Leeway::refusal_warns || ruling.leeway == Leeway::acceptance_warns) {
      EXPECT_EQ(ruling.requirement->level, Level::should) << ruling.id;
    }
  }
  EXPECT_EQ(find_ruling("Q-nobody"), nullptr);
}

TEST(RulingsTest, DecideTheFragmentThatTheyCoverAndNotItsNeighbour) {
  for (const Ruling& ruling : all_rulings()) {
    if (ruling.side != Side::request || ruling.covered.empty()) continue;
    expect_covered(ruling, shared_judge().judge_request(ruling.covered));
    ASSERT_FALSE(ruling.neighbour.empty()) << ruling.id;
    const RequestJudgement beside = shared_judge().judge_request(ruling.neighbour);
    EXPECT_NE(beside.ruling, &ruling) << ruling.id;
    EXPECT_NE(beside.label, Label::disputed) << ruling.id;
  }
}

TEST(RulingsTest, ReferencesToTheLineEndsOfXml11AreOfItsClass) {
  for (const char* line_end : {"&#8232;", "&#x2028;", "&#133;", "&#x85;"}) {
    const std::string text = std::string(line_end) + "<local/><description>d</description>";
    expect_covered(*find_ruling("Q-xml-version"),
                   shared_judge().judge_request("<?xml version='1.1'?>" + packet(text)));
    const RequestJudgement plain = shared_judge().judge_request(packet(text));
    EXPECT_EQ(plain.ruling, nullptr);
    EXPECT_EQ(plain.label, Label::invalid);
  }
  std::string wide = "\xFF\xFE";
  for (const char c :
       "<?xml version='1.1'?>" + packet("\x85<local/><description>d</description>")) {
    wide += {c, '\0'};
  }
  expect_covered(*find_ruling("Q-xml-version"), shared_judge().judge_request(wide));
}

TEST(RulingsTest, BytesThatXercesWaitsForBehindThePacketAreOneClass) {
  const std::string right = packet("<local/><description>d</description>");
  const std::string answer =
      "<result xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"string\">"
      "<status/></result>";
  for (const char* waiting :
       {"\xFF\xFF\xFF\xFF", "\xFC\x80\x80\x80\x80", "\xE4z", "\xF8", "\xC3"}) {
    expect_covered(*find_ruling("Q-cut-behind"), shared_judge().judge_request(right + waiting));
    EXPECT_NE(shared_judge().judge_request(answer + waiting).label, Label::disputed);
  }
  // Enough bytes for Xerces to look, or nothing that begins a character.
  for (const char* whole : {"\xFF\xFF\xFF\xFF\xFF\xFF", "\xE4zz", "\x80\x80", "z"}) {
    const RequestJudgement judged = shared_judge().judge_request(right + whole);
    EXPECT_EQ(judged.ruling, nullptr);
    EXPECT_EQ(judged.label, Label::invalid);
  }
}

/// Rows whose fragments are too long for a table.
TEST(RulingsTest, DecideLargePackets) {
  const auto judged = [](const std::string& text) { return shared_judge().judge_request(text); };
  const auto described = [](std::size_t size) {
    return packet("<local/><description>" + std::string(size, 'd') + "</description>");
  };
  const auto nested = [](int depth) {
    std::string opening;
    std::string closing;
    for (int i = 0; i < depth; ++i) opening += "<a>", closing += "</a>";
    return packet("<local/><description/><only-mail>" + opening + closing + "</only-mail>");
  };
  const auto named = [](std::size_t size) {
    return packet("<local/><description/><only-mail><" + std::string(size, 'a') + "/></only-mail>");
  };
  expect_covered(*find_ruling("Q-large"), judged(described(1'000'001)));
  expect_covered(*find_ruling("Q-large"), judged(described(10'000'001)));
  EXPECT_EQ(judged(described(990'000)).ruling->id, "Q-long-text");
  expect_covered(*find_ruling("Q-beyond-bounds"), judged(nested(400)));
  EXPECT_EQ(judged(nested(200)).ruling->id, "Q-only-content");
  EXPECT_EQ(judged(named(60'000)).label, Label::open);
  EXPECT_EQ(judged(named(40'000)).ruling->id, "Q-only-content");
}

TEST(RulingsTest, DecideAnEncodingThatOnlyALibraryReads) {
  const std::string text = packet("<local/><description/>");
  const OracleVerdict no;
  const OracleVerdict yes{.well_formed = true, .valid = true};
  const ParseError error{.reason = ParseError::Reason::encoding};
  const auto settled = [&](const std::string& encoding, const OracleVerdict& xerces) {
    const std::string bytes = "<?xml version='1.0' encoding='" + encoding + "'?>" + text;
    return settle(
        {.packet = bytes, .parse_error = &error, .rules = &no, .xerces = &xerces, .libxml2 = &no});
  };
  EXPECT_EQ(settled("IBM1140", yes).ruling, find_ruling("Q-unknown-encoding"));
  EXPECT_EQ(settled("IBM1140", no).ruling, nullptr);
  EXPECT_TRUE(settled("IBM1140", no).agreed);
  EXPECT_FALSE(settled("UTF-8", yes).settled);
}

/// A library that differs where no ruling names it makes a dispute, whatever else is covered.
TEST(RulingsTest, LeaveADifferenceThatNoneNamesDisputed) {
  const std::string text = packet("<local/><description/><only-mail>x</only-mail>");
  const auto document = read_xml(text);
  ASSERT_TRUE(document);
  const OracleVerdict yes{.well_formed = true, .valid = true};
  const OracleVerdict no{.well_formed = true, .valid = false};
  const auto settled = [&](const OracleVerdict& xerces, const OracleVerdict& libxml2) {
    return settle({.packet = text,
                   .document = &*document,
                   .rules = &yes,
                   .xerces = &xerces,
                   .libxml2 = &libxml2});
  };
  EXPECT_EQ(settled(yes, yes).ruling, find_ruling("Q-only-content"));
  for (const auto& differing : {settled(no, yes), settled(yes, no), settled(no, no)}) {
    EXPECT_FALSE(differing.settled);
    EXPECT_FALSE(differing.agreed);
    EXPECT_EQ(differing.ruling, nullptr);
  }
}

TEST(RulingsTest, WhatIsRightAboutOnePlaceMendsNoOther) {
  const std::string text =
      "<packet "
      "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><backup-manager><backup-server>"
      "<result><status>error</status><errcode> 1 </errcode></result>"
      "<result xsi:type='string'><status>ok</status></result></backup-server></backup-manager>"
      "</packet>";
  const auto document = read_xml(text);
  ASSERT_TRUE(document);
  const OracleVerdict yes{.well_formed = true, .valid = true};
  const OracleVerdict no{.well_formed = true, .valid = false};
  const Settlement settlement = settle({.packet = text,
                                        .side = Side::answer,
                                        .document = &*document,
                                        .rules = &yes,
                                        .xerces = &yes,
                                        .libxml2 = &no});
  ASSERT_TRUE(settlement.settled);
  EXPECT_EQ(settlement.ruling, find_ruling("Q-answer-simple-for-complex"));
}

/// The rows about answers, on what the rules, which may not know everything, say of a document.
TEST(RulingsTest, CoverTheAnswersThatTheyNameAndNotTheirNeighbours) {
  auto xerces = make_xerces_oracle(built_in_schemas(), Side::answer);
  auto libxml2 = make_libxml2_oracle(built_in_schemas(), Side::answer);
  ASSERT_TRUE(xerces && libxml2);
  const std::string question = packet("<local/><description/>");
  for (const Ruling& ruling : all_rulings()) {
    if (ruling.side != Side::answer || ruling.covered.empty()) continue;
    for (const std::string_view text : {ruling.covered, ruling.neighbour}) {
      const auto document = read_xml(text);
      ASSERT_TRUE(document) << ruling.id;
      const AnswerStructure structure = judge_answer_structure(*document, question);
      // As if the schema knew what the rules do not.
      OracleVerdict rules{.well_formed = true, .valid = structure.violations.empty()};
      rules.violations = structure.violations;
      const OracleVerdict by_xerces = (*xerces)->judge(text);
      const OracleVerdict by_libxml2 = (*libxml2)->judge(text);
      const Disagreement disagreement{.packet = text,
                                      .side = Side::answer,
                                      .document = &*document,
                                      .rules = &rules,
                                      .xerces = &by_xerces,
                                      .libxml2 = &by_libxml2};
      const bool covered = text == ruling.covered;
      EXPECT_EQ(ruling.covers(disagreement), covered) << ruling.id << ": " << text;
      if (covered) {
        EXPECT_TRUE(settle(disagreement).settled) << ruling.id;
      }
      if (covered && ruling.leeway == Leeway::none && !ruling.xerces_differs) {
        EXPECT_EQ(rules.valid, ruling.valid) << ruling.id;
      }
      if (!ruling.xerces_differs) {
        EXPECT_EQ(by_xerces.valid, rules.valid) << ruling.id;
      }
      if (!ruling.libxml2_differs) {
        EXPECT_EQ(by_libxml2.valid, rules.valid) << ruling.id;
      }
    }
  }
}

}  // namespace
}  // namespace packetproof
