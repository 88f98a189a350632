/// The reference endpoint does with every generated request what the oracles say is right; and the
/// judge that compares the two accuses an endpoint that does not.

#include <string>

#include "harness/generate/exhaustive.hpp"
#include "properties/judged_endpoint.hpp"

namespace packetproof {
namespace {

using EndpointProperties = JudgedEndpoint;

TEST_F(EndpointProperties, TheReferenceIsRightOverTheWholeSmallScope) {
  const Handler endpoint = make_reference_endpoint(credentials());
  for (std::uint64_t n = 0; n < exhaustive_count(); ++n) {
    const GeneratedPacket packet = exhaustive_packet(n);
    EXPECT_EQ(judge_packet(endpoint, packet), "") << packet.id << "\n" << packet.bytes;
  }
  EXPECT_GT(context.task_ids.size(), 400U);
}

TEST_F(EndpointProperties, TheReferenceIsRightAboutPacketsDrawnAtRandom) {
  const Handler endpoint = make_reference_endpoint(credentials());
  for (std::uint64_t n = 0; n < 6000; ++n) {
    const GeneratedPacket packet = vary_packet(draw_packet(3, n), Aim::either, 3, n);
    EXPECT_EQ(judge_packet(endpoint, packet), "") << packet.id << "\n" << packet.bytes;
  }
  EXPECT_GT(context.task_ids.size(), 2000U);
}

/// A defect that shows only where nodes meet; `changed` says what the endpoint makes of a packet.
struct Defect {
  const char* name;
  std::string (*changed)(const std::string& packet);
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  if (const std::size_t at = text.find(from); at != std::string::npos) {
    text.replace(at, from.size(), to);
  }
  return text;
}

const Defect defects[] = {
    {"refuses_split_size_0_with_only_mail",
     [](const std::string& packet) {
       const bool meet = packet.contains("<split-size>0<") && packet.contains("<only-mail");
       return meet ? replaced(packet, "<split-size>0<", "<split-size>none<") : packet;
     }},
    {"accepts_a_repeated_prefix_behind_remote",
     [](const std::string& packet) {
       const bool meet = packet.contains("<remote>");
       return meet ? replaced(packet, "<prefix>nightly</prefix><prefix>nightly</prefix>",
                              "<prefix>nightly</prefix>")
                   : packet;
     }},
    {"forgets_the_order_of_configuration_before_mail",
     [](const std::string& packet) {
       return replaced(packet, "<only-configuration/><only-mail/>",
                       "<only-mail/><only-configuration/>");
     }},
    {"refuses_utf16_with_two_operations",
     [](const std::string& packet) {
       const bool meet = packet.starts_with("\xFF\xFE") && packet.size() > 500;
       return meet ? packet.substr(0, packet.size() - 2) : packet;
     }},
};

TEST_F(EndpointProperties, ADefectOfTwoNodesTogetherIsFound) {
  for (const Defect& defect : defects) {
    const Handler reference = make_reference_endpoint(credentials());
    const Handler endpoint = [&](HttpRequest request) {
      request.body = defect.changed(request.body);
      return reference(request);
    };
    int found = 0;
    for (std::uint64_t n = 0; n < exhaustive_count(); ++n) {
      found += judge_packet(endpoint, exhaustive_packet(n)).empty() ? 0 : 1;
    }
    EXPECT_GT(found, 0) << defect.name;
  }
}

}  // namespace
}  // namespace packetproof
