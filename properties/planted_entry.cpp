/// A fuzz target over one planted defect, for engines:
///   canary_<target> --list            name, kind and bound of each defect; no fuzzing
///   canary_<target> --defect=NAME ... libFuzzer's arguments; without NAME over what is right

#include <algorithm>
#include <iostream>

#include "properties/fuzz_target.hpp"
#include "properties/planted.hpp"

namespace packetproof {
namespace {

Examination& examination() {
  static Examination chosen;
  return chosen;
}

void list(const PlantedTarget& target) {
  for (const PlantedDefect& defect : target.defects) {
    std::cout << defect.name << " "
              << (defect.kind == DefectKind::structural ? "structural" : "value") << " "
              << defect.within << "\n";
  }
}

}  // namespace
}  // namespace packetproof

// libFuzzer itself passes over arguments of two hyphens.
extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
  using namespace packetproof;
  const PlantedTarget target = PACKETPROOF_PLANTED();
  examination() = target.right;
  for (int i = 1; i < *count; ++i) {
    const std::string_view argument = (*arguments)[i];
    if (argument == "--list") {
      list(target);
      std::exit(0);
    }
    if (!argument.starts_with("--defect=")) continue;
    const auto found = std::ranges::find(target.defects, argument.substr(9), &PlantedDefect::name);
    if (found == target.defects.end()) {
      std::cerr << "packetproof: there is no " << argument.substr(9) << "\n";
      std::exit(2);
    }
    examination() = found->wrong;
  }
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  packetproof::examination()(packetproof::bytes_of(data, size));
  return 0;
}
