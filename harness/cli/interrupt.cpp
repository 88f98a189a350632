#include "harness/cli/interrupt.hpp"

#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <mutex>

#include "harness/cli/console.hpp"

namespace packetproof {
namespace {

sigset_t watched_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

InterruptWatch::InterruptWatch() {
  const sigset_t set = watched_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  watcher_ = std::jthread([this, set](const std::stop_token& ended) {
    const timespec slice{.tv_sec = 0, .tv_nsec = 50'000'000};
    while (!ended.stop_requested()) {
      if (sigtimedwait(&set, nullptr, &slice) < 0) continue;
      if (interrupted_.exchange(true)) std::_Exit(code_of(Exit::interrupted));
      talk("packetproof: interrupted; writing the reports (again: end at once)");
      source_.request_stop();
    }
  });
}

InterruptWatch::~InterruptWatch() {
  watcher_.request_stop();
  watcher_.join();
  const sigset_t set = watched_signals();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

void InterruptWatch::pause(std::chrono::microseconds length) const {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any wake;
  wake.wait_for(lock, source_.get_token(), length, [] { return false; });
}

}  // namespace packetproof
