#include "harness/protocol/requirements.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace packetproof {
namespace {

using ::testing::MatchesRegex;

TEST(Requirements, IdsAreUniqueAndFormed) {
  std::set<std::string_view> seen;
  for (const Requirement& row : all_requirements()) {
    EXPECT_TRUE(seen.insert(row.id).second) << row.id << " stands twice";
    EXPECT_THAT(std::string(row.id),
                MatchesRegex("R-(PAGE|XSD|XML|DOC[0-9]+|RFC[0-9]+)-[a-z0-9-]+"));
  }
  EXPECT_GT(seen.size(), 100U);
}

TEST(Requirements, EveryRowHasASourceAndASentence) {
  for (const Requirement& row : all_requirements()) {
    EXPECT_FALSE(row.source.empty()) << row.id;
    ASSERT_FALSE(row.text.empty()) << row.id;
    EXPECT_EQ(row.text.back(), '.') << row.id;
  }
}

TEST(Requirements, WhatAnRfcSaysNamesTheRfc) {
  for (const Requirement& row : all_requirements()) {
    if (row.id.starts_with("R-RFC")) {
      EXPECT_NE(row.source.find("RFC"), std::string_view::npos) << row.id;
    }
  }
}

TEST(Requirements, WhatIsUndocumentedIsNeverAMust) {
  for (const Requirement& row : all_requirements()) {
    if (row.status == Status::undocumented) {
      EXPECT_NE(row.level, Level::must) << row.id;
    }
  }
}

TEST(Requirements, AreFoundById) {
  for (const Requirement& row : all_requirements()) EXPECT_EQ(find_requirement(row.id), &row);
  EXPECT_EQ(find_requirement("R-PAGE-no-such"), nullptr);
  EXPECT_EQ(find_requirement(""), nullptr);
  static_assert(requirement("R-PAGE-order")->level == Level::must);
}

}  // namespace
}  // namespace packetproof
