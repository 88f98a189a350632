#include "harness/generate/packet_source.hpp"

#include <fmt/format.h>

#include <utility>

#include "harness/generate/mutations.hpp"
#include "harness/generate/respellings.hpp"
#include "harness/generate/valid_input.hpp"

namespace packetproof {
namespace {

constexpr std::size_t most_mutations = 3;
constexpr std::size_t most_respellings = 3;
constexpr int most_size = 24;  // of RapidCheck's lists: beyond it texts only get longer

bool breaks_xml(const Mutation& mutation) {
  return mutation.breaks == requirement("R-XML-well-formed") ||
         mutation.breaks == requirement("R-XML-encoding-declaration");
}

/// Returns whether the document is still well-formed.
bool mutate(RequestDocument& document, Random& random, GeneratedPacket& packet) {
  const std::size_t wanted = 1 + random.below(most_mutations);
  bool well_formed = true;
  // A mutation may find no place; every packet has one for some.
  for (int tries = 0; tries < 40 && packet.mutations.size() < wanted && well_formed; ++tries) {
    const Mutation& mutation = random.element_of(all_mutations());
    if (!mutation.apply(document, random, mutation.argument)) continue;
    packet.mutations.push_back(mutation.id);
    well_formed = !breaks_xml(mutation);
  }
  return well_formed;
}

void respell(RequestDocument& document, Random& random, GeneratedPacket& packet) {
  const std::size_t wanted = random.below(most_respellings + 1);
  for (std::size_t i = 0; i < wanted; ++i) {
    const Respelling& respelling = random.element_of(all_respellings());
    if (respelling.apply(document, random)) packet.respellings.push_back(respelling.id);
  }
}

}  // namespace

RequestPacket draw_packet(std::uint64_t seed, std::uint64_t n) {
  static const rc::Gen<RequestPacket> packets = arbitrary_packet();
  const auto size = static_cast<int>(seed_of(seed, "size", n) % most_size);
  return packets(rc::Random(seed_of(seed, "packet", n)), size).value();
}

GeneratedPacket vary_packet(const RequestPacket& drawn, Aim aim, std::uint64_t seed,
                            std::uint64_t n) {
  GeneratedPacket packet{.id = fmt::format("random@s{}.{}", seed, n)};
  Random random(seed_of(seed, "variation", n));
  RequestDocument document = document_of(drawn);
  const bool broken = aim == Aim::invalid || (aim == Aim::either && random.one_in(2));
  // What is not well-formed has no other spelling.
  if (!broken || mutate(document, random, packet)) respell(document, random, packet);
  packet.bytes = write(document);
  return packet;
}

}  // namespace packetproof
