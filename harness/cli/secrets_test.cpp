/// Secrets reach no file and no screen, even when the endpoint gives them away.

#include <algorithm>

#include "harness/cli/scripted_endpoint_test.hpp"
#include "harness/cli/testing/program.hpp"
#include "reports/base64.hpp"
#include "reports/writers.hpp"

namespace packetproof {
namespace {

std::string percent_of(const std::string& text) {
  std::string out;
  for (const char c : text) out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return out;
}

std::string wide(const std::string& text) {
  std::string out;
  for (const char c : text) {
    out += c;
    out += '\0';
  }
  return out;
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    out += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : std::string(1, c);
  }
  return out;
}

/// Every form in which a secret can stand in a file.
std::vector<std::string> forms(const std::string& secret) {
  return {secret, escaped(secret), percent_of(secret), base64_encode(secret), wide(secret)};
}

void expect_no_secret(const std::string& where, const std::string& bytes) {
  const EndpointOptions known = known_credentials();
  for (const std::string& secret : {known.password, known.secret_key}) {
    for (const std::string& form : forms(secret)) {
      EXPECT_FALSE(bytes.contains(form)) << where << " holds a form of a secret: " << form;
    }
  }
}

TEST(Secrets, ReachNoFileAndNoScreen) {
  // An endpoint that gives the password away in its errors, in every form it can think of.
  const Handler reference = make_reference_endpoint(known_credentials());
  const ScriptedEndpoint endpoint([&](const HttpRequest& request) {
    HttpResponse response = reference(request);
    const std::size_t at = response.body.find("</errtext>");
    if (at == std::string::npos) return response;
    const EndpointOptions known = known_credentials();
    response.body.insert(
        at, fmt::format(" {} {} {} {} {} {}", escaped(known.password), percent_of(known.password),
                        base64_encode(known.password), known.secret_key,
                        base64_encode("xy" + known.secret_key), base64_encode(known.secret_key)));
    response.headers.emplace_back("X-Debug", known.password);
    return response;
  });
  Program program;
  program.environment = environment_of(known_credentials());
  const Ended ended =
      program.judge({"sec/*", "sem/*", "xsd/order/*", "--endpoint", endpoint.url()});
  EXPECT_EQ(ended.code, 1) << ended.out;
  const auto run = program.report();
  ASSERT_TRUE(run.has_value()) << run.error();
  EXPECT_TRUE(std::ranges::any_of(run->cases, [](const CaseRecord& c) {
    return c.outcome == Outcome::fail && c.kind == FailureKind::leak;
  }));
  expect_no_secret("stdout", ended.out);
  expect_no_secret("stderr", ended.err);
  const auto files = program.files();
  EXPECT_GT(files.size(), 5U);
  for (const auto& [name, bytes] : files) expect_no_secret(name, bytes);
}

TEST(Secrets, StandInNoBodyOfTheEventsEither) {
  const Handler reference = make_reference_endpoint(known_credentials());
  const ScriptedEndpoint endpoint([&](const HttpRequest& request) {
    HttpResponse response = reference(request);
    response.body += "<!-- " + known_credentials().secret_key + " -->";
    return response;
  });
  Program program;
  program.environment = environment_of(known_credentials());
  EXPECT_EQ(program.judge({"sem/sample/*", "--endpoint", endpoint.url()}).code, 1);
  const std::string events = read_bytes(program.scratch() / "report/events.ndjson");
  std::size_t from = 0;
  int cases = 0;
  while (from < events.size()) {
    const std::size_t end = events.find('\n', from);
    const auto record = case_from_event(events.substr(from, end - from));
    from = end + 1;
    if (!record) continue;
    ++cases;
    for (const ExchangeRecord& exchange : record->exchanges) {
      for (const std::string* part : {&exchange.request_head, &exchange.request_body,
                                      &exchange.response_head, &exchange.response_body}) {
        expect_no_secret(record->id, *part);
      }
    }
  }
  EXPECT_GT(cases, 3);
}

}  // namespace
}  // namespace packetproof
