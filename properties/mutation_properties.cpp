/// Each mutation alone breaks what it names and nothing else, and the three oracles see it alike.

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "harness/generate/mutations.hpp"
#include "harness/oracle/judge.hpp"
#include "harness/protocol/schemas.hpp"

namespace packetproof {
namespace {

BackupServerInput input(std::string description) {
  BackupServerInput made;
  made.description = std::move(description);
  return made;
}

/// Valid packets that have a place for every mutation between them.
std::vector<RequestPacket> valid_packets() {
  BackupServerInput full = input("Standard weekly backup");
  full.prefix = "nightly";
  full.split_size = 0;
  full.content = Content::only_mail;
  full.only_configuration = true;
  BackupServerInput remote = input("Another");
  remote.storage = Remote{};
  remote.split_size = 5;
  remote.content = Content::only_hosting;
  return {{.operations = {input("d")}},
          {.operations = {full}},
          {.version = "1.6.7.0", .operations = {remote}},
          {.operations = {full, remote, input("Third")}}};
}

struct MutationTable : testing::TestWithParam<Mutation> {
  static void SetUpTestSuite() {
    judge = std::make_unique<Judge>(Judge::create(built_in_schemas()).value());
  }
  static void TearDownTestSuite() { judge.reset(); }
  static inline std::unique_ptr<Judge> judge;
};

TEST_P(MutationTable, BreaksWhatItNamesAndNothingElse) {
  const Mutation& mutation = GetParam();
  int applied = 0;
  for (const RequestPacket& packet : valid_packets()) {
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
      RequestDocument document = document_of(packet);
      const RequestDocument before = document;
      Random random(seed);
      if (!mutation.apply(document, random, mutation.argument)) {
        EXPECT_EQ(document, before) << mutation.id << " changes what it cannot break";
        continue;
      }
      ++applied;
      const std::string bytes = write(document);
      const RequestJudgement judgement = judge->judge_request(bytes);
      ASSERT_EQ(name_of(judgement.label), name_of(Label::invalid)) << bytes;
      ASSERT_EQ(judgement.rules.violations.size(), 1U)
          << bytes << "\nalso breaks " << judgement.rules.violations.back().requirement->id;
      ASSERT_EQ(judgement.rules.violations.front().requirement->id, mutation.breaks->id) << bytes;
    }
  }
  EXPECT_GT(applied, 0);
}

INSTANTIATE_TEST_SUITE_P(All, MutationTable, testing::ValuesIn(all_mutations()),
                         [](const auto& row) {
                           std::string name(row.param.id);
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

TEST(Mutations, HaveUniqueIds) {
  std::set<std::string_view> ids;
  for (const Mutation& mutation : all_mutations()) {
    EXPECT_TRUE(ids.insert(mutation.id).second) << mutation.id;
    EXPECT_EQ(find_mutation(mutation.id), &mutation);
  }
  EXPECT_EQ(find_mutation("no-such-mutation"), nullptr);
}

}  // namespace
}  // namespace packetproof
