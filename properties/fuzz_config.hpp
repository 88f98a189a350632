#pragma once

/// Any packetproof.toml: its settings are read, or an error names the place.

#include <functional>
#include <string>

#include "harness/cli/config_file.hpp"
#include "properties/fuzz_target.hpp"

namespace packetproof {

/// What is examined: ours, unless something wrong is put in its place.
struct ConfigReading {
  std::function<std::string(std::string_view, Settings&)> read = [](std::string_view text,
                                                                    Settings& settings) {
    return read_config_text(text, "packetproof.toml", run_settings(), settings);
  };
};

inline void examine(const ConfigReading& subject, std::string_view bytes) {
  Settings settings;
  const std::string error = subject.read(bytes, settings);
  demand(error.empty() || error.starts_with("packetproof.toml:"), "an error names the place");
  for (const auto& [name, value] : settings.values) {
    demand(!value.texts.empty(), "a setting that was read has a value");
  }
}

}  // namespace packetproof
