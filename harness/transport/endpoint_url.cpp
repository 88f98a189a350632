#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <string>

#include "harness/transport/transport.hpp"

namespace packetproof {
namespace {

constexpr std::string_view agent_path = "/enterprise/control/agent.php";
constexpr std::string_view example = "https://HOST:8443/enterprise/control/agent.php";

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::optional<std::string> part(CURLU* url, CURLUPart which, unsigned int flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, flags) != CURLUE_OK || text == nullptr) return std::nullopt;
  std::string copy = text;
  curl_free(text);
  return copy;
}

// The host as the user wrote it. The URL parser turns 0x7f.1 and 2130706433 into 127.0.0.1; what is
// safe is decided on the spelling, so such a host is never taken for loopback.
std::string_view written_host(std::string_view url) {
  const auto start = url.find("://");
  if (start == std::string_view::npos) return {};
  std::string_view authority = url.substr(start + 3);
  authority = authority.substr(0, authority.find_first_of("/?#\\"));
  if (authority.starts_with('[')) {
    const auto end = authority.find(']');
    return end == std::string_view::npos ? std::string_view{} : authority.substr(1, end - 1);
  }
  return authority.substr(0, authority.find(':'));
}

// 127.0.0.0/8 as four decimal numbers without leading zeros.
bool is_loopback_quad(std::string_view host) {
  int numbers = 0;
  while (true) {
    const auto dot = host.find('.');
    const std::string_view digits = host.substr(0, dot);
    unsigned value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size() || value > 255) return false;
    if (digits.size() > 1 && digits.front() == '0') return false;
    if (numbers == 0 && value != 127) return false;
    ++numbers;
    if (dot == std::string_view::npos) return numbers == 4;
    host.remove_prefix(dot + 1);
  }
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "::1" || is_loopback_quad(host);
}

std::unexpected<std::string> refusal(std::string_view why) {
  return std::unexpected(fmt::format("the endpoint's URL {}; it looks like {}", why, example));
}

std::expected<EndpointUrl, std::string> read_parts(CURLU* url, std::string_view written) {
  EndpointUrl endpoint;
  const std::string scheme = part(url, CURLUPART_SCHEME).value_or("");
  if (scheme != "https" && scheme != "http") {
    return refusal(fmt::format("has the scheme '{}', not http or https", scheme));
  }
  endpoint.https = scheme == "https";
  if (part(url, CURLUPART_FRAGMENT)) return refusal("has a fragment ('#'), which is never sent");
  const std::string port = part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT).value_or("");
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), endpoint.port);
  if (error != std::errc{} || end != port.data() + port.size() || endpoint.port == 0) {
    return refusal("has a port that is not a number from 1 to 65535");
  }
  std::string host = lower(part(url, CURLUPART_HOST).value_or(""));
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  if (host.empty() || written_host(written).empty()) return refusal("has no host");
  endpoint.host = host;
  endpoint.loopback = is_loopback(host) && lower(std::string(written_host(written))) == host;

  endpoint.path = part(url, CURLUPART_PATH).value_or("/");
  if (endpoint.path == "/") endpoint.path = agent_path;
  curl_url_set(url, CURLUPART_PATH, endpoint.path.c_str(), 0);
  if (const auto query = part(url, CURLUPART_QUERY)) endpoint.path += "?" + *query;
  const std::string bracketed = host.contains(':') ? fmt::format("[{}]", host) : host;
  curl_url_set(url, CURLUPART_HOST, bracketed.c_str(), 0);
  endpoint.shown = part(url, CURLUPART_URL, CURLU_NO_DEFAULT_PORT).value_or("");
  return endpoint;
}

}  // namespace

std::expected<EndpointUrl, std::string> parse_endpoint(std::string_view text) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url(curl_url(), &curl_url_cleanup);
  // The C interface would look at the part before a NUL only.
  if (text.contains('\0')) return refusal("holds a NUL character");
  const CURLUcode code =
      curl_url_set(url.get(), CURLUPART_URL, std::string(text).c_str(), CURLU_NON_SUPPORT_SCHEME);
  // Before any other complaint, and without quoting it: what stands there is a secret.
  if (part(url.get(), CURLUPART_USER) || part(url.get(), CURLUPART_PASSWORD)) {
    return std::unexpected(
        std::string("the endpoint's URL carries a user name or password; credentials come from "
                    "PACKETPROOF_LOGIN and PACKETPROOF_PASSWORD, PACKETPROOF_SECRET_KEY or "
                    "--credentials FILE"));
  }
  if (code == CURLUE_BAD_SCHEME) return refusal("does not begin with http:// or https://");
  if (code == CURLUE_BAD_PORT_NUMBER) {
    return refusal("has a port that is not a number from 1 to 65535");
  }
  if (code != CURLUE_OK) {
    return refusal(fmt::format("cannot be read ({})", lower(curl_url_strerror(code))));
  }
  return read_parts(url.get(), text);
}

}  // namespace packetproof
