/// Every mutant of the class http over TLS on loopback: the run ends in time, is not green, keeps
/// its totals, and says what was wrong.

#include <algorithm>
#include <chrono>
#include <vector>

#include "harness/cli/scripted_endpoint_test.hpp"
#include "harness/cli/testing/program.hpp"
#include "harness/mock/mutants.hpp"

namespace packetproof {
namespace {

std::vector<std::string> http_mutants() {
  std::vector<std::string> ids;
  for (const Mutant& row : all_mutants()) {
    // Two requests of one connection show it: CurlTransport.SendsAgainOnceAndCountsIt.
    const bool needs_more = row.id == "http/closes-silently" || row.id == "http/unknown-header";
    if (row.mutant_class() == "http" && !needs_more) ids.emplace_back(row.id);
  }
  return ids;
}

class HostileEndpoint : public testing::TestWithParam<std::string> {};

TEST_P(HostileEndpoint, DoesNotHurtTheRunnerAndIsNotGreen) {
  const Mutant* mutant = find_mutant(GetParam());
  ASSERT_NE(mutant, nullptr);
  const ScriptedEndpoint endpoint(mutant->around(make_reference_endpoint(known_credentials())),
                                  true);
  const Program program(environment_of(known_credentials()));
  const auto start = std::chrono::steady_clock::now();
  const Ended ended =
      program.judge({"sem/optional/node[name=prefix]", "xsd/storage/both[first=local]",
                     "--endpoint", endpoint.url("https"), "--insecure", "--timeout", "1",
                     "--confirm", "1", "--fail-on", "warn"});
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
  EXPECT_NE(ended.code, 0) << ended.out << ended.err;
  EXPECT_NE(ended.code, 70) << ended.out << ended.err;
  const auto report = program.report();
  ASSERT_TRUE(report.has_value()) << report.error();
  EXPECT_TRUE(report->summary.reconciles());
  const auto names_it = [&](const CaseRecord& row) {
    return std::ranges::any_of(row.findings, [&](const FindingRecord& finding) {
      return finding.requirement == mutant->violates->id;
    });
  };
  EXPECT_TRUE(std::ranges::any_of(report->cases, names_it)) << ended.out;
}

INSTANTIATE_TEST_SUITE_P(OverTls, HostileEndpoint, testing::ValuesIn(http_mutants()),
                         [](const auto& named) {
                           std::string name = named.param;
                           std::ranges::replace_if(
                               name, [](char c) { return c == '/' || c == '-'; }, '_');
                           return name;
                         });

}  // namespace
}  // namespace packetproof
