#pragma once

/// The arrows of the architecture: who may include whom, and who owns which library's headers.

#include <string>
#include <vector>

#include "harness/policy/source_tree.hpp"

namespace packetproof {

/// One sentence "<path>:<line>: ..." for each #include of the file that follows no arrow, is not
/// written from the repository's root, or reads a third-party header that another file owns.
std::vector<std::string> layering_violations(const SourceFile& file);

/// One sentence for each place of the file that prints, exits, or reads the environment or the
/// calendar's clock, where only cli, the tests and the benchmarks may.
std::vector<std::string> purity_violations(const SourceFile& file);

}  // namespace packetproof
