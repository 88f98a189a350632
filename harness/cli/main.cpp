#include <csignal>
#include <cstdlib>
#include <exception>
#include <string>

#include "harness/cli/console.hpp"
#include "harness/cli/verbs.hpp"

int main(int argc, char** argv) {
  // A closed pipe is an error of the write that meets it, not a reason to die.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return packetproof::run_program(
        {.arguments = {argv + 1, argv + argc}, .environment = [](const char* name) {
           const char* value = std::getenv(name);
           return std::string(value == nullptr ? "" : value);
         }});
  } catch (const std::exception& error) {
    packetproof::talk(std::string("packetproof: internal error: ") + error.what());
    return packetproof::code_of(packetproof::Exit::internal);
  }
}
