#include "harness/conformance/credentials.hpp"

#include <gtest/gtest.h>

#include <set>

namespace packetproof {
namespace {

const CredentialSet full{.login = "admin", .password = "s3cr&t<word>", .secret_key = "0f-key-1234"};

TEST(Credentials, EveryFaultDiffersFromTheRightOne) {
  using enum Credentials;
  const Headers right = *credential_headers(login_pair, full);
  const Headers right_key = *credential_headers(secret_key, full);
  for (const Credentials way :
       {none, empty_password, empty_login, empty_key, login_alone, password_alone, wrong_password,
        wrong_login, wrong_key, password_other_case, password_one_more, password_one_less,
        login_other_case, key_one_more, key_one_less}) {
    const auto headers = credential_headers(way, full);
    ASSERT_TRUE(headers.has_value());
    EXPECT_NE(*headers, right);
    EXPECT_NE(*headers, right_key);
  }
}

TEST(Credentials, ConfiguredFallsBackToTheKeyAndThenToNothing) {
  const CredentialSet key_only{.login = "", .password = "", .secret_key = "0f-key-1234"};
  EXPECT_EQ(credential_headers(Credentials::configured, key_only)->front().first, "KEY");
  EXPECT_FALSE(credential_headers(Credentials::login_pair, key_only).has_value());
  EXPECT_FALSE(credential_headers(Credentials::configured, CredentialSet{}).has_value());
  EXPECT_TRUE(credential_headers(Credentials::none, CredentialSet{}).has_value());
}

TEST(Redactor, FindsEveryFormOfASecret) {
  const Redactor redact(full, "");
  for (const std::string& text :
       {std::string("x s3cr&t<word> y"), std::string("<e>s3cr&amp;t&lt;word&gt;</e>"),
        std::string("p=s3cr%26t%3Cword%3E"), std::string("p=s3cr%26t%3cword%3e"),
        std::string("Basic YWRtaW46czNjciZ0PHdvcmQ+"), std::string("czNjciZ0PHdvcmQ+"),
        std::string("MHMzY3ImdDx3b3JkPg=="), std::string("key=0f-key-1234x"),
        std::string("key=0f-key-123"),
        std::string("s\0"
                    "3\0"
                    "c\0"
                    "r\0"
                    "&\0"
                    "t\0"
                    "<\0"
                    "w\0"
                    "o\0"
                    "r\0"
                    "d\0"
                    ">\0",
                    24)}) {
    EXPECT_TRUE(redact(text).contains("[secret]")) << text << " -> " << redact(text);
  }
  EXPECT_EQ(redact("an ordinary text"), "an ordinary text");
}

TEST(Redactor, SaltedTagsTellSecretsApartAndRunsToo) {
  const std::string text = "s3cr&t<word> 0f-key-1234";
  const std::string one = Redactor(full, "a")(text);
  EXPECT_NE(one, Redactor(full, "b")(text));
  EXPECT_FALSE(one.contains("s3cr"));
  EXPECT_NE(one.substr(0, 17), one.substr(18));
}

TEST(Redactor, LeavesShortSecretsToTheHeaders) {
  const Redactor redact({.login = "a", .password = "ok", .secret_key = ""}, "");
  EXPECT_EQ(redact("<status>ok</status>"), "<status>ok</status>");
  EXPECT_TRUE(is_credential_header("http_auth_passwd"));
  EXPECT_TRUE(is_credential_header("KEY"));
  EXPECT_FALSE(is_credential_header("Content-Type"));
}

}  // namespace
}  // namespace packetproof
