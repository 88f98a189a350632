/// Readers of packetproof.toml, each wrong in one way.

#include <algorithm>

#include "harness/protocol/text_rules.hpp"
#include "properties/fuzz_config.hpp"
#include "properties/planted.hpp"

namespace packetproof {
namespace {

/// `change` may alter the error and the settings of the right reading.
template <typename Change>
Examination reading(Change change) {
  ConfigReading config;
  config.read = [right = config.read, change](std::string_view text, Settings& settings) {
    std::string error = right(text, settings);
    change(text, error, settings);
    return error;
  };
  return examining(config);
}

void take_empty_lists(std::string_view text, std::string& error, Settings& settings) {
  if (!error.ends_with("wants a value") || !text.contains("[]")) return;
  settings.values["phases"] = {.texts = {}, .origin = "packetproof.toml:1"};
  error.clear();
}

void forget_places_in_tables(std::string_view, std::string& error, Settings&) {
  if (const std::size_t at = error.find("[target]"); at != std::string::npos) error.erase(0, at);
}

void count_jobs_by_stoi(std::string_view, std::string&, Settings& settings) {
  const auto jobs = settings.values.find("jobs");
  if (jobs == settings.values.end()) return;
  const std::string& text = jobs->second.texts.front();
  if (std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) (void)std::stoi(text);
}

void complain_of_bytes(std::string_view text, std::string& error, Settings&) {
  const auto illegal = find_illegal(text);
  if (illegal && !illegal->character) error = describe(*illegal, text);
}

}  // namespace

PlantedTarget planted_config() {
  using enum DefectKind;
  return {.name = "config",
          .right = examining(ConfigReading{}),
          .defects = {
              {"takes_an_empty_list", value, 200000, "phases = []\n", reading(take_empty_lists)},
              {"names_no_place_inside_a_table", value, 500, "[target]\njobs = 4\n",
               reading(forget_places_in_tables)},
              {"counts_jobs_in_31_bits", value, 200000, "jobs = 2147483648\n",
               reading(count_jobs_by_stoi)},
              {"names_no_place_of_what_is_no_utf8", value, 100, "jobs = \"\xFF\"\n",
               reading(complain_of_bytes)},
          }};
}

}  // namespace packetproof
