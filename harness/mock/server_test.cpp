#include "harness/mock/server.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>

#include "harness/mock/endpoint.hpp"
#include "harness/transport/transport.hpp"

namespace packetproof {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using Kind = TransportError::Kind;

HttpResponse echo(const HttpRequest& request) {
  return {.headers = {{"X-Method", request.method}, {"X-Path", request.path}},
          .body = request.body};
}

std::unique_ptr<Server> served(Handler handler, ServerOptions options = {.tls = false}) {
  auto server = serve(std::move(options), std::move(handler));
  EXPECT_TRUE(server.has_value()) << server.error();
  return std::move(*server);
}

std::string url_of(const Server& server, const std::string& host = "127.0.0.1") {
  const std::string scheme = server.certificate().empty() ? "http" : "https";
  return scheme + "://" + host + ":" + std::to_string(server.port()) + "/agent";
}

std::unique_ptr<Transport> client_of(const Server& server, CurlOptions options = {}) {
  if (options.url.empty()) options.url = url_of(server);
  if (options.ca_pem.empty()) options.ca_pem = server.certificate();
  options.bypass_proxy = true;
  auto transport = make_curl_transport(std::move(options));
  EXPECT_TRUE(transport.has_value()) << transport.error();
  return std::move(*transport);
}

// A connection whose bytes are ours alone.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    connected_ = connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~RawClient() { close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void write(std::string_view bytes) const {
    ASSERT_TRUE(connected_);
    ASSERT_EQ(send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }

  // Everything until the server closes; `reset_` tells how.
  std::string read_to_end() {
    std::string all;
    char buffer[4096];
    while (true) {
      const auto size = recv(socket_, buffer, sizeof buffer, 0);
      reset_ = size < 0;
      if (size <= 0) return all;
      all.append(buffer, static_cast<std::size_t>(size));
    }
  }

  [[nodiscard]] bool reset() const { return reset_; }

 private:
  int socket_;
  bool connected_ = false;
  bool reset_ = false;
};

TEST(Server, HandsRequestsOver) {
  HttpRequest seen;
  const auto server = served([&](const HttpRequest& request) {
    seen = request;
    return echo(request);
  });
  const Exchange exchange = client_of(*server)->send(
      {.method = "PUT",
       .path = "/a?b=c",
       .headers = {{"HTTP_AUTH_LOGIN", "admin"}, {"HTTP_AUTH_PASSWD", ""}, {"X", "1"}, {"x", "2"}},
       .body = std::string("\0\xff", 2)});
  ASSERT_TRUE(exchange.response.has_value()) << exchange.response.error().message;
  EXPECT_EQ(exchange.response->body, std::string("\0\xff", 2));
  EXPECT_EQ(header(exchange.response->headers, "X-Method"), "PUT");
  EXPECT_EQ(header(exchange.response->headers, "X-Path"), "/a?b=c");
  EXPECT_EQ(header(seen.headers, "HTTP_AUTH_LOGIN"), "admin");
  EXPECT_EQ(header(seen.headers, "HTTP_AUTH_PASSWD"), "");
  EXPECT_EQ(std::ranges::count_if(
                seen.headers, [](const auto& entry) { return header({entry}, "x").has_value(); }),
            2);
}

TEST(Server, KeepsConnectionsAndTellsThemApart) {
  const auto server = served([](const HttpRequest& request) {
    return HttpResponse{.body = std::to_string(request.connection)};
  });
  const auto client = client_of(*server);
  const std::string first = client->send({.connection = 1}).response->body;
  EXPECT_EQ(client->send({.connection = 1}).response->body, first);
  EXPECT_NE(client->send({.connection = 2}).response->body, first);
}

TEST(Server, SpeaksTlsWithItsOwnCertificate) {
  const auto server = served(echo, {.tls = true});
  EXPECT_THAT(server->certificate(), StartsWith("-----BEGIN CERTIFICATE-----"));
  for (const char* host : {"127.0.0.1", "localhost"}) {
    const Exchange exchange =
        client_of(*server, {.url = url_of(*server, host)})->send({.body = "x"});
    ASSERT_TRUE(exchange.response.has_value()) << exchange.response.error().message;
    EXPECT_EQ(exchange.response->body, "x");
  }
}

TEST(Server, ItsCertificateIsNotTrustedUnasked) {
  const auto server = served(echo, {.tls = true});
  const auto ask = [&](CurlOptions options) {
    options.url = url_of(*server);
    options.bypass_proxy = true;
    return (*make_curl_transport(std::move(options)))->send({.body = "x"});
  };
  const Exchange refused = ask({});
  ASSERT_FALSE(refused.response.has_value());
  EXPECT_EQ(refused.response.error().kind, Kind::tls);
  EXPECT_THAT(refused.response.error().message, HasSubstr("--cacert FILE"));
  EXPECT_THAT(refused.response.error().message, HasSubstr("--insecure"));
  EXPECT_TRUE(ask({.insecure = true}).response.has_value());

  const std::string file =
      testing::TempDir() + "/packetproof-server-test-" + std::to_string(getpid()) + ".pem";
  std::ofstream(file) << server->certificate();
  EXPECT_TRUE(ask({.ca_file = file}).response.has_value());
  std::filesystem::remove(file);

  const auto other = served(echo, {.tls = true});
  EXPECT_EQ(ask({.ca_pem = other->certificate()}).response.error().kind, Kind::tls);
}

TEST(Server, ItsCertificateCanHaveExpired) {
  const auto server = served(echo, {.tls = true, .certificate_validity = std::chrono::days(-2)});
  const Exchange exchange = client_of(*server, {})->send({.body = "x"});
  ASSERT_FALSE(exchange.response.has_value());
  EXPECT_EQ(exchange.response.error().kind, Kind::tls);
  EXPECT_THAT(exchange.response.error().message, HasSubstr("expired"));
  EXPECT_TRUE(client_of(*server, {.insecure = true})->send({.body = "x"}).response.has_value());
}

TEST(Server, ItsCertificateNamesNoOtherHost) {
  const auto server = served(echo, {.tls = true});
  const std::string port = std::to_string(server->port());
  const Exchange exchange =
      client_of(*server, {.url = "https://panel.invalid:" + port + "/",
                          .resolve = {"panel.invalid:" + port + ":127.0.0.1"}})
          ->send({});
  ASSERT_FALSE(exchange.response.has_value());
  EXPECT_EQ(exchange.response.error().kind, Kind::tls);
}

TEST(Server, AnswersManyAtOnce) {
  const auto server =
      served(make_reference_endpoint({.password = "p", .secret_key = "k"}), {.tls = true});
  const auto client =
      client_of(*server, {.url = "https://127.0.0.1:" + std::to_string(server->port()) + "/"});
  for (std::uint64_t i = 0; i < 60; ++i) {
    client->submit(i, {.headers = {{"KEY", "k"}},
                       .body = "<packet><backup-manager><backup-server><local/><description/>"
                               "</backup-server></backup-manager></packet>",
                       .connection = static_cast<std::uint32_t>(i % 6)});
  }
  std::set<std::string> answers;
  for (auto done = client->wait(); !done.empty(); done = client->wait()) {
    for (const Completion& one : done) {
      ASSERT_TRUE(one.exchange.response.has_value()) << one.exchange.response.error().message;
      EXPECT_THAT(one.exchange.response->body, HasSubstr("<status>ok</status>"));
      answers.insert(one.exchange.response->body);
    }
  }
  EXPECT_EQ(answers.size(), 60U);  // every task has an id of its own
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  const auto server = served(echo);
  RawClient client(server->port());
  client.write(
      "POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na"
      "POST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nConnection: close\r\n\r\nb");
  EXPECT_EQ(client.read_to_end(),
            "HTTP/1.1 200 OK\r\nX-Method: POST\r\nX-Path: /1\r\nContent-Length: 1\r\n\r\na"
            "HTTP/1.1 200 OK\r\nX-Method: POST\r\nX-Path: /2\r\nConnection: close\r\n"
            "Content-Length: 1\r\n\r\nb");
}

TEST(Server, ReadsChunkedBodiesAndAgreesToExpectations) {
  const auto server = served(echo);
  RawClient client(server->port());
  client.write(
      "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n"
      "Connection: close\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n");
  const std::string answer = client.read_to_end();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, testing::EndsWith("\r\n\r\nabc"));
}

TEST(Server, ComplainsAboutWhatItCannotRead) {
  const auto server = served(echo, {.tls = false, .max_request_bytes = 100});
  const auto status = [&](std::string_view bytes) {
    RawClient client(server->port());
    client.write(bytes);
    return client.read_to_end().substr(0, 12);
  };
  EXPECT_EQ(status("nonsense\r\n\r\n"), "HTTP/1.1 400");
  EXPECT_EQ(status("POST / HTTP/1.1\r\nno colon\r\n\r\n"), "HTTP/1.1 400");
  EXPECT_EQ(status("POST / HTTP/1.1\r\nContent-Length: 101\r\n\r\n"), "HTTP/1.1 413");
  EXPECT_EQ(status("POST / HTTP/1.1\r\nX: " + std::string(70'000, 'x') + "\r\n\r\n"),
            "HTTP/1.1 431");
}

TEST(Server, TellsTooLargeToWhoeverStillSends) {
  const auto server = served(echo, {.tls = false, .max_request_bytes = 1000});
  const Exchange exchange = client_of(*server)->send({.body = std::string(3'000'000, 'x')});
  ASSERT_TRUE(exchange.response.has_value()) << exchange.response.error().message;
  EXPECT_EQ(exchange.response->status, 413);
}

TEST(Server, AHandlerThatThrowsIsA500) {
  const auto server =
      served([](const HttpRequest&) -> HttpResponse { throw std::runtime_error("secret"); });
  const Exchange exchange = client_of(*server)->send({});
  ASSERT_TRUE(exchange.response.has_value());
  EXPECT_EQ(exchange.response->status, 500);
  EXPECT_THAT(exchange.response->body, testing::Not(HasSubstr("secret")));
}

// What the delivery says, over plain and TLS connections.
class ServerDelivery : public testing::TestWithParam<bool> {
 protected:
  static Exchange played(Delivery delivery, CurlOptions options = {}) {
    const auto server = served(
        [&](const HttpRequest&) { return HttpResponse{.body = "abc", .delivery = delivery}; },
        {.tls = GetParam()});
    return client_of(*server, std::move(options))->send({});
  }
};

TEST_P(ServerDelivery, CutsTheAnswer) {
  const std::size_t headers = std::string("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n").size();
  const Exchange cut = played({.cut_after = headers + 2});
  ASSERT_FALSE(cut.response.has_value());
  EXPECT_EQ(cut.response.error().kind, Kind::cut);
  EXPECT_EQ(cut.response.error().partial, "ab");
  EXPECT_EQ(played({.cut_after = 0}).response.error().kind, Kind::no_answer);
}

TEST_P(ServerDelivery, Resets) {
  EXPECT_EQ(played({.cut_after = 0, .reset = true}).response.error().kind, Kind::no_answer);
}

TEST_P(ServerDelivery, WritesVerbatim) {
  const Exchange exchange =
      played({.verbatim = "HTTP/1.1 201 Made\r\nX: y\r\n\r\nuntil the end", .close = true});
  ASSERT_TRUE(exchange.response.has_value()) << exchange.response.error().message;
  EXPECT_EQ(exchange.response->status, 201);
  EXPECT_EQ(exchange.response->body, "until the end");
  EXPECT_EQ(played({.verbatim = "garbage\n", .close = true}).response.error().kind, Kind::framing);
}

TEST_P(ServerDelivery, Delays) {
  const Exchange late = played({.delay = std::chrono::milliseconds(60)});
  EXPECT_TRUE(late.response.has_value());
  EXPECT_GE(late.elapsed, std::chrono::milliseconds(60));
  const Exchange never =
      played({.delay = std::chrono::hours(1)}, {.timeout = std::chrono::milliseconds(300)});
  ASSERT_FALSE(never.response.has_value());
  EXPECT_EQ(never.response.error().kind, Kind::timeout);
}

TEST_P(ServerDelivery, ClosesAfterTheAnswer) {
  std::set<std::uint32_t> connections;
  const auto server = served(
      [&](const HttpRequest& request) {
        connections.insert(request.connection);
        return HttpResponse{.delivery = {.close = true}};
      },
      {.tls = GetParam(), .threads = 1});
  const auto client = client_of(*server);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(client->send({.connection = 1}).response.has_value());
  EXPECT_EQ(connections.size(), 3U);
}

INSTANTIATE_TEST_SUITE_P(Server, ServerDelivery, testing::Bool(),
                         [](const auto& param) { return param.param ? "tls" : "plain"; });

TEST(Server, AResetIsAReset) {
  const auto server = served([](const HttpRequest&) {
    return HttpResponse{.body = "abc", .delivery = {.cut_after = 20, .reset = true}};
  });
  RawClient client(server->port());
  client.write("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(client.read_to_end(), "HTTP/1.1 200 OK\r\nCon");
  EXPECT_TRUE(client.reset());
}

TEST(Server, EndsWithConnectionsOpen) {
  for (const bool tls : {false, true}) {
    auto server = served(echo, {.tls = tls});
    const auto client = client_of(*server);
    EXPECT_TRUE(client->send({.connection = 1}).response.has_value());  // stays open, idle
    RawClient silent(server->port());
    RawClient half(server->port());
    half.write("POST / HTTP/1.1\r\nContent-Le");
    server.reset();
    EXPECT_EQ(silent.read_to_end(), "");
    EXPECT_EQ(half.read_to_end(), "");
    const Exchange after = client->send({.connection = 1});
    ASSERT_FALSE(after.response.has_value());
    EXPECT_EQ(after.response.error().kind, Kind::connect);
  }
}

TEST(Server, EndsWhileAnAnswerIsDelayed) {
  auto server = served([](const HttpRequest&) {
    return HttpResponse{.delivery = {.delay = std::chrono::hours(1)}};
  });
  RawClient client(server->port());
  client.write("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
  server.reset();
  EXPECT_EQ(client.read_to_end(), "");
}

TEST(Server, ClosesIdleConnections) {
  const auto server = served(echo, {.tls = false, .idle_timeout = std::chrono::seconds(1)});
  RawClient client(server->port());
  EXPECT_EQ(client.read_to_end(), "");
}

TEST(Server, SaysWhyItCannotServe) {
  const auto first = served(echo);
  const auto error = [&](ServerOptions options) {
    const auto server = serve(std::move(options), echo);
    return server ? std::string() : server.error();
  };
  EXPECT_THAT(error({.port = first->port(), .tls = false}), HasSubstr("in use"));
  EXPECT_THAT(error({.address = "203.0.113.1"}), HasSubstr("no such address"));
  EXPECT_THAT(error({.address = "panel.example.com"}), HasSubstr("not an address"));
  EXPECT_THAT(error({.address = ""}), HasSubstr("not an address"));
  EXPECT_EQ(error({.address = "localhost"}), "");
}

TEST(Server, ListensOnIpv6WhereTheMachineHasIt) {
  const auto server = serve({.address = "[::1]"}, echo);
  if (!server) {
    EXPECT_THAT(server.error(), HasSubstr("::1"));
    return;
  }
  const Exchange exchange =
      client_of(**server, {.url = url_of(**server, "[::1]")})->send({.body = "x"});
  ASSERT_TRUE(exchange.response.has_value()) << exchange.response.error().message;
  EXPECT_EQ(exchange.response->body, "x");
}

}  // namespace
}  // namespace packetproof
