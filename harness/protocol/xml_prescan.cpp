#include "harness/protocol/xml_prescan.hpp"

#include <array>

namespace packetproof {
namespace {

struct Section {
  std::string_view open, close;
};

/// What may hold "<" without opening a tag. A DOCTYPE is no section: its declarations are taken for
/// tags, each with its own few values.
constexpr auto sections = std::to_array<Section>({
    {.open = "<!--", .close = "-->"},
    {.open = "<![CDATA[", .close = "]]>"},
    {.open = "<?", .close = "?>"},
});

/// The offset behind the section that opens at `at`; `at` itself where none does.
std::size_t skip_section(std::string_view text, std::size_t at) {
  for (const Section& section : sections) {
    if (!text.substr(at).starts_with(section.open)) continue;
    const std::size_t close = text.find(section.close, at + section.open.size());
    return close == std::string_view::npos ? text.size() : close + section.close.size();
  }
  return at;
}

}  // namespace

std::optional<std::size_t> find_crowded_tag(std::string_view text, std::uint32_t most) {
  if (text.size() / 2 <= most) return std::nullopt;  // a value takes two quotes
  std::size_t at = text.find('<');
  while (at != std::string_view::npos) {
    std::size_t next = skip_section(text, at);
    if (next == at) {
      std::uint32_t values = 0;
      next = text.find_first_of(">\"'", at);
      while (next != std::string_view::npos && text[next] != '>') {
        if (++values > most) return at;
        next = text.find(text[next], next + 1);
        if (next != std::string_view::npos) next = text.find_first_of(">\"'", next + 1);
      }
    }
    if (next == std::string_view::npos) break;
    at = text.find('<', next);
  }
  return std::nullopt;
}

}  // namespace packetproof
