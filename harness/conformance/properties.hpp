#pragma once

/// What holds of every request of a kind: statements about an endpoint, and the instances, drawn or
/// enumerated, on which a run tries them. An instance is a case that names its property.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/conformance/case.hpp"
#include "harness/conformance/plan.hpp"

namespace packetproof {

struct EndpointProperty {
  std::string_view id;  // area/group/slug
  std::string_view title;
  std::string_view expectation;  // of a right endpoint, a sentence
  Phase phase = Phase::properties;
  const Requirement* about = nullptr;
  std::size_t family = 0;                   // of the small scope; enumerated properties only
  std::optional<std::uint64_t> drawn = {};  // instances of the standard profile; none = enumerated
  /// The steps of instance `n`, from the seed and its number alone. Main thread only.
  void (*make)(const EndpointProperty&, std::uint64_t seed, std::uint64_t n, Case&) = nullptr;
};

std::span<const EndpointProperty> all_properties();
/// Null for an unknown id.
const EndpointProperty* find_property(std::string_view id);

/// How many instances a profile sends.
std::uint64_t instance_count(const EndpointProperty&, Profile);

/// Id `<property>@s<seed>.<n>`.
Case instance_of(const EndpointProperty&, std::uint64_t seed, std::uint64_t n);

/// The instances that a selection wants: none where the profile is smoke, or where neither a phase
/// nor a glob asks for them. A glob that is an instance's id brings that instance, whatever its
/// seed and the profile.
std::vector<Case> property_cases(const Selection&, std::uint64_t seed);

/// Every case of the suite, and then these instances.
std::vector<Case> suite_cases(const Selection&, std::uint64_t seed);

}  // namespace packetproof
