#include "harness/cli/console.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>

namespace packetproof {

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
  errno = 0;
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  if (errno == EPIPE) return code;
  talk("packetproof: standard output could not be written");
  return code_of(Exit::internal);
}

}  // namespace packetproof
