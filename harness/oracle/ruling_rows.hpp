#pragma once

/// The two halves of the ruling table.

#include "harness/oracle/rulings.hpp"

namespace packetproof {

std::span<const Ruling> request_rulings();
std::span<const Ruling> answer_rulings();

}  // namespace packetproof
