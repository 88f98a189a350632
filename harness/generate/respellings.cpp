#include "harness/generate/respellings.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "harness/protocol/text_rules.hpp"

namespace packetproof {
namespace {

using Children = std::vector<DocumentNode>;
using Form = DocumentNode::Form;

/// Calls `change` on every element; true when one call was.
template <typename Change>
bool each_element(DocumentNode& node, const Change& change) {
  if (!node.is_element()) return false;
  bool changed = change(node);
  for (DocumentNode& child : node.children) changed |= each_element(child, change);
  return changed;
}

bool is_leaf(const DocumentNode& node) {
  return std::ranges::none_of(node.children, &DocumentNode::is_element);
}

/// Holds elements, and text only where it is blank.
bool is_branch(const DocumentNode& node) { return !node.children.empty() && !is_leaf(node); }

bool single_quotes(RequestDocument& document, Random&) {
  return each_element(document.root, [](DocumentNode& node) {
    for (DocumentAttribute& attribute : node.attributes) attribute.quote = '\'';
    return !node.attributes.empty();
  });
}

bool paired_tags(RequestDocument& document, Random&) {
  return each_element(document.root, [](DocumentNode& node) {
    if (!node.children.empty() || node.paired) return false;
    return node.paired = true;
  });
}

bool spaced_tags(RequestDocument& document, Random&) {
  return each_element(document.root, [](DocumentNode& node) {
    if (node.spaced) return false;
    return node.spaced = true;
  });
}

/// A section of white space where only elements may stand would be another document to some.
template <Form form>
bool write_texts(RequestDocument& document, Random&) {
  return each_element(document.root, [](DocumentNode& node) {
    if (!is_leaf(node)) return false;
    bool changed = false;
    for (DocumentNode& child : node.children) {
      if (child.kind != DocumentNode::Kind::text || child.form != Form::plain) continue;
      if (form == Form::cdata && is_blank(child.text)) continue;
      child.form = form;
      changed = true;
    }
    return changed;
  });
}

/// One text as plain text and a section.
bool split_texts(RequestDocument& document, Random& random) {
  return each_element(document.root, [&random](DocumentNode& node) {
    if (node.children.size() != 1 || node.children[0].kind != DocumentNode::Kind::text)
      return false;
    const std::string text = node.children[0].text;
    const auto starts_character = [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    };
    if (text.size() < 2 || is_blank(text)) return false;
    const std::size_t cut = 1 + random.below(text.size() - 1);
    if (!starts_character(text[cut]) || is_blank(std::string_view(text).substr(cut))) return false;
    if (text[cut - 1] == '\r' && text[cut] == '\n') return false;
    node.children = {text_node(text.substr(0, cut)), text_node(text.substr(cut))};
    node.children[1].form = Form::cdata;
    return true;
  });
}

bool put_between(RequestDocument& document, Random& random, const DocumentNode& inserted) {
  return each_element(document.root, [&](DocumentNode& node) {
    if (!is_branch(node)) return false;
    const auto at = static_cast<std::ptrdiff_t>(random.below(node.children.size() + 1));
    node.children.insert(node.children.begin() + at, inserted);
    return true;
  });
}

bool comments_between(RequestDocument& document, Random& random) {
  return put_between(document, random, markup("<!-- <local/> & -->"));
}
bool instructions_between(RequestDocument& document, Random& random) {
  return put_between(document, random, markup("<?note <local/>?>"));
}

/// A line and its indentation before each child, as people write.
bool indent(RequestDocument& document, Random&) {
  return each_element(document.root, [](DocumentNode& node) {
    if (!is_branch(node)) return false;
    Children children;
    for (DocumentNode& child : node.children) {
      children.push_back(markup("\n  "));
      children.push_back(std::move(child));
    }
    children.push_back(markup("\n"));
    node.children = std::move(children);
    return true;
  });
}

bool blanks_between(RequestDocument& document, Random& random) {
  return put_between(document, random, markup(" \t\r\n"));
}

bool comment_before(RequestDocument& document, Random&) {
  document.before.push_back(markup("<!-- before -->"));
  return true;
}
bool instruction_before(RequestDocument& document, Random&) {
  document.before.push_back(markup("<?note before?>"));
  return true;
}
bool comment_behind(RequestDocument& document, Random&) {
  document.after.push_back(markup("<!-- behind -->"));
  return true;
}
bool line_behind(RequestDocument& document, Random&) {
  document.after.push_back(markup("\r\n"));
  return true;
}

bool declare(RequestDocument& document, std::string_view utf8, std::string_view utf16) {
  if (!document.declaration.empty() || document.encoding == Encoding::latin1) return false;
  document.declaration = document.encoding == Encoding::utf8 ? utf8 : utf16;
  return true;
}

bool declaration(RequestDocument& document, Random&) {
  return declare(document, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
                 "<?xml version=\"1.0\" encoding=\"UTF-16\"?>");
}
bool declaration_of_version(RequestDocument& document, Random&) {
  return declare(document, "<?xml version=\"1.0\"?>", "<?xml version=\"1.0\"?>");
}
bool declaration_in_single_quotes(RequestDocument& document, Random&) {
  return declare(document, "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n",
                 "<?xml version='1.0' encoding='utf-16' standalone='yes' ?>\n");
}

bool byte_order_mark(RequestDocument& document, Random&) {
  if (document.encoding != Encoding::utf8 || document.byte_order_mark) return false;
  return document.byte_order_mark = true;
}

/// Only where no declaration says otherwise.
template <Encoding encoding>
bool encode(RequestDocument& document, Random&) {
  if (document.encoding != Encoding::utf8 || document.byte_order_mark) return false;
  if (document.declaration.contains("encoding")) return false;
  document.encoding = encoding;
  return true;
}

constexpr Respelling rows[] = {
    {"single-quotes", single_quotes},
    {"paired-tags", paired_tags},
    {"spaced-tags", spaced_tags},
    {"sections", write_texts<Form::cdata>},
    {"decimal-references", write_texts<Form::decimal>},
    {"hexadecimal-references", write_texts<Form::hexadecimal>},
    {"text-and-section", split_texts},
    {"comments-between", comments_between},
    {"instructions-between", instructions_between},
    {"indented", indent},
    {"blanks-between", blanks_between},
    {"comment-before", comment_before},
    {"instruction-before", instruction_before},
    {"comment-behind", comment_behind},
    {"line-behind", line_behind},
    {"utf16-little-endian", encode<Encoding::utf16le>},
    {"utf16-big-endian", encode<Encoding::utf16be>},
    {"declaration", declaration},
    {"declaration-of-version", declaration_of_version},
    {"declaration-in-single-quotes", declaration_in_single_quotes},
    {"byte-order-mark", byte_order_mark},
};

}  // namespace

std::span<const Respelling> all_respellings() { return rows; }

const Respelling* find_respelling(std::string_view id) {
  const auto* found = std::ranges::find(rows, id, &Respelling::id);
  return found == std::end(rows) ? nullptr : found;
}

}  // namespace packetproof
