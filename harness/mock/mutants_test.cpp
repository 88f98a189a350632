#include "harness/mock/mutants.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "harness/mock/endpoint.hpp"

namespace packetproof {
namespace {

EndpointOptions options() {
  return {.login = "admin", .password = "for this test", .secret_key = "a key for this test"};
}

HttpRequest sample_request() {
  return {.path = options().path,
          .headers = {{"Content-Type", "text/xml"},
                      {"HTTP_AUTH_LOGIN", options().login},
                      {"HTTP_AUTH_PASSWD", options().password}},
          .body =
              "<packet><backup-manager><backup-server><local/><description>Standard weekly "
              "backup</description></backup-server></backup-manager></packet>"};
}

TEST(Mutants, AreRowsThatSayWhatIsWrong) {
  std::set<std::string_view> ids;
  for (const Mutant& row : all_mutants()) {
    EXPECT_TRUE(ids.insert(row.id).second) << row.id;
    EXPECT_NE(row.mutant_class(), row.id);
    EXPECT_FALSE(row.title.empty() || row.title.ends_with('.')) << row.id;
    ASSERT_NE(row.violates, nullptr) << row.id;
    EXPECT_LE(row.violates->level, Level::should) << row.id << ": nothing forbids it";
    EXPECT_NE(row.around, nullptr) << row.id;
    EXPECT_EQ(find_mutant(row.id), &row);
  }
  EXPECT_GE(ids.size(), 120U);
  EXPECT_EQ(find_mutant("no/such"), nullptr);
}

TEST(Mutants, CoverEveryClassAndEveryMust) {
  std::set<std::string_view> classes;
  std::set<const Requirement*> violated;
  for (const Mutant& row : all_mutants()) {
    classes.insert(row.mutant_class());
    violated.insert(row.violates);
  }
  for (const std::string_view name :
       {"accepts-invalid", "rejects-valid", "response-malformed", "response-schema",
        "response-semantic", "state", "authentication", "parser-safety", "http"}) {
    EXPECT_TRUE(classes.contains(name)) << name;
  }
  for (const Requirement& row : all_requirements()) {
    // A mutant is a Handler, and knows nothing of what carries its answers.
    const bool below = row.id == "R-DOC50169-https";
    EXPECT_TRUE(row.level != Level::must || below || violated.contains(&row)) << row.id;
  }
}

TEST(Mutants, AnswerTheSampleRightUnlessTheySpoilEveryAnswer) {
  for (const Mutant& row : all_mutants()) {
    const Handler endpoint = row.around(make_reference_endpoint(options()));
    const HttpResponse first = endpoint(sample_request());
    const bool right = first.status == 200 && first.body.contains("<status>ok</status><task-id>") &&
                       !first.delivery.verbatim && !first.delivery.cut_after &&
                       first.delivery.delay.count() == 0;
    EXPECT_NE(right, row.spoils_all && row.id != "spoils-all/same-acceptance" &&
                         row.id != "spoils-all/accepts-everything")
        << row.id << ": " << first.body;
  }
}

TEST(Mutants, ShareNothing) {
  const Mutant* row = find_mutant("state/same-task-id");
  ASSERT_NE(row, nullptr);
  const Handler first = row->around(make_reference_endpoint(options()));
  first(sample_request());
  EXPECT_TRUE(first(sample_request()).body.contains("<task-id>27<"));
  EndpointOptions later = options();
  later.first_task_id = 90;
  EXPECT_TRUE(
      row->around(make_reference_endpoint(later))(sample_request()).body.contains("<task-id>90<"));
}

}  // namespace
}  // namespace packetproof
