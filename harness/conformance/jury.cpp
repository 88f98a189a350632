#include "harness/conformance/jury.hpp"

#include <utility>

namespace packetproof {

Jury::Jury(Judge& own, std::span<Judge> others, ThreadTime thread_time)
    : own_(own), thread_time_(std::move(thread_time)) {
  for (Judge& judge : others) threads_.emplace_back([this, &judge] { serve(judge); });
}

Jury::~Jury() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  submitted_.notify_all();
  threads_.clear();  // joins
}

void Jury::submit(Hearing hearing) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    docket_.push_back({.hearing = std::move(hearing)});
    wake = idle_ > 0 && docket_.size() - claimed_ >= worth_waking;
  }
  if (wake) submitted_.notify_one();
}

void Jury::work() {
  std::unique_lock lock(mutex_);
  if (Entry* const entry = claim()) {
    examine(*entry, own_, lock);
  } else {
    examined_.wait(lock, [this] { return docket_.empty() || docket_.front().examined; });
  }
}

std::optional<Hearing> Jury::take() {
  const std::lock_guard lock(mutex_);
  if (docket_.empty() || !docket_.front().examined) return std::nullopt;
  Entry entry = std::move(docket_.front());
  docket_.pop_front();
  --claimed_;
  if (entry.failure) std::rethrow_exception(entry.failure);
  return std::move(entry.hearing);
}

void Jury::serve(Judge& judge) {
  std::unique_lock lock(mutex_);
  while (!ended_) {
    if (Entry* const entry = claim()) {
      examine(*entry, judge, lock);
      examined_.notify_one();
      continue;
    }
    ++idle_;
    submitted_.wait(lock, [this] { return ended_ || claimed_ < docket_.size(); });
    --idle_;
  }
}

/// The oldest that nobody has. Under the mutex; an entry stays where it is until it is taken.
Jury::Entry* Jury::claim() { return claimed_ == docket_.size() ? nullptr : &docket_[claimed_++]; }

void Jury::examine(Entry& entry, Judge& judge, std::unique_lock<std::mutex>& lock) {
  lock.unlock();
  const std::chrono::nanoseconds begun = thread_time_ ? thread_time_() : std::chrono::nanoseconds();
  try {
    entry.hearing.evidence = judge.examine(*entry.hearing.expect, entry.hearing.exchange);
  } catch (...) {  // ours, and the caller's thread is the one that tells of it
    entry.failure = std::current_exception();
  }
  const std::chrono::nanoseconds ended = thread_time_ ? thread_time_() : std::chrono::nanoseconds();
  lock.lock();
  entry.examined = true;
  spent_ += ended - begun;
}

}  // namespace packetproof
