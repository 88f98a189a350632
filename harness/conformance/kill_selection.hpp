#pragma once

/// Which rows of a kill matrix could be spared, and which few are worth most.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "reports/mutation_record.hpp"

namespace packetproof {

/// Cases that kill something, but nothing that no other row kills.
std::vector<std::string> redundant_rows(const MutationRecord&);

/// Fills `smoke`: of the cases but `excluded` those that kill most within so many requests, as far
/// as exchanging one or two of them can tell; of equal kills the fewer requests. The best set at
/// all is a set cover, which nobody computes in reasonable time.
void choose_smoke(MutationRecord&, const std::set<std::string_view>& excluded, int budget);

}  // namespace packetproof
