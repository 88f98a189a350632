#include "harness/oracle/echo.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "harness/oracle/normal_form.hpp"
#include "harness/protocol/xml_reader.hpp"

namespace packetproof {
namespace {

bool has_element(const XmlNode& node, std::string_view name) {
  return (node.is_element() && node.name == name) ||
         std::ranges::any_of(node.children,
                             [&](const XmlNode& child) { return has_element(child, name); });
}

/// "<name" and then something that ends a name.
bool spells_tag(std::string_view text, std::string_view name) {
  const std::string tag = "<" + std::string(name);
  for (std::size_t at = text.find(tag); at != std::string_view::npos; at = text.find(tag, at + 1)) {
    const std::string_view rest = text.substr(at + tag.size());
    if (rest.empty() || std::string_view(" \t\r\n/>").find(rest.front()) != rest.npos) return true;
  }
  return false;
}

/// "&" and then a name or number and ";".
bool is_reference(std::string_view text) {
  const std::size_t end = text.find_first_of("; \t\r\n<&'\"", 1);
  return end != std::string_view::npos && text[end] == ';' && end > 1;
}

/// Does `errtext` hold this text so that one of its markup characters is bare?
bool holds_bare(std::string_view errtext, std::string_view text) {
  const std::size_t markup = text.find_first_of("<&");
  if (markup == std::string_view::npos || text.size() < 2) return false;
  for (std::size_t at = errtext.find(text); at != std::string_view::npos;
       at = errtext.find(text, at + 1)) {
    if (text[markup] == '<' || !is_reference(errtext.substr(at + markup))) return true;
  }
  return false;
}

}  // namespace

bool request_spells_element(std::string_view request, std::string_view element_name) {
  const auto document = read_xml(request, {.allow_doctype = true});
  if (!document) {
    return spells_tag(request, element_name) || spells_tag(unescape_xml(request), element_name);
  }
  if (has_element(document->root, element_name)) return true;
  return std::ranges::any_of(
      texts_of(request), [&](const std::string& text) { return spells_tag(text, element_name); });
}

bool errtext_holds_raw_text(std::string_view request, std::string_view answer) {
  constexpr std::string_view open = "<errtext>";
  constexpr std::string_view close = "</errtext>";
  constexpr std::size_t longest = 65536;
  const std::size_t at = answer.find(open);
  if (at == std::string_view::npos) return false;
  std::string_view errtext = answer.substr(at + open.size());
  errtext = errtext.substr(0, std::min(errtext.find(close), longest));
  return std::ranges::any_of(texts_of(request),
                             [&](const std::string& text) { return holds_bare(errtext, text); });
}

}  // namespace packetproof
