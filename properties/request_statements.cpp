#include "properties/request_statements.hpp"

#include <utility>

#include "harness/generate/exhaustive.hpp"
#include "harness/generate/packet_source.hpp"
#include "harness/oracle/rules_request.hpp"
#include "harness/oracle/validators.hpp"
#include "harness/protocol/schemas.hpp"

namespace packetproof {
namespace {

constexpr std::uint64_t seed = 5;

SchemaValidator& validator() {
  static const auto one = make_libxml2_oracle(built_in_schemas(), Side::request).value();
  return *one;
}

bool reads_back(const Subject& subject, std::uint64_t n) {
  const RequestPacket packet = draw_packet(seed, n);
  return subject.codec.parse(subject.codec.serialize(packet)) == packet;
}

bool writes_back(const Subject& subject, std::uint64_t n) {
  const std::string once = subject.codec.serialize(draw_packet(seed, n));
  const auto read = subject.codec.parse(once);
  return read && subject.codec.serialize(*read) == once;
}

bool writes_valid(const Subject& subject, std::uint64_t n) {
  const std::string bytes = subject.codec.serialize(draw_packet(seed, n));
  return subject.oracle(bytes) && validator().judge(bytes).valid;
}

bool agrees_on(const Subject& subject, const GeneratedPacket& packet) {
  return subject.oracle(packet.bytes) == judge_request_by_rules(packet.bytes).valid;
}

bool agrees_in_the_small_scope(const Subject& subject, std::uint64_t n) {
  return agrees_on(subject, exhaustive_packet(n));
}

bool agrees_at_random(const Subject& subject, std::uint64_t n) {
  return agrees_on(subject, vary_packet(draw_packet(seed, n), Aim::either, seed, n));
}

}  // namespace

Subject our_subject() {
  return {.codec = {.serialize =
                        [](const RequestPacket& packet) {
                          return serialize(packet, {.declaration = false}).value_or("");
                        },
                    .parse = [](std::string_view bytes) -> std::optional<RequestPacket> {
                      auto packet = parse_request(bytes);
                      if (!packet) return std::nullopt;
                      return std::move(*packet);
                    }},
          .oracle = [](std::string_view bytes) { return judge_request_by_rules(bytes).valid; }};
}

const std::vector<Statement>& request_statements() {
  static const std::vector<Statement> all = {
      {"reads-back", 1000, reads_back},
      {"writes-back", 1000, writes_back},
      {"writes-valid", 1000, writes_valid},
      {"agrees-in-the-small-scope", exhaustive_count(), agrees_in_the_small_scope},
      {"agrees-at-random", 2000, agrees_at_random},
  };
  return all;
}

std::optional<std::uint64_t> first_failure(const Statement& statement, const Subject& subject) {
  for (std::uint64_t n = 0; n < statement.budget; ++n) {
    if (!statement.holds(subject, n)) return n;
  }
  return std::nullopt;
}

}  // namespace packetproof
