#include "harness/transport/curl_error.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <chrono>
#include <string>
#include <system_error>

namespace packetproof {
namespace {

using Kind = TransportError::Kind;

constexpr int curle_too_large = 100;  // since libcurl 8.6

std::string_view https_hint(const TransferEnd& end) {
  return end.target.url.https ? "" : "; where the port expects HTTPS, write https:// in the URL";
}

TransportError resolve_error(const TransferEnd& end) {
  const std::string name =
      end.curl_code == CURLE_COULDNT_RESOLVE_PROXY ? "of the proxy" : end.target.url.host;
  return {Kind::resolve,
          fmt::format("the name {} has no address: check its spelling, or give the address with "
                      "--resolve HOST:PORT:ADDR",
                      name),
          {}};
}

TransportError early_end(const TransferEnd& end, std::string_view how) {
  if (end.received == 0) {
    return {Kind::no_answer,
            fmt::format("the endpoint {} without a byte of an answer{}", how, https_hint(end)),
            {}};
  }
  return {Kind::cut, fmt::format("the endpoint {} in the middle of its answer", how), {}};
}

TransportError connect_error(const TransferEnd& end) {
  // libcurl was repeating a request on a new connection: the first writing had happened.
  if (end.written) return early_end(end, "closed the connection and accepts no other");
  const std::string why =
      end.os_error != 0 ? std::generic_category().message(end.os_error) : "unreachable";
  return {Kind::connect,
          fmt::format("no connection to {}:{} ({}): is the endpoint listening there?",
                      end.target.url.host, end.target.url.port, why),
          {}};
}

TransportError timeout_error(const TransferEnd& end) {
  const double limit = std::chrono::duration<double>(end.target.options.timeout).count();
  if (!end.connected && !end.written) {
    return {Kind::connect,
            fmt::format("no connection to {}:{} within {} s: is the host reachable, or does a "
                        "firewall drop what is sent?",
                        end.target.url.host, end.target.url.port, limit),
            {}};
  }
  if (!end.written && end.target.url.https) {
    return {Kind::timeout,
            fmt::format("the TLS handshake did not end within {} s; --timeout sets another limit",
                        limit),
            {}};
  }
  return {Kind::timeout,
          fmt::format("no complete answer within {} s; --timeout sets another limit", limit),
          {}};
}

TransportError tls_error(const TransferEnd& end) {
  if (end.written) return early_end(end, "closed the connection and accepts no other");
  if (end.curl_code == CURLE_SSL_CACERT_BADFILE) {
    return {
        Kind::tls,
        fmt::format("the file {} of --cacert holds no PEM certificate", end.target.options.ca_file),
        {}};
  }
  if (end.reason.contains("wrong version number") || end.reason.contains("http request")) {
    return {Kind::tls,
            "what listens there does not speak TLS: write http:// in the URL, or the port that "
            "serves HTTPS",
            {}};
  }
  if (end.curl_code == CURLE_PEER_FAILED_VERIFICATION) {
    return {Kind::tls,
            fmt::format("the endpoint's certificate is not trusted ({}): name a file with it or "
                        "its issuer with --cacert FILE, or skip the check with --insecure",
                        end.reason),
            {}};
  }
  return {Kind::tls, fmt::format("the TLS handshake failed ({})", end.reason), {}};
}

TransportError framing_error(const TransferEnd& end) {
  return {
      Kind::framing,
      fmt::format("what came back is not well-formed HTTP/1.1 ({}){}", end.reason, https_hint(end)),
      {}};
}

TransportError other_error(const TransferEnd& end) {
  const std::string_view reason =
      end.reason.empty() ? curl_easy_strerror(static_cast<CURLcode>(end.curl_code)) : end.reason;
  return {Kind::other, fmt::format("the transfer failed: {}", reason), {}};
}

}  // namespace

std::optional<TransportError> describe_end(const TransferEnd& end) {
  if (end.too_large) {
    return TransportError{Kind::too_large,
                          fmt::format("the answer is larger than {} bytes; --max-response-bytes "
                                      "sets another limit",
                                      end.target.options.max_response_bytes),
                          {}};
  }
  if (!end.framing_fault.empty()) {
    return TransportError{Kind::framing, std::string(end.framing_fault), {}};
  }
  switch (end.curl_code) {
    case CURLE_OK:
      if (end.headers_complete) return std::nullopt;
      return early_end(end, "closed the connection");
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return resolve_error(end);
    case CURLE_COULDNT_CONNECT:
      return connect_error(end);
    case CURLE_OPERATION_TIMEDOUT:
      return timeout_error(end);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_CERTPROBLEM:
      return tls_error(end);
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_PARTIAL_FILE:
    case CURLE_ABORTED_BY_CALLBACK:  // the repetition that we refuse
      return early_end(end, "closed the connection");
    case CURLE_RECV_ERROR:
      if (end.reason.contains("chunk")) return framing_error(end);
      return early_end(end, end.os_error != 0 ? "reset the connection" : "closed the connection");
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_WRITE_ERROR:
      return framing_error(end);
    case CURLE_OUT_OF_MEMORY:  // how libcurl before 8.6 says that a header is too long
    case curle_too_large:
      if (end.headers_complete || !end.written) return other_error(end);
      return TransportError{Kind::too_large, "a header of the answer is too long", {}};
    default:
      return other_error(end);
  }
}

}  // namespace packetproof
