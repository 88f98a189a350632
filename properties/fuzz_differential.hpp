#pragma once

/// Any document: rules, Xerces and libxml2 agree on it as a request, or a ruling says who is right.

#include <functional>

#include "properties/fuzz_oracle.hpp"
#include "properties/fuzz_target.hpp"

namespace packetproof {

/// What is examined: ours, unless something wrong is put in its place.
struct ThreeOracles {
  std::function<Label(std::string_view)> label = [](std::string_view packet) {
    return fuzz_oracle().judge_request(packet).label;
  };
};

inline void examine(const ThreeOracles& subject, std::string_view bytes) {
  demand(subject.label(bytes) != Label::disputed,
         "the oracles agree, or a ruling says who is right");
}

}  // namespace packetproof
