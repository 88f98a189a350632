#include "harness/conformance/confirmation.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace packetproof {
namespace {

/// Cases of one fault that are repeated in full before a single repetition is enough.
constexpr int well_confirmed = 2;

bool shows(const Attempt& attempt, const std::string& fault) {
  return std::ranges::any_of(attempt.findings,
                             [&](const Finding& f) { return fault_of(f) == fault; });
}

void downgrade(JudgedFinding& judged, Outcome outcome, FailureKind kind, std::string_view why) {
  judged.finding.outcome = outcome;
  judged.finding.kind = kind;
  judged.finding.message += fmt::format(" ({})", why);
}

}  // namespace

struct Confirmation::Repeats {
  std::vector<Attempt> attempts;
  bool good_before = false;
  bool good_after = false;
  bool out_of_budget = false;

  [[nodiscard]] bool between_good_probes() const { return good_before && good_after; }
  [[nodiscard]] int showing(const std::string& fault) const {
    return static_cast<int>(std::ranges::count_if(
        attempts, [&](const Attempt& attempt) { return shows(attempt, fault); }));
  }
};

std::string fault_of(const Finding& finding) { return fingerprint("", finding); }

Resolution as_seen(const Attempt& attempt) {
  Resolution resolution;
  for (const Finding& finding : attempt.findings) resolution.findings.push_back({finding, 0, 0});
  return resolution;
}

int Confirmation::repetitions_for(const Attempt& first) const {
  const bool known = std::ranges::all_of(first.findings, [&](const Finding& finding) {
    if (finding.outcome != Outcome::fail) return true;
    const auto at = confirmed_.find(fault_of(finding));
    return at != confirmed_.end() && at->second >= well_confirmed;
  });
  return known ? std::min(1, repetitions_) : repetitions_;
}

Confirmation::Repeats Confirmation::repeat(const PlannedCase& planned, int times, bool probing) {
  Repeats repeats;
  const std::int64_t before = session_.counts.requests;
  repeats.good_before = !probing || session_.probe() == ProbeState::good;
  const auto spent = [&] { return static_cast<int>(session_.counts.requests - before); };
  const int cost = static_cast<int>(planned.definition.steps.size());
  while (repeats.good_before && static_cast<int>(repeats.attempts.size()) < times) {
    if (spent() + cost + static_cast<int>(probing) > session_.confirmation_left) {
      repeats.out_of_budget = true;
      break;
    }
    Attempt attempt = session_.attempt_alone(planned);
    if (!attempt.complete()) break;
    repeats.attempts.push_back(std::move(attempt));
  }
  repeats.good_after = !probing || session_.probe() == ProbeState::good;
  session_.confirmation_left -= spent();
  session_.counts.confirmations += spent();
  return repeats;
}

bool Confirmation::known(const PlannedCase& planned, const Attempt& attempt) const {
  const std::string& property = planned.definition.property;
  return !property.empty() && std::ranges::all_of(attempt.findings, [&](const Finding& finding) {
    return finding.outcome != Outcome::fail || convicted_.contains({property, fault_of(finding)});
  });
}

int Confirmation::repeated(const PlannedCase& planned, const Finding& finding, int times) {
  const Repeats repeats = repeat(planned, times, true);
  const bool whole = static_cast<int>(repeats.attempts.size()) == times;
  return whole && repeats.between_good_probes() ? repeats.showing(fault_of(finding)) : 0;
}

Resolution Confirmation::resolve(const PlannedCase& planned, const Attempt& first) {
  if (known(planned, first)) return as_seen(first);
  const int times = repetitions_for(first);
  const bool probing = std::ranges::any_of(first.findings, [](const Finding& finding) {
    return finding.outcome == Outcome::fail && finding.needs_probe();
  });
  const Repeats repeats = repeat(planned, times, probing);
  const int made = static_cast<int>(repeats.attempts.size());
  Resolution resolution = as_seen(first);
  for (JudgedFinding& judged : resolution.findings) {
    if (judged.finding.outcome != Outcome::fail) continue;
    const std::string fault = fault_of(judged.finding);
    judged.confirmed = repeats.showing(fault);
    judged.attempts = made;
    const bool all = judged.confirmed == made && made == times;
    if (all && made > 0) ++confirmed_[fault];
    if (judged.finding.needs_probe() && !repeats.between_good_probes()) {
      resolution.reason_code = "probe-failed";
      resolution.reason = "the documented sample was not accepted before and after";
      downgrade(judged, Outcome::inconclusive, judged.finding.kind, resolution.reason);
    } else if (judged.finding.needs_probe() && !all) {
      const bool cut = judged.confirmed == made;
      resolution.reason_code = cut ? "not-confirmed" : "nondeterministic";
      resolution.reason = cut ? "a limit ended the repetitions"
                              : fmt::format("seen in {} of {} repetitions", judged.confirmed, made);
      downgrade(judged, Outcome::inconclusive,
                cut ? judged.finding.kind : FailureKind::nondeterministic, resolution.reason);
    } else if (made == 0 && times > 0 && (repeats.out_of_budget || !first.alone)) {
      // What stands on its own answer stands; but where the budget ends, the verdict must not
      // depend on the number of jobs.
      resolution.reason_code = "not-confirmed";
      resolution.reason = "a limit ended the run before a repetition";
      downgrade(judged, Outcome::inconclusive, judged.finding.kind, resolution.reason);
    } else if (!first.alone && judged.confirmed == 0 && times > 0) {
      // Seen only while other requests were in flight: it convicts the endpoint of something, but
      // not of this.
      downgrade(judged, Outcome::warn, FailureKind::nondeterministic,
                fmt::format("only with other requests in flight; alone in 0 of {}", made));
    }
    if (all && made > 0 && judged.finding.outcome == Outcome::fail) {
      convicted_.emplace(planned.definition.property, fault);
    }
  }
  return resolution;
}

}  // namespace packetproof
