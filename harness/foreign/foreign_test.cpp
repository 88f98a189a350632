#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "harness/foreign/foreign_server.hpp"
#include "reports/writers.hpp"

namespace packetproof {
namespace {

struct Judged {
  Ended ended;
  RunRecord run;
};

void judge(Language language, const std::string& wrong_line, const std::string& glob,
           Judged& judged) {
  const ForeignServer server(language, wrong_line);
  ASSERT_EQ(server.error(), "");
  const Scratch scratch;
  judged.ended = run_command({.program = PACKETPROOF_PROGRAM,
                              .arguments = {"run", glob, "--endpoint", server.url(), "--report-dir",
                                            scratch / "report", "--confirm", "1"},
                              .environment = ForeignServer::credentials(),
                              .directory = scratch.path()});
  const auto run = from_json(read_bytes(scratch / "report/run.json"));
  ASSERT_TRUE(run.has_value()) << judged.ended.out << judged.ended.err;
  judged.run = *run;
}

bool convicts(const RunRecord& run, Outcome outcome, std::string_view requirement) {
  return std::ranges::any_of(run.cases, [&](const CaseRecord& c) {
    return std::ranges::any_of(c.findings, [&](const FindingRecord& finding) {
      return finding.outcome == outcome && finding.requirement == requirement;
    });
  });
}

class RightEndpoint : public testing::TestWithParam<Language> {};

TEST_P(RightEndpoint, IsCalledRight) {
  if (const std::string missing = missing_for(GetParam()); !missing.empty()) {
    GTEST_SKIP() << missing;
  }
  Judged judged;
  judge(GetParam(), "", "*", judged);
  EXPECT_EQ(judged.ended.code, 0) << judged.ended.out << judged.ended.err;
  EXPECT_EQ(judged.run.summary.failed, 0) << judged.ended.out;
  EXPECT_EQ(judged.run.summary.disputed, 0) << judged.ended.out;
  EXPECT_EQ(judged.run.summary.inconclusive, 0) << judged.ended.out;
  EXPECT_EQ(judged.run.summary.notrun, 0) << judged.ended.out;
  EXPECT_GE(judged.run.summary.judged, 150) << judged.ended.out;
}

INSTANTIATE_TEST_SUITE_P(Foreign, RightEndpoint, testing::Values(Language::php, Language::python),
                         [](const auto& row) { return name_of(row.param); });

struct Break {
  Language language;
  std::string line;
  std::string glob;  // the cases that look there
  std::string requirement;
  Outcome outcome = Outcome::fail;  // warn where the requirement is a SHOULD
};

const std::vector<Break> breaks = {
    {.language = Language::php,
     .line = "any-password",
     .glob = "sec/login/*",
     .requirement = "R-DOC28722-login-refused"},
    {.language = Language::php,
     .line = "any-key",
     .glob = "sec/key/*",
     .requirement = "R-DOC28722-key-refused"},
    {.language = Language::php,
     .line = "any-version",
     .glob = "err/version/*",
     .requirement = "R-DOC28729-version-unknown"},
    {.language = Language::php,
     .line = "entities",
     .glob = "sec/external-entity/*",
     .requirement = "R-XML-external-entity"},
    {.language = Language::php,
     .line = "validation",
     .glob = "xsd/order/*",
     .requirement = "R-PAGE-order"},
    {.language = Language::php,
     .line = "same-task",
     .glob = "seq/fresh/*",
     .requirement = "R-DOC44539-task-id-fresh"},
    {.language = Language::php,
     .line = "escaping",
     .glob = "err/echo/*",
     .requirement = "R-XML-errtext-escaped"},
    {.language = Language::php,
     .line = "task-with-error",
     .glob = "xsd/value/*",
     .requirement = "R-PAGE-error-no-task-id"},
    {.language = Language::php,
     .line = "split-size-zero",
     .glob = "xsd/split-size/*",
     .requirement = "R-PAGE-split-size-zero"},
    {.language = Language::php,
     .line = "operation-name",
     .glob = "sem/*",
     .requirement = "R-DOC28728-same-operation"},
    {.language = Language::php,
     .line = "first-only",
     .glob = "sem/*",
     .requirement = "R-DOC28722-answer-each"},
    {.language = Language::php,
     .line = "error-status",
     .glob = "xsd/order/*",
     .requirement = "R-DOC28729-error-in-200",
     .outcome = Outcome::warn},
    {.language = Language::php,
     .line = "content-type",
     .glob = "sem/*",
     .requirement = "R-DOC50169-content-type",
     .outcome = Outcome::warn},
    {.language = Language::php,
     .line = "version",
     .glob = "sem/*",
     .requirement = "R-DOC28728-version",
     .outcome = Outcome::warn},
    {.language = Language::python,
     .line = "any-password",
     .glob = "sec/login/*",
     .requirement = "R-DOC28722-login-refused"},
    {.language = Language::python,
     .line = "any-version",
     .glob = "err/version/*",
     .requirement = "R-DOC28729-version-unknown"},
    {.language = Language::python,
     .line = "validation",
     .glob = "xsd/split-size/*",
     .requirement = "R-XSD-split-size-integer"},
    {.language = Language::python,
     .line = "escaping",
     .glob = "err/echo/*",
     .requirement = "R-XML-errtext-escaped"},
    {.language = Language::python,
     .line = "same-task",
     .glob = "seq/fresh/*",
     .requirement = "R-DOC44539-task-id-fresh"},
};

class BrokenEndpoint : public testing::TestWithParam<Break> {};

TEST_P(BrokenEndpoint, IsConvictedOfItsWrongLine) {
  const Break& wrong = GetParam();
  if (const std::string missing = missing_for(wrong.language); !missing.empty()) {
    GTEST_SKIP() << missing;
  }
  Judged judged;
  judge(wrong.language, wrong.line, wrong.glob, judged);
  EXPECT_EQ(judged.ended.code, wrong.outcome == Outcome::fail ? 1 : 0)
      << judged.ended.out << judged.ended.err;
  EXPECT_TRUE(convicts(judged.run, wrong.outcome, wrong.requirement)) << judged.ended.out;
}

INSTANTIATE_TEST_SUITE_P(Foreign, BrokenEndpoint, testing::ValuesIn(breaks), [](const auto& row) {
  std::string name = fmt::format("{}_{}", name_of(row.param.language), row.param.line);
  std::ranges::replace(name, '-', '_');
  return name;
});

}  // namespace
}  // namespace packetproof
