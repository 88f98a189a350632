#include "harness/generate/packet_tokens.hpp"

#include <algorithm>

namespace packetproof {
namespace {

using Kind = PacketToken::Kind;

/// Up to and with the mark; to the end of the text where it does not come.
std::size_t end_of(std::string_view text, std::size_t from, std::string_view mark) {
  const std::size_t at = text.find(mark, from);
  return at == std::string_view::npos ? text.size() : at + mark.size();
}

PacketToken tag(std::string_view bytes) {
  const bool closes = bytes.starts_with("</");
  const std::size_t from = closes ? 2 : 1;
  const std::size_t to = std::min(bytes.find_first_of(" \t\r\n/>", from), bytes.size());
  PacketToken token{.kind = Kind::start, .bytes = bytes, .name = bytes.substr(from, to - from)};
  if (!bytes.ends_with('>') || token.name.empty()) {
    token.kind = Kind::other;
  } else if (closes) {
    token.kind = Kind::end;
  } else if (bytes.ends_with("/>")) {
    token.kind = Kind::empty;
  }
  return token;
}

PacketToken token_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  const auto until = [&](std::size_t end) { return text.substr(at, end - at); };
  if (!rest.starts_with('<'))
    return {Kind::text, until(std::min(text.find('<', at), text.size())), {}};
  if (rest.starts_with("<!--")) return {Kind::other, until(end_of(text, at + 4, "-->")), {}};
  if (rest.starts_with("<![CDATA[")) return {Kind::section, until(end_of(text, at, "]]>")), {}};
  if (rest.starts_with("<?")) return {Kind::other, until(end_of(text, at, "?>")), {}};
  // A tag ends before the next one begins, whatever its author forgot.
  const std::size_t next = std::min(text.find('<', at + 1), text.size());
  const std::size_t close = std::min(text.find('>', at), text.size());
  return tag(until(close < next ? close + 1 : next));
}

}  // namespace

std::vector<PacketToken> packet_tokens(std::string_view text) {
  std::vector<PacketToken> tokens;
  for (std::size_t at = 0; at < text.size(); at += tokens.back().bytes.size()) {
    tokens.push_back(token_at(text, at));
  }
  return tokens;
}

std::optional<std::size_t> closing_of(const std::vector<PacketToken>& tokens, std::size_t start) {
  std::vector<std::string_view> open;
  for (std::size_t i = start; i < tokens.size(); ++i) {
    if (tokens[i].kind == Kind::start) open.push_back(tokens[i].name);
    if (tokens[i].kind != Kind::end) continue;
    if (open.empty() || open.back() != tokens[i].name) return std::nullopt;
    open.pop_back();
    if (open.empty()) return i;
  }
  return std::nullopt;
}

std::string with_tokens_replaced(std::string_view text, const std::vector<PacketToken>& tokens,
                                 std::size_t first, std::size_t last,
                                 std::string_view replacement) {
  const auto offset = [&](std::size_t token) {
    return token < tokens.size()
               ? static_cast<std::size_t>(tokens[token].bytes.data() - text.data())
               : text.size();
  };
  std::string out(text.substr(0, offset(first)));
  out += replacement;
  return out += text.substr(offset(last));
}

}  // namespace packetproof
