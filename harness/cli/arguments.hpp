#pragma once

/// Command-line parsing; the only reader of CLI11.

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/cli/settings.hpp"

namespace packetproof {

struct ParsedArguments {
  Flags flags;
  std::vector<std::string> positional;

  [[nodiscard]] bool on(std::string_view flag) const { return flags.contains(flag); }
  [[nodiscard]] std::string text(std::string_view flag, std::string_view fallback = "") const;
};

/// What to print and with which code to end, where there is nothing to run.
struct ArgumentsEnd {
  int code = 0;
  std::string text;  // help for stdout, or an error for stderr
};

struct Syntax {
  std::string_view verb;
  std::string_view description;
  std::string_view positional;  // "GLOB"; empty = none
  std::string_view positional_description;
  std::span<const SettingRow> options;
  bool positional_required = false;
};

std::expected<ParsedArguments, ArgumentsEnd> parse_arguments(const Syntax&,
                                                             std::vector<std::string> arguments);

/// The number that a flag was given, `fallback` where it was not. Error: a sentence with the range.
std::expected<std::uint64_t, std::string> number_of(const ParsedArguments&, std::string_view flag,
                                                    std::string_view fallback, std::uint64_t least,
                                                    std::uint64_t most);

/// Prints the end; returns its code.
int end_with(const ArgumentsEnd&);

}  // namespace packetproof
