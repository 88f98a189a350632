#pragma once

/// What the user gave to sign in with, the deliberate faults of it, and its removal from every text
/// that is kept.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/conformance/case.hpp"
#include "harness/transport/exchange.hpp"

namespace packetproof {

struct CredentialSet {
  std::string login;
  std::string password;
  std::string secret_key;

  [[nodiscard]] bool has_login() const { return !login.empty() && !password.empty(); }
  [[nodiscard]] bool has_key() const { return !secret_key.empty(); }
};

/// The headers of a way to sign in (DOC-28722); none when the set lacks what it needs.
std::optional<Headers> credential_headers(Credentials, const CredentialSet&);

/// Is this a header whose value is never kept? (HTTP_AUTH_LOGIN, HTTP_AUTH_PASSWD, KEY,
/// Authorization, cookies)
bool is_credential_header(std::string_view name);

/// Replaces every form in which a secret may appear: raw, XML-escaped, percent, base64, UTF-16.
class Redactor {
 public:
  /// `salt` makes the tags of one run comparable with each other and with nothing else; an empty
  /// salt gives the constant tag "[secret]". Secrets under 6 characters are left to the headers.
  Redactor(const CredentialSet&, std::string_view salt);

  [[nodiscard]] std::string operator()(std::string_view text) const;

 private:
  std::vector<std::pair<std::string, std::string>> forms_;  // form, tag; longest first
};

}  // namespace packetproof
