#include "reports/junit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "reports/escape.hpp"

namespace packetproof {
namespace {

/// What a case is in JUnit's terms; an empty element means passed.
struct Result {
  std::string_view element;  // "failure", "error", "skipped"
  std::string type;
  std::string message;
};

struct Totals {
  int tests = 0, failures = 0, errors = 0, skipped = 0;
  std::int64_t elapsed_us = 0;

  void count(const Result& result, std::int64_t us) {
    ++tests;
    failures += result.element == "failure";
    errors += result.element == "error";
    skipped += result.element == "skipped";
    elapsed_us += us;
  }
};

std::string seconds(std::int64_t us) {
  const std::int64_t whole = std::max<std::int64_t>(us, 0);
  return fmt::format("{}.{:06}", whole / 1000000, whole % 1000000);
}

/// The part of an id before its first slash: http, tls, xml, xsd, sem, err, seq, robust, sec,
/// corpus.
std::string_view area_of(std::string_view id) { return id.substr(0, id.find('/')); }

bool is_gated(const RunRecord& record, std::string_view outcome) {
  return std::ranges::find(record.fail_on, outcome) != record.fail_on.end();
}

/// Every FAIL of the case was expected, and there is one.
bool is_expected(const CaseRecord& row) {
  int fails = 0;
  for (const FindingRecord& finding : row.findings) {
    if (finding.outcome != Outcome::fail) continue;
    if (!finding.expected) return false;
    ++fails;
  }
  return fails > 0;
}

std::string first_message(const CaseRecord& row) {
  const auto worst = std::ranges::find(row.findings, row.outcome, &FindingRecord::outcome);
  if (worst != row.findings.end()) return worst->requirement + ": " + worst->message;
  return row.reason.empty() ? std::string(name_of(row.outcome)) : row.reason;
}

std::string reason_type(const CaseRecord& row, std::string_view otherwise) {
  return row.reason_code.empty() ? std::string(otherwise) : row.reason_code;
}

std::string failure_type(const CaseRecord& row) {
  return std::string(row.kind == FailureKind::none ? name_of(row.outcome) : name_of(row.kind));
}

Result result_of(const RunRecord& record, const CaseRecord& row) {
  switch (row.outcome) {
    case Outcome::pass:
    case Outcome::info:
      return {};
    case Outcome::fail:
      if (is_expected(row))
        return {"skipped", "expected", "expected failure, " + first_message(row)};
      return {"failure", failure_type(row), first_message(row)};
    case Outcome::warn:
      if (is_gated(record, "warn")) return {"failure", failure_type(row), first_message(row)};
      return {};
    case Outcome::disputed:
      if (is_gated(record, "disputed")) return {"failure", failure_type(row), first_message(row)};
      return {};
    case Outcome::inconclusive:
      return {"error", reason_type(row, "inconclusive"), first_message(row)};
    case Outcome::error:
      return {"error", reason_type(row, "harness-error"), first_message(row)};
    case Outcome::skip:
      return {"skipped", reason_type(row, "skip"), first_message(row)};
    case Outcome::notrun:
      return {"skipped", reason_type(row, "notrun"), first_message(row)};
  }
  return {"error", "harness-error", "the case has no outcome"};
}

std::string findings_text(const CaseRecord& row) {
  std::string text = fmt::format("outcome {}\n", name_of(row.outcome));
  for (const FindingRecord& finding : row.findings) {
    text += fmt::format("{} {} {} ({}): {}\n", name_of(finding.outcome), name_of(finding.level),
                        finding.requirement, name_of(finding.kind), finding.message);
    if (!finding.observation.empty()) text += "  seen: " + finding.observation + "\n";
    if (finding.line > 0) {
      text += fmt::format("  at line {}, column {}\n", finding.line, finding.column);
    }
    if (finding.attempts > 0) {
      text += fmt::format("  confirmed {} of {}\n", finding.confirmed, finding.attempts);
    }
    text += "  fingerprint " + finding.fingerprint + "\n";
  }
  return text;
}

void append_element(std::string& out, const Result& result, std::string_view text) {
  if (result.element.empty()) return;
  // JUnit's schema gives `skipped` a message only.
  const std::string type = result.element == "skipped"
                               ? std::string()
                               : fmt::format(" type=\"{}\"", escape_attribute(result.type));
  const std::string message =
      result.element == "skipped" ? result.type + ": " + result.message : result.message;
  out += fmt::format("      <{0}{1} message=\"{2}\">{3}</{0}>\n", result.element, type,
                     escape_attribute(message), escape_text(text));
}

void append_case(std::string& out, const CaseRecord& row, const Result& result) {
  out += fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"{}\">\n",
                     escape_attribute(area_of(row.id)), escape_attribute(row.id),
                     seconds(row.elapsed_us));
  const bool told = result.element == "failure" || result.element == "error";
  append_element(out, result, told ? findings_text(row) : std::string());
  if (!told && !row.findings.empty()) {
    out += "      <system-out>" + escape_text(findings_text(row)) + "</system-out>\n";
  }
  out += "    </testcase>\n";
}

void append_properties(std::string& out, const RunRecord& record) {
  const auto put = [&out](std::string_view name, std::string_view value) {
    out +=
        fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", name, escape_attribute(value));
  };
  out += "    <properties>\n";
  put("seed", std::to_string(record.seed));
  put("endpoint", record.endpoint);
  put("profile", record.profile);
  put("plan_sha256", record.plan_sha256);
  put("version", record.tool.version);
  put("verdict", record.verdict);
  put("exit_code", std::to_string(record.exit_code));
  out += "    </properties>\n";
}

std::string counts(const Totals& totals) {
  return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{}\"",
                     totals.tests, totals.failures, totals.errors, totals.skipped,
                     seconds(totals.elapsed_us));
}

void append_suite(std::string& out, const RunRecord& record, std::string_view name,
                  const Totals& totals, std::string_view rows) {
  // The schema of the JUnit task wants a time without zone; ours is UTC.
  std::string_view started = record.timing.started_utc;
  if (started.ends_with('Z')) started.remove_suffix(1);
  out += fmt::format("  <testsuite name=\"{}\" {}", escape_attribute(name), counts(totals));
  if (!started.empty()) out += fmt::format(" timestamp=\"{}\"", escape_attribute(started));
  out += ">\n";
  append_properties(out, record);
  out += rows;
  out += "  </testsuite>\n";
}

/// The phases that the record lists, then whatever else its cases name.
std::vector<std::string_view> phase_names(const RunRecord& record) {
  std::vector<std::string_view> names;
  const auto add = [&names](std::string_view name) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  };
  for (const PhaseRecord& phase : record.phases) add(phase.name);
  for (const CaseRecord& row : record.cases) add(row.phase);
  return names;
}

Result gate_result(const RunRecord& record) {
  return {record.exit_code == 1 ? "failure" : "error", fmt::format("exit-{}", record.exit_code),
          record.verdict.empty() ? "the gate did not pass" : record.verdict};
}

}  // namespace

std::string to_junit(const RunRecord& record) {
  Totals all;
  std::string suites;
  for (const std::string_view phase : phase_names(record)) {
    Totals totals;
    std::string rows;
    for (const CaseRecord& row : record.cases) {
      if (row.phase != phase) continue;
      const Result result = result_of(record, row);
      totals.count(result, row.elapsed_us);
      all.count(result, row.elapsed_us);
      append_case(rows, row, result);
    }
    append_suite(suites, record, phase, totals, rows);
  }
  if (record.exit_code != 0 && all.failures + all.errors == 0) {
    const Result result = gate_result(record);
    Totals totals;
    totals.count(result, 0);
    all.count(result, 0);
    std::string row = "    <testcase classname=\"gate\" name=\"verdict\" time=\"0.000000\">\n";
    std::string text;
    for (const std::string& remark : record.remarks) text += remark + "\n";
    append_element(row, result, text);
    row += "    </testcase>\n";
    append_suite(suites, record, "gate", totals, row);
  }
  all.elapsed_us = record.timing.elapsed_ms * 1000;
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"packetproof\" {}>\n{}</testsuites>\n",
      counts(all), suites);
}

}  // namespace packetproof
