#pragma once

/// Judges who examine answers beside the thread that sends.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "harness/oracle/judge.hpp"
#include "harness/transport/exchange.hpp"

namespace packetproof {

/// CPU time of the thread that calls; empty = not measured.
using ThreadTime = std::function<std::chrono::nanoseconds()>;

/// An answer before the jury.
struct Hearing {
  std::uint64_t ticket = 0;        // the caller's name for it
  std::size_t step = 0;            // ... of the case
  const Expect* expect = nullptr;  // outlives the hearing
  Exchange exchange = {};
  std::shared_ptr<const Evidence> evidence = {};  // what the jury found
};

/// Answers leave in the order in which they came, whoever examined them: what is concluded from
/// them depends on those before. One thread submits, works and takes.
class Jury {
 public:
  /// `own` works in the caller's thread, each of `others` in one of its own; all outlive the jury.
  Jury(Judge& own, std::span<Judge> others, ThreadTime thread_time);
  ~Jury();
  Jury(const Jury&) = delete;
  Jury& operator=(const Jury&) = delete;

  void submit(Hearing);

  /// Examines one answer, or waits until one of the others has. Only while not empty.
  void work();

  /// The oldest, if it was examined.
  std::optional<Hearing> take();

  [[nodiscard]] bool empty() const { return docket_.empty(); }
  /// Work before more is sent: the answers that wait are held in memory.
  [[nodiscard]] bool full() const { return docket_.size() > waiting_each * threads_.size(); }

  /// The time of all examinations so far. Only while empty.
  [[nodiscard]] std::chrono::nanoseconds spent() const { return spent_; }

 private:
  static constexpr std::size_t waiting_each = 8;
  /// Waking a thread costs as much as examining an answer: it has to be worth it.
  static constexpr std::size_t worth_waking = 3;
  struct Entry {
    Hearing hearing;
    bool examined = false;
    std::exception_ptr failure = {};
  };

  void serve(Judge&);
  Entry* claim();
  void examine(Entry&, Judge&, std::unique_lock<std::mutex>&);

  Judge& own_;
  ThreadTime thread_time_;
  std::mutex mutex_;
  std::condition_variable submitted_;
  std::condition_variable examined_;
  std::deque<Entry> docket_;  // changed by the caller's thread alone, under the mutex
  std::size_t claimed_ = 0;   // of the docket, from its beginning
  std::size_t idle_ = 0;      // threads without an answer
  bool ended_ = false;
  std::chrono::nanoseconds spent_{0};
  std::vector<std::jthread> threads_;  // last: they use all of the above
};

}  // namespace packetproof
