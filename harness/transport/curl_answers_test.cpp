#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "harness/transport/recording_peer_test.hpp"
#include "harness/transport/transport.hpp"

namespace packetproof {
namespace {

using testing::HasSubstr;
using Kind = TransportError::Kind;

// What becomes of a request to a peer that answers with these bytes and then closes, or waits for
// the client to close.
Exchange answered(std::string bytes, bool then_closes = true, CurlOptions options = {}) {
  RecordingPeer peer({[&](PeerConnection& client) {
    client.read_request();
    client.write(bytes);
    if (!then_closes) client.read_to_end();
  }});
  options.url = peer.url();
  options.bypass_proxy = true;
  auto transport = make_curl_transport(std::move(options));
  return (*transport)->send({.body = "<packet/>"});
}

struct Row {
  const char* name;
  std::string bytes;
  std::string body;
  Headers headers;
  int status = 200;
};

TEST(CurlAnswers, ReadsWhatIsWellFramed) {
  const std::vector<Row> rows = {
      {"length",
       "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX: a\r\nx:  b \r\n\r\nabc",
       "abc",
       {{"Content-Length", "3"}, {"X", "a"}, {"x", "b"}}},
      {"chunked",
       "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;e=1\r\nab\r\n1\r\nc\r\n0\r\nT: "
       "t\r\n\r\n",
       "abc",
       {{"Transfer-Encoding", "chunked"}}},
      {"until the end", "HTTP/1.1 200 OK\r\n\r\nabc", "abc", {}},
      {"interim answers",
       "HTTP/1.1 100 Continue\r\nA: b\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
       "HTTP/1.1 404 Not Found\r\nContent-Length: 1\r\n\r\nx",
       "x",
       {{"Content-Length", "1"}},
       404},
      {"no reason phrase",
       "HTTP/1.1 500\r\nContent-Length: 0\r\n\r\n",
       "",
       {{"Content-Length", "0"}},
       500},
      {"HTTP/1.0",
       "HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\nabc",
       "abc",
       {{"Content-Type", "text/xml"}}},
      {"folded header",
       "HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 0\r\n\r\n",
       "",
       {{"X", "a b"}, {"Content-Length", "0"}}},
      {"bytes of any kind",
       std::string("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\0\xff\r", 41),
       std::string("\0\xff\r", 3),
       {{"Content-Length", "3"}}},
      {"coded content is left alone",
       "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
       "abc",
       {{"Content-Encoding", "gzip"}, {"Content-Length", "3"}}},
      {"no content", "HTTP/1.1 204 No Content\r\n\r\n", "", {}, 204},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Exchange exchange = answered(row.bytes);
    ASSERT_TRUE(exchange.response.has_value()) << exchange.response.error().message;
    EXPECT_EQ(exchange.response->status, row.status);
    EXPECT_EQ(exchange.response->body, row.body);
    EXPECT_EQ(exchange.response->headers, row.headers);
    EXPECT_GT(exchange.elapsed.count(), 0);
  }
}

struct BadRow {
  const char* name;
  std::string bytes;
  Kind kind;
  std::string partial = {};
};

TEST(CurlAnswers, NamesWhatIsWrong) {
  const std::vector<BadRow> rows = {
      {"nothing", "", Kind::no_answer},
      {"cut headers", "HTTP/1.1 200 OK\r\nContent-Le", Kind::cut},
      {"headers without end", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n", Kind::cut},
      {"cut body", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc", Kind::cut, "abc"},
      {"cut chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc", Kind::cut,
       "abc"},
      {"chunks without end", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
       Kind::cut, "abc"},
      {"chunk without size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
       Kind::framing},
      {"body longer than stated", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabcdef",
       Kind::framing, "ab"},
      {"garbage", "<packet/>\n<more/>\n", Kind::framing},
      {"mail server", "220 mail.example ESMTP\r\n", Kind::framing},
      {"TLS alert", std::string("\x15\x03\x03\x00\x02\x02\x0a", 7), Kind::framing},
      {"status of letters", "HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n", Kind::framing},
      {"header without colon", "HTTP/1.1 200 OK\r\nnonsense\r\nContent-Length: 0\r\n\r\n",
       Kind::framing},
      {"NUL in header", std::string("HTTP/1.1 200 OK\r\nA: \0b\r\nContent-Length: 0\r\n\r\n", 43),
       Kind::framing},
      {"length of letters", "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nab", Kind::framing},
  };
  for (const BadRow& row : rows) {
    SCOPED_TRACE(row.name);
    const Exchange exchange = answered(row.bytes);
    ASSERT_FALSE(exchange.response.has_value());
    EXPECT_EQ(name_of(exchange.response.error().kind), name_of(row.kind))
        << exchange.response.error().message;
    EXPECT_EQ(exchange.response.error().partial, row.partial);
    EXPECT_FALSE(exchange.response.error().message.empty());
  }
}

TEST(CurlAnswers, StopsReadingAtTheLimit) {
  RecordingPeer peer({[](PeerConnection& client) {
    client.read_request();
    client.write("HTTP/1.1 200 OK\r\n\r\n");
    const std::string block(64 << 10, 'x');
    while (client.write(block)) {  // ends when the client has had enough
    }
  }});
  CurlOptions options{.url = peer.url(), .max_response_bytes = 100'000, .bypass_proxy = true};
  const Exchange exchange = (*make_curl_transport(options))->send({});
  ASSERT_FALSE(exchange.response.has_value());
  EXPECT_EQ(exchange.response.error().kind, Kind::too_large);
  EXPECT_EQ(exchange.response.error().partial.size(), 100'000 - 19);
}

TEST(CurlAnswers, CountsHeadersTowardsTheLimit) {
  std::string many = "HTTP/1.1 200 OK\r\n";
  while (many.size() < 20'000) many += "X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n";
  const CurlOptions small{.max_response_bytes = 10'000};
  EXPECT_EQ(answered(many + "\r\n", true, small).response.error().kind, Kind::too_large);
  const std::string one = "HTTP/1.1 200 OK\r\nX: " + std::string(2'000'000, 'y') + "\r\n\r\n";
  EXPECT_EQ(answered(one).response.error().kind, Kind::too_large);
  std::string interim;
  while (interim.size() < 20'000) interim += "HTTP/1.1 100 Continue\r\n\r\n";
  EXPECT_EQ(answered(interim, true, small).response.error().kind, Kind::too_large);
}

TEST(CurlAnswers, TimesOut) {
  const CurlOptions hasty{.timeout = std::chrono::milliseconds(150)};
  const Exchange silent = answered("", false, hasty);
  ASSERT_FALSE(silent.response.has_value());
  EXPECT_EQ(silent.response.error().kind, Kind::timeout);
  EXPECT_THAT(silent.response.error().message, HasSubstr("0.15 s"));
  EXPECT_GE(silent.elapsed, std::chrono::milliseconds(140));
  const Exchange half = answered("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", false, hasty);
  ASSERT_FALSE(half.response.has_value());
  EXPECT_EQ(half.response.error().kind, Kind::timeout);
  EXPECT_EQ(half.response.error().partial, "abc");
}

TEST(CurlAnswers, ASlowDripDoesNotHoldUpTheLimit) {
  RecordingPeer peer({[](PeerConnection& client) {
    client.read_request();
    client.write("HTTP/1.1 200 OK\r\n\r\n");
    while (client.pause(10) && client.write("x")) {
    }
  }});
  CurlOptions options{
      .url = peer.url(), .timeout = std::chrono::milliseconds(200), .bypass_proxy = true};
  const Exchange exchange = (*make_curl_transport(options))->send({});
  ASSERT_FALSE(exchange.response.has_value());
  EXPECT_EQ(exchange.response.error().kind, Kind::timeout);
  EXPECT_FALSE(exchange.response.error().partial.empty());
}

TEST(CurlAnswers, AResetIsNoAnswer) {
  RecordingPeer peer({[](PeerConnection& client) {
    client.read_request();
    client.reset();
  }});
  const Exchange exchange =
      (*make_curl_transport({.url = peer.url(), .bypass_proxy = true}))->send({});
  ASSERT_FALSE(exchange.response.has_value());
  EXPECT_EQ(exchange.response.error().kind, Kind::no_answer);
}

TEST(CurlAnswers, NobodyListensThere) {
  std::string url;
  {
    const RecordingPeer peer({[](PeerConnection&) {}});
    url = peer.url();
  }
  const Exchange exchange = (*make_curl_transport({.url = url, .bypass_proxy = true}))->send({});
  ASSERT_FALSE(exchange.response.has_value());
  EXPECT_EQ(exchange.response.error().kind, Kind::connect);
  EXPECT_THAT(exchange.response.error().message, HasSubstr("is the endpoint listening there?"));
}

TEST(CurlAnswers, TheNameHasNoAddress) {
  const Exchange exchange =
      (*make_curl_transport({.url = "http://panel.invalid/x", .bypass_proxy = true}))->send({});
  ASSERT_FALSE(exchange.response.has_value());
  EXPECT_EQ(exchange.response.error().kind, Kind::resolve);
  EXPECT_THAT(exchange.response.error().message, HasSubstr("--resolve"));
}

TEST(CurlAnswers, TlsToAPlainPortSaysSo) {
  RecordingPeer peer({[](PeerConnection& client) {
    client.pause(-1);
    client.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    client.read_to_end();
  }});
  const std::string url = "https" + peer.url().substr(4);
  const Exchange exchange = (*make_curl_transport({.url = url, .bypass_proxy = true}))->send({});
  ASSERT_FALSE(exchange.response.has_value());
  EXPECT_EQ(exchange.response.error().kind, Kind::tls);
  EXPECT_THAT(exchange.response.error().message, HasSubstr("http://"));
}

TEST(CurlAnswers, HandshakesThatEndEarlyAreNoAnswer) {
  // The beginning of a server's hello that announces 122 bytes.
  const std::string hello("\x16\x03\x03\x00\x7a\x02\x00\x00\x76\x03\x03", 11);
  const std::string alert("\x15\x03\x03\x00\x02\x02\x28", 7);  // handshake_failure
  const std::vector<std::pair<const char*, RecordingPeer::Play>> endings = {
      {"closes after the client's hello", [](PeerConnection& client) { client.pause(-1); }},
      {"closes in its own hello",
       [&](PeerConnection& client) {
         client.pause(-1);
         client.write(hello);
       }},
      {"resets in its own hello",
       [&](PeerConnection& client) {
         client.pause(-1);
         client.write(hello);
         client.reset();
       }},
      {"raises an alert",
       [&](PeerConnection& client) {
         client.pause(-1);
         client.write(alert);
         client.read_to_end();
       }},
  };
  for (const auto& [name, play] : endings) {
    const RecordingPeer peer({play});
    const std::string url = "https" + peer.url().substr(4);
    for (const bool insecure : {false, true}) {
      const Exchange exchange =
          (*make_curl_transport({.url = url, .insecure = insecure, .bypass_proxy = true}))
              ->send({.body = "<packet/>"});
      ASSERT_FALSE(exchange.response.has_value()) << name;
      EXPECT_EQ(exchange.response.error().kind, Kind::tls) << name;
      EXPECT_THAT(exchange.response.error().message, HasSubstr("TLS handshake failed")) << name;
    }
  }
}

TEST(CurlAnswers, AHandshakeThatNeverEndsIsATimeout) {
  const RecordingPeer peer({[](PeerConnection& client) { client.read_to_end(); }});
  const std::string url = "https" + peer.url().substr(4);
  const Exchange exchange =
      (*make_curl_transport(
           {.url = url, .timeout = std::chrono::milliseconds(200), .bypass_proxy = true}))
          ->send({.body = "<packet/>"});
  ASSERT_FALSE(exchange.response.has_value());
  EXPECT_EQ(exchange.response.error().kind, Kind::timeout);
  EXPECT_THAT(exchange.response.error().message, HasSubstr("TLS handshake did not end"));
}

// A peer that closes while a body is on its way raises SIGPIPE in whoever still writes.
TEST(CurlAnswers, SurvivesAPeerThatStopsReading) {
  ASSERT_NE(std::signal(SIGPIPE, SIG_DFL), SIG_ERR);
  RecordingPeer peer({[](PeerConnection& client) { client.reset(); }});
  auto transport = make_curl_transport({.url = peer.url(), .bypass_proxy = true});
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE((*transport)->send({.body = std::string(4'000'000, 'x')}).response.has_value());
  }
}

}  // namespace
}  // namespace packetproof
