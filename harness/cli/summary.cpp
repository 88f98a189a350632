#include "harness/cli/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "reports/writers.hpp"

namespace packetproof {
namespace {

/// Findings beyond these stand in the reports only.
constexpr int shown_findings = 12;

/// How many cases of a kind: "607 of 610 cases and 760 instances of 10 properties".
std::string extent(const Plan& plan) {
  int sent = 0;
  int cases = 0;
  int instances = 0;
  std::set<std::string_view> properties;
  for (const PlannedCase& planned : plan.cases) {
    const bool instance = !planned.definition.property.empty();
    cases += static_cast<int>(!instance);
    if (!planned.to_send()) continue;
    (instance ? instances : sent) += 1;
    if (instance) properties.insert(planned.definition.property);
  }
  std::string text = fmt::format("{} of {} cases", sent, cases);
  if (instances == 0) return text;
  return text + fmt::format(" and {} instances of {} properties", instances, properties.size());
}

std::string repetitions(const FindingRecord& finding) {
  if (finding.attempts == 0) return {};
  return fmt::format(" [{} of {} repetitions]", finding.confirmed, finding.attempts);
}

/// What is known of a finding of a property beyond its first instance.
std::string instance_lines(const FindingRecord& finding) {
  std::string text;
  if (finding.instances > 1) {
    text += fmt::format("              seen in {} instances\n", finding.instances);
  }
  if (finding.shrunk) {
    text += fmt::format("              shrunk with {} requests: findings/{}/request.xml\n",
                        finding.shrink_requests, finding.fingerprint);
  }
  if (!finding.nearest.empty()) text += fmt::format("              {}\n", finding.nearest);
  return text;
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
        text += fmt::format("{:<13} {}  {}\n              {} {}: {}{}\n", name_of(outcome),
                            finding.instance.empty() ? c.id : finding.instance,
                            name_of(finding.kind), finding.requirement, name_of(finding.level),
                            finding.message, repetitions(finding));
        text += instance_lines(finding);
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
  std::string text = fmt::format(
      "{}: {}, {} requests and {} probes, {} of them acceptable; profile {}, seed {}, "
      "{} at a time; up to {} more to confirm and to shrink",
      setup.shown(), extent(plan), plan.requests, plan.probes, plan.acceptable,
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
  text += fmt::format(
      "{} requests ({} probes, {} confirmations, {} to shrink, {} sent again) in "
      "{:.1f} s\n",
      record.timing.requests, record.timing.probes, record.timing.confirmations,
      record.timing.shrinks, record.timing.resends,
      static_cast<double>(record.timing.elapsed_ms) / 1000.0);
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
