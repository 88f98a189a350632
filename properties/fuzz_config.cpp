/// Any packetproof.toml: its settings are read, or an error names the place.

#include "harness/cli/config_file.hpp"
#include "properties/fuzz_target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packetproof;
  Settings settings;
  const std::string error =
      read_config_text(bytes_of(data, size), "packetproof.toml", run_settings(), settings);
  demand(error.empty() || error.starts_with("packetproof.toml:"), "an error names the place");
  for (const auto& [name, value] : settings.values) {
    demand(!value.texts.empty(), "a setting that was read has a value");
  }
  return 0;
}
