#include "harness/conformance/reduction.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "harness/generate/shrink.hpp"

namespace packetproof {
namespace {

/// Requests kept back so that the smallest can still be repeated between probes.
constexpr int kept_back = 5;

const Requirement* first_violated(const RequestJudgement& judgement) {
  const auto& violations = judgement.rules.violations;
  return violations.empty() ? nullptr : violations.front().requirement;
}

/// Shows only that an answer was slow or missing: a smaller request proves nothing more.
bool is_about_delivery(FailureKind kind) {
  return kind == FailureKind::timeout || kind == FailureKind::transport ||
         kind == FailureKind::crash || kind == FailureKind::performance ||
         kind == FailureKind::nondeterministic;
}

}  // namespace

/// The search for the smallest request of one finding; one step's body varies, the others stay.
class Reduction::Search {
 public:
  Search(Reduction& owner, const PlannedCase& planned, const Finding& finding, std::size_t step)
      : owner_(owner), fault_(fault_of(finding)), base_(planned.definition), step_(step) {
    base_.alike = false;
    set_base(planned.judgements[step]);
  }

  /// Does the step alone, without those before and after it, show the fault?
  void isolate(const RequestJudgement& judgement) {
    if (base_.steps.size() == 1) return;
    const Case whole = base_;
    const std::size_t step = step_;
    base_.steps = {whole.steps[step]};
    step_ = 0;
    if (shows(base_.steps[0].body) == Keep::yes) return;
    base_ = whole;
    step_ = 0;  // what came before it has done it
    set_base(judgement);
  }

  Shrunk run() {
    const std::string& known = owner_.smallest_[fault_];
    if (known.size() < base_.steps[step_].body.size() && eligible(known) &&
        shows(known) == Keep::yes) {
      base_.steps[step_].body = known;
    }
    return shrink_packet(
        base_.steps[step_].body, [this](std::string_view p) { return eligible(p); },
        [this](std::string_view p) { return shows(p); });
  }

  [[nodiscard]] PlannedCase planned_with(std::string_view packet) const {
    Case changed = base_;
    changed.steps[step_].body = packet;
    return plan_case(changed, owner_.facts_, owner_.session_.world().judge);
  }
  [[nodiscard]] int spent() const { return spent_; }
  [[nodiscard]] std::vector<Exchange> exchanges() { return std::move(last_shown_.exchanges); }
  [[nodiscard]] bool invalid() const { return label_ == Label::invalid; }

 private:
  void set_base(const RequestJudgement& judgement) {
    label_ = judgement.label;
    violated_ = first_violated(judgement);
    demand_ = base_.steps[step_].expect.demand;
  }

  [[nodiscard]] bool eligible(std::string_view packet) const {
    const PlannedCase planned = planned_with(packet);
    const RequestJudgement& judgement = planned.judgements[step_];
    return planned.to_send() && judgement.label == label_ &&
           first_violated(judgement) == violated_ &&
           planned.definition.steps[step_].expect.demand == demand_;
  }

  Keep shows(std::string_view packet) {
    Session& session = owner_.session_;
    const int cost = static_cast<int>(base_.steps.size());
    if (spent_ + cost > owner_.options_.shrink_budget ||
        cost + kept_back > session.confirmation_left) {
      return Keep::stop;
    }
    const std::int64_t before = session.counts.requests;
    Attempt attempt = session.attempt_alone(planned_with(packet));
    const int sent = static_cast<int>(session.counts.requests - before);
    spent_ += sent;
    session.confirmation_left -= sent;
    session.counts.shrinks += sent;
    if (!attempt.complete() || attempt.unanswered) return Keep::stop;
    const bool shown = std::ranges::any_of(
        attempt.findings, [&](const Finding& finding) { return fault_of(finding) == fault_; });
    if (!shown) return Keep::no;
    last_shown_ = std::move(attempt);
    return Keep::yes;
  }

  Reduction& owner_;
  std::string fault_;
  Case base_;
  std::size_t step_;
  Label label_ = Label::disputed;
  const Requirement* violated_ = nullptr;
  Demand demand_ = Demand::either;
  Attempt last_shown_;
  int spent_ = 0;
};

bool Reduction::worth_reducing(const PlannedCase& planned, const JudgedFinding& judged) const {
  // Two spellings make up the fault, and neither alone has it.
  const bool of_two = planned.definition.alike && judged.finding.kind == FailureKind::semantic &&
                      judged.finding.requirement == requirement("R-XML-spelling");
  return options_.shrink_budget > 0 && !planned.definition.property.empty() && !of_two &&
         judged.finding.outcome == Outcome::fail && judged.attempts > 0 &&
         judged.confirmed == judged.attempts && !is_about_delivery(judged.finding.kind);
}

void Reduction::reduce(const PlannedCase& planned, const Attempt& first, Resolution& resolution) {
  for (std::size_t i = 0; i < resolution.findings.size(); ++i) {
    JudgedFinding& judged = resolution.findings[i];
    if (!worth_reducing(planned, judged)) continue;
    const std::size_t step = first.steps[i];
    Search search(*this, planned, judged.finding, step);
    search.isolate(planned.judgements.front());
    const Shrunk shrunk = search.run();
    judged.shrink_requests = search.spent();
    std::vector<Exchange> exchanges = search.exchanges();
    const PlannedCase smallest = search.planned_with(shrunk.packet);
    // Nothing smaller was seen, or it does not last: the original stays.
    if (exchanges.empty() || options_.confirm == 0 ||
        confirmation_.repeated(smallest, judged.finding, options_.confirm) != options_.confirm) {
      continue;
    }
    judged.shrunk = std::move(exchanges);
    if (smallest.definition.steps.size() == 1) smallest_[fault_of(judged.finding)] = shrunk.packet;
    if (!search.invalid()) continue;
    Judge& judge = session_.world().judge;
    const auto is_valid = [&](std::string_view packet) {
      return judge.judge_request(packet).label == Label::valid;
    };
    judged.nearest = one_edit_to_valid(shrunk.packet, is_valid).value_or("");
  }
}

}  // namespace packetproof
