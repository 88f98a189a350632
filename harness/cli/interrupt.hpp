#pragma once

/// Ctrl-C and SIGTERM as a stop token.

#include <atomic>
#include <chrono>
#include <stop_token>
#include <thread>

namespace packetproof {

/// While it lives: the first SIGINT or SIGTERM requests a stop, the second ends the process at
/// once. Create it before any other thread, so that every thread inherits the blocked signals.
class InterruptWatch {
 public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

  [[nodiscard]] std::stop_token token() const { return source_.get_token(); }
  /// By a signal, not by request_stop.
  [[nodiscard]] bool interrupted() const { return interrupted_; }
  void request_stop() { source_.request_stop(); }

  /// Sleeps; ends early on a stop.
  void pause(std::chrono::microseconds) const;

 private:
  std::stop_source source_;
  std::atomic<bool> interrupted_ = false;
  std::jthread watcher_;
};

}  // namespace packetproof
