/// What is sent to whom: budgets beyond loopback, proxies, and no silent repetition.

#include <atomic>
#include <string_view>

#include "harness/cli/scripted_endpoint_test.hpp"
#include "harness/cli/testing/program.hpp"
#include "harness/transport/recording_peer_test.hpp"

namespace packetproof {
namespace {

/// The reference endpoint behind a name, which --resolve points to it: not loopback.
struct Elsewhere {
  explicit Elsewhere(Handler answers = make_reference_endpoint(known_credentials()))
      : endpoint(std::move(answers), true) {
    program.environment = environment_of(known_credentials());
    // The certificate is for the address, not for the name.
    arguments = {
        "--endpoint",
        fmt::format("https://panel.example:{}/enterprise/control/agent.php", endpoint.port()),
        "--resolve", fmt::format("panel.example:{}:127.0.0.1", endpoint.port()), "--insecure"};
  }
  [[nodiscard]] Ended judge(std::vector<std::string> more) const {
    more.insert(more.begin(), arguments.begin(), arguments.end());
    return program.judge(more);
  }
  /// Requests that a backup was started for.
  [[nodiscard]] int sent_with(std::string_view text) const {
    int count = 0;
    for (const HttpRequest& request : endpoint.requests()) {
      count += static_cast<int>(request.body.contains(text));
    }
    return count;
  }

  ScriptedEndpoint endpoint;
  Program program;
  std::vector<std::string> arguments;
};

TEST(Safety, NothingIsSentBeyondLoopbackWithoutABudget) {
  const Elsewhere elsewhere;
  EXPECT_EQ(elsewhere.judge({}).code, 2);
  EXPECT_TRUE(elsewhere.endpoint.requests().empty());
}

TEST(Safety, TheBudgetStopsAtN) {
  for (const int most : {1, 7, 20}) {
    int accepted = 0;
    std::mutex mutex;
    const Handler reference = make_reference_endpoint(known_credentials());
    const Elsewhere elsewhere([&](const HttpRequest& request) {
      HttpResponse response = reference(request);
      const std::lock_guard lock(mutex);
      accepted += static_cast<int>(response.body.contains("<task-id>"));
      return response;
    });
    const Ended ended = elsewhere.judge({"xsd/*", "--max-backups", std::to_string(most)});
    EXPECT_LE(accepted, most);
    EXPECT_GE(accepted, 1);
    const auto run = elsewhere.program.report();
    ASSERT_TRUE(run.has_value()) << run.error();
    EXPECT_LE(run->timing.acceptable, most);
    EXPECT_GT(run->summary.notrun, 0);
    EXPECT_EQ(run->summary.failed, 0) << ended.out;
  }
}

TEST(Safety, AZeroBudgetSendsNothingThatCouldBeAccepted) {
  const Handler reference = make_reference_endpoint(known_credentials());
  std::atomic<int> accepted = 0;
  const Elsewhere elsewhere([&](const HttpRequest& request) {
    HttpResponse response = reference(request);
    accepted += static_cast<int>(response.body.contains("<task-id>"));
    return response;
  });
  const Ended ended = elsewhere.judge({"--max-backups", "0"});
  EXPECT_EQ(ended.code, 5) << ended.out;  // nothing could be judged
  EXPECT_EQ(accepted, 0);
}

TEST(Safety, WrongCredentialsAndHeavyRequestsWaitToBeAskedFor) {
  const Elsewhere elsewhere;
  const Ended ended = elsewhere.judge({"--max-backups", "1000"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_EQ(elsewhere.sent_with("&e9;"), 0);
  for (const HttpRequest& request : elsewhere.endpoint.requests()) {
    const auto password = header(request.headers, "HTTP_AUTH_PASSWD");
    EXPECT_EQ(password.value_or(known_credentials().password), known_credentials().password);
    const auto key = header(request.headers, "KEY");
    EXPECT_EQ(key.value_or(known_credentials().secret_key), known_credentials().secret_key);
  }
  const auto run = elsewhere.program.report();
  ASSERT_TRUE(run.has_value()) << run.error();
  int locked = 0;
  int hurtful = 0;
  for (const CaseRecord& c : run->cases) {
    locked += static_cast<int>(c.reason_code == "may-lock-account");
    hurtful += static_cast<int>(c.reason_code == "may-hurt");
  }
  EXPECT_GT(locked, 5);
  EXPECT_GT(hurtful, 5);
}

TEST(Safety, WrongCredentialsAreSentWhenTheyAreNamed) {
  const Elsewhere elsewhere;
  const Ended ended = elsewhere.judge({"sec/login/wrong[part=password]", "--max-backups", "9"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  const auto run = elsewhere.program.report();
  ASSERT_TRUE(run.has_value()) << run.error();
  EXPECT_EQ(run->summary.passed, 1) << ended.out;
}

TEST(Safety, LoopbackBypassesProxyVariables) {
  RecordingPeer proxy({[](PeerConnection& connection) { connection.read_to_end(); }});
  const ScriptedEndpoint endpoint(make_reference_endpoint(known_credentials()));
  Program program;
  program.environment = environment_of(known_credentials());
  for (const char* name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"}) {
    program.environment[name] = fmt::format("http://127.0.0.1:{}", proxy.port());
  }
  EXPECT_EQ(program.judge({"sem/sample/*", "--endpoint", endpoint.url()}).code, 0);
  EXPECT_TRUE(proxy.finish().empty());
}

TEST(Safety, ADyingConnectionNeverStartsASecondBackupInSilence) {
  // Answers one request a connection without saying that it will close, then hangs up on the next.
  const std::string body =
      "<packet version=\"1.6.7.0\"><backup-manager><backup-server><result><status>ok</status>"
      "<task-id>27</task-id></result></backup-server></backup-manager></packet>";
  RecordingPeer peer({[&](PeerConnection& connection) {
    if (!connection.read_request()) return;
    connection.write(
        fmt::format("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: {}\r\n\r\n{}",
                    body.size(), body));
    connection.read_request();
  }});
  Program program;
  program.environment = environment_of(known_credentials());
  (void)program.judge({"sem/sample/*", "--endpoint", peer.url(), "--jobs", "1", "--confirm", "0"});
  const auto run = program.report();
  ASSERT_TRUE(run.has_value()) << run.error();
  std::int64_t written = 0;
  for (const std::string& bytes : peer.finish()) {
    for (std::size_t at = bytes.find("POST "); at != std::string::npos;
         at = bytes.find("POST ", at + 1)) {
      ++written;
    }
  }
  EXPECT_EQ(written, run->timing.requests + run->timing.resends);
  EXPECT_GT(run->timing.resends, 0);
}

}  // namespace
}  // namespace packetproof
