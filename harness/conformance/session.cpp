#include "harness/conformance/session.hpp"

#include <algorithm>

#include "harness/protocol/schemas.hpp"

namespace packetproof {
namespace {

/// The probe's demand; its findings are judged where the same bytes stand as a case.
const Expect& probe_expect() {
  static const Expect expect{.demand = Demand::must_accept,
                             .requirement = requirement("R-PAGE-sample-full")};
  return expect;
}

HttpRequest packet_request(std::string body, const Headers& credentials) {
  HttpRequest request;
  request.headers = {{"Content-Type", "text/xml"}};
  request.headers.insert(request.headers.end(), credentials.begin(), credentials.end());
  request.body = std::move(body);
  return request;
}

/// Adds the time of its scope to a sum.
class Stopwatch {
 public:
  Stopwatch(const ThreadTime& time, std::chrono::nanoseconds& sum) : time_(time), sum_(sum) {
    if (time_) sum_ -= time_();
  }
  ~Stopwatch() {
    if (time_) sum_ += time_();
  }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

 private:
  const ThreadTime& time_;
  std::chrono::nanoseconds& sum_;
};

}  // namespace

bool Attempt::fails() const {
  return std::ranges::any_of(findings, [](const Finding& f) { return f.outcome == Outcome::fail; });
}

Session::Session(RunWorld& world, const RunOptions& options)
    : confirmation_left(options.confirmation_budget),
      world_(world),
      options_(options),
      started_(world.now()) {
  context_.https = world.https;
  context_.login = world.credentials.login;
  for (const std::string& secret : {world.credentials.password, world.credentials.secret_key}) {
    if (!secret.empty()) context_.secrets.push_back(secret);
  }
}

std::string_view Session::limit(bool acceptable) const {
  if (stopped()) return "interrupted";
  if (options_.max_time && elapsed() >= *options_.max_time) return "max-time";
  if (acceptable && options_.max_backups && counts.acceptable >= *options_.max_backups) {
    return "max-backups";
  }
  return {};
}

void Session::keep_pace() {
  if (options_.rate <= 0) return;
  const auto gap = std::chrono::microseconds(static_cast<std::int64_t>(1e6 / options_.rate));
  const auto now = world_.now();
  if (next_send_ > now) world_.pause(next_send_ - now);
  next_send_ = std::max(now, next_send_) + gap;
}

Exchange Session::send(HttpRequest request, bool acceptable) {
  keep_pace();
  ++counts.requests;
  if (acceptable) ++counts.acceptable;
  Exchange exchange = world_.transport.send(std::move(request));
  counts.resends += exchange.resends;
  return exchange;
}

Judgement Session::judge(const Expect& expect, const Exchange& exchange) {
  const Stopwatch running(world_.thread_time, judging_);
  return world_.judge.judge_exchange(expect, exchange, context_);
}

void Session::remember(const AnswerFacts& facts) {
  context_.task_ids.insert(facts.task_ids.begin(), facts.task_ids.end());
  if (facts.version && facts.decision == Decision::accepted) {
    context_.versions.insert(*facts.version);
    if (!version_) version_ = facts.version;
  }
}

bool Session::find_probe() {
  const auto headers = credential_headers(Credentials::configured, world_.credentials);
  if (!headers) return false;
  std::string version = "1.6.7.0";  // of the documented sample, until the target tells its own
  for (const std::string& packet : probe_packets()) {
    if (!limit(true).empty()) return false;
    std::string body = with_version(packet, version);
    world_.observer.on_intent("probe", sha256(body));
    ++counts.probes;
    ladder_.push_back(send(packet_request(body, *headers), true));
    const Judgement judged = judge(probe_expect(), ladder_.back());
    remember(judged.facts);
    if (judged.facts.version) version = *judged.facts.version;
    if (judged.facts.decision == Decision::accepted) {
      probe_packet_ = body;
      probe_state_ = ProbeState::good;
      sent_at_probe_ = counts.requests;
      return true;
    }
    if (!ladder_.back().response) return false;  // nobody there: other spellings do not help
  }
  return false;
}

ProbeState Session::probe() {
  if (probe_state_ == ProbeState::good && sent_at_probe_ == counts.requests) return probe_state_;
  if (probe_packet_.empty() || !limit(true).empty()) return probe_state_ = ProbeState::unknown;
  const auto headers = credential_headers(Credentials::configured, world_.credentials);
  world_.observer.on_intent("probe", sha256(probe_packet_));
  ++counts.probes;
  const Exchange exchange = send(packet_request(probe_packet_, *headers), true);
  const Judgement judged = judge(probe_expect(), exchange);
  remember(judged.facts);
  sent_at_probe_ = counts.requests;
  probe_state_ = judged.facts.decision == Decision::accepted ? ProbeState::good : ProbeState::bad;
  return probe_state_;
}

bool Session::endpoint_lost() {
  static constexpr int tries = 3;
  for (int i = 0; i < tries && !stopped(); ++i) {
    if (i > 0) world_.pause(std::chrono::milliseconds(500));
    if (probe() != ProbeState::bad) return false;
  }
  return !stopped();
}

std::optional<HttpRequest> Session::request_for(const PlannedCase& planned, std::size_t index,
                                                std::uint32_t connection_base) const {
  const Step& step = planned.definition.steps[index];
  if (step.body.contains("%VERSION%") && !version_) return std::nullopt;
  HttpRequest request;
  request.method = step.method;
  request.path = step.path;
  if (!step.content_type.empty()) request.headers.emplace_back("Content-Type", step.content_type);
  const auto credentials = credential_headers(step.credentials, world_.credentials);
  if (!credentials) return std::nullopt;
  request.headers.insert(request.headers.end(), credentials->begin(), credentials->end());
  request.headers.insert(request.headers.end(), step.extra_headers.begin(),
                         step.extra_headers.end());
  request.body = with_version(step.body, version_.value_or(""));
  if (step.connection != 0) request.connection = connection_base + step.connection;
  return request;
}

void Session::spend(const PlannedCase& planned, std::size_t step, const HttpRequest& request) {
  keep_pace();
  ++counts.requests;
  if (!planned.judgements[step].acceptable()) return;
  ++counts.acceptable;
  // The plan's digest is of these bytes, unless the target's version stands in them.
  const auto& steps = planned.definition.steps;
  const bool known = steps.size() == 1 && request.body == steps.front().body;
  world_.observer.on_intent(planned.definition.id, known ? planned.sha256 : sha256(request.body));
}

void Session::take(const PlannedCase& planned, std::size_t index, Exchange exchange,
                   Attempt& attempt) {
  std::shared_ptr<const Evidence> evidence;
  {
    const Stopwatch running(world_.thread_time, judging_);
    evidence = world_.judge.examine(planned.definition.steps[index].expect, exchange);
  }
  take(planned, index, std::move(exchange), *evidence, attempt);
}

void Session::take(const PlannedCase& planned, std::size_t index, Exchange exchange,
                   const Evidence& evidence, Attempt& attempt) {
  const Expect& expect = planned.definition.steps[index].expect;
  Judgement judged;
  {
    const Stopwatch running(world_.thread_time, judging_);
    judged = conclude(expect, exchange, evidence, context_);
  }
  remember(judged.facts);
  attempt.unanswered |= !exchange.response.has_value();
  attempt.execution_refused |=
      expect.demand == Demand::must_accept && judged.facts.decision == Decision::refused_result;
  for (const Requirement* row : judged.checked) attempt.checked.add(*row);
  for (Finding& finding : judged.findings) {
    attempt.findings.push_back(std::move(finding));
    attempt.steps.push_back(index);
  }
  attempt.decisions.push_back(judged.facts.decision);
  attempt.exchanges.push_back(std::move(exchange));
  if (planned.definition.alike) compare(planned, attempt);
}

/// Both steps hold the same information. Where the oracles know which answer is right, each step
/// was judged by that; left is what is open, for which the answers have only to be of one class.
void Session::compare(const PlannedCase& planned, Attempt& attempt) {
  static constexpr std::size_t small = 4096;  // bytes: no endpoint has a limit below
  if (attempt.decisions.size() != 2) return;
  const auto& steps = planned.definition.steps;
  const auto comparable = [&](std::size_t i) {
    return steps[i].expect.demand == Demand::either && steps[i].body.size() < small &&
           (attempt.decisions[i] == Decision::accepted ||
            attempt.decisions[i] == Decision::refused_system);
  };
  if (!comparable(0) || !comparable(1)) return;
  const Requirement* about = requirement("R-XML-spelling");
  attempt.checked.add(*about);
  if (attempt.decisions[0] == attempt.decisions[1]) return;
  attempt.findings.push_back(
      {.requirement = about,
       .kind = FailureKind::semantic,
       .outcome = Outcome::fail,
       .message = "Two spellings of the same packet get answers of different classes",
       .observation = std::string(name_of(attempt.decisions[0])) + ", respelt " +
                      std::string(name_of(attempt.decisions[1]))});
  attempt.steps.push_back(1);
}

Attempt Session::attempt_alone(const PlannedCase& planned) {
  // Numbers far above those of the cases in flight side by side: connections of its own.
  static constexpr std::uint32_t connection_base = 1U << 30U;
  Attempt attempt;
  for (std::size_t i = 0; i < planned.definition.steps.size() && !attempt.unanswered; ++i) {
    if (const auto code = limit(planned.judgements[i].acceptable()); !code.empty()) {
      attempt.not_sent_code = code;
      break;
    }
    auto request = request_for(planned, i, connection_base);
    if (!request) {
      attempt.not_sent_code = "version-unknown";
      break;
    }
    spend(planned, i, *request);
    Exchange exchange = world_.transport.send(std::move(*request));
    counts.resends += exchange.resends;
    take(planned, i, std::move(exchange), attempt);
  }
  return attempt;
}

}  // namespace packetproof
