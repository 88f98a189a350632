#include "harness/generate/shrink.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

#include "harness/generate/document.hpp"
#include "harness/generate/packet_tokens.hpp"
#include "harness/protocol/text_rules.hpp"
#include "harness/protocol/xml_encoding.hpp"

namespace packetproof {
namespace {

using Kind = PacketToken::Kind;

/// Candidates beyond these are not even judged: broken packets of many thousand characters.
constexpr int most_candidates = 20'000;

/// A packet as text, and how it travels.
struct Written {
  std::string text;
  Encoding encoding = Encoding::utf8;
  bool mark = false;  // of UTF-8

  [[nodiscard]] std::string bytes() const {
    return mark ? "\xEF\xBB\xBF" + text : encode(text, encoding);
  }
};

Written written(std::string_view packet) {
  const auto decoded = decode_xml(packet);
  if (!decoded || !decoded->byte_order_mark) return {.text = std::string(packet)};
  if (!decoded->converted) return {.text = std::string(decoded->given), .mark = true};
  const bool big = packet.starts_with("\xFE\xFF");
  if (!big && !packet.starts_with("\xFF\xFE")) return {.text = std::string(packet)};
  Written result{.text = *decoded->converted,
                 .encoding = big ? Encoding::utf16be : Encoding::utf16le};
  // Only what can be written back as it was.
  if (result.bytes() != packet) return {.text = std::string(packet)};
  return result;
}

/// How far a character is from the plainest one.
int strangeness(char c) {
  if (c == 'a') return 0;
  if (c == '0') return 1;
  if (c == '1') return 2;
  if (c >= 'b' && c <= 'z') return 3;
  if (c >= '2' && c <= '9') return 3;
  if (c == '"') return 4;
  return c > 0x20 && c < 0x7F ? 5 : 6;
}

/// Smaller is better: bytes, then characters.
std::pair<std::size_t, std::size_t> size_of(const std::string& bytes) {
  std::size_t sum = 0;
  for (const char c : bytes) sum += static_cast<std::size_t>(strangeness(c));
  return {bytes.size(), sum};
}

class Shrinking {
 public:
  Shrinking(std::string_view packet, const std::function<bool(std::string_view)>& eligible,
            const std::function<Keep(std::string_view)>& shows)
      : best_(written(packet)), bytes_(packet), eligible_(eligible), shows_(shows) {}

  Shrunk run() {
    bool changed = true;
    while (changed && !stopped_) {
      changed = false;
      changed |= plain_encoding();
      changed |= fewer_elements();
      changed |= fewer_tokens();
      changed |= shorter_tokens();
      changed |= plainer_spelling();
      changed |= plainer_texts();
    }
    return {.packet = bytes_, .asked = asked_, .smallest = !stopped_};
  }

 private:
  /// Takes the candidate if it is smaller and still shows what is to be shown.
  bool take(Written candidate) {
    if (stopped_) return false;
    std::string bytes = candidate.bytes();
    if (size_of(bytes) >= size_of(bytes_) || !seen_.insert(bytes).second) return false;
    if (++tried_ > most_candidates) {
      stopped_ = true;
      return false;
    }
    if (!eligible_(bytes)) return false;
    const Keep keep = shows_(bytes);
    stopped_ = keep == Keep::stop;
    asked_ += static_cast<int>(!stopped_);
    if (keep != Keep::yes) return false;
    best_ = std::move(candidate);
    bytes_ = std::move(bytes);
    return true;
  }
  bool take_text(std::string text) { return take({std::move(text), best_.encoding, best_.mark}); }

  bool plain_encoding() {
    if (best_.encoding == Encoding::utf8 && !best_.mark) return false;
    // A declaration that names the old encoding goes with it.
    const auto tokens = packet_tokens(best_.text);
    if (!tokens.empty() && tokens.front().bytes.starts_with("<?xml") &&
        take({.text = best_.text.substr(tokens.front().bytes.size())})) {
      return true;
    }
    return take({.text = best_.text});
  }

  /// Whole elements first, the largest first; then the tags around what has to stay.
  bool fewer_elements() {
    bool changed = false;
    for (bool again = true; again && !stopped_;) {
      again = remove_one_element() || unwrap_one_element() || local_for_remote();
      changed |= again;
    }
    return changed;
  }

  bool remove_one_element() {
    const std::string text = best_.text;
    const auto tokens = packet_tokens(text);
    struct Range {
      std::size_t first, last, bytes;
    };
    std::vector<Range> ranges;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].kind == Kind::empty) ranges.push_back({i, i + 1, tokens[i].bytes.size()});
      if (tokens[i].kind != Kind::start) continue;
      if (const auto end = closing_of(tokens, i)) {
        std::size_t bytes = 0;
        for (std::size_t t = i; t <= *end; ++t) bytes += tokens[t].bytes.size();
        ranges.push_back({i, *end + 1, bytes});
      }
    }
    std::ranges::sort(ranges, [](const Range& a, const Range& b) {
      return std::pair(b.bytes, a.first) < std::pair(a.bytes, b.first);
    });
    return std::ranges::any_of(ranges, [&](const Range& range) {
      return take_text(with_tokens_replaced(text, tokens, range.first, range.last));
    });
  }

  bool unwrap_one_element() {
    const std::string text = best_.text;
    const auto tokens = packet_tokens(text);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].kind != Kind::start) continue;
      const auto end = closing_of(tokens, i);
      if (!end) continue;
      std::string inside;
      for (std::size_t t = i + 1; t < *end; ++t) inside += tokens[t].bytes;
      if (take_text(with_tokens_replaced(text, tokens, i, *end + 1, inside))) return true;
    }
    return false;
  }

  /// The storage that has to stand has a shorter alternative.
  bool local_for_remote() {
    const std::string text = best_.text;
    const auto tokens = packet_tokens(text);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].kind != Kind::start || tokens[i].name != "remote") continue;
      const auto end = closing_of(tokens, i);
      if (end && take_text(with_tokens_replaced(text, tokens, i, *end + 1, "<local/>")))
        return true;
    }
    return false;
  }

  /// Tokens alone, and two neighbours together.
  bool fewer_tokens() {
    bool changed = false;
    for (const std::size_t width : {std::size_t{1}, std::size_t{2}}) {
      for (std::size_t i = 0; !stopped_;) {
        const std::string text = best_.text;
        const auto tokens = packet_tokens(text);
        if (i + width > tokens.size()) break;
        const bool taken = take_text(with_tokens_replaced(text, tokens, i, i + width));
        changed |= taken;
        i += taken ? 0 : 1;
      }
    }
    return changed;
  }

  /// Each token by ever shorter runs of characters: half of it, a quarter, one.
  bool shorter_tokens() {
    bool changed = false;
    for (std::size_t i = 0; i < packet_tokens(best_.text).size() && !stopped_; ++i) {
      for (std::size_t run = packet_tokens(best_.text)[i].bytes.size() / 2; run > 0; run /= 2) {
        changed |= without_runs(i, run);
      }
    }
    return changed;
  }

  /// Takes runs of `length` bytes, widened to whole characters, out of token `index`.
  bool without_runs(std::size_t index, std::size_t length) {
    bool changed = false;
    for (std::size_t at = 0; !stopped_;) {
      const std::string text = best_.text;
      const auto tokens = packet_tokens(text);
      if (index >= tokens.size() || at >= tokens[index].bytes.size()) break;
      const std::string_view bytes = tokens[index].bytes;
      const std::size_t end = character_end(bytes, std::min(at + length, bytes.size()));
      std::string shorter(bytes.substr(0, at));
      shorter += bytes.substr(end);
      const bool taken = take_text(with_tokens_replaced(text, tokens, index, index + 1, shorter));
      changed |= taken;
      if (!taken) at = end;
    }
    return changed;
  }

  /// The first place from `at` on where a character of UTF-8 begins.
  static std::size_t character_end(std::string_view bytes, std::size_t at) {
    while (at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xC0U) == 0x80U) ++at;
    return at;
  }

  bool plainer_spelling() {
    bool changed = false;
    for (std::size_t i = 0; i < packet_tokens(best_.text).size() && !stopped_; ++i) {
      const std::string text = best_.text;
      const auto tokens = packet_tokens(text);
      const PacketToken& token = tokens[i];
      const auto replace = [&](std::size_t count, const std::string& by) {
        changed |= take_text(with_tokens_replaced(text, tokens, i, i + count, by));
      };
      if (token.kind == Kind::section && token.bytes.size() >= 12) {
        replace(1, escaped(token.bytes.substr(9, token.bytes.size() - 12)));
      } else if (token.kind == Kind::start && i + 1 < tokens.size() &&
                 tokens[i + 1].kind == Kind::end && tokens[i + 1].name == token.name) {
        replace(2, std::string(token.bytes.substr(0, token.bytes.size() - 1)) + "/>");
      } else if (token.kind != Kind::text && token.bytes.contains('\'')) {
        std::string quoted(token.bytes);
        std::ranges::replace(quoted, '\'', '"');
        replace(1, quoted);
      } else if (token.kind == Kind::text && token.bytes.contains("&#")) {
        replace(1, without_references(token.bytes));
      }
    }
    return changed;
  }

  static std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
      out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : c == '>' ? "&gt;" : std::string(1, c);
    }
    return out;
  }

  /// References to printable ASCII as the characters themselves.
  static std::string without_references(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find(';', at);
      if (!text.substr(at).starts_with("&#") || end == std::string_view::npos || end - at > 10) {
        out += text[at++];
        continue;
      }
      const bool hexadecimal = text[at + 2] == 'x';
      const std::string digits(text.substr(at + (hexadecimal ? 3 : 2), end - at));
      const unsigned long value = std::strtoul(digits.c_str(), nullptr, hexadecimal ? 16 : 10);
      const bool plain = value > 0x20 && value < 0x7F && value != '<' && value != '&';
      out += plain ? std::string(1, static_cast<char>(value))
                   : std::string(text.substr(at, end + 1 - at));
      at = end + 1;
    }
    return out;
  }

  /// Texts as all 'a', '0' or '1'; then one character after the other.
  bool plainer_texts() {
    static constexpr std::size_t most_characters = 32;
    bool changed = false;
    for (std::size_t i = 0; i < packet_tokens(best_.text).size() && !stopped_; ++i) {
      const auto size = [&] { return packet_tokens(best_.text)[i].bytes.size(); };
      const Kind kind = packet_tokens(best_.text)[i].kind;
      if (kind != Kind::text) continue;
      changed |= plainer_run(i, 0, size());
      for (std::size_t at = 0; size() <= most_characters && at < size(); ++at) {
        changed |= plainer_run(i, at, 1);
      }
    }
    return changed;
  }

  bool plainer_run(std::size_t index, std::size_t at, std::size_t length) {
    static constexpr std::array plain = {'a', '0', '1'};
    const std::string text = best_.text;
    const auto tokens = packet_tokens(text);
    return std::ranges::any_of(plain, [&](char c) {
      std::string changed(tokens[index].bytes);
      changed.replace(at, length, length, c);
      return take_text(with_tokens_replaced(text, tokens, index, index + 1, changed));
    });
  }

  Written best_;
  std::string bytes_;
  const std::function<bool(std::string_view)>& eligible_;
  const std::function<Keep(std::string_view)>& shows_;
  std::set<std::string> seen_;
  int tried_ = 0;
  int asked_ = 0;
  bool stopped_ = false;
};

}  // namespace

Shrunk shrink_packet(std::string_view packet, const std::function<bool(std::string_view)>& eligible,
                     const std::function<Keep(std::string_view)>& shows) {
  return Shrinking(packet, eligible, shows).run();
}

}  // namespace packetproof
