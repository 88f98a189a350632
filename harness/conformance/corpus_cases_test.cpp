#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "harness/conformance/case.hpp"
#include "harness/protocol/embedded.hpp"

namespace packetproof {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

/// A directory of cases that goes with the test.
class CorpusDirectory : public testing::Test {
 protected:
  CorpusDirectory()
      : root_(fs::path(testing::TempDir()) /
              (std::string("packetproof-corpus-") +
               testing::UnitTest::GetInstance()->current_test_info()->name())) {
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  ~CorpusDirectory() override {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
  }

  void put(const std::string& name, std::string_view bytes) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << bytes;
  }
  [[nodiscard]] auto read(std::string_view prefix = "") const {
    return read_cases(root_.string(), prefix);
  }

  fs::path root_;
};

std::vector<std::string> ids_of(const std::vector<Case>& cases) {
  std::vector<std::string> ids;
  for (const Case& one : cases) ids.push_back(one.id);
  return ids;
}

TEST_F(CorpusDirectory, GivesACaseAFileSortedByName) {
  put("valid/b.xml", "<b/>");
  put("valid/a.xml", "<a/>");
  put("invalid/c.bin", std::string("\xff\0x", 3));
  put("disputed/d.xml", "");
  const auto cases = read();
  ASSERT_TRUE(cases.has_value()) << cases.error();
  EXPECT_THAT(ids_of(*cases), ElementsAre("corpus/disputed/d.xml", "corpus/invalid/c.bin",
                                          "corpus/valid/a.xml", "corpus/valid/b.xml"));
  EXPECT_EQ((*cases)[1].steps.front().body, std::string("\xff\0x", 3));
}

TEST_F(CorpusDirectory, TakesTheFolderAsTheLabel) {
  put("valid/a.xml", "<a/>");
  put("invalid/b.xml", "<b/>");
  put("disputed/c.xml", "<c/>");
  const auto cases = read("local/");
  ASSERT_TRUE(cases.has_value()) << cases.error();
  const Expect& disputed = (*cases)[0].steps.front().expect;
  const Expect& invalid = (*cases)[1].steps.front().expect;
  const Expect& valid = (*cases)[2].steps.front().expect;
  EXPECT_EQ(disputed.demand, Demand::either);
  EXPECT_EQ(invalid.demand, Demand::must_refuse);
  EXPECT_EQ(invalid.requirement, nullptr) << "the oracles know better which one is broken";
  EXPECT_EQ(invalid.codes, std::vector<std::uint32_t>{1014});
  EXPECT_EQ(valid.demand, Demand::must_accept);
  EXPECT_EQ(valid.requirement, requirement("R-DOC28729-valid-accepted"));
  EXPECT_EQ((*cases)[2].id, "local/corpus/valid/a.xml");
  EXPECT_EQ((*cases)[2].phase, Phase::catalogue);
}

TEST_F(CorpusDirectory, ReadsTheRequirementFromTheName) {
  put("invalid/R-PAGE-order__description-first.xml", "<a/>");
  put("invalid/R-XML-encoding-declaration__old-client.xml", "<a/>");
  put("valid/R-XML-unused-namespace__serializer.xml", "<a/>");
  const auto cases = read();
  ASSERT_TRUE(cases.has_value()) << cases.error();
  const Expect& order = (*cases)[0].steps.front().expect;
  EXPECT_EQ(order.requirement, requirement("R-PAGE-order"));
  EXPECT_EQ(order.demand, Demand::must_refuse);
  EXPECT_THAT((*cases)[0].title, HasSubstr("description first"));
  EXPECT_EQ((*cases)[1].steps.front().expect.demand, Demand::should_refuse) << "a SHOULD only";
  EXPECT_EQ((*cases)[2].steps.front().expect.demand, Demand::should_accept);
}

TEST_F(CorpusDirectory, RefusesARequirementThatDoesNotExist) {
  put("invalid/R-PAGE-oder__description-first.xml", "<a/>");
  const auto cases = read();
  ASSERT_FALSE(cases.has_value());
  EXPECT_THAT(cases.error(), AllOf(HasSubstr("R-PAGE-oder"), HasSubstr("--requirements")));
}

TEST_F(CorpusDirectory, PassesOverHiddenFilesAndNotes) {
  put("valid/a.xml", "<a/>");
  put("valid/.a.xml.swp", "x");
  put(".git/config", "x");
  put("README.md", "x");
  const auto cases = read();
  ASSERT_TRUE(cases.has_value()) << cases.error();
  EXPECT_THAT(ids_of(*cases), ElementsAre("corpus/valid/a.xml"));
}

TEST_F(CorpusDirectory, NeverIgnoresARequestInTheWrongPlace) {
  put("valid/a.xml", "<a/>");
  put("vaild/b.xml", "<b/>");
  auto cases = read();
  ASSERT_FALSE(cases.has_value());
  EXPECT_THAT(cases.error(), AllOf(HasSubstr("vaild"), HasSubstr("valid, invalid or disputed")));

  fs::remove_all(root_ / "vaild");
  put("b.xml", "<b/>");
  cases = read();
  ASSERT_FALSE(cases.has_value());
  EXPECT_THAT(cases.error(), HasSubstr("b.xml"));

  fs::remove(root_ / "b.xml");
  put("valid/deeper/b.xml", "<b/>");
  cases = read();
  ASSERT_FALSE(cases.has_value());
  EXPECT_THAT(cases.error(), HasSubstr("deeper"));
}

TEST_F(CorpusDirectory, SaysThatADirectoryHoldsNothing) {
  auto cases = read();
  ASSERT_FALSE(cases.has_value());
  EXPECT_THAT(cases.error(), AllOf(HasSubstr(root_.string()), HasSubstr("holds no request")));

  fs::create_directory(root_ / "valid");
  cases = read();
  ASSERT_FALSE(cases.has_value()) << "an empty folder judges nothing";
}

TEST_F(CorpusDirectory, SaysThatADirectoryIsMissing) {
  const auto cases = read_cases((root_ / "nowhere").string());
  ASSERT_FALSE(cases.has_value());
  EXPECT_THAT(cases.error(), AllOf(HasSubstr("nowhere"), HasSubstr("cannot be read")));
}

TEST_F(CorpusDirectory, SaysThatAFileIsNoDirectory) {
  put("a.xml", "<a/>");
  const auto cases = read_cases((root_ / "a.xml").string());
  ASSERT_FALSE(cases.has_value());
  EXPECT_THAT(cases.error(), HasSubstr("a.xml"));
}

TEST_F(CorpusDirectory, ReadsTheCheckedInFilesAsTheProgramCarriesThem) {
  const auto files = read_cases(PACKETPROOF_SOURCE_DIR "/corpus/requests");
  ASSERT_TRUE(files.has_value()) << files.error();
  EXPECT_EQ(files->size(), embedded_requests().size());
  EXPECT_GE(files->size(), 40U);
  for (const Case& file : *files) {
    const auto at = std::ranges::find(all_cases(), file.id, &Case::id);
    ASSERT_NE(at, all_cases().end()) << file.id;
    EXPECT_EQ(at->steps.front().body, file.steps.front().body) << file.id;
    EXPECT_EQ(at->steps.front().expect.demand, file.steps.front().expect.demand) << file.id;
  }
}

}  // namespace
}  // namespace packetproof
