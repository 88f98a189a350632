/// A million requests drawn at random, and the reference endpoint is accused of nothing.

#include "properties/judged_endpoint.hpp"

namespace packetproof {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr std::uint64_t requests = 10'000;  // a sanitizer costs a factor of ten
#else
constexpr std::uint64_t requests = 250'000;
#endif

/// A quarter each, so that ctest can share them out.
struct MillionRequests : JudgedEndpoint, testing::WithParamInterface<std::uint64_t> {};

TEST_P(MillionRequests, AccuseTheReferenceOfNothing) {
  const Handler endpoint = make_reference_endpoint(credentials());
  for (std::uint64_t n = 0; n < requests; ++n) {
    const GeneratedPacket packet =
        vary_packet(draw_packet(GetParam(), n), Aim::either, GetParam(), n);
    ASSERT_EQ(judge_packet(endpoint, packet), "") << packet.id << "\n" << packet.bytes;
  }
  EXPECT_GT(context.task_ids.size(), requests / 4);
}

INSTANTIATE_TEST_SUITE_P(Seeds, MillionRequests, testing::Values(101, 102, 103, 104));

}  // namespace
}  // namespace packetproof
