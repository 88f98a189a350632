#include "harness/conformance/properties.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <utility>

#include "harness/conformance/glob.hpp"
#include "harness/generate/exhaustive.hpp"
#include "harness/generate/mutations.hpp"
#include "harness/generate/packet_source.hpp"
#include "harness/generate/respellings.hpp"

namespace packetproof {
namespace {

/// The connection that the steps of one instance share.
constexpr std::uint32_t shared = 1;

/// So many draws of a property in the profile that counts none.
constexpr std::uint64_t thorough_draws = 500;

Step by_label(std::string body) {
  Step step;
  step.body = std::move(body);
  step.by_label = true;
  return step;
}

// Values of a property are drawn from a seed of its own, so that no two send the same packets.
std::uint64_t stream(const EndpointProperty& property, std::uint64_t seed) {
  return seed_of(seed, property.id, 0);
}

void enumerated(const EndpointProperty& property, std::uint64_t, std::uint64_t n, Case& instance) {
  instance.steps.push_back(by_label(exhaustive_packet(property.family, n).bytes));
}

void valid(const EndpointProperty& property, std::uint64_t seed, std::uint64_t n, Case& instance) {
  const std::uint64_t own = stream(property, seed);
  GeneratedPacket packet = vary_packet(draw_packet(own, n), Aim::valid, own, n);
  instance.variations = std::move(packet.respellings);
  instance.steps.push_back(by_label(std::move(packet.bytes)));
}

/// A drawn packet may have no place for a variation; another one has.
constexpr std::uint64_t most_draws = 400;

/// The document of draw `draw` of instance `n`, and the numbers with which to vary it.
struct Draw {
  RequestDocument document;
  Random random;
};
Draw draw_of(std::uint64_t own, std::uint64_t n, std::uint64_t draw) {
  const std::uint64_t value = n + draw * 1'000'003;
  return {document_of(draw_packet(own, value)), Random(seed_of(own, "place", value))};
}

/// The same for a respelling: every other document has an attribute, which quotes want.
Draw draw_to_respell(std::uint64_t own, std::uint64_t n, std::uint64_t draw) {
  Draw drawn = draw_of(own, n, draw);
  if (draw % 2 == 1) drawn.document.root.attributes.push_back({"version", "%VERSION%"});
  return drawn;
}

/// Each mutation in turn, alone on a packet of its own.
void mutated(const EndpointProperty& property, std::uint64_t seed, std::uint64_t n,
             Case& instance) {
  const std::uint64_t own = stream(property, seed);
  const Mutation& mutation = all_mutations()[n % all_mutations().size()];
  for (std::uint64_t i = 0; instance.steps.empty() && i < most_draws; ++i) {
    Draw draw = draw_of(own, n, i);
    if (!mutation.apply(draw.document, draw.random, mutation.argument)) continue;
    instance.variations.push_back(mutation.id);
    instance.steps.push_back(by_label(write(draw.document)));
  }
}

void mixed(const EndpointProperty& property, std::uint64_t seed, std::uint64_t n, Case& instance) {
  const std::uint64_t own = stream(property, seed);
  GeneratedPacket packet = vary_packet(draw_packet(own, n), Aim::invalid, own, n);
  instance.variations = std::move(packet.mutations);
  std::ranges::copy(packet.respellings, std::back_inserter(instance.variations));
  instance.steps.push_back(by_label(std::move(packet.bytes)));
}

/// Each respelling in turn, of a packet with one node that breaks a rule: an endpoint may validate
/// only what is written as it is used to.
void mutated_and_respelt(const EndpointProperty& property, std::uint64_t seed, std::uint64_t n,
                         Case& instance) {
  const std::uint64_t own = stream(property, seed);
  const Respelling& respelling = all_respellings()[n % all_respellings().size()];
  for (std::uint64_t i = 0; instance.steps.empty() && i < most_draws; ++i) {
    Draw draw = draw_to_respell(own, n, i);
    const Mutation& mutation = node_mutations()[draw.random.below(node_mutations().size())];
    if (!mutation.apply(draw.document, draw.random, mutation.argument)) continue;
    if (!respelling.apply(draw.document, draw.random)) continue;
    instance.variations = {mutation.id, respelling.id};
    instance.steps.push_back(by_label(write(draw.document)));
  }
}

void recovery(const EndpointProperty& property, std::uint64_t seed, std::uint64_t n,
              Case& instance) {
  mixed(property, seed, n, instance);
  const std::uint64_t own = stream(property, seed) + 1;
  instance.steps.push_back(by_label(write(document_of(draw_packet(own, n)))));
  for (Step& step : instance.steps) step.connection = shared;
}

/// Each respelling in turn; the packet as it is, then respelt.
void respelt(const EndpointProperty& property, std::uint64_t seed, std::uint64_t n,
             Case& instance) {
  const std::uint64_t own = stream(property, seed);
  const Respelling& respelling = all_respellings()[n % all_respellings().size()];
  for (std::uint64_t i = 0; instance.steps.empty() && i < most_draws; ++i) {
    Draw draw = draw_to_respell(own, n, i);
    const std::string plain = write(draw.document);
    if (!respelling.apply(draw.document, draw.random)) continue;
    instance.variations.push_back(respelling.id);
    instance.steps.push_back(by_label(plain));
    instance.steps.push_back(by_label(write(draw.document)));
  }
  instance.alike = true;
}

void several_operations(const EndpointProperty& property, std::uint64_t seed, std::uint64_t n,
                        Case& instance) {
  static constexpr std::size_t most = 5;
  const std::uint64_t own = stream(property, seed);
  const std::size_t wanted = 2 + n % (most - 1);
  RequestPacket packet;
  for (std::uint64_t draw = 0; packet.operations.size() < wanted; ++draw) {
    for (BackupServerInput& input : draw_packet(own, n * most + draw).operations) {
      if (packet.operations.size() < wanted) packet.operations.push_back(std::move(input));
    }
  }
  instance.steps.push_back(by_label(write(document_of(packet))));
}

constexpr std::string_view as_labelled =
    "A right endpoint accepts what the oracles call valid, refuses what they call invalid, and "
    "answers in the documented shape.";

std::vector<EndpointProperty> make_properties() {
  const Requirement* accepted = requirement("R-DOC28729-valid-accepted");
  const Requirement* nothing = requirement("R-DOC28729-nothing-executed");
  return {
      {.id = "xsd/exhaustive/sequences",
       .title = "Every sequence of up to four nodes is treated as the schema says",
       .expectation = as_labelled,
       .phase = Phase::exhaustive,
       .about = requirement("R-PAGE-order"),
       .family = 0,
       .make = enumerated},
      {.id = "xsd/exhaustive/nodes",
       .title = "Every choice of nodes in their order is accepted where the schema has it",
       .expectation = as_labelled,
       .phase = Phase::exhaustive,
       .about = accepted,
       .family = 1,
       .make = enumerated},
      {.id = "xsd/exhaustive/contents",
       .title = "Every class of content in every node is treated as the schema says",
       .expectation = as_labelled,
       .phase = Phase::exhaustive,
       .about = requirement("R-XSD-split-size-integer"),
       .family = 2,
       .make = enumerated},
      {.id = "xml/exhaustive/triples",
       .title = "Every three values and spellings are accepted together",
       .expectation = as_labelled,
       .phase = Phase::exhaustive,
       .about = requirement("R-XML-spelling"),
       .family = 3,
       .make = enumerated},
      {.id = "xsd/property/valid-accepted",
       .title = "A valid packet is accepted with a task of its own, however it is written",
       .expectation = as_labelled,
       .about = accepted,
       .drawn = 30,
       .make = valid},
      {.id = "xsd/property/mutation-refused",
       .title = "A packet in which one named rule is broken is refused",
       .expectation = as_labelled,
       .about = nothing,
       .drawn = all_mutations().size(),
       .make = mutated},
      {.id = "xsd/property/mutations-refused",
       .title = "A packet with a node that breaks a rule is refused, however it is written",
       .expectation = as_labelled,
       .about = nothing,
       .drawn = all_respellings().size(),
       .make = mutated_and_respelt},
      {.id = "xml/property/respelling-alike",
       .title = "A packet and the same packet written otherwise get answers of one class",
       .expectation = "A right endpoint treats both alike, and each as the oracles say.",
       .about = requirement("R-XML-spelling"),
       .drawn = all_respellings().size(),
       .make = respelt},
      {.id = "seq/property/recovers",
       .title = "After a refused packet the next valid one on the connection is accepted",
       .expectation = "A right endpoint refuses the first where it is invalid, and accepts the "
                      "second.",
       .about = requirement("R-DOC28729-recovers"),
       .drawn = 20,
       .make = recovery},
      {.id = "sem/property/several-operations",
       .title = "So many operations are answered by so many results, in their order",
       .expectation = "A right endpoint answers each operation once, with a task of its own.",
       .about = requirement("R-DOC28722-answer-each"),
       .drawn = 16,
       .make = several_operations},
  };
}

std::vector<std::uint64_t> numbers_of(const EndpointProperty& property, Profile profile) {
  if (profile == Profile::smoke) return {};
  if (!property.drawn && profile == Profile::standard) return covering_selection(property.family);
  std::vector<std::uint64_t> numbers(instance_count(property, profile));
  for (std::uint64_t n = 0; n < numbers.size(); ++n) numbers[n] = n;
  return numbers;
}

/// An instance by its whole id; none where the text is something else.
std::optional<Case> instance_named(std::string_view id) {
  const std::size_t at = id.find("@s");
  if (at == std::string_view::npos) return std::nullopt;
  const EndpointProperty* property = find_property(id.substr(0, at));
  if (property == nullptr) return std::nullopt;
  std::uint64_t seed = 0;
  std::uint64_t n = 0;
  const char* const end = id.data() + id.size();
  const auto [dot, bad_seed] = std::from_chars(id.data() + at + 2, end, seed);
  if (bad_seed != std::errc{} || dot == end || *dot != '.') return std::nullopt;
  const auto [last, bad_number] = std::from_chars(dot + 1, end, n);
  if (bad_number != std::errc{} || last != end) return std::nullopt;
  if (!property->drawn && n >= exhaustive_families()[property->family].count) return std::nullopt;
  return instance_of(*property, seed, n);
}

bool wanted(const EndpointProperty& property, const Selection& selection) {
  if (!selection.phases.contains(property.phase)) return false;
  return selection.globs.empty() ||
         std::ranges::any_of(selection.globs, [&](const std::string& glob) {
           return glob_matches(glob, property.id) || (glob.contains('@') && glob.contains('*'));
         });
}

}  // namespace

std::span<const EndpointProperty> all_properties() {
  static const std::vector<EndpointProperty> properties = make_properties();
  return properties;
}

const EndpointProperty* find_property(std::string_view id) {
  const auto at = std::ranges::find(all_properties(), id, &EndpointProperty::id);
  return at == all_properties().end() ? nullptr : &*at;
}

std::uint64_t instance_count(const EndpointProperty& property, Profile profile) {
  if (profile == Profile::smoke) return 0;
  const bool all = profile == Profile::thorough;
  if (property.drawn) return all ? std::max(*property.drawn, thorough_draws) : *property.drawn;
  return all ? exhaustive_families()[property.family].count
             : covering_selection(property.family).size();
}

Case instance_of(const EndpointProperty& property, std::uint64_t seed, std::uint64_t n) {
  Case instance{.id = fmt::format("{}@s{}.{}", property.id, seed, n),
                .title = std::string(property.title),
                .phase = property.phase,
                .requirements = {property.about}};
  instance.property = property.id;
  property.make(property, seed, n, instance);
  return instance;
}

std::vector<Case> property_cases(const Selection& selection, std::uint64_t seed) {
  std::vector<Case> cases;
  for (const EndpointProperty& property : all_properties()) {
    if (!wanted(property, selection)) continue;
    for (const std::uint64_t n : numbers_of(property, selection.profile)) {
      cases.push_back(instance_of(property, seed, n));
    }
  }
  for (const std::string& glob : selection.globs) {
    std::optional<Case> named = instance_named(glob);
    if (!named || !selection.phases.contains(named->phase)) continue;
    const auto same = std::ranges::find(cases, named->id, &Case::id);
    if (same == cases.end()) cases.push_back(std::move(*named));
  }
  return cases;
}

std::vector<Case> suite_cases(const Selection& selection, std::uint64_t seed) {
  std::vector<Case> cases = all_cases();
  std::ranges::move(property_cases(selection, seed), std::back_inserter(cases));
  return cases;
}

}  // namespace packetproof
