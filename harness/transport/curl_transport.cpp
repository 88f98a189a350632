#include <curl/curl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "harness/transport/curl_lane.hpp"
#include "harness/transport/transport.hpp"

namespace packetproof {
namespace {

// A peer that goes away while TLS writes raises SIGPIPE in this thread, which nobody wants to die
// of. Blocking it for the thread leaves the process's own disposition alone. Without TLS libcurl
// writes so that no signal comes.
class SigpipeGuard {
 public:
  explicit SigpipeGuard(bool tls) : active_(tls) {
    if (!active_) return;
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~SigpipeGuard() {
    if (!active_ || sigismember(&before_, SIGPIPE) == 1) return;
    const timespec at_once{};
    while (sigtimedwait(&pipe_, nullptr, &at_once) == SIGPIPE) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  SigpipeGuard(const SigpipeGuard&) = delete;
  SigpipeGuard& operator=(const SigpipeGuard&) = delete;

 private:
  bool active_;
  sigset_t pipe_{};
  sigset_t before_{};
};

// Makes poll() return when another thread asks to stop.
class StopSignal {
 public:
  explicit StopSignal(std::stop_token token)
      : token_(std::move(token)), descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    callback_.emplace(token_, Ring{descriptor_});
  }
  ~StopSignal() {
    callback_.reset();
    if (descriptor_ >= 0) close(descriptor_);
  }
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  [[nodiscard]] bool raised() const { return token_.stop_requested(); }
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  struct Ring {
    int descriptor;
    void operator()() const { (void)eventfd_write(descriptor, 1); }
  };
  std::stop_token token_;
  int descriptor_;
  std::optional<std::stop_callback<Ring>> callback_;
};

class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(CurlTarget target)
      : target_(std::move(target)), stop_(target_.options.stop) {}
  ~CurlTransport() override {
    const SigpipeGuard guard(target_.url.https);
    lanes_.clear();
  }
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;

  void submit(std::uint64_t ticket, HttpRequest request) override {
    const SigpipeGuard guard(target_.url.https);
    CurlLane& one = lane(request.connection);
    one.submit(ticket, std::move(request));
    if (std::ranges::find(busy_, &one) == busy_.end()) busy_.push_back(&one);
  }

  std::vector<Completion> wait() override {
    const SigpipeGuard guard(target_.url.https);
    while (true) {
      if (stop_.raised()) cancel_all();
      std::vector<Completion> done = take_done();
      if (!done.empty() || busy_.empty()) return done;
      step(true);
    }
  }

  std::vector<Completion> poll() override {
    const SigpipeGuard guard(target_.url.https);
    if (stop_.raised()) cancel_all();
    step(false);
    return take_done();
  }

  void cancel() override {
    const SigpipeGuard guard(target_.url.https);
    cancel_all();
  }

 private:
  static constexpr std::size_t any_connection_width = 64;
  static constexpr std::size_t most_lanes = 256;  // idle connections that we keep open

  // The number's own lane; 0 shares a wide one.
  CurlLane& lane(std::uint32_t connection) {
    if (const auto found = lanes_.find(connection); found != lanes_.end()) return *found->second;
    if (lanes_.size() >= most_lanes) {
      std::erase_if(lanes_,
                    [](const auto& entry) { return entry.first != 0 && entry.second->idle(); });
    }
    const std::size_t width = connection == 0 ? any_connection_width : 1;
    return *lanes_.emplace(connection, std::make_unique<CurlLane>(target_, width)).first->second;
  }

  void step(bool may_wait) {
    std::vector<pollfd> descriptors{{.fd = stop_.descriptor(), .events = POLLIN, .revents = 0}};
    std::vector<CurlLane*> owners{nullptr};
    std::optional<std::chrono::steady_clock::time_point> due;
    for (CurlLane* lane : busy_) {
      for (const auto& [descriptor, events] : lane->interests()) {
        descriptors.push_back({.fd = descriptor, .events = events, .revents = 0});
        owners.push_back(lane);
      }
      if (lane->due() && (!due || *lane->due() < *due)) due = lane->due();
    }
    ::poll(descriptors.data(), descriptors.size(), may_wait ? milliseconds_until(due) : 0);
    for (std::size_t i = 1; i < descriptors.size(); ++i) {
      if (descriptors[i].revents != 0) {
        owners[i]->on_ready(descriptors[i].fd, descriptors[i].revents);
      }
    }
    for (CurlLane* lane : busy_) lane->on_time();
  }

  static int milliseconds_until(std::optional<std::chrono::steady_clock::time_point> due) {
    if (!due) return -1;
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(*due - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 60'000));
  }

  std::vector<Completion> take_done() {
    std::vector<Completion> all;
    for (CurlLane* lane : busy_) {
      for (Completion& done : lane->take_done()) all.push_back(std::move(done));
    }
    std::erase_if(busy_, [](const CurlLane* lane) { return lane->idle(); });
    return all;
  }

  void cancel_all() {
    for (CurlLane* lane : busy_) lane->cancel();
  }

  CurlTarget target_;
  StopSignal stop_;
  std::map<std::uint32_t, std::unique_ptr<CurlLane>> lanes_;
  std::vector<CurlLane*> busy_;  // those that are not idle
};

std::optional<std::string> unusable(const CurlOptions& options) {
  if (options.timeout <= std::chrono::milliseconds::zero()) {
    return "the time limit is not greater than 0";
  }
  if (options.max_response_bytes == 0) return "the limit of the answer's size is 0 bytes";
  if (!options.ca_file.empty()) {
    std::ifstream file(options.ca_file);
    std::error_code ignored;
    if (!file || std::filesystem::is_directory(options.ca_file, ignored)) {
      return fmt::format("the certificate file {} cannot be read", options.ca_file);
    }
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!text.contains("-----BEGIN ")) {
      return fmt::format("the certificate file {} holds no PEM certificate", options.ca_file);
    }
  }
  for (const std::string& entry : options.resolve) {
    const auto port = entry.find(':');
    const auto address = port == std::string::npos ? port : entry.find(':', port + 1);
    const bool digits = address != std::string::npos && address > port + 1 &&
                        std::all_of(entry.begin() + static_cast<std::ptrdiff_t>(port) + 1,
                                    entry.begin() + static_cast<std::ptrdiff_t>(address),
                                    [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || port == 0 || address + 1 == entry.size()) {
      return fmt::format("'{}' of --resolve is not HOST:PORT:ADDR", entry);
    }
  }
  return std::nullopt;
}

bool libcurl_ready() {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return ready;
}

}  // namespace

std::expected<std::unique_ptr<Transport>, std::string> make_curl_transport(CurlOptions options) {
  auto url = parse_endpoint(options.url);
  if (!url) return std::unexpected(std::move(url.error()));
  if (auto why = unusable(options)) return std::unexpected(std::move(*why));
  if (!libcurl_ready()) return std::unexpected(std::string("libcurl cannot be initialised"));
  return std::make_unique<CurlTransport>(CurlTarget{std::move(options), std::move(*url)});
}

}  // namespace packetproof
