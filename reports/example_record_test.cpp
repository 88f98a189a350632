#include "reports/example_record.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <type_traits>
#include <utility>

#include "reports/record_fields.hpp"

namespace packetproof {
namespace {

using namespace std::string_literals;

constexpr std::string_view request =
    "<packet><backup-manager><backup-server><local/><description>d</description>"
    "</backup-server></backup-manager></packet>";

ExchangeRecord exchange(std::string purpose, std::string answer) {
  return {.purpose = std::move(purpose),
          .request_head = "POST /enterprise/control/agent.php HTTP/1.1\r\nHost: localhost\r\n\r\n",
          .request_body = std::string(request),
          .response_head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n",
          .response_body = std::move(answer),
          .elapsed_us = 1234};
}

FindingRecord finding(Outcome outcome, Level level, FailureKind kind) {
  return {.fingerprint = "0123456789abcdef",
          .requirement = "R-PAGE-ok-task-id",
          .level = level,
          .kind = kind,
          .outcome = outcome,
          .message = "status is `ok` and no task-id stands",
          .observation = "status ok, task-id absent",
          .line = 2,
          .column = 17,
          .confirmed = 3,
          .attempts = 3};
}

CaseRecord row(std::string id, std::string phase, Outcome outcome) {
  return {.id = std::move(id),
          .title = "A request with & and < in its title",
          .phase = std::move(phase),
          .requirements = {"R-PAGE-ok-task-id"},
          .checked = {"R-PAGE-ok-task-id", "R-XSD-packet-root"},
          .outcome = outcome,
          .expectation = "accepts it and names a task",
          .side_effect = "starts a backup",
          .sha256 = std::string(64, 'a'),
          .exchanges = {exchange("case", "<packet><system/></packet>")},
          .elapsed_us = 1500};
}

/// As if instances of a property had shown the row's finding.
void show_as_property(CaseRecord& row) {
  FindingRecord& finding = row.findings.front();
  finding.fingerprint = "fedcba9876543210";
  finding.instance = row.id + "@s1.7";
  finding.instances = 3;
  finding.shrunk = true;
  finding.shrink_requests = 12;
  finding.nearest = "Without <prefix> it is valid.";
  row.exchanges.front().instance = finding.instance;
  row.exchanges.push_back(row.exchanges.front());
  row.exchanges.back().purpose = "shrunk";
  row.exchanges.back().request_body = "<packet/>";
}

std::vector<CaseRecord> rows_of_every_outcome() {
  std::vector<CaseRecord> rows;
  rows.push_back(row("xsd/order/plain", "examples", Outcome::pass));
  rows.push_back(row("xsd/order/swap[pair=local-description]", "catalogue", Outcome::fail));
  rows.back().kind = FailureKind::semantic;
  rows.back().findings = {finding(Outcome::fail, Level::must, FailureKind::semantic)};
  rows.push_back(row("sem/result/known", "catalogue", Outcome::fail));
  rows.back().kind = FailureKind::semantic;
  rows.back().findings = {finding(Outcome::fail, Level::must, FailureKind::semantic)};
  rows.back().findings.back().expected = true;
  show_as_property(rows.back());
  rows.push_back(row("sem/result/should", "catalogue", Outcome::warn));
  rows.back().kind = FailureKind::semantic;
  rows.back().findings = {finding(Outcome::warn, Level::should, FailureKind::semantic)};
  rows.push_back(row("http/status/seen", "catalogue", Outcome::info));
  rows.back().findings = {finding(Outcome::info, Level::observe, FailureKind::none)};
  rows.push_back(row("corpus/disputed/cdata", "catalogue", Outcome::disputed));
  rows.back().findings = {finding(Outcome::disputed, Level::observe, FailureKind::none)};
  rows.push_back(row("tls/session/lost", "catalogue", Outcome::inconclusive));
  rows.back().reason_code = "no-good-probe";
  rows.back().reason = "The probe after this case was not accepted.";
  rows.push_back(row("xml/harness/broken", "catalogue", Outcome::error));
  rows.back().reason_code = "assertion";
  rows.back().reason = "The judge stopped.";
  rows.push_back(row("sec/login/wrong", "catalogue", Outcome::skip));
  rows.back().reason_code = "no-credentials";
  rows.back().reason = "No credentials were given.";
  rows.push_back(row("robust/size/large", "catalogue", Outcome::notrun));
  rows.back().reason_code = "max-time";
  rows.back().reason = "The time was up.";
  return rows;
}

/// Puts hostile bytes into every string that a record holds.
struct Poison {
  const std::string& bytes;

  void operator()(const char*, std::string& text) const { text = bytes; }
  template <typename Item>
  void operator()(const char* key, std::vector<Item>& items) const {
    for (Item& item : items) (*this)(key, item);
  }
  template <typename Record>
    requires std::is_class_v<Record>
  void operator()(const char*, Record& record) const {
    visit_fields(*this, record);
  }
  template <typename Value>
    requires std::is_enum_v<Value> || std::is_integral_v<Value>
  void operator()(const char*, Value&) const {}
};

}  // namespace

RunRecord ordinary_record() {
  RunRecord record;
  record.tool = {.version = "0.1.0",
                 .validators = "Xerces-C++ 3.2.4, libxml2 2.9.14",
                 .schemas_sha256 = std::string(64, 'b')};
  record.seed = 18446744073709551615U;
  record.plan_sha256 = std::string(64, 'c');
  record.endpoint = "https://plesk.example:8443/enterprise/control/agent.php";
  record.profile = "standard";
  record.fail_on = {"warn"};
  record.cases = rows_of_every_outcome();
  record.summary = summarize(record.cases);
  record.phases = {{"examples", summarize({record.cases[0]})},
                   {"catalogue", summarize({record.cases.begin() + 1, record.cases.end()})}};
  record.requirements = {{.id = "R-PAGE-ok-task-id",
                          .level = Level::must,
                          .status = Status::agreed,
                          .source = "PAGE",
                          .text = "status `ok` comes with a task-id.",
                          .cases = 10,
                          .checked = 10,
                          .failed = 3},
                         {.id = "R-XSD-packet-root",
                          .level = Level::should,
                          .status = Status::disputed_test,
                          .source = "XSD",
                          .text = "The root is `packet`.",
                          .checked = 10},
                         {.id = "R-XSD-never", .text = "Nobody looked."}};
  record.properties = {{.id = "sem/result/known",
                        .instances = 20,
                        .requests = 20,
                        .valid = 4,
                        .invalid = 15,
                        .open = 1,
                        .variations = {{"drop-node", "R-XSD-never", 3}, {"paired-tags", "", 1}}}};
  record.remarks = {"Two cases were skipped: no credentials were given."};
  record.exit_code = 1;
  record.verdict = "FAIL: one new violation of a MUST.";
  record.timing = {.started_utc = "2026-01-31T12:00:00Z",
                   .finished_utc = "2026-01-31T12:00:04Z",
                   .elapsed_ms = 4321,
                   .judging_ms = 1234,
                   .jobs = 2,
                   .requests = 1021,
                   .probes = 20,
                   .confirmations = 6,
                   .shrinks = 12,
                   .resends = 1,
                   .acceptable = 77};
  return record;
}

std::string hostile_bytes() {
  std::string bytes =
      "</script><script>alert(1)</script></style><img src=x onerror=alert(1)>"
      "\"'><svg/onload=alert(1)> ]]> --> <!-- <![CDATA[ <?php &amp; &#0; &bogus; ${1} {{2}} {}\r\n\t"s;
  for (int value = 0; value < 256; ++value) bytes.push_back(static_cast<char>(value));
  // A surrogate, an overlong slash, beyond U+10FFFF, noncharacters, direction marks, a cut tail.
  bytes += "\xED\xA0\x80\xC0\xAF\xF4\x90\x80\x80\xEF\xBF\xBE\xEF\xBF\xBF\xE2\x80\xAE\xEF\xBB\xBF";
  bytes += "\xF0\x9F\x98";
  return bytes;
}

RunRecord hostile_record() {
  RunRecord record = ordinary_record();
  const std::string bytes = hostile_bytes();
  const Poison poison{bytes};
  visit_fields(poison, record);
  // Ids stay distinct, as they are in any run.
  for (std::size_t at = 0; at < record.cases.size(); ++at) {
    CaseRecord& row = record.cases[at];
    row.id = std::to_string(at) + bytes;
    for (ExchangeRecord& exchange : row.exchanges) {
      exchange = {bytes, bytes, bytes, bytes, bytes, bytes, bytes, 1};
    }
  }
  return record;
}

TEST(ExampleRecord, HoldsEveryOutcomeAndReconciles) {
  const RunRecord record = ordinary_record();
  EXPECT_TRUE(record.summary.reconciles());
  EXPECT_EQ(record.summary.judged, 6);
  EXPECT_EQ(record.summary.planned, 10);
  EXPECT_EQ(record.summary.failed, 2);
}

}  // namespace packetproof
