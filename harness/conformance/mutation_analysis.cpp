#include "harness/conformance/mutation_analysis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "harness/conformance/gate.hpp"
#include "harness/conformance/kill_selection.hpp"

namespace packetproof {
namespace {

using Clock = std::chrono::steady_clock;

/// What somebody who looks at status lines alone would see.
class StatusWatch {
 public:
  void look(const HttpRequest& request, const HttpResponse& response) {
    ++requests_;
    const Delivery& delivery = response.delivery;
    const bool hangs = delivery.delay >= CurlOptions{}.timeout;
    const bool other = delivery.verbatim && !delivery.verbatim->starts_with("HTTP/1.1 200");
    if (response.status != 200 || delivery.cut_after == 0U || hangs || other) {
      odd_.insert(fmt::format("{} {} {}", request.method, request.path, request.body));
    }
  }
  [[nodiscard]] bool sees_more_than(const StatusWatch& right) const {
    return !std::ranges::includes(right.odd_, odd_);
  }
  [[nodiscard]] int requests() const { return requests_; }

 private:
  int requests_ = 0;
  std::set<std::string> odd_;
};

bool convicts(const FindingRecord& finding, const Requirement* violated) {
  if (violated == nullptr || finding.requirement != violated->id) return false;
  return finding.outcome == Outcome::fail ||
         (violated->level == Level::should && finding.outcome == Outcome::warn);
}

bool convicts(const CaseRecord& row, const Requirement* violated) {
  return std::ranges::any_of(
      row.findings, [&](const FindingRecord& finding) { return convicts(finding, violated); });
}

/// Of something that the subject does, and that the right endpoint was not convicted of here.
bool kills(const CaseRecord& row, const CaseRecord& right, const Subject& subject) {
  return std::ranges::any_of(std::array{subject.violates, subject.also},
                             [&](const Requirement* violated) {
                               return convicts(row, violated) && !convicts(right, violated);
                             });
}

/// Notes when the first row convicts.
class FirstKill : public RunObserver {
 public:
  /// No subject: the right endpoint, which nothing convicts.
  FirstKill(const Subject* subject, const StatusWatch& watch) : subject_(subject), watch_(watch) {}
  void on_intent(std::string_view, std::string_view) override {}
  // What needs repetition is final only at the end; when it was seen is what counts.
  void on_suspect(const CaseRecord& row) override { look(row); }
  void on_case(const CaseRecord& row) override { look(row); }
  void on_progress(const Progress&) override {}
  [[nodiscard]] int at() const { return at_; }

 private:
  const Subject* subject_;
  const StatusWatch& watch_;
  void look(const CaseRecord& row) {
    if (at_ == 0 && subject_ != nullptr && kills(row, {}, *subject_)) at_ = watch_.requests();
  }

  int at_ = 0;
};

struct Observed {
  RunRecord record;
  StatusWatch watch;
  int first_kill = 0;
  bool out_of_time = false;
  std::int64_t elapsed_ms = 0;
};

Observed observe(const Plan& plan, const Handler& endpoint, const Subject* subject,
                 const AnalysisOptions& options, Judge& judge) {
  Observed seen;
  const auto transport = make_in_process_transport([&](const HttpRequest& request) {
    HttpResponse response = endpoint(request);
    seen.watch.look(request, response);
    return response;
  });
  FirstKill first(subject, seen.watch);
  const auto start = Clock::now();
  RunWorld world{
      .transport = *transport,
      .judge = judge,
      .observer = first,
      .credentials = options.credentials,
      .https = plan.facts.https,
      .now =
          [start] {
            return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
          },
      .pause = [](std::chrono::microseconds) {},
      .stop = options.stop};
  RunOptions run_options = options.run;
  run_options.shrink_budget = 0;
  run_options.max_time = options.limit;
  seen.record = run(plan, world, run_options);
  seen.first_kill = first.at();
  seen.out_of_time = std::ranges::any_of(seen.record.cases, [](const CaseRecord& row) {
    return row.outcome == Outcome::notrun && row.reason_code == "max-time";
  });
  seen.elapsed_ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count();
  return seen;
}

/// What speaks loudest against a survivor, so that one sees why it was not enough.
std::string loudest(const RunRecord& record, const RunRecord& right) {
  std::string found;
  Outcome worst = Outcome::info;
  for (std::size_t i = 0; i < record.cases.size(); ++i) {
    const CaseRecord& row = record.cases[i];
    if (row.outcome <= worst || row.outcome == right.cases[i].outcome) continue;
    worst = row.outcome;
    found = fmt::format("{} in {}: {}", name_of(row.outcome), row.id,
                        row.findings.empty() ? row.reason
                                             : row.findings.front().requirement + ": " +
                                                   row.findings.front().message);
  }
  return found;
}

MutantRecord verdict_on(const Subject& subject, const Observed& seen, const Observed& right) {
  MutantRecord row{.id = std::string(subject.id),
                   .title = std::string(subject.title),
                   .requirement = std::string(subject.violates->id),
                   .level = subject.violates->level,
                   .equivalent = std::string(subject.equivalent),
                   .seen_by_status = seen.watch.sees_more_than(right.watch),
                   .elapsed_ms = seen.elapsed_ms};
  for (std::size_t i = 0; i < seen.record.cases.size(); ++i) {
    const CaseRecord& found = seen.record.cases[i];
    if (kills(found, right.record.cases[i], subject)) row.killers.push_back(found.id);
    row.seen_by_schema |= std::ranges::any_of(found.findings, [](const FindingRecord& finding) {
      return finding.kind == FailureKind::malformed || finding.kind == FailureKind::schema;
    });
  }
  if (!row.killers.empty()) row.requests_to_kill = seen.first_kill;
  if (subject.spoils_all) {
    const Exit exit = decide(seen.record, {}).exit;
    row.fate = exit == Exit::passed ? Fate::untold : Fate::told;
  } else if (!row.killers.empty()) {
    row.fate = Fate::killed;  // even one that was called equivalent
  } else if (!subject.equivalent.empty()) {
    row.fate = Fate::equivalent;
  } else {
    row.fate = seen.out_of_time ? Fate::timeout : Fate::survived;
    row.instead = loudest(seen.record, right.record);
  }
  return row;
}

std::vector<MutationFloor> floors_of(const MutationRecord& record) {
  std::map<std::string_view, std::string_view> phase_of;
  for (const MutationRow& row : record.rows) phase_of.emplace(row.id, row.phase);
  const auto killed_where = [&](auto meets) {
    return static_cast<int>(std::ranges::count_if(record.mutants, [&](const MutantRecord& mutant) {
      return mutant.fate == Fate::killed && meets(mutant);
    }));
  };
  const auto by_phase = [&](auto meets) {
    return killed_where([&](const MutantRecord& mutant) {
      return std::ranges::any_of(mutant.killers,
                                 [&](const std::string& id) { return meets(phase_of.at(id)); });
    });
  };
  return {{"every answer's HTTP status alone",
           killed_where(std::mem_fn(&MutantRecord::seen_by_status))},
          {"every answer against the schema alone",
           killed_where(std::mem_fn(&MutantRecord::seen_by_schema))},
          {"the curated cases alone", by_phase([](std::string_view phase) {
             return phase != "exhaustive" && phase != "properties";
           })},
          {"the exhaustive phase alone",
           by_phase([](std::string_view phase) { return phase == "exhaustive"; })},
          {"the properties phase alone",
           by_phase([](std::string_view phase) { return phase == "properties"; })},
          {"the whole suite", record.count(Fate::killed)}};
}

}  // namespace

std::expected<MutationRecord, std::string> analyse_mutants(const Plan& plan,
                                                           const std::function<Handler()>& right,
                                                           std::span<const Subject> subjects,
                                                           const AnalysisOptions& options) {
  std::vector<Judge> judges;
  for (int job = 0; job < std::max(options.jobs, 1); ++job) {
    auto judge = Judge::create(options.schemas);
    if (!judge) return std::unexpected(judge.error());
    judges.push_back(std::move(*judge));
  }
  const Observed baseline = observe(plan, right(), nullptr, options, judges.front());
  const GateDecision decision = decide(baseline.record, {});
  if (decision.exit != Exit::passed && !options.stop.stop_requested()) {
    return std::unexpected("the endpoint without a mutant does not pass: " + decision.verdict);
  }
  MutationRecord record{.seed = options.run.seed,
                        .plan_sha256 = plan.sha256,
                        .baseline = baseline.record.summary,
                        .baseline_requests = baseline.record.timing.requests,
                        .mutants = std::vector<MutantRecord>(subjects.size()),
                        .jobs = options.jobs};
  std::atomic<std::size_t> next = 0;
  std::mutex telling;
  {
    std::vector<std::jthread> threads;
    for (Judge& judge : judges) {
      threads.emplace_back([&] {
        for (std::size_t i = next++; i < subjects.size() && !options.stop.stop_requested();
             i = next++) {
          const Observed seen = observe(plan, subjects[i].make(), &subjects[i], options, judge);
          record.mutants[i] = verdict_on(subjects[i], seen, baseline);
          const std::lock_guard lock(telling);
          if (options.on_mutant) options.on_mutant(record.mutants[i]);
        }
      });
    }
  }
  std::map<std::string_view, int> requests;
  for (const PlannedCase& planned : plan.cases) {
    if (planned.definition.property.empty()) {
      requests[planned.definition.id] = static_cast<int>(planned.definition.steps.size());
    }
  }
  for (const CaseRecord& row : baseline.record.cases) {
    record.rows.push_back({row.id, row.phase, requests[row.id]});
  }
  record.floors = floors_of(record);
  record.redundant = redundant_rows(record);
  std::set<std::string_view> fragile;
  for (const PlannedCase& planned : plan.cases) {
    if (planned.definition.may_hurt) fragile.insert(planned.definition.id);
  }
  choose_smoke(record, fragile, request_budget(Profile::smoke) - 2);
  return record;
}

}  // namespace packetproof
