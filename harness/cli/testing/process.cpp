#include "harness/cli/testing/process.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

extern char** environ;

namespace packetproof {
namespace {

using Clock = std::chrono::steady_clock;

std::vector<std::string> environment_of(const Command& command) {
  std::map<std::string, std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    const std::string name(text.substr(0, equals));
    if (name.starts_with("PACKETPROOF_") || name.ends_with("_proxy") || name.ends_with("_PROXY")) {
      continue;
    }
    all[name] = equals == std::string_view::npos ? "" : text.substr(equals + 1);
  }
  for (const auto& [name, value] : command.environment) all[name] = value;
  std::vector<std::string> entries;
  for (const auto& [name, value] : all) entries.push_back(fmt::format("{}={}", name, value));
  return entries;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

std::array<int, 2> open_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  return ends;
}

void close_end(int& descriptor) {
  if (descriptor >= 0) ::close(descriptor);
  descriptor = -1;
}

/// False at the end of the stream.
bool read_some(int descriptor, std::string& into) {
  std::array<char, 65536> buffer;
  const ssize_t size = ::read(descriptor, buffer.data(), buffer.size());
  if (size > 0) into.append(buffer.data(), static_cast<std::size_t>(size));
  return size > 0 || (size < 0 && errno == EINTR);
}

}  // namespace

Process::Process(const Command& command) {
  std::array<int, 2> out = open_pipe();
  std::array<int, 2> err = open_pipe();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err[1], STDERR_FILENO);
  if (!command.directory.empty()) {
    posix_spawn_file_actions_addchdir_np(&actions, command.directory.c_str());
  }
  // A test runner may block or ignore signals; its children must not.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigset_t standard;
  sigemptyset(&none);
  sigemptyset(&standard);
  for (const int number : {SIGINT, SIGTERM, SIGPIPE}) sigaddset(&standard, number);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &standard);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  std::vector<std::string> words = {command.program};
  words.insert(words.end(), command.arguments.begin(), command.arguments.end());
  std::vector<std::string> environment = environment_of(command);
  const int failed = ::posix_spawnp(&id_, command.program.c_str(), &actions, &attributes,
                                    pointers(words).data(), pointers(environment).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  close_end(out[1]);
  close_end(err[1]);
  out_pipe_ = out[0];
  err_pipe_ = err[0];
  if (failed != 0) id_ = -1;
}

Process::~Process() {
  if (id_ > 0) {
    ::kill(id_, SIGKILL);
    ::waitpid(id_, nullptr, 0);
  }
  close_end(out_pipe_);
  close_end(err_pipe_);
}

bool Process::read_until(const std::function<bool()>& enough, Clock::time_point deadline) {
  while (!enough()) {
    if (out_pipe_ < 0 && err_pipe_ < 0) return false;
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    std::array<pollfd, 2> watched = {{{.fd = out_pipe_, .events = POLLIN, .revents = 0},
                                      {.fd = err_pipe_, .events = POLLIN, .revents = 0}}};
    const int ready = left > 0 ? ::poll(watched.data(), 2, static_cast<int>(left)) : 0;
    if (ready == 0) return false;
    if (ready < 0) continue;  // interrupted
    if (watched[0].revents != 0 && !read_some(out_pipe_, out_)) close_end(out_pipe_);
    if (watched[1].revents != 0 && !read_some(err_pipe_, err_)) close_end(err_pipe_);
  }
  return true;
}

bool Process::wait_for(std::string_view text, std::chrono::milliseconds patience) {
  return read_until([&] { return out_.contains(text) || err_.contains(text); },
                    Clock::now() + patience);
}

void Process::signal(int number) const {
  if (id_ > 0) ::kill(id_, number);
}

void Process::close_output() { close_end(out_pipe_); }

Ended Process::wait(std::chrono::milliseconds patience) {
  if (id_ <= 0) return {.code = 127, .out = "", .err = "the program cannot be started"};
  read_until([] { return false; }, Clock::now() + patience);
  if (out_pipe_ >= 0 || err_pipe_ >= 0) ::kill(id_, SIGKILL);
  int status = 0;
  ::waitpid(id_, &status, 0);
  id_ = -1;
  return {.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
          .out = std::move(out_),
          .err = std::move(err_)};
}

Ended run_command(const Command& command) { return Process(command).wait(); }

Scratch::Scratch() {
  std::string pattern = std::filesystem::temp_directory_path() / "packetproof-test-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
  path_ = pattern;
}

Scratch::~Scratch() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string Scratch::operator/(std::string_view name) const {
  return fmt::format("{}/{}", path_, name);
}

std::string Scratch::put(std::string_view name, std::string_view bytes) const {
  const std::filesystem::path path = *this / name;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << bytes;
  if (!file.flush()) throw std::runtime_error(fmt::format("cannot write {}", path.string()));
  return path;
}

std::string read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int unused_port() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  socklen_t size = sizeof address;
  const bool bound = ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(socket);
  if (!bound) throw std::runtime_error("no port on loopback");
  return ntohs(address.sin_port);
}

}  // namespace packetproof
