/// Writers of requests, each wrong in one way.

#include <algorithm>

#include "properties/fuzz_serializer.hpp"
#include "properties/planted.hpp"
#include "properties/replaced.hpp"

namespace packetproof {
namespace {

/// Writes what `change` makes of the request.
template <typename Change>
Examination writing(Change change) {
  RequestCodec codec;
  codec.write = [change](const BackupServerInput& input, const Spelling& how) {
    BackupServerInput changed = input;
    change(changed, how);
    return serialize(changed, how);
  };
  return examining(codec);
}

/// Writes `to` for `from`.
Examination rewriting(std::string_view from, std::string_view to) {
  RequestCodec codec;
  codec.write = [from, to](const BackupServerInput& input, const Spelling& how) {
    auto written = serialize(input, how);
    if (written) written = replaced(*written, from, to);
    return written;
  };
  return examining(codec);
}

/// An input of the target: see fuzz_serializer.hpp.
std::string input(unsigned what, unsigned how, std::uint64_t split_size, std::string_view text) {
  std::string bytes = {static_cast<char>(what), static_cast<char>(how)};
  for (unsigned i = 0; i < 8; ++i) bytes += static_cast<char>(split_size >> (8 * i) & 0xFFU);
  return bytes + std::string(2, '\0') + std::string(text);
}

constexpr unsigned remote = 1;
constexpr unsigned prefix = 2;
constexpr unsigned size = 4;
constexpr unsigned configuration = 128;
constexpr unsigned latin1 = 3U << 3U;

}  // namespace

PlantedTarget planted_serializer() {
  using enum DefectKind;
  return {.name = "serializer",
          .right = examining(RequestCodec{}),
          .defects = {
              {"writes_sizes_of_32_bits", value, 2000, input(size, 0, 1ULL << 32U, "d"),
               writing([](BackupServerInput& request, const Spelling&) {
                 if (request.split_size) request.split_size = static_cast<int>(*request.split_size);
               })},
              {"writes_no_empty_prefix", value, 5000, input(prefix, 0, 0, "d"),
               writing([](BackupServerInput& request, const Spelling&) {
                 if (request.prefix && request.prefix->empty()) request.prefix.reset();
               })},
              {"loses_configuration_of_split_remote_backups", value, 20000,
               input(remote | size | configuration, 0, 1, "d"),
               writing([](BackupServerInput& request, const Spelling&) {
                 if (request.split_size && std::holds_alternative<Remote>(request.storage)) {
                   request.only_configuration = false;
                 }
               })},
              {"writes_question_marks_in_latin1", value, 50000, input(0, latin1, 0, "\xE2\x82\xAC"),
               writing([](BackupServerInput& request, const Spelling& how) {
                 if (how.encoding != Encoding::latin1 || find_illegal(request.description)) return;
                 for (std::size_t at = 0; at < request.description.size(); ++at) {
                   const auto here = std::string_view(request.description).substr(at);
                   const CodePoint character = decode_utf8(here);
                   if (character.value > 0xFF) request.description.replace(at, character.size, "?");
                 }
               })},
              {"carries_noncharacters", value, 300000, input(0, 0, 0, "\xEF\xBF\xBE"),
               writing([](BackupServerInput& request, const Spelling&) {
                 request.description = replaced(request.description, "\xEF\xBF\xBE", "");
               })},
              {"escapes_no_section_end", value, 50000, input(0, 0, 0, "]]>"),
               rewriting("]]&gt;", "]]>")},
              {"escapes_no_carriage_return", value, 50000, input(0, 0, 0, "\r"),
               rewriting("&#13;", "\r")},
          }};
}

}  // namespace packetproof
