#include "harness/transport/curl_transfer.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "harness/transport/curl_error.hpp"

namespace packetproof {
namespace {

// RFC 9110, 5.6.2
bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").contains(c);
  });
}

std::string_view without_line_end(std::string_view line) {
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

void append(void*& list, const std::string& line) {
  auto* const longer = curl_slist_append(static_cast<curl_slist*>(list), line.c_str());
  if (longer != nullptr) list = longer;
}

}  // namespace

struct CurlTransfer::Callbacks {
  static size_t on_body(char* data, size_t, size_t size, void* self) {
    return static_cast<CurlTransfer*>(self)->take_body({data, size}) ? size : 0;
  }

  static size_t on_header(char* data, size_t, size_t size, void* self) {
    return static_cast<CurlTransfer*>(self)->take_header_line({data, size}) ? size : 0;
  }

  // Called before each writing of the request. The second one of a transfer is libcurl repeating a
  // POST on its own after a reused connection died.
  static int before_writing(void* self, char*, char*, int, int) {
    return ++static_cast<CurlTransfer*>(self)->writes_ > 1 ? CURL_PREREQFUNC_ABORT
                                                           : CURL_PREREQFUNC_OK;
  }

  // libcurl drops bytes beyond the stated length and tells of them in its log alone.
  static int on_log(CURL*, curl_infotype type, char* data, size_t size, void* self) {
    if (type == CURLINFO_TEXT && std::string_view(data, size).contains("Excess found")) {
      static_cast<CurlTransfer*>(self)->framing_fault_ =
          "more bytes follow the answer than its framing says";
    }
    return 0;
  }
};

CurlTransfer::CurlTransfer(const CurlTarget& target, std::uint64_t ticket, HttpRequest request)
    : target_(target), ticket_(ticket), request_(std::move(request)) {}

CurlTransfer::~CurlTransfer() {
  curl_easy_cleanup(easy_);
  curl_slist_free_all(static_cast<curl_slist*>(header_list_));
  curl_slist_free_all(static_cast<curl_slist*>(resolve_list_));
}

std::optional<std::string> CurlTransfer::unsendable() const {
  if (!is_token(request_.method)) return "the method of the request is not a token";
  if (request_.method == "HEAD" && !request_.body.empty()) return "a HEAD request has no body";
  const std::string& path = request_.path;
  if (!path.empty() && (path.front() != '/' || std::ranges::any_of(path, [](char c) {
                          return c <= ' ' || c > '~' || c == '#';
                        }))) {
    return "the path of the request is not an absolute path of printable ASCII";
  }
  for (const auto& [name, value] : request_.headers) {
    if (!is_token(name)) return "a header name of the request is not a token";
    if (value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) {
      return fmt::format("the value of the request's header {} holds a line break or NUL", name);
    }
  }
  return std::nullopt;
}

void CurlTransfer::set_headers() {
  curl_slist_free_all(static_cast<curl_slist*>(header_list_));
  header_list_ = nullptr;
  // What libcurl would add by itself: a name without a value takes it away.
  for (const char* name : {"Accept", "Content-Type", "Expect"}) {
    if (!header(request_.headers, name)) append(header_list_, fmt::format("{}:", name));
  }
  for (const auto& [name, value] : request_.headers) {
    // libcurl's spelling of a header that is there and empty ends in a semicolon.
    append(header_list_, trimmed(value).empty() ? name + ";" : fmt::format("{}: {}", name, value));
  }
  curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, header_list_);
}

void CurlTransfer::set_tls() {
  const CurlOptions& options = target_.options;
  curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYPEER, options.insecure ? 0L : 1L);
  curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYHOST, options.insecure ? 0L : 2L);
  if (options.ca_pem.empty() && options.ca_file.empty()) return;
  curl_easy_setopt(easy_, CURLOPT_CAPATH, nullptr);  // what is named is all that is trusted
  if (options.ca_pem.empty()) {
    curl_easy_setopt(easy_, CURLOPT_CAINFO, options.ca_file.c_str());
  } else {
    curl_blob pem{.data = const_cast<char*>(options.ca_pem.data()),
                  .len = options.ca_pem.size(),
                  .flags = CURL_BLOB_COPY};
    curl_easy_setopt(easy_, CURLOPT_CAINFO_BLOB, &pem);
  }
}

bool CurlTransfer::is_plain() const {
  return request_.method == "POST" && request_.path.empty() &&
         start_ == std::chrono::steady_clock::time_point{};
}

void CurlTransfer::reset() {
  if (start_ == std::chrono::steady_clock::time_point{}) {
    start_ = std::chrono::steady_clock::now();
  } else {
    ++resends_;
  }
  writes_ = 0;
  response_ = {};
  received_ = 0;
  headers_done_ = too_large_ = false;
  framing_fault_.clear();
  reason_.fill('\0');
}

/// What is the same for all requests to the endpoint.
void CurlTransfer::set_endpoint() {
  const CurlOptions& options = target_.options;
  curl_easy_setopt(easy_, CURLOPT_URL, target_.url.shown.c_str());
  curl_easy_setopt(easy_, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy_, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(easy_, CURLOPT_HTTP09_ALLOWED, 0L);
  curl_easy_setopt(easy_, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy_, CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
  if (options.bypass_proxy) curl_easy_setopt(easy_, CURLOPT_NOPROXY, "*");
  set_tls();
  curl_easy_setopt(easy_, CURLOPT_POST, 1L);
  curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, &Callbacks::on_body);
  curl_easy_setopt(easy_, CURLOPT_HEADERFUNCTION, &Callbacks::on_header);
  curl_easy_setopt(easy_, CURLOPT_PREREQFUNCTION, &Callbacks::before_writing);
  curl_easy_setopt(easy_, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(easy_, CURLOPT_DEBUGFUNCTION, &Callbacks::on_log);
}

void CurlTransfer::set_request() {
  if (!request_.path.empty()) {
    const std::string& url = target_.url.shown;
    const std::string other = url.substr(0, url.find('/', url.find("://") + 3)) + request_.path;
    curl_easy_setopt(easy_, CURLOPT_URL, other.c_str());
  }
  if (resends_ > 0) curl_easy_setopt(easy_, CURLOPT_FRESH_CONNECT, 1L);
  if (resolve_list_ == nullptr) {
    for (const std::string& entry : target_.options.resolve) append(resolve_list_, entry);
  }
  curl_easy_setopt(easy_, CURLOPT_RESOLVE, resolve_list_);
  set_headers();
  if (request_.method == "HEAD") {
    curl_easy_setopt(easy_, CURLOPT_NOBODY, 1L);
  } else {
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDS, request_.body.data());
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request_.body.size()));
    curl_easy_setopt(easy_, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  }
  curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, reason_.data());
  curl_easy_setopt(easy_, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy_, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy_, CURLOPT_PREREQDATA, this);
  curl_easy_setopt(easy_, CURLOPT_DEBUGDATA, this);
}

void* CurlTransfer::prepare(void* left) {
  curl_easy_cleanup(easy_);
  easy_ = left;
  plain_ = is_plain();
  reset();
  if (easy_ == nullptr) {
    easy_ = curl_easy_init();
    set_endpoint();
  }
  set_request();
  return easy_;
}

void* CurlTransfer::leave(int curl_code) {
  return plain_ && curl_code == CURLE_OK ? std::exchange(easy_, nullptr) : nullptr;
}

bool CurlTransfer::take_header_line(std::string_view line) {
  received_ += line.size();
  if (received_ > target_.options.max_response_bytes) {
    too_large_ = true;
    return false;
  }
  const std::string_view text = without_line_end(line);
  if (line.starts_with("HTTP/")) {  // an interim answer (1xx) is replaced by the next one
    response_ = {};
    headers_done_ = false;
    const auto space = text.find(' ');
    response_.status = space == std::string_view::npos
                           ? 0
                           : std::atoi(std::string(text.substr(space + 1, 3)).c_str());
    return true;
  }
  if (headers_done_) return true;  // trailers of a chunked body
  if (text.empty()) {
    headers_done_ = true;
    return true;
  }
  if ((text.front() == ' ' || text.front() == '\t') && !response_.headers.empty()) {
    response_.headers.back().second += fmt::format(" {}", trimmed(text));  // RFC 9112, 5.2
    return true;
  }
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) {
    framing_fault_ = "a header line has no name or no colon";
    return false;
  }
  response_.headers.emplace_back(text.substr(0, colon), trimmed(text.substr(colon + 1)));
  return true;
}

bool CurlTransfer::take_body(std::string_view bytes) {
  const std::size_t room = target_.options.max_response_bytes - received_;
  response_.body += bytes.substr(0, room);
  received_ += std::min(bytes.size(), room);
  too_large_ = bytes.size() > room;
  return !too_large_;
}

bool CurlTransfer::wants_resend(int curl_code) const {
  return curl_code == CURLE_ABORTED_BY_CALLBACK && writes_ > 1 && received_ == 0 && resends_ == 0;
}

std::optional<TransportError> CurlTransfer::error_of(int curl_code) const {
  TransferEnd end{target_};
  end.curl_code = curl_code;
  end.reason = reason_.data();
  long os_error = 0;
  long local_port = 0;  // that of the connection, known before its handshake
  curl_easy_getinfo(easy_, CURLINFO_OS_ERRNO, &os_error);
  curl_easy_getinfo(easy_, CURLINFO_LOCAL_PORT, &local_port);
  end.os_error = static_cast<int>(os_error);
  end.connected = local_port > 0;
  end.written = writes_ > 0;
  end.received = received_;
  end.headers_complete = headers_done_;
  end.too_large = too_large_;
  end.framing_fault = framing_fault_;
  auto error = describe_end(end);
  if (error) error->partial = response_.body;
  return error;
}

Completion CurlTransfer::finish(int curl_code) {
  Completion done{.ticket = ticket_, .exchange = {}};
  done.exchange.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - start_);
  done.exchange.resends = resends_;
  if (auto error = error_of(curl_code)) {
    done.exchange.response = std::unexpected(std::move(*error));
  } else {
    done.exchange.response = std::move(response_);
  }
  done.exchange.request = std::move(request_);
  return done;
}

Completion CurlTransfer::fail(TransportError::Kind kind, std::string message) {
  Completion done{.ticket = ticket_, .exchange = {}};
  if (start_ != std::chrono::steady_clock::time_point{}) {
    done.exchange.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - start_);
  }
  done.exchange.resends = resends_;
  done.exchange.response =
      std::unexpected(TransportError{kind, std::move(message), std::move(response_.body)});
  done.exchange.request = std::move(request_);
  return done;
}

}  // namespace packetproof
