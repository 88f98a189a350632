/// Endpoints that are not there, not let us in, or are no endpoints: never green, always reported.

#include <algorithm>
#include <atomic>

#include "harness/cli/scripted_endpoint_test.hpp"
#include "harness/cli/testing/program.hpp"
#include "harness/transport/recording_peer_test.hpp"

namespace packetproof {
namespace {

constexpr const char* accepted =
    "<packet version=\"1.6.7.0\"><backup-manager><backup-server><result><status>ok</status>"
    "<task-id>27</task-id></result></backup-server></backup-manager></packet>";
constexpr const char* refused =
    "<packet version=\"1.6.7.0\"><system><status>error</status><errcode>1014</errcode>"
    "<errtext>no</errtext></system></packet>";

Program with_credentials() { return Program(environment_of(known_credentials())); }

/// Exit code, a verdict on the last line that holds these words, and every report.
RunRecord expect_end(const Program& program, const Ended& ended, int code,
                     const std::vector<std::string>& words) {
  EXPECT_EQ(ended.code, code) << ended.out << ended.err;
  const std::string verdict = last_line(ended.out);
  EXPECT_TRUE(verdict.ends_with(fmt::format("(exit {})", code))) << ended.out;
  for (const std::string& word : words)
    EXPECT_TRUE(verdict.contains(word)) << word << " in " << verdict;
  const auto report = program.report();
  EXPECT_TRUE(report.has_value()) << report.error();
  if (!report) return {};
  EXPECT_EQ(report->exit_code, code);
  EXPECT_TRUE(report->summary.reconciles());
  return *report;
}

bool convicts(const RunRecord& run, FailureKind kind) {
  return std::ranges::any_of(run.cases, [&](const CaseRecord& c) {
    return std::ranges::any_of(c.findings, [&](const FindingRecord& finding) {
      return finding.outcome == Outcome::fail && finding.kind == kind;
    });
  });
}

TEST(BadEndpoint, NobodyListens) {
  const Program program = with_credentials();
  const int port = unused_port();
  const Ended ended = program.judge({"--endpoint", fmt::format("http://127.0.0.1:{}/agent", port)});
  const RunRecord run =
      expect_end(program, ended, 3, {std::to_string(port), "is the endpoint listening there?"});
  EXPECT_EQ(run.summary.judged, 0);
}

TEST(BadEndpoint, NobodyListensAndTheSampleWasNotChosen) {
  const Program program = with_credentials();
  const int port = unused_port();
  const Ended ended =
      program.judge({"xsd/order/*", "--endpoint", fmt::format("http://127.0.0.1:{}/agent", port)});
  expect_end(program, ended, 3, {std::to_string(port), "is the endpoint listening there?"});
}

TEST(BadEndpoint, NameThatDoesNotResolve) {
  const Program program = with_credentials();
  const Ended ended = program.judge(
      {"--endpoint", "https://no-such-host.invalid:8443/agent", "--max-backups", "3"});
  expect_end(program, ended, 3, {"no-such-host.invalid"});
}

TEST(BadEndpoint, WrongPath) {
  const ScriptedEndpoint endpoint(make_reference_endpoint(known_credentials()));
  const Program program = with_credentials();
  const Ended ended =
      program.judge({"--endpoint", fmt::format("http://127.0.0.1:{}/agent.php", endpoint.port())});
  expect_end(program, ended, 3, {"404", "agent's full URL"});
}

TEST(BadEndpoint, CertificateThatNobodyKnows) {
  const ScriptedEndpoint endpoint(make_reference_endpoint(known_credentials()), true);
  const Program program = with_credentials();
  const Ended ended = program.judge({"--endpoint", endpoint.url("https")});
  expect_end(program, ended, 3, {"--cacert"});
  EXPECT_TRUE(endpoint.requests().empty());
}

TEST(BadEndpoint, CertificateThatHasExpired) {
  const ScriptedEndpoint endpoint(make_reference_endpoint(known_credentials()),
                                  ServerOptions{.certificate_validity = std::chrono::days(-1)});
  const Program program = with_credentials();
  const std::string pem = program.scratch().put("ca.pem", endpoint.certificate());
  expect_end(program, program.judge({"--endpoint", endpoint.url("https"), "--cacert", pem}), 3,
             {"expired", "--insecure"});
  EXPECT_TRUE(endpoint.requests().empty());
}

TEST(BadEndpoint, HandshakeThatIsCut) {
  const RecordingPeer peer({[](PeerConnection& client) {
    client.pause(-1);  // for the client's hello
    client.write(std::string("\x16\x03\x03\x00\x7a\x02\x00\x00\x76\x03\x03", 11));
  }});
  const Program program = with_credentials();
  const std::string url = "https" + peer.url().substr(4);
  expect_end(program, program.judge({"--endpoint", url}), 3, {"TLS handshake failed"});
}

TEST(BadEndpoint, PlainHttpWhereTlsIsSpoken) {
  const ScriptedEndpoint endpoint(make_reference_endpoint(known_credentials()));
  const Program program = with_credentials();
  expect_end(program, program.judge({"--endpoint", endpoint.url("https")}), 3, {});
  EXPECT_TRUE(endpoint.requests().empty());
}

TEST(BadEndpoint, CertificateThatIsGivenIsBelieved) {
  const ScriptedEndpoint endpoint(make_reference_endpoint(known_credentials()), true);
  const Program program = with_credentials();
  const std::string pem = program.scratch().put("ca.pem", endpoint.certificate());
  const Ended ended =
      program.judge({"--endpoint", endpoint.url("https"), "--cacert", pem, "--profile", "smoke"});
  expect_end(program, ended, 0, {"Conforming"});
}

TEST(BadEndpoint, InsecureIsLoud) {
  const ScriptedEndpoint endpoint(make_reference_endpoint(known_credentials()), true);
  const Program program = with_credentials();
  const Ended ended =
      program.judge({"--endpoint", endpoint.url("https"), "--insecure", "--profile", "smoke"});
  const RunRecord run = expect_end(program, ended, 0, {"Conforming"});
  EXPECT_TRUE(ended.err.contains("--insecure")) << ended.err;
  EXPECT_TRUE(std::ranges::any_of(
      run.remarks, [](const std::string& remark) { return remark.contains("not verified"); }));
}

TEST(BadEndpoint, WrongCredentials) {
  const ScriptedEndpoint endpoint(make_reference_endpoint(known_credentials()));
  Program program = with_credentials();
  program.environment["PACKETPROOF_PASSWORD"] = "another one";
  program.environment["PACKETPROOF_SECRET_KEY"] = "another key";
  const Ended ended = program.judge({"--endpoint", endpoint.url()});
  const RunRecord run =
      expect_end(program, ended, 3, {"no known-good request", "credentials right?"});
  EXPECT_EQ(run.summary.passed, 0);
}

TEST(BadEndpoint, WithoutCredentialsNothingIsJudgedAndTheTopSaysWhy) {
  const ScriptedEndpoint endpoint(make_reference_endpoint(known_credentials()));
  const Program program;
  const Ended ended = program.judge({"--endpoint", endpoint.url()});
  EXPECT_EQ(ended.code, 3) << ended.out;
  EXPECT_TRUE(ended.err.contains("No credentials were given")) << ended.err;
  EXPECT_TRUE(ended.err.contains("PACKETPROOF_LOGIN")) << ended.err;
  const auto run = program.report();
  ASSERT_TRUE(run.has_value()) << run.error();
  EXPECT_EQ(run->summary.passed, 0);
  EXPECT_GT(run->summary.skipped, 0);
}

struct Spoilt {
  std::string name;
  Handler answers;
  int code;
  FailureKind kind = FailureKind::none;  // of a standing FAIL
};

class SpoiltEndpoint : public testing::TestWithParam<Spoilt> {};

TEST_P(SpoiltEndpoint, IsNeverGreen) {
  const ScriptedEndpoint endpoint(GetParam().answers);
  const Program program = with_credentials();
  const Ended ended =
      program.judge({"sem/sample/*", "xsd/order/*", "sec/login/*", "--endpoint", endpoint.url()});
  const RunRecord run = expect_end(program, ended, GetParam().code, {});
  if (GetParam().kind != FailureKind::none) {
    EXPECT_TRUE(convicts(run, GetParam().kind)) << ended.out;
  }
}

const std::vector<Spoilt> spoilt = {
    {.name = "html",
     .answers =
         [](const auto&) {
           return answer_of("<html><body>Welcome</body></html>", 200, "text/html");
         },
     .code = 1,
     .kind = FailureKind::schema},
    {.name = "html_that_is_no_xml",
     .answers =
         [](const auto&) {
           return answer_of("<!DOCTYPE html><html><br></html>", 200, "text/html");
         },
     .code = 1,
     .kind = FailureKind::malformed},
    {.name = "empty_bodies",
     .answers = [](const auto&) { return answer_of(""); },
     .code = 1,
     .kind = FailureKind::malformed},
    {.name = "cut_bodies",
     .answers = [](const auto&) { return answer_of(std::string(accepted).substr(0, 60)); },
     .code = 1,
     .kind = FailureKind::malformed},
    {.name = "always_the_same_task",
     .answers = [](const auto&) { return answer_of(accepted); },
     .code = 1,
     .kind = FailureKind::accepted_invalid},
    {.name = "always_a_fresh_task",
     .answers =
         [task = std::make_shared<std::atomic<int>>(27)](const auto&) {
           std::string body = accepted;
           return answer_of(body.replace(body.find("27"), 2, std::to_string((*task)++)));
         },
     .code = 1,
     .kind = FailureKind::accepted_invalid},
    {.name = "echo",
     .answers = [](const HttpRequest& request) { return answer_of(request.body); },
     .code = 1},
    {.name = "always_an_error",
     .answers = [](const auto&) { return answer_of(refused); },
     .code = 3},
    {.name = "always_401", .answers = [](const auto&) { return answer_of("", 401); }, .code = 3},
    {.name = "always_502",
     .answers = [](const auto&) { return answer_of("<html>Bad Gateway</html>", 502, "text/html"); },
     .code = 3},
    {.name = "always_a_redirect",
     .answers =
         [](const auto&) {
           HttpResponse response = answer_of("", 302);
           response.headers.emplace_back("Location", "/login.php");
           return response;
         },
     .code = 3},
    {.name = "always_hangs_up",
     .answers =
         [](const auto&) {
           HttpResponse response;
           response.delivery.cut_after = 0;
           return response;
         },
     .code = 3},
};

INSTANTIATE_TEST_SUITE_P(Cli, SpoiltEndpoint, testing::ValuesIn(spoilt),
                         [](const auto& row) { return row.param.name; });

/// Right until a certain request, then gone.
TEST(BadEndpoint, ThatDiesInMidRunIsInconclusiveAndKeepsWhatWasJudged) {
  const Handler reference = make_reference_endpoint(known_credentials());
  std::atomic<int> seen = 0;
  const ScriptedEndpoint endpoint([&](const HttpRequest& request) {
    HttpResponse response = reference(request);
    if (++seen > 100) response.delivery.cut_after = 0;
    return response;
  });
  const Program program = with_credentials();
  const Ended ended = program.judge({"--endpoint", endpoint.url()});
  const RunRecord run = expect_end(program, ended, 3, {"stopped answering"});
  EXPECT_GT(run.summary.passed, 20);
  EXPECT_GT(run.summary.notrun, 20);
  EXPECT_EQ(run.summary.failed, 0) << ended.out;
}

}  // namespace
}  // namespace packetproof
