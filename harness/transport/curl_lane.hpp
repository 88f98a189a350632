#pragma once

/// One pool of connections inside the curl transport. libcurl appears here as opaque handles only.

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "harness/transport/curl_transfer.hpp"
#include "harness/transport/transport.hpp"

namespace packetproof {

/// Transfers over one libcurl multi handle. A lane of width 1 sends one request after the other, so
/// that all of them share one connection as long as the peer keeps it.
class CurlLane {
 public:
  /// `target` outlives the lane. `width` = how many requests run side by side.
  CurlLane(const CurlTarget& target, std::size_t width);
  ~CurlLane();
  CurlLane(const CurlLane&) = delete;
  CurlLane& operator=(const CurlLane&) = delete;

  void submit(std::uint64_t ticket, HttpRequest request);

  /// Lets libcurl work on one ready descriptor; `events` as poll(2) reported them.
  void on_ready(int descriptor, short events);
  /// ... and on whatever is due.
  void on_time();

  /// Descriptors with the poll(2) events that libcurl waits for.
  [[nodiscard]] const std::map<int, short>& interests() const { return interests_; }
  [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> due() const { return due_; }
  /// Nothing is in flight and nothing that ended is still to be taken.
  [[nodiscard]] bool idle() const { return active_.empty() && waiting_.empty() && done_.empty(); }

  /// What has ended since the last call.
  std::vector<Completion> take_done();

  /// Ends everything as interrupted.
  void cancel();

 private:
  struct Callbacks;
  void start_next();
  void launch(std::unique_ptr<CurlTransfer>);
  void collect();

  const CurlTarget& target_;
  std::size_t width_;
  void* multi_;
  std::map<int, short> interests_;
  std::optional<std::chrono::steady_clock::time_point> due_;
  std::deque<std::unique_ptr<CurlTransfer>> waiting_;
  std::map<void*, std::unique_ptr<CurlTransfer>> active_;
  std::vector<void*> left_;  // handles that wait for the next plain transfer
  std::vector<Completion> done_;
};

}  // namespace packetproof
