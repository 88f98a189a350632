#pragma once

/// The oracles that the targets ask: made once, for loading the schemas takes longer than judging.

#include "harness/oracle/judge.hpp"
#include "harness/protocol/schemas.hpp"

namespace packetproof {

inline Judge& fuzz_oracle() {
  static Judge judge = Judge::create(built_in_schemas()).value();
  return judge;
}

}  // namespace packetproof
