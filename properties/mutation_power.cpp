/// The suite convicts every wrong endpoint of the table of what it does wrong, and README.md says
/// the number that was measured.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "harness/conformance/mutation_analysis.hpp"
#include "harness/conformance/properties.hpp"
#include "harness/conformance/smoke_cases.hpp"
#include "harness/mock/endpoint.hpp"
#include "harness/mock/mutants.hpp"
#include "harness/protocol/schemas.hpp"

namespace packetproof {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr std::size_t every = 16;  // a sanitizer costs a factor of ten
#else
constexpr std::size_t every = 1;
#endif

class MutationPower : public testing::Test {
 protected:
  MutationRecord analyse(Profile profile) {
    const EndpointOptions endpoint{
        .login = "admin", .password = "for this test", .secret_key = "a key for this test"};
    const CredentialSet credentials{endpoint.login, endpoint.password, endpoint.secret_key};
    std::vector<Subject> subjects;
    for (std::size_t i = 0; i < all_mutants().size(); i += every) {
      const Mutant& row = all_mutants()[i];
      subjects.push_back(
          {row.id, row.title, row.violates, row.also_violates(), row.equivalent, row.spoils_all,
           [&row, endpoint] { return row.around(make_reference_endpoint(endpoint)); }});
    }
    const Selection selection{.profile = profile};
    Judge judge = Judge::create(built_in_schemas()).value();
    const Plan plan =
        make_plan(suite_cases(selection, 1), selection, {.https = true}, credentials, judge)
            .value();
    return analyse_mutants(plan, [&] { return make_reference_endpoint(endpoint); }, subjects,
                           {.run = {.jobs = 1},
                            .credentials = credentials,
                            .schemas = built_in_schemas(),
                            .jobs = 2,
                            .stop = {},
                            .on_mutant = {}})
        .value();
  }

  static bool readme_says(const std::string& measured) {
    std::ifstream file(PACKETPROOF_README);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return text.contains(measured);
  }

  static std::vector<std::string> alive(const MutationRecord& record) {
    std::vector<std::string> ids;
    for (const MutantRecord& row : record.mutants) {
      if (row.fate == Fate::survived || row.fate == Fate::timeout || row.fate == Fate::untold) {
        ids.push_back(row.id + ": " + row.instead);
      }
    }
    return ids;
  }
};

TEST_F(MutationPower, TheStandardProfileKillsEveryMutant) {
  const MutationRecord record = analyse(Profile::standard);
  EXPECT_EQ(alive(record), std::vector<std::string>{});
  EXPECT_EQ(record.baseline.failed + record.baseline.warned + record.baseline.disputed, 0);
  EXPECT_LE(record.count(Fate::equivalent), 5);
  if (every > 1) return;
  EXPECT_GE(record.judged(), 120);
  EXPECT_EQ(record.smoke, std::vector<std::string>(smoke_cases().begin(), smoke_cases().end()))
      << "copy smoke_cases.inc from the report directory of `packetproof mutants`";

  for (const std::string& measured :
       {fmt::format("{} of {} wrong endpoints convicted", record.count(Fate::killed),
                    record.judged()),
        fmt::format("schema sees {} of them, a check of HTTP status codes {}.",
                    record.floors.at(1).killed, record.floors.at(0).killed)}) {
    EXPECT_TRUE(readme_says(measured)) << measured;
  }
}

TEST_F(MutationPower, TheSmokeProfileKillsWhatSixtyRequestsCan) {
  const MutationRecord record = analyse(Profile::smoke);
  EXPECT_LE(record.baseline_requests, 60);
  EXPECT_EQ(record.count(Fate::untold), 0);
  // A rule dropped by itself shows in no request but one that breaks this rule alone, and the
  // table drops more rules than sixty: all of them need 92 requests, whoever chooses.
  EXPECT_GE(record.count(Fate::killed) * 100, record.judged() * (every > 1 ? 60 : 80));
  if (every > 1) return;
  const std::string measured =
      fmt::format("kill {} of the {} mutants", record.count(Fate::killed), record.judged());
  EXPECT_TRUE(readme_says(measured)) << measured;
}

}  // namespace
}  // namespace packetproof
