#include "harness/cli/console.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <cstdio>
#include <ctime>

namespace packetproof {
namespace {

/// Has the reader of a pipe left, as `head` does?
bool reader_left(std::FILE* stream) {
  pollfd watched{.fd = ::fileno(stream), .events = POLLOUT, .revents = 0};
  return ::poll(&watched, 1, 0) == 1 && (watched.revents & POLLERR) != 0;
}

}  // namespace

bool print(std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
}

void talk(std::string_view line) {
  const std::string text = fmt::format("{}\n", line);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

int usage_error(std::string_view message) {
  talk(fmt::format("packetproof: {}", message));
  return code_of(Exit::usage);
}

int finish_output(int code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  if (reader_left(stdout)) return code;
  talk("packetproof: standard output could not be written");
  return code_of(Exit::internal);
}

std::string utc(const char* pattern) {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, pattern, &parts)};
}

}  // namespace packetproof
