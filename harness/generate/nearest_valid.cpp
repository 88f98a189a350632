#include <array>
#include <string>
#include <utility>
#include <vector>

#include "harness/generate/packet_tokens.hpp"
#include "harness/generate/shrink.hpp"
#include "harness/protocol/text_rules.hpp"

// What a person would change to make the packet right.

namespace packetproof {
namespace {

using Kind = PacketToken::Kind;
using Tokens = std::vector<PacketToken>;

struct Edit {
  std::string packet;
  std::string sentence;
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> known = {{
    {"local", "<local/>"},
    {"remote", "<remote>ftp</remote>"},
    {"prefix", "<prefix>a</prefix>"},
    {"description", "<description/>"},
    {"split-size", "<split-size>0</split-size>"},
    {"only-hosting", "<only-hosting/>"},
    {"only-mail", "<only-mail/>"},
    {"only-configuration", "<only-configuration/>"},
}};

std::string tag(std::string_view name) { return "`<" + std::string(name) + ">`"; }

/// "before `<prefix>`", "before the end of `<packet>`".
std::string place(const Tokens& tokens, std::size_t at) {
  if (at >= tokens.size()) return "at the end";
  if (tokens[at].kind == Kind::end) return "at the end of " + tag(tokens[at].name);
  if (!tokens[at].name.empty()) return "before " + tag(tokens[at].name);
  return "before what follows `" + std::string(tokens[at - (at > 0 ? 1 : 0)].bytes) + "`";
}

/// One past the last token of the element at `at`; `at` where none is.
std::size_t element_end(const Tokens& tokens, std::size_t at) {
  if (tokens[at].kind == Kind::empty) return at + 1;
  if (tokens[at].kind != Kind::start) return at;
  const auto end = closing_of(tokens, at);
  return end ? *end + 1 : at;
}

void add_removals(std::string_view packet, const Tokens& tokens, std::vector<Edit>& edits) {
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const std::size_t end = element_end(tokens, i);
    if (end > i) {
      edits.push_back({with_tokens_replaced(packet, tokens, i, end),
                       "Without " + tag(tokens[i].name) + " it is valid."});
    }
  }
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].name.empty()) continue;
    edits.push_back(
        {with_tokens_replaced(packet, tokens, i, i + 1),
         "Without the text `" + std::string(tokens[i].bytes.substr(0, 40)) + "` it is valid."});
  }
}

void add_tag_edits(std::string_view packet, const Tokens& tokens, std::vector<Edit>& edits) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const PacketToken& token = tokens[i];
    if (token.kind != Kind::start && token.kind != Kind::empty) continue;
    const std::string bare = "<" + std::string(token.name);
    if (token.bytes.size() > bare.size() + 2) {
      edits.push_back({with_tokens_replaced(packet, tokens, i, i + 1,
                                            bare + (token.kind == Kind::empty ? "/>" : ">")),
                       "Without the attributes of " + tag(token.name) + " it is valid."});
    }
    const std::size_t end = element_end(tokens, i);
    for (const auto& [name, right] : known) {
      if (end == i) break;
      edits.push_back({with_tokens_replaced(packet, tokens, i, end, right),
                       token.name == name
                           ? "With `" + std::string(right) + "` as it stands here it is valid."
                           : "With `" + std::string(right) + "` in place of " + tag(token.name) +
                                 " it is valid."});
    }
  }
}

void add_insertions(std::string_view packet, const Tokens& tokens, std::vector<Edit>& edits) {
  for (std::size_t i = 1; i <= tokens.size(); ++i) {
    for (const auto& [name, right] : known) {
      edits.push_back({with_tokens_replaced(packet, tokens, i, i, right),
                       "With `" + std::string(right) + "` " + place(tokens, i) + " it is valid."});
    }
    // A lone empty element has no room for a child.
    const PacketToken& before = tokens[i - 1];
    if (before.kind != Kind::empty) continue;
    for (const auto& [name, right] : known) {
      const std::string opened = "<" + std::string(before.name) + ">" + std::string(right) + "</" +
                                 std::string(before.name) + ">";
      edits.push_back(
          {with_tokens_replaced(packet, tokens, i - 1, i, opened),
           "With `" + std::string(right) + "` in " + tag(before.name) + " it is valid."});
    }
  }
}

void add_moves(const Tokens& tokens, std::vector<Edit>& edits) {
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const std::size_t end = element_end(tokens, i);
    if (end == i) continue;
    std::string moved;
    for (std::size_t t = i; t < end; ++t) moved += tokens[t].bytes;
    for (std::size_t to = 1; to <= tokens.size(); ++to) {
      if (to >= i && to <= end) continue;
      const std::string sentence =
          "With " + tag(tokens[i].name) + " " + place(tokens, to) + " it is valid.";
      std::string out;
      for (std::size_t t = 0; t <= tokens.size(); ++t) {
        if (t == to) out += moved;
        if (t < tokens.size() && (t < i || t >= end)) out += tokens[t].bytes;
      }
      edits.push_back({std::move(out), sentence});
    }
  }
}

}  // namespace

std::optional<std::string> one_edit_to_valid(
    std::string_view packet, const std::function<bool(std::string_view)>& is_valid) {
  static constexpr std::size_t most_tokens = 60;
  static constexpr std::size_t most_bytes = 4096;
  if (packet.size() > most_bytes || find_illegal(packet)) return std::nullopt;
  const Tokens tokens = packet_tokens(packet);
  if (tokens.empty() || tokens.size() > most_tokens) return std::nullopt;
  std::vector<Edit> edits;
  add_removals(packet, tokens, edits);
  add_moves(tokens, edits);
  add_insertions(packet, tokens, edits);
  add_tag_edits(packet, tokens, edits);
  for (const Edit& edit : edits) {
    if (is_valid(edit.packet)) return edit.sentence;
  }
  return std::nullopt;
}

}  // namespace packetproof
