#include "harness/foreign/foreign_server.hpp"

#include <fmt/format.h>

#include <charconv>

namespace packetproof {
namespace {

constexpr const char* login = "foreign-admin";
constexpr const char* password = "Foreign & <Password> 1";
constexpr const char* secret_key = "b7a0c3de-foreign-key";

std::string source(const char* name) {
  return fmt::format("{}/harness/foreign/{}", PACKETPROOF_SOURCE_DIR, name);
}

}  // namespace

std::string name_of(Language language) { return language == Language::php ? "php" : "python"; }

std::string missing_for(Language language) {
  const Command probe =
      language == Language::php
          ? Command{.program = "php", .arguments = {"-r", "exit(extension_loaded('dom') ? 0 : 1);"}}
          : Command{.program = "python3", .arguments = {"-c", "from xml.parsers import expat"}};
  const int code = run_command(probe).code;
  if (code == 0) return {};
  if (language == Language::python) return "python3 with expat is not installed";
  return code == 127 ? "php is not installed: Debian's package php-cli"
                     : "php has no dom extension: Debian's package php-xml";
}

ForeignServer::ForeignServer(Language language, const std::string& wrong_line) {
  Command command;
  command.environment = {{"ENDPOINT_LOGIN", login},
                         {"ENDPOINT_PASSWORD", password},
                         {"ENDPOINT_KEY", secret_key},
                         {"ENDPOINT_TASKS", scratch_ / "tasks"},
                         {"BREAK", wrong_line}};
  language == Language::php ? start_php(command) : start_python(command);
}

/// It cannot choose a free port by itself, so somebody may be faster: then another.
void ForeignServer::start_php(const Command& with_environment) {
  static constexpr int tries = 10;
  for (int i = 0; i < tries; ++i) {
    port_ = unused_port();
    Command command = with_environment;
    command.program = "php";
    command.arguments = {"-q", "-S", fmt::format("127.0.0.1:{}", port_), source("endpoint.php")};
    process_ = std::make_unique<Process>(command);
    if (process_->wait_for(") started")) return;
  }
  error_ = fmt::format("php does not serve: {}{}", process_->out(), process_->err());
}

void ForeignServer::start_python(const Command& with_environment) {
  Command command = with_environment;
  command.program = "python3";
  command.arguments = {"-B", source("endpoint.py")};
  process_ = std::make_unique<Process>(command);
  static constexpr std::string_view words = "port ";
  if (process_->wait_for(".\n") && process_->out().starts_with(words)) {
    const std::string digits = process_->out().substr(words.size());
    std::from_chars(digits.data(), digits.data() + digits.size(), port_);
    return;
  }
  error_ = fmt::format("python3 does not serve: {}{}", process_->out(), process_->err());
}

std::string ForeignServer::url() const {
  return fmt::format("http://127.0.0.1:{}/enterprise/control/agent.php", port_);
}

std::map<std::string, std::string> ForeignServer::credentials() {
  return {{"PACKETPROOF_LOGIN", login},
          {"PACKETPROOF_PASSWORD", password},
          {"PACKETPROOF_SECRET_KEY", secret_key}};
}

}  // namespace packetproof
