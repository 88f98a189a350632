#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "harness/transport/recording_peer_test.hpp"
#include "harness/transport/transport.hpp"

namespace packetproof {
namespace {

using testing::HasSubstr;
using Kind = TransportError::Kind;

constexpr std::string_view good = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

// Answers every request of a connection.
void answer_all(PeerConnection& client) {
  while (client.read_request() && client.write(good)) {
  }
}

std::unique_ptr<Transport> transport_to(const RecordingPeer& peer, CurlOptions options = {}) {
  options.url = peer.url();
  options.bypass_proxy = true;
  auto transport = make_curl_transport(std::move(options));
  EXPECT_TRUE(transport.has_value()) << transport.error();
  return std::move(*transport);
}

HttpRequest post(std::string body, std::uint32_t connection = 0) {
  return {.body = std::move(body), .connection = connection};
}

TEST(CurlTransport, WritesTheRequestExactly) {
  RecordingPeer peer({answer_all});
  auto transport = transport_to(peer);
  HttpRequest request{.method = "POST",
                      .path = "/a/../b//c?x=%2f",
                      .headers = {{"Content-Type", "text/xml"},
                                  {"HTTP_AUTH_LOGIN", "admin"},
                                  {"HTTP_AUTH_LOGIN", "second"},
                                  {"HTTP_AUTH_PASSWD", ""},
                                  {"KEY", "a;b: c"}},
                      .body = std::string("<packet>\0\xff</packet>\r\n", 20)};
  const Exchange exchange = transport->send(request);
  ASSERT_TRUE(exchange.response.has_value()) << exchange.response.error().message;
  EXPECT_EQ(exchange.response->status, 200);
  EXPECT_EQ(exchange.response->body, "hi");
  EXPECT_EQ(exchange.request.body, request.body);
  transport.reset();
  const std::string expected =
      "POST /a/../b//c?x=%2f HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(peer.port()) +
      "\r\nContent-Type: text/xml\r\nHTTP_AUTH_LOGIN: admin\r\n"
      "HTTP_AUTH_LOGIN: second\r\nHTTP_AUTH_PASSWD:\r\nKEY: a;b: c\r\n"
      "Content-Length: 20\r\n\r\n" +
      request.body;
  EXPECT_EQ(peer.finish(), std::vector{expected});
}

TEST(CurlTransport, AddsNothingToALargeBodyOrAnotherMethod) {
  RecordingPeer peer({answer_all});
  auto transport = transport_to(peer);
  const std::string body(3'000'000, 'x');
  EXPECT_TRUE(transport->send(post(body)).response.has_value());
  EXPECT_TRUE(transport->send({.method = "GET", .body = ""}).response.has_value());
  transport.reset();
  const std::string host = "Host: 127.0.0.1:" + std::to_string(peer.port()) + "\r\n";
  const std::vector<std::string> seen = peer.finish();
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_TRUE(seen[0] == "POST /agent HTTP/1.1\r\n" + host + "Content-Length: 3000000\r\n\r\n" +
                             body + "GET /agent HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n");
}

TEST(CurlTransport, TakesTheAnswerToAHeadWithoutWaitingForABody) {
  RecordingPeer peer({answer_all});
  auto transport = transport_to(peer);
  const std::string headers_only = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";
  RecordingPeer head({[&](PeerConnection& client) {
    while (client.read_request() && client.write(headers_only)) {
    }
  }});
  auto to_head = transport_to(head);
  const Exchange exchange = to_head->send({.method = "HEAD", .body = ""});
  ASSERT_TRUE(exchange.response.has_value()) << exchange.response.error().message;
  EXPECT_EQ(exchange.response->body, "");
  to_head.reset();
  EXPECT_THAT(head.finish().front(), testing::StartsWith("HEAD /agent HTTP/1.1\r\n"));
}

TEST(CurlTransport, RefusesWhatWouldBreakTheRequestsFraming) {
  RecordingPeer peer({answer_all});
  auto transport = transport_to(peer);
  const std::vector<HttpRequest> broken = {{.headers = {{"A", "b\r\nKEY: stolen"}}},
                                           {.headers = {{"A", std::string("b\0c", 3)}}},
                                           {.headers = {{"A: b\r\nC", "d"}}},
                                           {.headers = {{"", "d"}}},
                                           {.method = "PO ST"},
                                           {.method = "POST\r\n"},
                                           {.path = "relative"},
                                           {.path = "/a b"},
                                           {.path = "/a\r\nX: y"},
                                           {.path = "/a#b"},
                                           {.method = "HEAD", .body = "x"}};
  for (const HttpRequest& request : broken) {
    const Exchange exchange = transport->send(request);
    ASSERT_FALSE(exchange.response.has_value());
    EXPECT_EQ(exchange.response.error().kind, Kind::other);
    EXPECT_THAT(exchange.response.error().message, HasSubstr("request"));
  }
  transport.reset();
  EXPECT_TRUE(peer.finish().empty());
}

TEST(CurlTransport, KeepsOneConnectionANumber) {
  RecordingPeer peer({answer_all});
  auto transport = transport_to(peer);
  for (std::uint64_t i = 0; i < 12; ++i) {
    transport->submit(i, post("c" + std::to_string(i % 3 + 1), static_cast<unsigned>(i % 3 + 1)));
  }
  std::set<std::uint64_t> tickets;
  for (auto done = transport->wait(); !done.empty(); done = transport->wait()) {
    for (const Completion& completion : done) {
      EXPECT_TRUE(completion.exchange.response.has_value());
      EXPECT_EQ(completion.exchange.resends, 0);
      tickets.insert(completion.ticket);
    }
  }
  EXPECT_EQ(tickets.size(), 12U);
  transport.reset();
  const std::vector<std::string> seen = peer.finish();
  ASSERT_EQ(seen.size(), 3U);
  for (const std::string& bytes : seen) {
    const char number = bytes.back();  // every body of a connection ends in its number
    std::size_t bodies = 0;
    for (auto at = bytes.find("\r\n\r\n"); at != std::string::npos;
         at = bytes.find("\r\n\r\n", at + 1)) {
      EXPECT_EQ(bytes.substr(at + 4, 2), std::string("c") + number);
      ++bodies;
    }
    EXPECT_EQ(bodies, 4U);
  }
}

TEST(CurlTransport, LosesNoTicketOverManyNumbers) {
  RecordingPeer peer({answer_all});
  auto transport = transport_to(peer);
  for (std::uint32_t i = 1; i <= 300; ++i) {
    transport->submit(i, {.method = "NOT A TOKEN", .connection = i});
  }
  std::size_t ended = 0;
  for (auto done = transport->wait(); !done.empty(); done = transport->wait()) ended += done.size();
  EXPECT_EQ(ended, 300U);
}

TEST(CurlTransport, ReusesTheConnectionOfNumberZeroToo) {
  RecordingPeer peer({answer_all});
  auto transport = transport_to(peer);
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(transport->send(post("x")).response.has_value());
  transport.reset();
  EXPECT_EQ(peer.finish().size(), 1U);
}

// The connection was reused and dies without an answer: libcurl alone would send the POST again
// without a word.
TEST(CurlTransport, SendsAgainOnceAndCountsIt) {
  const auto dies_on_the_second = [](PeerConnection& client) {
    client.read_request();
    client.write(good);
    client.read_request();
  };
  RecordingPeer peer({dies_on_the_second, answer_all});
  auto transport = transport_to(peer);
  EXPECT_EQ(transport->send(post("first", 1)).resends, 0);
  const Exchange second = transport->send(post("second", 1));
  ASSERT_TRUE(second.response.has_value()) << second.response.error().message;
  EXPECT_EQ(second.resends, 1);
  transport.reset();
  std::string all;
  for (const std::string& bytes : peer.finish()) all += bytes;
  std::size_t written = 0;
  for (auto at = all.find("second"); at != std::string::npos; at = all.find("second", at + 1)) {
    ++written;
  }
  EXPECT_EQ(written, 2U);  // once by libcurl, once by us
}

TEST(CurlTransport, DoesNotSendAThirdTime) {
  const auto dies_on_the_second = [](PeerConnection& client) {
    client.read_request();
    client.write(good);
    client.read_request();
  };
  const auto dies_at_once = [](PeerConnection& client) { client.read_request(); };
  RecordingPeer peer({dies_on_the_second, dies_at_once});
  auto transport = transport_to(peer);
  EXPECT_TRUE(transport->send(post("first", 1)).response.has_value());
  const Exchange second = transport->send(post("second", 1));
  ASSERT_FALSE(second.response.has_value());
  EXPECT_EQ(second.response.error().kind, Kind::no_answer);
  EXPECT_EQ(second.resends, 1);
  transport.reset();
  std::size_t written = 0;
  for (const std::string& bytes : peer.finish()) written += bytes.contains("second") ? 1 : 0;
  EXPECT_EQ(written, 2U);
}

TEST(CurlTransport, DoesNotSendAgainOnAFreshConnection) {
  RecordingPeer peer({[](PeerConnection& client) { client.read_request(); }});
  auto transport = transport_to(peer);
  const Exchange exchange = transport->send(post("x"));
  ASSERT_FALSE(exchange.response.has_value());
  EXPECT_EQ(exchange.response.error().kind, Kind::no_answer);
  EXPECT_EQ(exchange.resends, 0);
  transport.reset();
  EXPECT_EQ(peer.finish().size(), 1U);
}

TEST(CurlTransport, DoesNotSendAgainWhenTheAnswerHadBegun) {
  RecordingPeer peer({[](PeerConnection& client) {
    client.read_request();
    client.write(good);
    client.read_request();
    client.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n");
  }});
  auto transport = transport_to(peer);
  EXPECT_TRUE(transport->send(post("first", 1)).response.has_value());
  const Exchange second = transport->send(post("second", 1));
  ASSERT_FALSE(second.response.has_value());
  EXPECT_EQ(second.response.error().kind, Kind::cut);
  EXPECT_EQ(second.resends, 0);
  transport.reset();
  EXPECT_EQ(peer.finish().size(), 1U);
}

TEST(CurlTransport, DoesNotFollowARedirect) {
  RecordingPeer other({answer_all});
  RecordingPeer peer({[&](PeerConnection& client) {
    client.read_request();
    client.write("HTTP/1.1 302 Found\r\nLocation: " + other.url() +
                 "\r\nContent-Length: 0\r\n\r\n");
    client.read_to_end();
  }});
  auto transport = transport_to(peer);
  const Exchange exchange = transport->send(post("x"));
  ASSERT_TRUE(exchange.response.has_value());
  EXPECT_EQ(exchange.response->status, 302);
  transport.reset();
  EXPECT_TRUE(other.finish().empty());
}

TEST(CurlTransport, StopsWhenAsked) {
  RecordingPeer peer({[](PeerConnection& client) { client.read_to_end(); }});
  std::stop_source stop;
  auto transport = transport_to(peer, {.stop = stop.get_token()});
  transport->submit(1, post("x", 1));
  transport->submit(2, post("y", 1));
  const std::jthread other([&] { stop.request_stop(); });
  const auto start = std::chrono::steady_clock::now();
  std::set<std::uint64_t> tickets;
  for (auto done = transport->wait(); !done.empty(); done = transport->wait()) {
    for (const Completion& completion : done) {
      ASSERT_FALSE(completion.exchange.response.has_value());
      EXPECT_EQ(completion.exchange.response.error().kind, Kind::interrupted);
      tickets.insert(completion.ticket);
    }
  }
  EXPECT_EQ(tickets, (std::set<std::uint64_t>{1, 2}));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST(CurlTransport, CancelEndsWhatIsInFlightAndGoesOn) {
  RecordingPeer peer({[](PeerConnection& client) { client.read_to_end(); }, answer_all});
  auto transport = transport_to(peer);
  transport->submit(7, post("x"));
  transport->cancel();
  const auto done = transport->wait();
  ASSERT_EQ(done.size(), 1U);
  EXPECT_EQ(done[0].ticket, 7U);
  EXPECT_EQ(done[0].exchange.response.error().kind, Kind::interrupted);
  EXPECT_TRUE(transport->wait().empty());
}

TEST(CurlTransport, IgnoresProxiesWhereToldTo) {
  RecordingPeer peer({answer_all});
  RecordingPeer proxy({answer_all});
  setenv("http_proxy", proxy.url().c_str(), 1);
  setenv("all_proxy", proxy.url().c_str(), 1);
  EXPECT_TRUE(transport_to(peer)->send(post("x")).response.has_value());
  auto through_proxy = make_curl_transport({.url = peer.url()});
  EXPECT_TRUE((*through_proxy)->send(post("y")).response.has_value());
  unsetenv("http_proxy");
  unsetenv("all_proxy");
  through_proxy->reset();
  EXPECT_EQ(peer.finish().size(), 1U);
  // The variables were in force: without the option the request went to the proxy.
  EXPECT_THAT(proxy.finish().front(), HasSubstr("y"));
}

TEST(CurlTransport, RefusesUnusableOptionsWithASentence) {
  const auto error = [](CurlOptions options) {
    if (options.url.empty()) options.url = "https://127.0.0.1:1/x";
    auto transport = make_curl_transport(std::move(options));
    return transport ? std::string() : transport.error();
  };
  EXPECT_EQ(error({}), "");
  EXPECT_THAT(error({.url = "gopher://x"}), HasSubstr("http"));
  EXPECT_THAT(error({.ca_file = "/no/such/file.pem"}), HasSubstr("/no/such/file.pem"));
  EXPECT_THAT(error({.ca_file = "/dev/null"}), HasSubstr("no PEM"));
  EXPECT_THAT(error({.ca_file = "/"}), HasSubstr("cannot be read"));
  EXPECT_THAT(error({.timeout = std::chrono::milliseconds(0)}), HasSubstr("time limit"));
  for (const char* entry : {"", "host", "host:443", "host:443:", ":443:::1", "host:x:127.0.0.1"}) {
    EXPECT_THAT(error({.resolve = {entry}}), HasSubstr("HOST:PORT:ADDR")) << entry;
  }
}

TEST(CurlTransport, ResolvesAsTold) {
  RecordingPeer peer({answer_all});
  CurlOptions options{.url = "http://panel.invalid:" + std::to_string(peer.port()) + "/agent",
                      .resolve = {"panel.invalid:" + std::to_string(peer.port()) + ":127.0.0.1"},
                      .bypass_proxy = true};
  auto transport = make_curl_transport(options);
  EXPECT_TRUE((*transport)->send(post("x")).response.has_value());
  transport->reset();
  EXPECT_THAT(peer.finish().front(), HasSubstr("Host: panel.invalid:"));
}

}  // namespace
}  // namespace packetproof
