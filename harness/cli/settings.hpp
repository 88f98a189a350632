#pragma once

/// Settings: a row each, from flag, environment, packetproof.toml or default, in this order.

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace packetproof {

struct SettingRow {
  std::string_view name;         // the flag without "--"
  std::string_view placeholder;  // "URL"; empty = a switch
  std::string_view fallback;     // default; empty = none
  std::string_view description;
  bool list = false;  // may stand several times
  bool built = true;  // false: part of the contract, not built yet
};

/// The settings of `run`.
std::span<const SettingRow> run_settings();

struct SettingValue {
  std::vector<std::string> texts;  // one, unless the row is a list
  std::string origin;  // "flag", "environment PACKETPROOF_JOBS", "packetproof.toml:3", "default"
};

/// Collected values with typed reading. Every error is a sentence that names the origin.
class Settings {
 public:
  [[nodiscard]] bool has(std::string_view name) const;    // given, or with a default
  [[nodiscard]] bool given(std::string_view name) const;  // not by default
  [[nodiscard]] std::string text(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
  [[nodiscard]] bool on(std::string_view name) const;
  [[nodiscard]] std::expected<std::int64_t, std::string> integer(std::string_view name,
                                                                 std::int64_t least,
                                                                 std::int64_t most) const;
  [[nodiscard]] std::expected<double, std::string> number(std::string_view name) const;
  /// "90", "90s", "500ms", "5m", "1h"
  [[nodiscard]] std::expected<std::chrono::microseconds, std::string> duration(
      std::string_view name) const;
  [[nodiscard]] std::expected<std::vector<std::string>, std::string> one_of(
      std::string_view name, std::span<const std::string_view> allowed) const;

  /// What --print-config shows: name = value, and where it comes from.
  [[nodiscard]] std::string print() const;

  std::map<std::string, SettingValue, std::less<>> values;
  bool remote_storage = false;  // [target] remote_storage of packetproof.toml
};

using Environment = std::function<std::string(const char*)>;

/// Flags as the command line gave them, by name.
using Flags = std::map<std::string, std::vector<std::string>, std::less<>>;

/// `config` empty = packetproof.toml of the working directory, if there is one.
std::expected<Settings, std::string> collect_settings(std::span<const SettingRow>, const Flags&,
                                                      const Environment&,
                                                      const std::string& config);

}  // namespace packetproof
