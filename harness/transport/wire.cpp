#include "harness/transport/wire.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace packetproof {
namespace {

using Kind = TransportError::Kind;

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 302:
      return "Found";
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 413:
      return "Content Too Large";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    default:
      return "";  // RFC 9112, 4: the phrase may be empty
  }
}

// RFC 9110, 6.4.1: these never have content.
bool without_content(int status, bool head) {
  return head || status / 100 == 1 || status == 204 || status == 304;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<std::uint64_t> number(std::string_view digits, int base) {
  std::uint64_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

bool says_chunked(std::string_view codings) {
  const std::string_view word = "chunked";
  const std::string_view text = trimmed(codings);
  if (text.size() < word.size()) return false;
  return std::ranges::equal(text.substr(text.size() - word.size()), word,
                            [](char a, char b) { return (a | 0x20) == b; });
}

class ResponseReader {
 public:
  ResponseReader(std::string_view bytes, StreamEnd end, bool head)
      : bytes_(bytes), end_(end), head_(head) {}

  std::expected<HttpResponse, TransportError> read() {
    if (bytes_.empty()) return ended(Kind::no_answer, "before an answer began");
    do {
      response_ = {};
      if (auto fault = read_head()) return std::unexpected(*fault);
    } while (response_.status / 100 == 1);  // interim answers precede the final one
    if (auto fault = read_body()) return std::unexpected(*fault);
    if (!bytes_.empty()) return framing("more bytes follow the answer than its framing says");
    return std::move(response_);
  }

 private:
  using Fault = std::optional<TransportError>;

  std::unexpected<TransportError> framing(std::string message) const {
    return std::unexpected(TransportError{Kind::framing, std::move(message), response_.body});
  }

  std::unexpected<TransportError> ended(Kind kind, std::string_view where) const {
    if (end_ == StreamEnd::open) {
      return std::unexpected(TransportError{
          Kind::timeout, fmt::format("the endpoint stopped sending {}", where), response_.body});
    }
    return std::unexpected(
        TransportError{kind, fmt::format("the connection ended {}", where), response_.body});
  }

  // Without its line end; none where the line is not complete.
  std::optional<std::string_view> line() {
    const auto end = bytes_.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    std::string_view text = bytes_.substr(0, end);
    bytes_.remove_prefix(end + 1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    return text;
  }

  Fault read_head() {
    const std::string_view start = "HTTP/1.";
    if (!bytes_.starts_with(start.substr(0, std::min(start.size(), bytes_.size())))) {
      return framing("what came back is not HTTP").error();
    }
    const auto status_line = line();
    if (!status_line) return ended(Kind::cut, "in the status line").error();
    const auto status = status_line->size() >= 12 ? number(status_line->substr(9, 3), 10)
                                                  : std::optional<std::uint64_t>{};
    if (!status || *status < 100) return framing("the status line is malformed").error();
    response_.status = static_cast<int>(*status);
    while (true) {
      const auto field = line();
      if (!field) return ended(Kind::cut, "in the headers").error();
      if (field->empty()) return {};
      const auto colon = field->find(':');
      if (colon == std::string_view::npos || colon == 0) {
        return framing("a header line has no name or no colon").error();
      }
      response_.headers.emplace_back(field->substr(0, colon), trimmed(field->substr(colon + 1)));
    }
  }

  Fault read_body() {
    if (without_content(response_.status, head_)) return {};
    if (const auto coding = header(response_.headers, "Transfer-Encoding");
        coding && says_chunked(*coding)) {
      return read_chunks();
    }
    std::optional<std::uint64_t> length;
    for (const auto& [name, value] : response_.headers) {
      if (!header({{name, value}}, "Content-Length")) continue;
      const auto stated = number(value, 10);
      if (!stated || (length && *length != *stated)) {
        return framing("the Content-Length is not one number").error();
      }
      length = stated;
    }
    if (length) return take(*length);
    response_.body = bytes_;  // the end of the connection ends the body
    bytes_ = {};
    if (end_ == StreamEnd::closed) return {};
    return ended(Kind::cut, "in the body").error();
  }

  Fault take(std::uint64_t length) {
    const std::string_view part =
        bytes_.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(length, bytes_.size())));
    response_.body += part;
    bytes_.remove_prefix(part.size());
    if (part.size() < length) return ended(Kind::cut, "in the body").error();
    return {};
  }

  Fault read_chunks() {
    while (true) {
      const auto size_line = line();
      if (!size_line) return ended(Kind::cut, "in the body").error();
      const auto size = number(trimmed(size_line->substr(0, size_line->find(';'))), 16);
      if (!size) return framing("a chunk has no size").error();
      if (*size == 0) break;
      if (auto fault = take(*size)) return fault;
      const auto rest = line();
      if (!rest) return ended(Kind::cut, "in the body").error();
      if (!rest->empty()) return framing("a chunk is longer than its size").error();
    }
    while (true) {
      const auto trailer = line();
      if (!trailer) return ended(Kind::cut, "in the trailer").error();
      if (trailer->empty()) return {};
    }
  }

  std::string_view bytes_;
  StreamEnd end_;
  bool head_;
  HttpResponse response_;
};

}  // namespace

std::string write_response(const HttpResponse& response, bool head) {
  std::string message;
  if (response.delivery.verbatim) {
    message = *response.delivery.verbatim;
  } else {
    message = fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason_phrase(response.status));
    for (const auto& [name, value] : response.headers) {
      message += fmt::format("{}: {}\r\n", name, value);
    }
    const bool framed =
        header(response.headers, "Content-Length") || header(response.headers, "Transfer-Encoding");
    if (!framed && !without_content(response.status, false)) {
      message += fmt::format("Content-Length: {}\r\n", response.body.size());
    }
    message += "\r\n";
    if (!without_content(response.status, head)) message += response.body;
  }
  if (response.delivery.cut_after && *response.delivery.cut_after < message.size()) {
    message.resize(*response.delivery.cut_after);
  }
  return message;
}

std::expected<HttpResponse, TransportError> read_response(std::string_view bytes, StreamEnd end,
                                                          bool head) {
  return ResponseReader(bytes, end, head).read();
}

}  // namespace packetproof
