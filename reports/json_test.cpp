#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "reports/example_record.hpp"
#include "reports/writers.hpp"

namespace packetproof {
namespace {

using testing::HasSubstr;
using Json = nlohmann::ordered_json;

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string problem_of(const std::string& text) {
  const auto record = from_json(text);
  return record ? "no problem" : record.error();
}

TEST(Json, ReadsBackWhatItWroteButForTheExchanges) {
  RunRecord record = ordinary_record();
  const auto back = from_json(to_json(record));
  ASSERT_TRUE(back) << back.error();
  for (CaseRecord& row : record.cases) row.exchanges.clear();
  EXPECT_EQ(*back, record);
}

TEST(Json, ReadsBackEveryNameOfEveryEnumeration) {
  RunRecord record;
  for (int value = 0; value < 14; ++value) {
    CaseRecord& row = record.cases.emplace_back();
    row.id = std::to_string(value);
    row.level = static_cast<Level>(value % 4);
    row.outcome = static_cast<Outcome>(value % 9);
    row.kind = static_cast<FailureKind>(value);
    record.requirements.push_back({.id = row.id, .status = static_cast<Status>(value % 5)});
  }
  const auto back = from_json(to_json(record));
  ASSERT_TRUE(back) << back.error();
  EXPECT_EQ(*back, record);
}

TEST(Json, ReadsBackAnEmptyRecord) {
  const auto back = from_json(to_json(RunRecord{}));
  ASSERT_TRUE(back) << back.error();
  EXPECT_EQ(*back, RunRecord{});
}

TEST(Json, HasTheDocumentedShape) {
  const Json json = Json::parse(to_json(ordinary_record()));
  EXPECT_EQ(json.begin().key(), "schema_version");
  for (const char* key : {"tool", "seed", "plan_sha256", "endpoint", "summary", "phases",
                          "requirements", "cases", "remarks", "verdict", "exit_code", "timing"}) {
    EXPECT_TRUE(json.contains(key)) << key;
  }
  EXPECT_EQ(json["summary"]["planned"], 10);
  EXPECT_EQ(json["cases"][1]["outcome"], "FAIL");
  EXPECT_EQ(json["cases"][1]["findings"][0]["kind"], "semantic");
  EXPECT_EQ(json["timing"]["cases"]["xsd/order/plain"], 1500);
  EXPECT_FALSE(json["cases"][0].contains("elapsed_us")) << "times stand inside timing only";
  EXPECT_EQ(to_json(ordinary_record()).back(), '\n');
}

TEST(Json, NothingOutsideTimingDependsOnTheClock) {
  RunRecord slow = ordinary_record();
  slow.timing = {
      .started_utc = "2030-01-01T00:00:00Z", .elapsed_ms = 99999, .judging_ms = 7, .jobs = 9};
  for (CaseRecord& row : slow.cases) {
    row.elapsed_us += 7;
    for (ExchangeRecord& exchange : row.exchanges) exchange.elapsed_us += 7;
  }
  Json left = Json::parse(to_json(ordinary_record()));
  Json right = Json::parse(to_json(slow));
  EXPECT_NE(left, right);
  left.erase("timing");
  right.erase("timing");
  EXPECT_EQ(left.dump(), right.dump());
}

TEST(Json, HostileBytesAreReplacedAndTheResultIsStable) {
  const std::string text = to_json(hostile_record());
  const auto back = from_json(text);
  ASSERT_TRUE(back) << back.error();
  EXPECT_EQ(to_json(*back), text);
  EXPECT_THAT(back->verdict, HasSubstr("</script>"));
}

TEST(Json, AnUnknownSchemaVersionIsASentence) {
  const std::string text =
      replaced(to_json(ordinary_record()), "\"schema_version\": 1", "\"schema_version\": 2");
  EXPECT_EQ(problem_of(text), "schema_version 2 is unknown to this program, which reads 1");
  EXPECT_EQ(problem_of("{}"), "schema_version is missing");
}

TEST(Json, DamageIsNamedByItsPlace) {
  const std::string text = to_json(ordinary_record());
  EXPECT_THAT(problem_of(""), HasSubstr("not JSON"));
  EXPECT_THAT(problem_of(text.substr(0, text.size() / 2)), HasSubstr("cut off"));
  EXPECT_THAT(problem_of("[]"), HasSubstr("is not an object"));
  EXPECT_EQ(problem_of(replaced(text, "\"FAIL\"", "\"FINE\"")),
            "cases[1].outcome is none of the known names");
  EXPECT_EQ(problem_of(replaced(text, "\"judged\"", "\"judge\"")), "summary.judged is missing");
  EXPECT_EQ(problem_of(replaced(text, "\"planned\": 10", "\"planned\": 9999999999")),
            "summary.planned is out of range");
  EXPECT_EQ(problem_of(replaced(text, "\"planned\": 10", "\"planned\": 1.5")),
            "summary.planned is not an integer");
  EXPECT_EQ(problem_of(replaced(text, "\"remarks\": [", "\"remarks\": [[],")),
            "remarks[0] is not a string");
  EXPECT_THAT(problem_of(std::string(100000, '[')), HasSubstr("not JSON"));
}

TEST(Event, IsOneLineThatKeepsEveryByte) {
  for (const CaseRecord& row : hostile_record().cases) {
    const std::string line = case_event(row);
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    const auto back = case_from_event(line);
    ASSERT_TRUE(back) << back.error();
    EXPECT_EQ(*back, row);
  }
}

TEST(Event, ReadsBackEveryOrdinaryCase) {
  for (const CaseRecord& row : ordinary_record().cases) {
    const auto back = case_from_event(case_event(row));
    ASSERT_TRUE(back) << back.error();
    EXPECT_EQ(*back, row);
  }
}

TEST(Event, EveryCutOfALineIsAnError) {
  const std::string line = case_event(ordinary_record().cases[1]);
  const std::string_view whole = std::string_view(line).substr(0, line.size() - 1);
  EXPECT_TRUE(case_from_event(whole)) << "only the line end is lost";
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto cut = case_from_event(whole.substr(0, size));
    ASSERT_FALSE(cut) << size;
    EXPECT_THAT(cut.error(), HasSubstr("cut off"));
  }
}

TEST(Event, OtherEventsAndDamagedBytesAreErrors) {
  const std::string line = case_event(ordinary_record().cases[0]);
  EXPECT_EQ(case_from_event(replaced(line, "\"event\":\"case\"", "\"event\":\"intent\"")).error(),
            "event is not \"case\"");
  EXPECT_EQ(case_from_event(replaced(line, "\"request_body\":\"P", "\"request_body\":\"*")).error(),
            "exchanges[0].request_body is not base64");
}

}  // namespace
}  // namespace packetproof
