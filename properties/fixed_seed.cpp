// Draws are the same in every run, unless RC_PARAMS says otherwise: RC_PARAMS="seed=7
// max_success=10000".

#include <cstdlib>

namespace packetproof {
namespace {

[[maybe_unused]] const int seeded = setenv("RC_PARAMS", "seed=1 max_success=1000", 0);

}  // namespace
}  // namespace packetproof
