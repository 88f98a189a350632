/// Every MUST and SHOULD has a case that a right endpoint passes and one that convicts a wrong one.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "harness/conformance/case.hpp"
#include "harness/oracle/judge.hpp"
#include "harness/protocol/schemas.hpp"

namespace packetproof {
namespace {

namespace fs = std::filesystem;

/// The wrong answers on file, by the requirement that each breaks.
std::set<std::string> requirements_with_wrong_answers() {
  std::set<std::string> ids;
  const fs::path folder = fs::path(PACKETPROOF_SOURCE_DIR) / "corpus/responses/wrong";
  for (const fs::directory_entry& file : fs::directory_iterator(folder)) {
    const std::string name = file.path().filename().string();
    ids.insert(name.substr(0, name.find("__")));
  }
  return ids;
}

bool is_about(const Case& one, const Requirement& row) {
  return std::ranges::find(one.requirements, &row) != one.requirements.end();
}

bool has_case(const Requirement& row, bool (*demands)(Demand)) {
  return std::ranges::any_of(all_cases(), [&](const Case& one) {
    return is_about(one, row) && std::ranges::any_of(one.steps, [&](const Step& step) {
             return demands(step.expect.demand);
           });
  });
}

bool acceptance(Demand demand) {
  return demand == Demand::must_accept || demand == Demand::should_accept;
}
bool refusal(Demand demand) {
  return demand == Demand::must_refuse || demand == Demand::should_refuse;
}

/// Is it a decision on a request that breaks it? Else only an answer on file can.
bool decides_requests(const Requirement& row) {
  return std::ranges::any_of(all_cases(), [&](const Case& one) {
    return std::ranges::any_of(one.steps, [&](const Step& step) {
      return step.expect.requirement == &row && step.expect.demand != Demand::either;
    });
  });
}

TEST(Coverage, FindsAPositiveForEveryRequirementOfARequest) {
  int rows = 0;
  for (const Requirement& row : all_requirements()) {
    if (row.level > Level::should || !decides_requests(row)) continue;
    ++rows;
    // Kept by refusing, so that there is no request whose acceptance would show it.
    const bool kept_by_refusing = row.id == "R-DOC28729-nothing-executed";
    if (kept_by_refusing) continue;
    EXPECT_TRUE(has_case(row, acceptance)) << row.id << ": no case accepts what it allows";
  }
  EXPECT_GE(rows, 45);
}

TEST(Coverage, FindsANegativeForEveryRequirementOfARequest) {
  const std::set<std::string> wrong = requirements_with_wrong_answers();
  for (const Requirement& row : all_requirements()) {
    if (row.level > Level::should || !decides_requests(row)) continue;
    EXPECT_TRUE(has_case(row, refusal) || wrong.contains(std::string(row.id)))
        << row.id << ": no case refuses what it forbids, and no wrong answer is on file";
  }
}

TEST(Coverage, LeavesOnlyAnswersToTheFilesOfWrongOnes) {
  const std::set<std::string> wrong = requirements_with_wrong_answers();
  for (const Requirement& row : all_requirements()) {
    if (row.level > Level::should || decides_requests(row)) continue;
    EXPECT_TRUE(wrong.contains(std::string(row.id)))
        << row.id << ": no case decides it and no wrong answer in corpus/responses/wrong breaks it";
  }
}

TEST(Coverage, FindsACaseAboutEveryObservation) {
  // What answers show by themselves is observed in every case.
  static const std::set<std::string_view> of_every_answer = {
      "R-PAGE-task-id-shape", "R-DOC28728-version-system", "R-DOC28728-version-stable",
      "R-DOC28729-output", "R-DOC28709-errtext-language"};
  // Needs accounts that nobody gives to a test.
  static const std::set<std::string_view> untestable = {"R-DOC44405-administrator"};
  for (const Requirement& row : all_requirements()) {
    if (row.level <= Level::should || of_every_answer.contains(row.id)) continue;
    const bool found =
        std::ranges::any_of(all_cases(), [&](const Case& one) { return is_about(one, row); });
    EXPECT_EQ(found, !untestable.contains(row.id)) << row.id;
  }
}

/// An answer as a wrong endpoint would give it.
Exchange answered(const Step& step, std::string body) {
  Exchange exchange;
  exchange.request.body = step.body;
  exchange.response =
      HttpResponse{.headers = {{"Content-Type", "text/xml"}}, .body = std::move(body)};
  return exchange;
}

std::string acceptance_of(std::size_t operations) {
  std::string results;
  for (std::size_t i = 0; i < operations; ++i) {
    results += "<backup-server><result><status>ok</status><task-id>" + std::to_string(41 + i) +
               "</task-id></result></backup-server>";
  }
  return "<packet version=\"1.6.7.0\"><backup-manager>" + results + "</backup-manager></packet>";
}

constexpr std::string_view packet_refused =
    "<packet version=\"1.6.7.0\"><system><status>error</status><errcode>1014</errcode>"
    "<errtext>The packet is wrong</errtext></system></packet>";

class Conviction : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto made = Judge::create(built_in_schemas());
    ASSERT_TRUE(made.has_value()) << made.error();
    judge_ = std::make_unique<Judge>(std::move(*made));
  }
  static void TearDownTestSuite() { judge_.reset(); }

  /// How bad is the finding on the requirement of the demand?
  static Outcome verdict(const Step& step, const std::string& answer) {
    Outcome worst = Outcome::pass;
    const Judgement judged = judge_->judge_exchange(step.expect, answered(step, answer), {});
    for (const Finding& finding : judged.findings) {
      if (finding.requirement == step.expect.requirement) worst = std::max(worst, finding.outcome);
    }
    return worst;
  }

  static inline std::unique_ptr<Judge> judge_;
};

Outcome due(Demand demand) {
  return demand == Demand::must_accept || demand == Demand::must_refuse ? Outcome::fail
                                                                        : Outcome::warn;
}

TEST_F(Conviction, MeetsWhoeverRefusesWhatIsToBeAccepted) {
  int steps = 0;
  for (const Case& one : all_cases()) {
    for (const Step& step : one.steps) {
      if (!acceptance(step.expect.demand)) continue;
      ++steps;
      EXPECT_EQ(verdict(step, std::string(packet_refused)), due(step.expect.demand)) << one.id;
    }
  }
  EXPECT_GT(steps, 200);
}

TEST_F(Conviction, MeetsWhoeverAcceptsWhatIsToBeRefused) {
  int steps = 0;
  for (const Case& one : all_cases()) {
    for (const Step& step : one.steps) {
      // Where the file names no requirement, the plan fills in the oracles' finding.
      if (!refusal(step.expect.demand) || step.expect.requirement == nullptr) continue;
      ++steps;
      const std::size_t operations = std::max<std::size_t>(operations_asked(step.body).size(), 1);
      EXPECT_EQ(verdict(step, acceptance_of(operations)), due(step.expect.demand)) << one.id;
    }
  }
  EXPECT_GT(steps, 250);
}

TEST_F(Conviction, SparesWhoeverDoesWhatIsDemanded) {
  for (const Case& one : all_cases()) {
    for (const Step& step : one.steps) {
      const std::size_t operations = std::max<std::size_t>(operations_asked(step.body).size(), 1);
      if (acceptance(step.expect.demand)) {
        EXPECT_EQ(verdict(step, acceptance_of(operations)), Outcome::pass) << one.id;
      } else if (refusal(step.expect.demand) && step.expect.requirement != nullptr) {
        EXPECT_EQ(verdict(step, std::string(packet_refused)), Outcome::pass) << one.id;
      }
    }
  }
}

TEST_F(Conviction, MeetsWhoeverShowsTheBait) {
  int baits = 0;
  for (const Case& one : all_cases()) {
    for (const Step& step : one.steps) {
      for (const std::string& bait : step.expect.forbidden) {
        ++baits;
        std::string answer(packet_refused);
        answer.replace(answer.find("The packet is wrong"), 0, bait + " ");
        const Judgement judged = judge_->judge_exchange(step.expect, answered(step, answer), {});
        EXPECT_TRUE(std::ranges::any_of(judged.findings,
                                        [&](const Finding& finding) {
                                          return finding.requirement ==
                                                     step.expect.forbidden_requirement &&
                                                 finding.outcome == Outcome::fail;
                                        }))
            << one.id << ": " << bait;
      }
    }
  }
  EXPECT_GE(baits, 8);
}

}  // namespace
}  // namespace packetproof
