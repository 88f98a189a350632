#include <gtest/gtest.h>

#include <string>

#include "harness/transport/transport.hpp"

namespace packetproof {
namespace {

TEST(EndpointUrl, KeepsWhatIsWritten) {
  const auto url = parse_endpoint("https://panel.example.com:8443/enterprise/control/agent.php");
  ASSERT_TRUE(url.has_value()) << url.error();
  EXPECT_TRUE(url->https);
  EXPECT_EQ(url->host, "panel.example.com");
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->path, "/enterprise/control/agent.php");
  EXPECT_EQ(url->shown, "https://panel.example.com:8443/enterprise/control/agent.php");
  EXPECT_FALSE(url->loopback);
}

TEST(EndpointUrl, FollowsTheConventionOfUrlsWithoutAPort) {
  EXPECT_EQ(parse_endpoint("https://a.example/x")->port, 443);
  EXPECT_EQ(parse_endpoint("http://a.example/x")->port, 80);
}

TEST(EndpointUrl, FillsInTheAgentsPathAndSaysSo) {
  for (const char* text : {"https://a.example:8443", "https://a.example:8443/"}) {
    const auto url = parse_endpoint(text);
    ASSERT_TRUE(url.has_value()) << text;
    EXPECT_EQ(url->path, "/enterprise/control/agent.php");
    EXPECT_EQ(url->shown, "https://a.example:8443/enterprise/control/agent.php");
  }
  EXPECT_EQ(parse_endpoint("https://a.example/x?y=1")->path, "/x?y=1");
}

TEST(EndpointUrl, NormalisesCaseAndDefaultPorts) {
  EXPECT_EQ(parse_endpoint("HTTPS://LocalHost:443/a")->shown, "https://localhost/a");
  EXPECT_TRUE(parse_endpoint("HTTPS://LocalHost:443/a")->loopback);
}

TEST(EndpointUrl, KnowsLoopbackByItsOwnSpelling) {
  for (const char* text : {"http://localhost/a", "http://127.0.0.1:8080/a", "http://127.255.0.3/a",
                           "https://[::1]:8443/a", "http://127.0.0.1", "http://localhost?x"}) {
    const auto url = parse_endpoint(text);
    ASSERT_TRUE(url.has_value()) << text << ": " << url.error();
    EXPECT_TRUE(url->loopback) << text;
  }
  EXPECT_EQ(parse_endpoint("https://[::1]:8443/a")->host, "::1");
}

TEST(EndpointUrl, TakesNothingElseForLoopback) {
  for (const char* text :
       {"http://127.0.0.1.evil.example/a", "http://localhost.evil.example/a", "http://0x7f.1/a",
        "http://2130706433/a", "http://0177.0.0.1/a", "http://127.1/a", "http://127.0.0.01/a",
        "http://128.0.0.1/a", "http://[::2]/a", "http://[::ffff:127.0.0.1]/a",
        "http://[0:0:0:0:0:0:0:1]/a", "http://localhost.:80/a", "http://0.0.0.0/a",
        "http://127.0.0.1%2eevil.example/a", "http://127.0.0%2e1/a", "http://10.0.0.1/a"}) {
    const auto url = parse_endpoint(text);
    EXPECT_FALSE(url.has_value() && url->loopback) << text;
  }
}

TEST(EndpointUrl, RefusesCredentialsWithoutRepeatingThem) {
  for (const char* text :
       {"https://admin:hunter22@a.example/x", "https://hunter22@a.example/x",
        "https://:hunter22@a.example/x", "https://localhost:hunter22@evil/x",
        "https://admin:hunter22@a.example:99999/x", "ftp://admin:hunter22@a.example/x"}) {
    const auto url = parse_endpoint(text);
    ASSERT_FALSE(url.has_value()) << text;
    EXPECT_EQ(url.error().find("hunter22"), std::string::npos) << url.error();
  }
}

TEST(EndpointUrl, RefusesWhatIsNoEndpoint) {
  using namespace std::string_view_literals;
  for (const std::string_view text :
       {""sv, "embedded"sv, "a.example/x"sv, "localhost:8443"sv, "ftp://a.example/x"sv,
        "file:///etc/passwd"sv, "https://"sv, "https:///x"sv, "https://a.example:0/x"sv,
        "https://a.example:65536/x"sv, "https://a.example:https/x"sv, "https://a.example/x#y"sv,
        "https://a.example/x\r\nX: y"sv, "https://a b/x"sv, "https://[::1/x"sv,
        "https://localhost\0.evil/x"sv}) {
    const auto url = parse_endpoint(text);
    ASSERT_FALSE(url.has_value()) << text << " became " << url->shown;
    EXPECT_NE(url.error().find("URL"), std::string::npos) << url.error();
  }
}

}  // namespace
}  // namespace packetproof
