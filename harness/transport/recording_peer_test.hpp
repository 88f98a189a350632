#pragma once

/// For tests: a peer on a loopback socket that plays a script and records every byte it receives.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace packetproof {

/// One accepted connection. Everything read is recorded.
class PeerConnection {
 public:
  explicit PeerConnection(int socket) : socket_(socket) {}
  ~PeerConnection() { close(); }
  PeerConnection(const PeerConnection&) = delete;
  PeerConnection& operator=(const PeerConnection&) = delete;

  /// Blocks until a whole request (by its Content-Length) has come; false where the client closed.
  bool read_request() {
    while (!complete()) {
      if (!read_some()) return false;
    }
    served_ = received_.size();
    return true;
  }

  /// Blocks until the client closes.
  void read_to_end() {
    while (read_some()) {
    }
  }

  /// False where the client has gone.
  bool write(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// Waits for so long, or until the client closes or sends (false).
  bool pause(int milliseconds) {
    pollfd descriptor{.fd = socket_, .events = POLLIN, .revents = 0};
    return poll(&descriptor, 1, milliseconds) == 0;
  }

  void close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }

  void reset() {
    const linger now{.l_onoff = 1, .l_linger = 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close();
  }

  [[nodiscard]] const std::string& received() const { return received_; }

 private:
  bool read_some() {
    char buffer[4096];
    const auto size = recv(socket_, buffer, sizeof buffer, 0);
    if (size <= 0) return false;
    received_.append(buffer, static_cast<std::size_t>(size));
    return true;
  }

  [[nodiscard]] bool complete() const {
    const std::string_view open = std::string_view(received_).substr(served_);
    const auto end = open.find("\r\n\r\n");
    if (end == std::string_view::npos) return false;
    const std::string_view name = "\r\nContent-Length: ";
    const auto length = open.find(name);
    if (length == std::string_view::npos || length > end) return true;
    const auto size = std::strtoul(open.data() + length + name.size(), nullptr, 10);
    return open.size() >= end + 4 + size;
  }

  int socket_;
  std::string received_;
  std::size_t served_ = 0;
};

/// Plays script[i] on the i-th connection, the last one on all further ones.
class RecordingPeer {
 public:
  using Play = std::function<void(PeerConnection&)>;

  explicit RecordingPeer(std::vector<Play> script) : script_(std::move(script)) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        listen(listener_, 64) != 0) {
      std::abort();
    }
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::jthread([this] { accept_all(); });
  }
  ~RecordingPeer() { finish(); }
  RecordingPeer(const RecordingPeer&) = delete;
  RecordingPeer& operator=(const RecordingPeer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::string url() const {
    return "http://127.0.0.1:" + std::to_string(port_) + "/agent";
  }

  /// The bytes of each connection, in the order of acceptance. Accepts no more; ends when every
  /// script has ended, so the client must have closed or the scripts end by themselves.
  std::vector<std::string> finish() {
    if (acceptor_.joinable()) {
      shutdown(listener_, SHUT_RDWR);
      acceptor_.join();
      ::close(listener_);
      talks_.clear();  // joins
    }
    return records_;
  }

 private:
  void accept_all() {
    for (std::size_t i = 0;; ++i) {
      const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (socket < 0) return;
      {
        const std::lock_guard lock(mutex_);
        records_.emplace_back();
      }
      talks_.emplace_back([this, i, socket] {
        PeerConnection connection(socket);
        script_[std::min(i, script_.size() - 1)](connection);
        const std::lock_guard lock(mutex_);
        records_[i] = connection.received();
      });
    }
  }

  std::vector<Play> script_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::mutex mutex_;
  std::vector<std::string> records_;
  std::vector<std::jthread> talks_;
  std::jthread acceptor_;
};

}  // namespace packetproof
