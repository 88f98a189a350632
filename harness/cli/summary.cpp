#include "harness/cli/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reports/writers.hpp"

namespace packetproof {
namespace {

/// Findings beyond these stand in the reports only.
constexpr int shown_findings = 12;

int count_to_send(const Plan& plan) {
  return static_cast<int>(
      std::ranges::count_if(plan.cases, [](const PlannedCase& c) { return c.to_send(); }));
}

std::string finding_lines(const RunRecord& record) {
  std::string text;
  int left = shown_findings;
  int hidden = 0;
  for (const Outcome outcome : {Outcome::fail, Outcome::inconclusive, Outcome::warn}) {
    for (const CaseRecord& c : record.cases) {
      for (const FindingRecord& finding : c.findings) {
        if (finding.outcome != outcome) continue;
        if (left-- <= 0) {
          ++hidden;
          continue;
        }
        text += fmt::format(
            "{:<13} {}  {}\n              {} {}: {}{}\n", name_of(outcome), c.id,
            name_of(finding.kind), finding.requirement, name_of(finding.level), finding.message,
            finding.attempts > 0
                ? fmt::format(" [{} of {} repetitions]", finding.confirmed, finding.attempts)
                : "");
      }
    }
  }
  if (hidden > 0) text += fmt::format("... and {} more findings in the reports\n", hidden);
  return text.empty() ? text : text + "\n";
}

/// Reasons of the cases that were not judged, each once with its count.
std::string reason_lines(const RunRecord& record) {
  std::map<std::string, int> reasons;
  for (const CaseRecord& c : record.cases) {
    if (c.outcome == Outcome::skip || c.outcome == Outcome::notrun || c.outcome == Outcome::error ||
        c.outcome == Outcome::disputed) {
      ++reasons[fmt::format("{} {}: {}", name_of(c.outcome), c.reason_code, c.reason)];
    }
  }
  std::string text;
  for (const auto& [reason, count] : reasons) text += fmt::format("{:>5} {}\n", count, reason);
  return text;
}

}  // namespace

std::string plan_summary(const Plan& plan, const RunSetup& setup) {
  const int cases = count_to_send(plan);
  std::string text = fmt::format(
      "{}: {} of {} cases, {} requests and {} probes, {} of them acceptable; profile {}, seed {}, "
      "{} at a time; up to {} more to confirm",
      setup.shown(), cases, plan.cases.size(), plan.requests, plan.probes, plan.acceptable,
      name_of(setup.selection.profile), setup.run.seed, setup.run.jobs,
      setup.run.confirmation_budget);
  if (setup.run.max_backups) {
    text += fmt::format("; at most {} acceptable requests", *setup.run.max_backups);
  }
  for (const std::string& remark : standing_remarks(setup)) text += "\nnote: " + remark;
  return text + "\n";
}

std::string plan_listing(const Plan& plan) {
  std::string text;
  for (const PlannedCase& planned : plan.cases) {
    const std::string fate =
        planned.to_send() ? (planned.acceptable ? "send, acceptable" : "send")
                          : fmt::format("{} {}", name_of(planned.settled), planned.reason_code);
    text += fmt::format("{:<18} {:<11} {}\n", fate, name_of(planned.definition.phase),
                        planned.definition.id);
  }
  return text + fmt::format("plan {}\n", plan.sha256);
}

std::string run_summary(const RunRecord& record, const std::string& directory,
                        const std::vector<std::string>& formats) {
  const Summary& sum = record.summary;
  std::string text = finding_lines(record) + reason_lines(record);
  for (const std::string& remark : record.remarks) text += fmt::format("note: {}\n", remark);
  text += fmt::format(
      "{} planned, {} judged: {} passed, {} failed, {} warned, {} info, {} disputed; "
      "{} inconclusive, {} errors, {} skipped, {} not run\n",
      sum.planned, sum.judged, sum.passed, sum.failed, sum.warned, sum.info, sum.disputed,
      sum.inconclusive, sum.errors, sum.skipped, sum.notrun);
  text +=
      fmt::format("{} requests ({} probes, {} confirmations, {} sent again) in {:.1f} s\n",
                  record.timing.requests, record.timing.probes, record.timing.confirmations,
                  record.timing.resends, static_cast<double>(record.timing.elapsed_ms) / 1000.0);
  std::string files;
  for (const std::string& format : formats) {
    if (const Writer* writer = find_writer(format); writer != nullptr) {
      files += fmt::format(" {}/{}", directory, writer->file_name);
    }
  }
  return text + fmt::format("reports:{}\n{} (exit {})\n", files, record.verdict, record.exit_code);
}

std::vector<std::string> standing_remarks(const RunSetup& setup) {
  std::vector<std::string> remarks;
  if (setup.kind == EndpointKind::url && !setup.credentials.has_login() &&
      !setup.credentials.has_key()) {
    remarks.emplace_back(
        "No credentials were given, so every case that needs them is skipped: set "
        "PACKETPROOF_LOGIN and PACKETPROOF_PASSWORD, or PACKETPROOF_SECRET_KEY, or use "
        "--credentials FILE.");
  }
  if (setup.curl.insecure) {
    remarks.emplace_back("--insecure: the endpoint's certificate was not verified.");
  }
  if (setup.kind == EndpointKind::url && !setup.facts.remote_storage) {
    remarks.emplace_back(
        "Execution errors of requests for remote storage prove nothing unless [target] "
        "remote_storage = true stands in packetproof.toml.");
  }
  return remarks;
}

}  // namespace packetproof
