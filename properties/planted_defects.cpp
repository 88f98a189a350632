/// The planted defects are what they say: each ends its target on the input of its row and on no
/// seed, and the right target passes on all of them.

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "properties/planted.hpp"

namespace packetproof {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> seeds_of(std::string_view target) {
  std::vector<std::string> seeds;
  const fs::path folder = fs::path(PACKETPROOF_SOURCE_DIR) / "corpus" / "canaries" / target;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return seeds;
}

class PlantedDefects : public testing::TestWithParam<PlantedTarget (*)()> {};

TEST_P(PlantedDefects, EndTheirTargetWhereTheRightOnePasses) {
  const PlantedTarget target = GetParam()();
  EXPECT_GE(target.defects.size(), 4U);
  for (const PlantedDefect& defect : target.defects) {
    SCOPED_TRACE(defect.name);
    target.right(defect.shown_by);
    // An exception that nobody catches ends a target, too.
    const auto run = [&]() noexcept { defect.wrong(defect.shown_by); };
    EXPECT_EXIT(run(), testing::KilledBySignal(SIGABRT), "");
  }
}

TEST_P(PlantedDefects, AreShownByNoSeed) {
  const PlantedTarget target = GetParam()();
  const std::vector<std::string> seeds = seeds_of(target.name);
  EXPECT_GE(seeds.size(), 2U);
  for (const std::string& seed : seeds) {
    target.right(seed);
    for (const PlantedDefect& defect : target.defects) {
      SCOPED_TRACE(defect.name);
      defect.wrong(seed);
    }
  }
}

TEST_P(PlantedDefects, HaveNamesOfTheirOwnAndABound) {
  const PlantedTarget target = GetParam()();
  std::set<std::string_view> names;
  for (const PlantedDefect& defect : target.defects) {
    EXPECT_TRUE(names.insert(defect.name).second) << defect.name;
    EXPECT_GT(defect.within, 0U) << defect.name;
  }
}

INSTANTIATE_TEST_SUITE_P(Of, PlantedDefects,
                         testing::Values(planted_response_parser, planted_request_parser,
                                         planted_differential, planted_serializer, planted_exchange,
                                         planted_config),
                         [](const auto& row) { return std::string(row.param().name); });

}  // namespace
}  // namespace packetproof
