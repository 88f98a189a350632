#pragma once

/// For tests: an endpoint in another language, started as its author would start it.

#include <memory>
#include <string>

#include "harness/cli/testing/process.hpp"

namespace packetproof {

enum class Language : std::uint8_t { php, python };
std::string name_of(Language);

/// Why this machine cannot run an endpoint of the language; empty = it can.
std::string missing_for(Language);

class ForeignServer {
 public:
  /// `wrong_line` names the line of the endpoint that is to be wrong; empty = none.
  ForeignServer(Language, const std::string& wrong_line);

  /// Why it does not serve; empty = it does.
  [[nodiscard]] const std::string& error() const { return error_; }
  [[nodiscard]] std::string url() const;
  /// The variables that give a client its credentials.
  [[nodiscard]] static std::map<std::string, std::string> credentials();

 private:
  void start_php(const Command&);
  void start_python(const Command&);

  Scratch scratch_;
  std::unique_ptr<Process> process_;
  std::string error_;
  int port_ = 0;
};

}  // namespace packetproof
