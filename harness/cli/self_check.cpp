#include "harness/cli/self_check.hpp"

#include <fmt/format.h>

#include <chrono>

#include "harness/conformance/gate.hpp"
#include "harness/conformance/plan.hpp"
#include "harness/conformance/run.hpp"
#include "harness/mock/endpoint.hpp"

namespace packetproof {
namespace {

class Silent : public RunObserver {
 public:
  void on_intent(std::string_view, std::string_view) override {}
  void on_suspect(const CaseRecord&) override {}
  void on_case(const CaseRecord&) override {}
  void on_progress(const Progress&) override {}
};

std::string sample() { return probe_packets().front(); }

/// The suite's smoke selection against an endpoint in process.
std::expected<GateDecision, std::string> smoke(Handler endpoint, const CredentialSet& credentials,
                                               Judge& judge) {
  Selection selection;
  selection.profile = Profile::smoke;
  const auto plan =
      make_plan(all_cases(), selection, {.loopback = true, .https = false, .remote_storage = true},
                credentials, judge);
  if (!plan) return std::unexpected(plan.error());
  const auto transport = make_in_process_transport(std::move(endpoint));
  Silent silent;
  RunWorld world{.transport = *transport,
                 .judge = judge,
                 .observer = silent,
                 .credentials = credentials,
                 .https = false,
                 .now = [] { return std::chrono::microseconds(0); },
                 .pause = [](std::chrono::microseconds) {}};
  const RunOptions options;
  return decide(run(*plan, world, options), {});
}

SelfTest schema_test(Judge& judge) {
  const RequestJudgement right = judge.judge_request(sample());
  const RequestJudgement wrong = judge.judge_request(
      "<packet><backup-manager><backup-server><description/></backup-server></backup-manager>"
      "</packet>");
  const bool passed = right.label == Label::valid && wrong.label == Label::invalid;
  return {"schemas",
          passed ? "three oracles accept the documented sample and refuse one without storage"
                 : "the oracles misjudge the documented sample or one without storage",
          passed};
}

}  // namespace

std::vector<SelfTest> run_self_tests(Judge& judge) {
  std::vector<SelfTest> tests = {schema_test(judge)};
  const EndpointOptions options = random_credentials();
  const CredentialSet credentials{options.login, options.password, options.secret_key};
  const auto expect = [&](std::string name, Handler endpoint, Exit wanted, std::string_view words) {
    const auto decision = smoke(std::move(endpoint), credentials, judge);
    const bool passed = decision && decision->exit == wanted;
    tests.push_back({std::move(name),
                     passed ? std::string(words)
                            : fmt::format("not so: {} ({})", words,
                                          decision ? decision->verdict : decision.error()),
                     passed});
  };
  expect("judge", make_reference_endpoint(options), Exit::passed, "the reference endpoint passes");
  expect(
      "power",
      [endpoint = make_reference_endpoint(options)](HttpRequest request) {
        request.body = sample();
        return endpoint(request);
      },
      Exit::failed, "an endpoint that accepts every packet is convicted");
  return tests;
}

}  // namespace packetproof
