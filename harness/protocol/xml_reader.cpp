#include "harness/protocol/xml_reader.hpp"

#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include <algorithm>
#include <array>
#include <climits>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "harness/protocol/text_rules.hpp"
#include "harness/protocol/xml_encoding.hpp"
#include "harness/protocol/xml_prescan.hpp"
#include "harness/protocol/xml_tree.hpp"

namespace packetproof {
namespace {

using Reason = ParseError::Reason;

std::string string_of(const xmlChar* text) {
  return text == nullptr ? std::string() : reinterpret_cast<const char*>(text);
}

std::string string_of(const xmlChar* begin, const xmlChar* end) {
  return {reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin)};
}

/// A name whose prefix is bound to nothing keeps it: "p:local" is no "local".
void set_name(auto& node, const xmlChar* local, const xmlChar* prefix, const xmlChar* uri) {
  if (prefix != nullptr && uri == nullptr) {
    node.name = string_of(prefix) + ":" + string_of(local);
    return;
  }
  node.name = string_of(local);
  if (prefix != nullptr) node.prefix = string_of(prefix);
  if (uri != nullptr) node.namespace_uri = string_of(uri);
}

/// libxml2 hands attribute values on with "&" as a reference, for want of a better way to tell it
/// from a reference to an entity, which stays as written.
std::string attribute_value(std::string value) {
  constexpr std::string_view ampersand = "&#38;";
  for (std::size_t at = value.find(ampersand); at != std::string::npos;
       at = value.find(ampersand, at + 1)) {
    value.replace(at, ampersand.size(), "&");
  }
  return value;
}

/// An entity of the internal subset in the two shapes in which the parser asks for it.
struct DeclaredEntity {
  std::string name;
  bool holds_markup = false;
  xmlEntity in_value{};    // as declared, but without content
  xmlEntity in_content{};  // as if external, which the parser leaves alone

  DeclaredEntity() = default;
  DeclaredEntity(const DeclaredEntity&) = delete;
  DeclaredEntity& operator=(const DeclaredEntity&) = delete;
  ~DeclaredEntity() {
    // The parser leaves the literal with what getEntity gave it.
    xmlFree(in_value.orig);
    xmlFree(in_content.orig);
  }
};

/// Turns libxml2's events into the tree's, and stops it at the first error. One object a document.
class SaxReader {
 public:
  SaxReader(const DecodedXml& decoded, const XmlLimits& limits)
      : text_(decoded.text()), allow_doctype_(limits.allow_doctype), tree_(text_, limits) {
    document_.declared_encoding = decoded.declared_encoding;
    document_.byte_order_mark = decoded.byte_order_mark;
  }

  std::expected<XmlDocument, ParseError> parse();

 private:
  static SaxReader& self(void* context) { return *static_cast<SaxReader*>(context); }
  static xmlSAXHandler handlers();

  void start_element(const xmlChar* local, const xmlChar* prefix, const xmlChar* uri,
                     int declarations, const xmlChar** declaration, int attributes,
                     const xmlChar** attribute);
  void add_section(XmlNode::Kind, std::string_view opening, const xmlChar* name, std::string text);
  void doctype(const xmlChar* name, const xmlChar* system_id);
  void declare_entity(const xmlChar* name, int type, const xmlChar* content);
  xmlEntity* entity(const xmlChar* name);
  xmlEntity* parameter_entity(const xmlChar* name);
  void library_error(const xmlError& error);

  [[nodiscard]] std::size_t offset() const;
  void fail(Reason, std::string message, std::size_t at);
  void stop_at_error();
  void check_version();

  std::string_view text_;
  bool allow_doctype_;
  XmlTree tree_;
  xmlParserCtxt* context_ = nullptr;
  XmlDocument document_;
  std::map<std::string, DeclaredEntity, std::less<>> entities_;
  std::map<std::string, DeclaredEntity, std::less<>> parameter_entities_;
};

xmlSAXHandler SaxReader::handlers() {
  xmlSAXHandler sax{};
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = [](void* context, const xmlChar* local, const xmlChar* prefix,
                          const xmlChar* uri, int declarations, const xmlChar** declaration,
                          int attributes, int defaulted, const xmlChar** attribute) noexcept {
    // A default of the DTD stands at the end and is no part of what was sent.
    self(context).start_element(local, prefix, uri, declarations, declaration,
                                attributes - defaulted, attribute);
  };
  sax.endElementNs = [](void* context, const xmlChar*, const xmlChar*, const xmlChar*) noexcept {
    self(context).tree_.end_element(self(context).offset());
  };
  sax.characters = [](void* context, const xmlChar* text, int size) noexcept {
    self(context).tree_.add_text(
        {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
    self(context).stop_at_error();
  };
  sax.ignorableWhitespace = sax.characters;
  sax.cdataBlock = [](void* context, const xmlChar* text, int size) noexcept {
    self(context).add_section(XmlNode::Kind::cdata, "<![CDATA[", nullptr,
                              string_of(text, text + size));
  };
  sax.comment = [](void* context, const xmlChar* text) noexcept {
    self(context).add_section(XmlNode::Kind::comment, "<!--", nullptr, string_of(text));
  };
  sax.processingInstruction = [](void* context, const xmlChar* target,
                                 const xmlChar* data) noexcept {
    self(context).add_section(XmlNode::Kind::instruction, "<?", target, string_of(data));
  };
  sax.reference = [](void* context, const xmlChar* name) noexcept {
    self(context).tree_.add_entity_reference(string_of(name), self(context).offset());
    self(context).stop_at_error();
  };
  sax.internalSubset = [](void* context, const xmlChar* name, const xmlChar*,
                          const xmlChar* system_id) noexcept {
    self(context).doctype(name, system_id);
  };
  sax.entityDecl = [](void* context, const xmlChar* name, int type, const xmlChar*, const xmlChar*,
                      xmlChar* content) noexcept {
    self(context).declare_entity(name, type, content);
  };
  sax.unparsedEntityDecl = [](void* context, const xmlChar* name, const xmlChar*, const xmlChar*,
                              const xmlChar*) noexcept {
    self(context).declare_entity(name, XML_EXTERNAL_GENERAL_UNPARSED_ENTITY, nullptr);
  };
  sax.attributeDecl = [](void* context, const xmlChar*, const xmlChar*, int, int,
                         const xmlChar* value, xmlEnumeration* values) noexcept {
    xmlFreeEnumeration(values);
    if (value != nullptr) self(context).document_.attlist_declared = true;
  };
  sax.getEntity = [](void* context, const xmlChar* name) noexcept {
    return self(context).entity(name);
  };
  sax.getParameterEntity = [](void* context, const xmlChar* name) noexcept {
    return self(context).parameter_entity(name);
  };
  sax.serror = [](void* context, xmlError* error) noexcept { self(context).library_error(*error); };
  return sax;
}

std::expected<XmlDocument, ParseError> SaxReader::parse() {
  static const bool initialised = (xmlInitParser(), true);
  static const xmlSAXHandler sax = handlers();
  if (!initialised || text_.size() > INT_MAX) {
    return std::unexpected(ParseError{.reason = Reason::too_large, .message = "too large"});
  }
  if (text_.empty()) {
    return std::unexpected(ParseError{.message = "the document is empty", .line = 1, .column = 1});
  }
  const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> context(xmlNewParserCtxt(),
                                                                             xmlFreeParserCtxt);
  context_ = context.get();
  // A text without a buffer around it: the parser tries to fill a buffer at every token of a
  // document shorter than 250 bytes, a third of its time. It reads up to a NUL.
  const std::string terminated(text_);
  xmlParserInput* const input = xmlNewInputStream(context_);
  if (input == nullptr) throw std::bad_alloc();
  input->base = input->cur = reinterpret_cast<const xmlChar*>(terminated.c_str());
  input->end = input->base + terminated.size();
  inputPush(context_, input);
  *context_->sax = sax;
  context_->userData = this;
  // No entity is expanded, no DTD or network reached, the library's own bounds stay in force; the
  // encoding has been dealt with.
  xmlCtxtUseOptions(context_, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
  xmlParseDocument(context_);
  xmlFreeDoc(std::exchange(context_->myDoc, nullptr));

  if (!tree_.error()) check_version();
  if (!tree_.error() && (context_->wellFormed == 0 || !tree_.complete())) {
    fail(Reason::not_well_formed, "the document is not well-formed", text_.size());
  }
  if (tree_.error()) return std::unexpected(*tree_.error());
  if (context_->nsWellFormed == 0) document_.namespaces_well_formed = false;
  document_.root = tree_.take_root();
  return std::move(document_);
}

std::size_t SaxReader::offset() const {
  const xmlParserInput* input = context_->input;
  if (input == nullptr || input->cur == nullptr || input->base == nullptr) return text_.size();
  return std::min(text_.size(), static_cast<std::size_t>(input->consumed) +
                                    static_cast<std::size_t>(input->cur - input->base));
}

/// For what the parser calls in the midst of its work: xmlStopParser would free the buffer that the
/// functions on its stack still read.
void SaxReader::fail(Reason reason, std::string message, std::size_t at) {
  tree_.fail(reason, std::move(message), at);
  context_->disableSAX = 1;
  context_->instate = XML_PARSER_EOF;
}

/// For the end of an event's handler, from where the parser may be stopped.
void SaxReader::stop_at_error() {
  if (tree_.error()) xmlStopParser(context_);
}

void SaxReader::start_element(const xmlChar* local, const xmlChar* prefix, const xmlChar* uri,
                              int declarations, const xmlChar** declaration, int attributes,
                              const xmlChar** attribute) {
  XmlNode* const node = tree_.start_element(static_cast<std::size_t>(attributes),
                                            static_cast<std::size_t>(declarations), offset());
  if (node == nullptr) return stop_at_error();
  set_name(*node, local, prefix, uri);
  for (int i = 0; i < declarations; ++i, declaration += 2) {
    XmlAttribute& added = node->declarations.emplace_back();
    added.name = string_of(declaration[0]);
    added.value = string_of(declaration[1]);
  }
  for (int i = 0; i < attributes; ++i, attribute += 5) {
    XmlAttribute& added = node->attributes.emplace_back();
    set_name(added, attribute[0], attribute[1], attribute[2]);
    added.value = attribute_value(string_of(attribute[3], attribute[4]));
  }
}

void SaxReader::add_section(XmlNode::Kind kind, std::string_view opening, const xmlChar* name,
                            std::string text) {
  tree_.add_section(kind, opening, string_of(name), std::move(text), offset());
  stop_at_error();
}

void SaxReader::doctype(const xmlChar* name, const xmlChar* system_id) {
  if (!allow_doctype_) {
    const std::size_t end = offset();
    tree_.fail(Reason::doctype, fmt::format("a DOCTYPE ({})", string_of(name)),
               std::min(text_.rfind("<!DOCTYPE", end), end));
    return stop_at_error();
  }
  document_.doctype = true;
  document_.doctype_system_id = string_of(system_id);
  // Without a document libxml2 makes one of its own to keep entities in, and loses it on an error.
  if (context_->myDoc == nullptr) context_->myDoc = xmlNewDoc(nullptr);
}

void SaxReader::declare_entity(const xmlChar* name, int type, const xmlChar* content) {
  document_.entity_declared = true;
  const bool parameter =
      type == XML_INTERNAL_PARAMETER_ENTITY || type == XML_EXTERNAL_PARAMETER_ENTITY;
  const auto [row, added] =
      (parameter ? parameter_entities_ : entities_).try_emplace(string_of(name));
  if (!added) return;  // the first declaration binds
  DeclaredEntity& entity = row->second;
  entity.name = row->first;
  entity.holds_markup = string_of(content).find('<') != std::string::npos;
  for (xmlEntity* shape : {&entity.in_value, &entity.in_content}) {
    shape->type = XML_ENTITY_DECL;
    shape->name = reinterpret_cast<const xmlChar*>(entity.name.c_str());
    shape->etype = static_cast<xmlEntityType>(type);
  }
  if (parameter) {
    entity.in_content.etype = XML_EXTERNAL_PARAMETER_ENTITY;
  } else if (type == XML_INTERNAL_GENERAL_ENTITY) {
    entity.in_content.etype = XML_EXTERNAL_GENERAL_PARSED_ENTITY;
  }
}

xmlEntity* SaxReader::entity(const xmlChar* name) {
  const auto row = entities_.find(string_of(name));
  if (row == entities_.end()) return nullptr;
  if (context_->instate != XML_PARSER_ATTRIBUTE_VALUE) return &row->second.in_content;
  if (row->second.holds_markup) {
    fail(Reason::not_well_formed, "'<' in an attribute, by an entity", offset());
  }
  return &row->second.in_value;
}

xmlEntity* SaxReader::parameter_entity(const xmlChar* name) {
  const auto row = parameter_entities_.find(string_of(name));
  return row == parameter_entities_.end() ? nullptr : &row->second.in_content;
}

void SaxReader::library_error(const xmlError& error) {
  const std::string message(trim(error.message == nullptr ? "" : error.message));
  if (error.level == XML_ERR_FATAL) {
    const bool depth = message.starts_with("Excessive depth");
    const bool size = message.find("too big") != std::string::npos ||
                      message.find("too long") != std::string::npos;
    fail(depth  ? Reason::too_deep
         : size ? Reason::too_large
                : Reason::not_well_formed,
         message, offset());
  } else if (error.level == XML_ERR_ERROR && error.domain == XML_FROM_NAMESPACE &&
             document_.namespaces_well_formed) {
    document_.namespaces_well_formed = false;
    document_.namespace_error = message;
    document_.namespace_error_line = PositionCursor(text_).at(offset()).line;
  }
}

/// VersionNum is "1." and digits (XML 1.0, 2.8); libxml2 takes "1." too (ruling 12).
void SaxReader::check_version() {
  if (!text_.starts_with("<?xml") || text_.size() < 6 || !is_xml_space(text_[5])) return;
  document_.version = string_of(context_->version);
  if (document_.version == "1.") {
    fail(Reason::not_well_formed, "version \"1.\" lacks its digits", text_.find("1."));
  }
}

}  // namespace

std::string_view name_of(Reason reason) {
  constexpr auto names = std::to_array<std::string_view>(
      {"not well-formed", "encoding", "NUL character", "DOCTYPE", "too deep", "too large",
       "too many nodes", "namespaces", "schema", "range"});
  return names.at(static_cast<std::size_t>(reason));
}

std::expected<XmlDocument, ParseError> read_xml(std::string_view bytes, const XmlLimits& limits) {
  if (bytes.size() > limits.max_bytes) {
    return std::unexpected(
        ParseError{.reason = Reason::too_large,
                   .message = fmt::format("{} bytes, more than {}", bytes.size(), limits.max_bytes),
                   .line = 1,
                   .column = 1});
  }
  const auto decoded = decode_xml(bytes);
  if (!decoded) return std::unexpected(decoded.error());
  if (const auto tag = find_crowded_tag(decoded->text(), limits.max_attributes)) {
    const TextPosition position = PositionCursor(decoded->text()).at(*tag);
    return std::unexpected(ParseError{
        .reason = Reason::too_many_nodes,
        .message = fmt::format("a tag with more than {} attributes", limits.max_attributes),
        .line = position.line,
        .column = position.column});
  }
  return SaxReader(*decoded, limits).parse();
}

}  // namespace packetproof
