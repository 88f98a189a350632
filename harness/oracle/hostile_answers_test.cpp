#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <ctime>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "harness/oracle/check.hpp"
#include "harness/protocol/schemas.hpp"

// An answer is hostile bytes: any gives a verdict, soon, and no validator sees what a strict pass
// has not let through.

namespace packetproof {
namespace {

Judge& the_judge() {
  static Judge judge = Judge::create(built_in_schemas()).value();
  return judge;
}

CheckResult check(const std::string& answer) {
  return check_response(the_judge(), answer, documented_sample());
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

constexpr std::string_view sample =
    "<packet version='1.6.7.0'><backup-manager><backup-server><result><status>ok</status>"
    "<task-id>27</task-id></result></backup-server></backup-manager></packet>";

TEST(HostileAnswers, LargeOnesAreJudgedSoonAndBeforeAnyTree) {
  const std::string bomb =
      "<!DOCTYPE packet [<!ENTITY a 'aaaaaaaaaa'>" +
      [] {
        std::string entities;
        for (char c = 'b'; c <= 'j'; ++c) {
          const std::string inner = std::string("&") + static_cast<char>(c - 1) + ";";
          entities += "<!ENTITY " + std::string(1, c) + " '" + repeated(inner, 10) + "'>";
        }
        return entities;
      }() +
      "]><packet version='1'><system><status>error</status><errcode>1</errcode><errtext>&j;"
      "</errtext></system></packet>";
  const std::vector<std::pair<std::string, std::string>> answers = {
      {"not well-formed, 10 MB", "<packet><a>" + std::string(10'000'000, 'x') + "</b></packet>"},
      {"not well-formed, many nodes", "<packet>" + repeated("<a/>", 2'500'000) + "</paket>"},
      {"deep", repeated("<a>", 100'000) + repeated("</a>", 100'000)},
      {"deep and open", repeated("<a>", 100'000)},
      {"entity bomb", bomb},
      {"10 MB of ampersands", "<packet><errtext>" + std::string(10'000'000, '&')},
      {"10 MB of brackets", std::string(10'000'000, '<')},
  };
  for (const auto& [what, answer] : answers) {
    const std::clock_t start = std::clock();
    const CheckResult result = check(answer);
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    EXPECT_FALSE(result.conforms) << what;
    EXPECT_EQ(result.xerces, OracleSays::not_run) << what;
    EXPECT_EQ(result.libxml2, OracleSays::not_run) << what;
    // Of processor time, so that neighbours do not count; unoptimised and with sanitizers it is
    // several times what a release takes, which is well under a second.
    EXPECT_LT(seconds, 5.0) << what;
  }
}

TEST(HostileAnswers, AnyBytesGiveAVerdict) {
  std::mt19937 random(1);
  for (int i = 0; i < 300; ++i) {
    std::string answer(sample);
    for (int edits = 0; edits < 3; ++edits) {
      const std::size_t at = random() % answer.size();
      switch (random() % 3) {
        case 0:
          answer[at] = static_cast<char>(random() % 256);
          break;
        case 1:
          answer.erase(at, random() % 9);
          break;
        default:
          answer.insert(at, answer.substr(random() % answer.size(), random() % 30));
          break;
      }
    }
    const CheckResult result = check(answer);
    EXPECT_TRUE(result.conforms || !result.findings.empty()) << answer;
    for (const Finding& finding : result.findings) {
      EXPECT_NE(finding.requirement, nullptr) << answer;
      EXPECT_FALSE(finding.message.empty()) << answer;
    }
  }
}

TEST(HostileAnswers, EveryCutOfAnAnswerIsNotWellFormed) {
  for (std::size_t size = 0; size < sample.size(); ++size) {
    const CheckResult result = check(std::string(sample.substr(0, size)));
    EXPECT_FALSE(result.well_formed) << size;
    ASSERT_EQ(result.findings.size(), 1U) << size;
    EXPECT_EQ(result.findings.front().requirement, requirement("R-XML-answer-well-formed"));
  }
}

}  // namespace
}  // namespace packetproof
