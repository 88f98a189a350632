#pragma once

/// For tests: a child process whose whole world the test decides.

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace packetproof {

struct Command {
  std::string program;  // looked up in PATH unless it holds a slash
  std::vector<std::string> arguments = {};
  /// On top of the test's own environment, from which PACKETPROOF_* and proxies are taken.
  std::map<std::string, std::string> environment = {};
  std::string directory = {};  // to run in; empty = the test's
};

struct Ended {
  int code = -1;   // exit code; -1 when a signal ended it
  int signal = 0;  // that signal; SIGKILL also where the deadline passed
  std::string out = {}, err = {};
};

/// Killed when it is destroyed. Its standard input is empty.
class Process {
 public:
  static constexpr std::chrono::seconds patience{30};

  /// A program that cannot be started ends with code 127.
  explicit Process(const Command&);
  ~Process();
  Process(Process&&) = delete;

  /// Reads until standard output or standard error holds this text; false where the process closed
  /// both first, or the patience ended.
  bool wait_for(std::string_view text, std::chrono::milliseconds = patience);

  /// Sends a signal.
  void signal(int number) const;

  /// Closes our end of its standard output, as `head` does.
  void close_output();

  /// Reads to the end and reaps. Kills it where the patience ends before.
  Ended wait(std::chrono::milliseconds = patience);

  [[nodiscard]] const std::string& out() const { return out_; }
  [[nodiscard]] const std::string& err() const { return err_; }

 private:
  /// Reads what comes until `enough`, the end of both streams, or the deadline.
  bool read_until(const std::function<bool()>& enough,
                  std::chrono::steady_clock::time_point deadline);

  pid_t id_ = -1;
  int out_pipe_ = -1;
  int err_pipe_ = -1;
  std::string out_, err_;
};

/// Starts, waits, tells.
Ended run_command(const Command&);

/// A fresh directory of the test's own, removed with all that is in it.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  /// A path inside.
  [[nodiscard]] std::string operator/(std::string_view name) const;
  /// Writes a file inside, with the folders on the way; returns its path.
  [[nodiscard]] std::string put(std::string_view name, std::string_view bytes) const;

 private:
  std::string path_;
};

/// All bytes of a file; empty where there is none.
std::string read_bytes(const std::string& path);

/// A port on 127.0.0.1 that nobody listened on a moment ago.
int unused_port();

}  // namespace packetproof
