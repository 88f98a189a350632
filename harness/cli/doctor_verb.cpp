#include <fmt/format.h>

#include <chrono>

#include "harness/cli/arguments.hpp"
#include "harness/cli/console.hpp"
#include "harness/cli/self_check.hpp"
#include "harness/cli/setup.hpp"
#include "harness/cli/verbs.hpp"
#include "harness/conformance/case.hpp"
#include "harness/protocol/packet.hpp"

namespace packetproof {
namespace {

/// Read-only: starts nothing, changes nothing (DOC-44539).
constexpr std::string_view read_only_probe =
    "<packet><backup-manager><get-tasks-info/></backup-manager></packet>";

class Diagnosis {
 public:
  void good(std::string_view what, std::string_view words) {
    print(fmt::format("ok    {:<12} {}\n", what, words));
  }
  void bad(std::string_view what, std::string_view words, Exit exit) {
    print(fmt::format("FAIL  {:<12} {}\n", what, words));
    if (exit_ == Exit::passed || exit == Exit::internal) exit_ = exit;
  }
  void note(std::string_view what, std::string_view words) {
    print(fmt::format("note  {:<12} {}\n", what, words));
  }
  [[nodiscard]] int code() const { return code_of(exit_); }

 private:
  Exit exit_ = Exit::passed;
};

void diagnose_credentials(const RunSetup& setup, const ResponsePacket& packet,
                          Diagnosis& diagnosis) {
  const auto* refusal = std::get_if<Result>(&packet.content);
  if (refusal == nullptr || refusal->status == ResultStatus::ok) {
    diagnosis.good("credentials", "the read-only probe got past the check-up");
    return;
  }
  const std::uint32_t code = refusal->errcode.value_or(0);
  const std::string words = fmt::format("system error {}: {}", code, refusal->errtext.value_or(""));
  if (code == 1001 || code == 11003 || code == 1006) {
    diagnosis.bad("credentials",
                  words +
                      "; if they are right, look for a proxy in front: many drop headers whose "
                      "names hold underscores (nginx: underscores_in_headers on)",
                  Exit::inconclusive);
  } else if (code == 1014 || code == 1017) {
    diagnosis.bad("operation",
                  words + "; this API version may not offer the operator backup-manager",
                  Exit::inconclusive);
  } else {
    diagnosis.bad("check-up", words, Exit::inconclusive);
  }
  if (!setup.credentials.has_login() && !setup.credentials.has_key()) {
    diagnosis.note("credentials",
                   "none were given: PACKETPROOF_LOGIN and PACKETPROOF_PASSWORD, "
                   "PACKETPROOF_SECRET_KEY, or --credentials FILE");
  }
}

void diagnose_endpoint(const RunSetup& setup, Diagnosis& diagnosis) {
  const auto connection = connect(setup, {});
  if (!connection) {
    diagnosis.bad("endpoint", connection.error(), Exit::usage);
    return;
  }
  HttpRequest request;
  request.headers = {{"Content-Type", "text/xml"}};
  if (const auto headers = credential_headers(Credentials::configured, setup.credentials)) {
    request.headers.insert(request.headers.end(), headers->begin(), headers->end());
  }
  request.body = read_only_probe;
  const Exchange exchange = connection->transport->send(std::move(request));
  if (!exchange.response) {
    const TransportError& error = exchange.response.error();
    diagnosis.bad(error.kind == TransportError::Kind::tls ? "tls" : "reach", error.message,
                  Exit::inconclusive);
    return;
  }
  diagnosis.good("reach", fmt::format("{} answered in {:.0f} ms", setup.shown(),
                                      static_cast<double>(exchange.elapsed.count()) / 1000.0));
  if (setup.facts.https) {
    diagnosis.good("tls", setup.curl.insecure ? "encrypted; the certificate was not verified"
                                              : "the certificate was verified");
  }
  const Redactor redact(setup.credentials, "");
  const auto packet = parse_response(exchange.response->body);
  if (!packet) {
    diagnosis.bad("answer",
                  fmt::format("HTTP {}, not an agent's packet: {}; is this the agent's full URL "
                              "(.../enterprise/control/agent.php)?",
                              exchange.response->status, redact(packet.error().message)),
                  Exit::inconclusive);
    return;
  }
  diagnosis.good("answer", fmt::format("HTTP {}, a packet of version {}", exchange.response->status,
                                       packet->version.value_or("(none)")));
  diagnose_credentials(setup, *packet, diagnosis);
}

}  // namespace

int doctor_verb(const Invocation& invocation) {
  const auto parsed = parse_arguments(
      {.verb = "doctor",
       .description = "Check schemas, judge, reach, TLS and credentials. Sends one read-only "
                      "request to the endpoint.",
       .options = run_settings()},
      invocation.arguments);
  if (!parsed) return end_with(parsed.error());
  const auto settings = collect_settings(run_settings(), parsed->flags, invocation.environment, "");
  if (!settings) return usage_error(settings.error());
  const auto setup = make_setup(*settings, {}, invocation.environment);
  if (!setup) return usage_error(setup.error());
  if (const std::string refusal = refusal_to_send(*setup, false); !refusal.empty()) {
    return usage_error(refusal);
  }
  Diagnosis diagnosis;
  auto judge = Judge::create(setup->schemas);
  if (!judge) return usage_error(judge.error());
  for (const SelfTest& test : run_self_tests(*judge)) {
    if (test.passed) {
      diagnosis.good(test.name, test.words);
    } else {
      diagnosis.bad(test.name, test.words, Exit::internal);
    }
  }
  diagnose_endpoint(*setup, diagnosis);
  return diagnosis.code();
}

}  // namespace packetproof
