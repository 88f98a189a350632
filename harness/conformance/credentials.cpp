#include "harness/conformance/credentials.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "harness/protocol/schemas.hpp"

namespace packetproof {
namespace {

constexpr std::size_t shortest_searched = 6;
constexpr std::string_view wrong_value = "packetproof-is-wrong";

std::string other_case(std::string text) {
  for (char& c : text) {
    const auto u = static_cast<unsigned char>(c);
    if (std::isalpha(u) != 0) {
      c = static_cast<char>(std::islower(u) != 0 ? std::toupper(u) : std::tolower(u));
      return text;
    }
  }
  return text + "x";
}

std::string wrong_for(const std::string& right) {
  return right == wrong_value ? std::string(wrong_value) + "-too" : std::string(wrong_value);
}

Headers pair(std::string login, std::string password) {
  return {{"HTTP_AUTH_LOGIN", std::move(login)}, {"HTTP_AUTH_PASSWD", std::move(password)}};
}

Headers key(std::string value) { return {{"KEY", std::move(value)}}; }

std::string one_less(std::string text) {
  if (!text.empty()) text.pop_back();
  return text;
}

std::string utf16(std::string_view text, bool big_endian) {
  std::string out;
  for (const char c : text) {
    if (big_endian) out += '\0';
    out += c;
    if (!big_endian) out += '\0';
  }
  return out;
}

/// The characters of base64 that depend on the secret alone, for each of the three alignments.
std::vector<std::string> base64_cores(std::string_view secret) {
  static constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<std::string> cores;
  for (std::size_t lead = 0; lead < 3; ++lead) {
    const std::size_t first_bit = lead * 8;
    const std::size_t last_bit = first_bit + secret.size() * 8;
    std::string core;
    for (std::size_t bit = (first_bit + 5) / 6 * 6; bit + 6 <= last_bit; bit += 6) {
      unsigned value = 0;
      for (std::size_t b = bit; b < bit + 6; ++b) {
        const auto byte = static_cast<unsigned char>(secret[(b - first_bit) / 8]);
        value = value * 2 + ((byte >> (7 - (b - first_bit) % 8)) & 1U);
      }
      core += alphabet[value];
    }
    cores.push_back(core);
  }
  return cores;
}

std::string percent(std::string_view text, bool upper, bool every) {
  const std::string_view digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    if (!every && (std::isalnum(u) != 0 || std::string_view("-._~").contains(c))) {
      out += c;
    } else {
      out += '%';
      out += digits[u >> 4U];
      out += digits[u & 15U];
    }
  }
  return out;
}

std::string markup(std::string_view text, bool quotes, std::string_view apostrophe) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += quotes ? "&quot;" : "\"";
        break;
      case '\'':
        out += quotes ? apostrophe : "'";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::vector<std::string> forms_of(const std::string& secret) {
  std::vector<std::string> forms = {
      secret,
      markup(secret, false, ""),
      markup(secret, true, "&apos;"),
      markup(secret, true, "&#39;"),
      percent(secret, true, false),
      percent(secret, false, false),
      percent(secret, true, true),
      percent(secret, false, true),
      utf16(secret, true),
      utf16(secret, false),
  };
  for (std::string& core : base64_cores(secret)) forms.push_back(std::move(core));
  return forms;
}

}  // namespace

std::optional<Headers> credential_headers(Credentials way, const CredentialSet& set) {
  using enum Credentials;
  const bool login = set.has_login();
  const bool secret = set.has_key();
  const auto when = [](bool have, Headers headers) {
    return have ? std::optional<Headers>(std::move(headers)) : std::nullopt;
  };
  switch (way) {
    case configured:
      return login ? pair(set.login, set.password) : when(secret, key(set.secret_key));
    case login_pair:
      return when(login, pair(set.login, set.password));
    case secret_key:
      return when(secret, key(set.secret_key));
    case none:
      return Headers{};
    case empty_password:
      return when(login, pair(set.login, ""));
    case empty_login:
      return when(login, pair("", set.password));
    case empty_key:
      return key("");
    case login_alone:
      return when(login, {pair(set.login, set.password).front()});
    case password_alone:
      return when(login, {pair(set.login, set.password).back()});
    case wrong_password:
      return when(login, pair(set.login, wrong_for(set.password)));
    case wrong_login:
      return when(login, pair(wrong_for(set.login), set.password));
    case wrong_key:
      return key(wrong_for(set.secret_key));
    case password_other_case:
      return when(login, pair(set.login, other_case(set.password)));
    case password_one_more:
      return when(login, pair(set.login, set.password + "x"));
    case password_one_less:
      return when(login, pair(set.login, one_less(set.password)));
    case login_other_case:
      return when(login, pair(other_case(set.login), set.password));
    case key_one_more:
      return when(secret, key(set.secret_key + "x"));
    case key_one_less:
      return when(secret, key(one_less(set.secret_key)));
    case both: {
      if (!login || !secret) return std::nullopt;
      Headers headers = pair(set.login, set.password);
      headers.emplace_back("KEY", set.secret_key);
      return headers;
    }
    case right_login_wrong_key: {
      if (!login) return std::nullopt;
      Headers headers = pair(set.login, set.password);
      headers.emplace_back("KEY", wrong_for(set.secret_key));
      return headers;
    }
  }
  return std::nullopt;
}

bool is_credential_header(std::string_view name) {
  static constexpr std::array<std::string_view, 8> names = {
      "http_auth_login", "http_auth_passwd", "key",    "authorization",
      "http-auth-login", "http-auth-passwd", "cookie", "set-cookie"};
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::ranges::find(names, lower) != names.end();
}

Redactor::Redactor(const CredentialSet& set, std::string_view salt) {
  for (const std::string& secret : {set.password, set.secret_key}) {
    if (secret.size() < shortest_searched) continue;
    const std::string tag =
        salt.empty() ? "[secret]"
                     : "[secret:" + sha256(std::string(salt) + secret).substr(0, 8) + "]";
    // Nearly right values are sent too, and give the right one away.
    for (const std::string& near : {secret, one_less(secret), other_case(secret)}) {
      for (std::string& form : forms_of(near)) {
        if (form.size() >= shortest_searched) forms_.emplace_back(std::move(form), tag);
      }
    }
  }
  std::ranges::sort(forms_, [](const auto& a, const auto& b) {
    return a.first.size() != b.first.size() ? a.first.size() > b.first.size() : a < b;
  });
  const auto rest = std::ranges::unique(forms_);
  forms_.erase(rest.begin(), rest.end());
}

std::string Redactor::operator()(std::string_view text) const {
  std::string out(text);
  for (const auto& [form, tag] : forms_) {
    for (std::size_t at = out.find(form); at != std::string::npos;
         at = out.find(form, at + tag.size())) {
      out.replace(at, form.size(), tag);
    }
  }
  return out;
}

}  // namespace packetproof
