#include "harness/conformance/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "harness/conformance/case_record.hpp"
#include "harness/conformance/confirmation.hpp"
#include "harness/conformance/coverage.hpp"
#include "harness/conformance/gate.hpp"
#include "harness/conformance/jury.hpp"
#include "harness/conformance/reduction.hpp"
#include "harness/conformance/rows.hpp"
#include "harness/conformance/session.hpp"

namespace packetproof {
namespace {

struct InFlight {
  std::size_t index = 0;  // into the plan
  std::size_t step = 0;
  std::size_t answers = 0;  // the attempt holds those that were judged
  Attempt attempt;
};

class Runner {
 public:
  Runner(const Plan& plan, RunWorld& world, const RunOptions& options)
      : plan_(plan),
        world_(world),
        options_(options),
        session_(world, options),
        confirmation_(session_, options.confirm),
        reduction_(session_, confirmation_, plan.facts, options),
        jury_(world.judge, world.side_judges, world.thread_time),
        redaction_{.bytes = Redactor(world.credentials, world.salt),
                   .texts = Redactor(world.credentials, "")},
        rows_(plan) {}

  RunRecord run();

 private:
  void settle_unsent();
  [[nodiscard]] std::string obstacle() const;
  void without_probe();
  void side_by_side();
  void start(std::size_t index);
  bool send_next(std::uint64_t ticket, InFlight&);
  void completed(Completion);
  void judge_ready();
  void judge_all();
  void ended(const InFlight&);
  void confirm_suspects();
  void what_may_hurt();
  void hurt_one(std::size_t index);
  void finish(std::size_t index, CaseRecord);
  void settle(std::size_t index, const Attempt&, const Resolution&);
  void finish_unsent(std::size_t index, std::string_view code);
  void progress(std::string_view phase);
  RunRecord record();

  const Plan& plan_;
  RunWorld& world_;
  const RunOptions& options_;
  Session session_;
  Confirmation confirmation_;
  Reduction reduction_;
  Jury jury_;
  Redaction redaction_;
  Rows rows_;
  std::map<std::uint64_t, InFlight> in_flight_;
  std::map<std::uint64_t, InFlight> answered_;  // its last answer is before the jury
  std::vector<InFlight> suspects_;
  std::vector<std::string> remarks_;
  bool doubtful_ = false;  // an answer stayed out: look whether the endpoint still lives
  bool lost_ = false;
  int failures_ = 0;
};

void Runner::finish(std::size_t index, CaseRecord record) {
  if (record.outcome == Outcome::fail) ++failures_;
  const std::string phase = record.phase;
  if (const CaseRecord* row = rows_.finish(index, std::move(record))) world_.observer.on_case(*row);
  progress(phase);
}

void Runner::settle(std::size_t index, const Attempt& attempt, const Resolution& resolution) {
  rows_.checked(index, attempt.checked);
  finish(index, record_case(plan_.cases[index], &attempt, resolution, redaction_,
                            rows_.is_example(index) ? Detail::of_all : Detail::of_findings));
}

void Runner::finish_unsent(std::size_t index, std::string_view code) {
  finish(index, record_unsent(plan_.cases[index], code, limit_reason(code)));
}

void Runner::progress(std::string_view phase) {
  world_.observer.on_progress({.phase = phase,
                               .done = static_cast<int>(rows_.count()),
                               .total = static_cast<int>(plan_.cases.size()),
                               .failures = failures_,
                               .sent = session_.counts.requests,
                               .elapsed = session_.elapsed()});
}

void Runner::settle_unsent() {
  for (std::size_t i = 0; i < plan_.cases.size(); ++i) {
    if (!plan_.cases[i].to_send()) finish_unsent(i, "");
  }
}

/// What stands between us and an accepted sample, and what to look at next.
std::string Runner::obstacle() const {
  const auto& response = session_.ladder().back().response;
  if (!response) return ": " + response.error().message;
  if (response->status < 200 || response->status > 299) {
    return fmt::format(
        ": HTTP status {}; is this the agent's full URL (.../enterprise/control/agent.php), and "
        "does nothing stand in front of it?",
        response->status);
  }
  return "; are the credentials right? `packetproof doctor` tells more";
}

/// The endpoint accepts no spelling of the sample: nothing that it does can be told from a wrong
/// address or wrong credentials, so only what stands on its own answer is judged.
void Runner::without_probe() {
  const bool limited = !session_.limit(true).empty();
  bool told = limited || session_.ladder().empty();
  for (std::size_t i = 0; i < plan_.cases.size(); ++i) {
    const PlannedCase& planned = plan_.cases[i];
    if (rows_.finished(i)) continue;
    const bool the_sample =
        planned.definition.steps.size() == 1 &&
        planned.definition.steps[0].credentials == Credentials::configured &&
        !session_.ladder().empty() &&
        planned.definition.steps[0].body == session_.ladder().front().request.body;
    if (told || !the_sample) {
      finish_unsent(i, limited ? session_.limit(true) : "no-good-probe");
      continue;
    }
    told = true;
    Attempt attempt;
    session_.take(planned, 0, session_.ladder().front(), attempt);
    // Another status than success says that something in front of the agent, or no agent, spoke.
    const auto& response = attempt.exchanges.front().response;
    const bool agent = response && response->status >= 200 && response->status < 300;
    Resolution resolution = as_seen(attempt);
    resolution.reason_code = "no-good-probe";
    resolution.reason = limit_reason("no-good-probe");
    for (JudgedFinding& judged : resolution.findings) {
      if (judged.finding.outcome == Outcome::fail && (judged.finding.needs_probe() || !agent)) {
        judged.finding.outcome = Outcome::inconclusive;
      }
    }
    settle(i, attempt, resolution);
  }
}

/// Sends the next step; false when a limit ends the case before it.
bool Runner::send_next(std::uint64_t ticket, InFlight& active) {
  const PlannedCase& planned = plan_.cases[active.index];
  if (const auto code = session_.limit(planned.judgements[active.step].acceptable());
      !code.empty()) {
    active.attempt.not_sent_code = code;
    return false;
  }
  // Which answers came first must not decide whether the version is known.
  if (!session_.version()) judge_all();
  auto request =
      session_.request_for(planned, active.step, static_cast<std::uint32_t>(active.index) * 16);
  if (!request) {
    active.attempt.not_sent_code = "version-unknown";
    return false;
  }
  session_.spend(planned, active.step, *request);
  world_.transport.submit(ticket, std::move(*request));
  return true;
}

void Runner::start(std::size_t index) {
  InFlight active{.index = index};
  if (send_next(index, active)) {
    in_flight_.emplace(index, std::move(active));
    if (in_flight_.size() > 1) {
      for (auto& [ticket, other] : in_flight_) other.attempt.alone = false;
    }
  } else {
    ended(active);
  }
}

void Runner::completed(Completion completion) {
  const std::uint64_t ticket = completion.ticket;
  InFlight& active = in_flight_.at(ticket);
  const auto& steps = plan_.cases[active.index].definition.steps;
  const bool unanswered = !completion.exchange.response.has_value();
  session_.counts.resends += completion.exchange.resends;
  ++active.answers;
  jury_.submit({.ticket = ticket,
                .step = active.step,
                .expect = &steps[active.step].expect,
                .exchange = std::move(completion.exchange)});
  const bool goes_on = !unanswered && ++active.step < steps.size() && send_next(ticket, active);
  if (!goes_on) answered_.insert(in_flight_.extract(ticket));
  if (unanswered) judge_all();  // does it make us doubt the endpoint? Before more is sent
}

/// Concludes, in the order in which the answers came, from those that were examined.
void Runner::judge_ready() {
  while (std::optional<Hearing> hearing = jury_.take()) {
    const auto last = answered_.find(hearing->ticket);
    InFlight& active = last == answered_.end() ? in_flight_.at(hearing->ticket) : last->second;
    session_.take(plan_.cases[active.index], hearing->step, std::move(hearing->exchange),
                  *hearing->evidence, active.attempt);
    if (last == answered_.end() || active.attempt.exchanges.size() < active.answers) continue;
    const auto node = answered_.extract(last);
    ended(node.mapped());
  }
}

void Runner::judge_all() {
  for (judge_ready(); !jury_.empty(); judge_ready()) jury_.work();
}

void Runner::ended(const InFlight& active) {
  const PlannedCase& planned = plan_.cases[active.index];
  const bool interrupted =
      active.attempt.unanswered && session_.stopped() && !active.attempt.exchanges.empty() &&
      active.attempt.exchanges.back().response.error().kind == TransportError::Kind::interrupted;
  if (interrupted) {
    finish_unsent(active.index, "interrupted");
  } else if (active.attempt.fails()) {
    doubtful_ |= active.attempt.unanswered;
    suspects_.push_back(active);
    world_.observer.on_suspect(
        record_case(planned, &active.attempt, as_seen(active.attempt), redaction_));
  } else if (!active.attempt.complete()) {
    CaseRecord record = record_unsent(planned, active.attempt.not_sent_code,
                                      limit_reason(active.attempt.not_sent_code));
    if (active.attempt.not_sent_code == "version-unknown") record.outcome = Outcome::skip;
    finish(active.index, std::move(record));
  } else {
    settle(active.index, active.attempt, as_seen(active.attempt));
  }
}

void Runner::side_by_side() {
  std::size_t next = 0;
  const auto turn = [&] {
    while (next < plan_.cases.size() &&
           (rows_.finished(next) || plan_.cases[next].definition.may_hurt)) {
      ++next;
    }
    return next < plan_.cases.size();
  };
  while (true) {
    while (!lost_ && !doubtful_ && static_cast<int>(in_flight_.size()) < options_.jobs && turn()) {
      start(next++);
    }
    if (in_flight_.empty() && jury_.empty()) {
      if (std::exchange(doubtful_, false)) lost_ = session_.endpoint_lost();
      if (lost_ || !turn()) break;
      continue;
    }
    // As long as an answer is not judged nobody waits for the next: what the journal lacks is
    // short.
    auto completions = jury_.empty() ? world_.transport.wait() : world_.transport.poll();
    for (Completion& completion : completions) completed(std::move(completion));
    if (completions.empty() && !jury_.empty()) jury_.work();
    judge_ready();
    for (; jury_.full(); judge_ready()) jury_.work();
  }
}

void Runner::confirm_suspects() {
  std::ranges::sort(suspects_, {}, &InFlight::index);  // whatever order the answers came in
  for (const InFlight& suspect : suspects_) {
    const PlannedCase& planned = plan_.cases[suspect.index];
    Resolution resolution = confirmation_.resolve(planned, suspect.attempt);
    reduction_.reduce(planned, suspect.attempt, resolution);
    settle(suspect.index, suspect.attempt, resolution);
  }
  suspects_.clear();
}

/// One case that may cost the endpoint its availability: a probe after it, and where that or the
/// case fails, once more after recovery.
void Runner::hurt_one(std::size_t index) {
  const PlannedCase& planned = plan_.cases[index];
  InFlight active{.index = index};
  session_.probe();
  active.attempt = session_.attempt_alone(planned);
  if (!active.attempt.complete()) {
    ended(active);
    return;
  }
  if (session_.probe() == ProbeState::bad) {
    Finding finding{.requirement = planned.definition.requirements.front(),
                    .kind = FailureKind::crash,
                    .outcome = Outcome::fail,
                    .message = "after this request the documented sample is no longer accepted",
                    .observation = "probe after the case not accepted"};
    if (session_.endpoint_lost()) {
      lost_ = true;
      finding.outcome = Outcome::inconclusive;
      finding.message += ", and the endpoint did not recover to be asked again";
    } else {
      const Attempt again = session_.attempt_alone(planned);
      if (session_.probe() != ProbeState::bad) {
        finding.outcome = Outcome::inconclusive;
        finding.kind = FailureKind::nondeterministic;
        finding.message += "; asked again, it was";
      }
      lost_ = session_.endpoint_lost();
    }
    Resolution resolution = as_seen(active.attempt);
    resolution.findings.push_back({finding, finding.outcome == Outcome::fail ? 1 : 0, 1});
    settle(index, active.attempt, resolution);
    return;
  }
  ended(active);
  confirm_suspects();
}

void Runner::what_may_hurt() {
  for (std::size_t i = 0; i < plan_.cases.size() && !lost_; ++i) {
    if (!rows_.finished(i)) hurt_one(i);
  }
}

RunRecord Runner::record() {
  RunRecord run;
  run.seed = options_.seed;
  run.plan_sha256 = plan_.sha256;
  run.cases = rows_.take();
  run.properties = property_records(plan_);
  run.summary = summarize(run.cases);
  run.phases = phase_records(run.cases);
  run.requirements = requirement_records(run.cases);
  run.remarks = remarks_;
  run.timing = session_.counts;
  run.timing.jobs = options_.jobs;
  run.timing.judging_ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(session_.judging() + jury_.spent())
          .count();
  return run;
}

RunRecord Runner::run() {
  progress("probe");
  const bool probed = session_.find_probe();
  settle_unsent();
  if (!probed) {
    remarks_.emplace_back(
        session_.ladder().empty()
            ? std::string(
                  "No probe could be sent, so nothing that the endpoint did could be believed.")
            : redaction_.texts(fmt::format("{}{}", no_probe_remark, obstacle())));
    without_probe();
    return record();
  }
  if (session_.ladder().size() > 1) {
    remarks_.emplace_back(
        "The documented sample was refused as it stands in the documentation; another spelling of "
        "it serves as the probe.");
  }
  side_by_side();
  if (!lost_) confirm_suspects();
  if (!lost_) what_may_hurt();
  if (!lost_ && session_.probe() == ProbeState::bad) {
    remarks_.emplace_back(
        "The last probe was not accepted: the endpoint ended worse than it began.");
  }
  for (const InFlight& suspect : suspects_) {
    Resolution resolution = as_seen(suspect.attempt);
    for (JudgedFinding& judged : resolution.findings) {
      if (judged.finding.outcome == Outcome::fail) judged.finding.outcome = Outcome::inconclusive;
    }
    resolution.reason_code = "endpoint-lost";
    resolution.reason = limit_reason("endpoint-lost");
    settle(suspect.index, suspect.attempt, resolution);
  }
  if (lost_) remarks_.emplace_back("The endpoint stopped answering during the run.");
  for (std::size_t i = 0; i < plan_.cases.size(); ++i) {
    if (!rows_.finished(i)) finish_unsent(i, lost_ ? "endpoint-lost" : session_.limit(true));
  }
  return record();
}

}  // namespace

RunRecord run(const Plan& plan, RunWorld& world, const RunOptions& options) {
  return Runner(plan, world, options).run();
}

}  // namespace packetproof
