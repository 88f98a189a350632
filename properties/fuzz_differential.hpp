#pragma once

/// Any document: rules, Xerces and libxml2 agree on it as a request, or a ruling says who is right.

#include <functional>

#include "harness/oracle/check.hpp"
#include "properties/fuzz_findings.hpp"
#include "properties/fuzz_oracle.hpp"
#include "properties/fuzz_target.hpp"

namespace packetproof {

/// What is examined: ours, unless something wrong is put in its place.
struct ThreeOracles {
  std::function<CheckResult(std::string_view)> check = [](std::string_view packet) {
    return check_request(fuzz_oracle(), packet);
  };
};

inline void examine(const ThreeOracles& subject, std::string_view bytes) {
  const CheckResult checked = subject.check(bytes);
  demand(checked.label != Label::disputed, "the oracles agree, or a ruling says who is right");
  demand(checked.label != Label::invalid || !checked.findings.empty(),
         "what is invalid breaks a requirement");
  examine_findings(checked.findings, bytes);
}

}  // namespace packetproof
