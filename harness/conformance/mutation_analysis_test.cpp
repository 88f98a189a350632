#include "harness/conformance/mutation_analysis.hpp"

#include "harness/conformance/kill_selection.hpp"
#include "harness/conformance/small_endpoints_test.hpp"

namespace packetproof {
namespace {

Handler right() {
  return [endpoint = std::make_shared<Endpoint>()](const HttpRequest& request) {
    return (*endpoint)(request);
  };
}

Handler accepts_all() {
  return
      [task = std::make_shared<int>(0)](const HttpRequest&) { return answer(ok_answer(++*task)); };
}

Handler refuses_split() {
  return [reference = right()](const HttpRequest& request) {
    return request.body == split ? answer(refusal()) : reference(request);
  };
}

Handler hangs() {
  return [](const HttpRequest&) {
    HttpResponse response = answer(refusal());
    response.delivery.delay = std::chrono::minutes(2);
    return response;
  };
}

class MutationAnalysis : public testing::Test {
 protected:
  std::expected<MutationRecord, std::string> analyse(
      const std::vector<Subject>& subjects, int jobs = 2,
      const std::function<Handler()>& reference = right) {
    Judge judge = std::move(*Judge::create(built_in_schemas()));
    const CredentialSet credentials{.login = "admin", .password = "a-password", .secret_key = ""};
    const Plan plan = make_plan(two_cases(), {}, {}, credentials, judge).value();
    return analyse_mutants(plan, reference, subjects,
                           {.run = {.jobs = 1},
                            .credentials = credentials,
                            .schemas = built_in_schemas(),
                            .jobs = jobs,
                            .stop = {},
                            .on_mutant = {}});
  }
  static Subject subject(std::string_view id, const Requirement* violates, Handler (*make)()) {
    return {.id = id, .title = "t", .violates = violates, .equivalent = "", .make = make};
  }

  const Requirement* order = requirement("R-PAGE-order");
  const Requirement* zero = requirement("R-PAGE-split-size-zero");
};

TEST_F(MutationAnalysis, KilledMeansConvictedOfWhatIsViolated) {
  const auto record =
      analyse({subject("a/accepts", order, accepts_all),
               subject("a/accepts-but-said-otherwise", zero, accepts_all),
               subject("a/refuses", zero, refuses_split), subject("a/right", order, right)});
  ASSERT_TRUE(record.has_value()) << record.error();
  const auto& rows = record->mutants;
  EXPECT_EQ(rows[0].fate, Fate::killed);
  EXPECT_EQ(rows[0].killers, std::vector<std::string>{"xsd/order/swap"});
  EXPECT_GT(rows[0].requests_to_kill, 0);
  EXPECT_EQ(rows[1].fate, Fate::survived);
  EXPECT_TRUE(rows[1].instead.contains("R-PAGE-order")) << rows[1].instead;
  EXPECT_EQ(rows[2].fate, Fate::killed);
  EXPECT_EQ(rows[3].fate, Fate::survived);
  EXPECT_EQ(rows[3].instead, "");
  EXPECT_EQ(record->judged(), 4);
}

TEST_F(MutationAnalysis, WhatIsViolatedBesidesConvictsToo) {
  Subject refuses = subject("a/refuses", order, refuses_split);
  EXPECT_EQ(analyse({refuses}).value().mutants[0].fate, Fate::survived);
  refuses.also = zero;
  EXPECT_EQ(analyse({refuses}).value().mutants[0].fate, Fate::killed);
}

TEST_F(MutationAnalysis, AnEquivalentThatIsKilledIsNone) {
  Subject equal = subject("a/equal", order, right);
  equal.equivalent = "it does the same";
  Subject wrong = subject("a/wrong", order, accepts_all);
  wrong.equivalent = "so somebody thought";
  const auto record = analyse({equal, wrong});
  ASSERT_TRUE(record.has_value());
  EXPECT_EQ(record->mutants[0].fate, Fate::equivalent);
  EXPECT_EQ(record->mutants[1].fate, Fate::killed);
}

TEST_F(MutationAnalysis, WhatSpoilsEveryAnswerMustOnlyNotPass) {
  Subject silent = subject("a/silent", requirement("R-RFC9112-answers"), hangs);
  silent.spoils_all = true;
  Subject passes = subject("a/passes", requirement("R-RFC9112-answers"), right);
  passes.spoils_all = true;
  const auto record = analyse({silent, passes});
  ASSERT_TRUE(record.has_value());
  EXPECT_EQ(record->mutants[0].fate, Fate::told);
  EXPECT_EQ(record->mutants[1].fate, Fate::untold);
  EXPECT_EQ(record->judged(), 0);
}

TEST_F(MutationAnalysis, ProvesNothingWhereTheRightEndpointDoesNotPass) {
  const auto record = analyse({}, 1, accepts_all);
  ASSERT_FALSE(record.has_value());
  EXPECT_TRUE(record.error().contains("does not pass")) << record.error();
}

TEST_F(MutationAnalysis, IsTheSameForAnyNumberOfJobs) {
  const std::vector<Subject> subjects = {subject("a/accepts", order, accepts_all),
                                         subject("a/refuses", zero, refuses_split),
                                         subject("a/right", order, right)};
  const auto plain = [&](int jobs) {
    MutationRecord record = analyse(subjects, jobs).value();
    for (MutantRecord& row : record.mutants) row.elapsed_ms = 0;
    record.jobs = 0;
    return mutation_json(record);
  };
  EXPECT_EQ(plain(1), plain(4));
}

MutationRecord matrix() {
  MutationRecord record;
  record.rows = {
      {"a", "catalogue", 1}, {"b", "catalogue", 1}, {"c", "sequences", 3}, {"p", "properties", 0}};
  record.mutants = {{.id = "1", .killers = {"a", "p"}},
                    {.id = "2", .killers = {"b", "c"}},
                    {.id = "3", .killers = {"b"}},
                    {.id = "4", .killers = {"c"}}};
  return record;
}

TEST(KillSelection, TakesTheCasesThatKillMostARequest) {
  MutationRecord record = matrix();
  choose_smoke(record, {}, 2);
  EXPECT_EQ(record.smoke, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(record.smoke_kills, 3);
  EXPECT_EQ(record.smoke_requests, 2);
  record = matrix();
  choose_smoke(record, {"b"}, 5);
  EXPECT_EQ(record.smoke, (std::vector<std::string>{"a", "c"}));
  EXPECT_EQ(record.smoke_kills, 3);
}

TEST(KillSelection, ExchangesWhatSeemedBestAtFirst) {
  MutationRecord record;
  record.rows = {{"three", "catalogue", 1},
                 {"left", "catalogue", 1},
                 {"right", "catalogue", 1},
                 {"one", "catalogue", 1}};
  record.mutants = {
      {.id = "1", .killers = {"left", "three"}},  {.id = "2", .killers = {"left", "three"}},
      {.id = "3", .killers = {"right", "three"}}, {.id = "4", .killers = {"right"}},
      {.id = "5", .killers = {"left"}},           {.id = "6", .killers = {"one", "right"}}};
  choose_smoke(record, {}, 2);
  EXPECT_EQ(record.smoke, (std::vector<std::string>{"left", "right"}));
  EXPECT_EQ(record.smoke_kills, 6);
}

TEST(KillSelection, CountsNothingThatSpoilsEveryAnswer) {
  MutationRecord record = matrix();
  record.mutants[1].fate = Fate::told;
  record.mutants[2].fate = Fate::untold;
  choose_smoke(record, {}, 5);
  EXPECT_EQ(record.smoke, (std::vector<std::string>{"a", "c"}));
  EXPECT_EQ(record.smoke_kills, 2);
}

TEST(KillSelection, NamesCasesWhoseKillsOthersMakeToo) {
  EXPECT_EQ(redundant_rows(matrix()), std::vector<std::string>{"a"});
}

}  // namespace
}  // namespace packetproof
