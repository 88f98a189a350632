#include "harness/oracle/normal_form.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "harness/oracle/answer_view.hpp"
#include "harness/protocol/text_rules.hpp"
#include "harness/protocol/xml_reader.hpp"

namespace packetproof {
namespace {

constexpr std::size_t longest_observation = 200;
constexpr std::size_t longest_considered = 4096;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  if (what.empty()) return;
  std::string out;
  std::size_t from = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, from)) {
    out.append(text, from, at - from).append(with);
    from = at + what.size();
  }
  if (from != 0) text = out.append(text, from);
}

/// Runs of letters and digits: a number, or something like a hash, becomes "#".
std::string without_numbers(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    bool digits = false;
    while (end < text.size() && is_word(text[end])) digits |= is_digit(text[end++]);
    const std::string_view word = text.substr(i, end - i);
    if (end == i) {
      out += text[end++];
    } else if (digits && word.size() >= 8) {
      out += '#';
    } else {
      for (const char c : word) {
        if (!is_digit(c)) {
          out += c;
        } else if (!out.ends_with('#')) {
          out += '#';
        }
      }
    }
    i = end;
  }
  return out;
}

std::string one_line(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const CodePoint c = decode_utf8(text);
    const std::string_view piece = text.substr(0, c.size == 0 ? 1 : c.size);
    if (out.size() + piece.size() > longest_observation) break;
    if (is_blank(piece)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (c.size == 0 || c.value < 0x20 || c.value == 0x7F) {
      out += '?';
    } else {
      out += piece;
    }
    text.remove_prefix(piece.size());
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

void collect_texts(const XmlNode& node, std::vector<std::string>& texts) {
  for (const XmlAttribute& attribute : node.attributes) texts.push_back(attribute.value);
  texts.push_back(characters_of(node));
  for (const XmlNode& child : node.children) {
    if (child.is_element()) collect_texts(child, texts);
  }
}

/// What stands between '&' and ';'.
std::optional<std::uint32_t> referenced(std::string_view name) {
  constexpr std::pair<std::string_view, char> predefined[] = {
      {"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [word, character] : predefined) {
    if (name == word) return static_cast<std::uint32_t>(character);
  }
  if (!name.starts_with('#')) return std::nullopt;
  name.remove_prefix(1);
  const bool hexadecimal = name.starts_with('x') || name.starts_with('X');
  if (hexadecimal) name.remove_prefix(1);
  std::uint32_t code = 0;
  const auto [stop, error] =
      std::from_chars(name.data(), name.data() + name.size(), code, hexadecimal ? 16 : 10);
  if (error != std::errc() || stop != name.data() + name.size() || code > 0x10FFFF) {
    return std::nullopt;
  }
  return code;
}

}  // namespace

std::string normalise(std::string_view text, std::span<const std::string> echoes,
                      std::span<const std::string> secrets) {
  std::string out(text.substr(0, longest_considered));
  for (const std::string& secret : secrets) {
    if (secret.size() >= 6) replace_all(out, secret, "<secret>");
  }
  for (const std::string& echo : echoes) {
    if (echo.size() >= 3) replace_all(out, echo, "<echo>");
  }
  return one_line(without_numbers(out));
}

std::vector<std::string> texts_of(std::string_view request) {
  std::vector<std::string> texts;
  const auto document = read_xml(request, {.allow_doctype = true});
  if (!document) return texts;
  collect_texts(document->root, texts);
  std::erase_if(texts, [](const std::string& text) { return is_blank(text); });
  std::ranges::sort(texts, [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  const auto duplicates = std::ranges::unique(texts);
  texts.erase(duplicates.begin(), duplicates.end());
  return texts;
}

std::string unescape_xml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t at = text.find('&');
    out += text.substr(0, at);
    if (at == std::string_view::npos) break;
    text.remove_prefix(at);
    const std::size_t end = text.substr(0, 12).find(';');
    const auto code =
        end == std::string_view::npos ? std::nullopt : referenced(text.substr(1, end - 1));
    if (code) {
      append_utf8(out, *code);
      text.remove_prefix(end + 1);
    } else {
      out += '&';
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace packetproof
