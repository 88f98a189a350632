#include "harness/oracle/libxml2_schema.hpp"

#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <map>
#include <memory>
#include <set>
#include <vector>

#include "harness/oracle/schema_files.hpp"

namespace packetproof {
namespace {

constexpr std::string_view xsd_namespace = "http://www.w3.org/2001/XMLSchema";

using Document = std::unique_ptr<xmlDoc, void (*)(xmlDoc*)>;

const char* chars(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}
const xmlChar* xml_chars(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

bool is_xsd(const xmlNode* node, std::string_view name) {
  return node->type == XML_ELEMENT_NODE && node->ns != nullptr &&
         chars(node->ns->href) == xsd_namespace && chars(node->name) == name;
}

std::string attribute(xmlNode* node, const char* name) {
  xmlChar* value = xmlGetNoNsProp(node, xml_chars(name));
  std::string result = chars(value);
  xmlFree(value);
  return result;
}

#if LIBXML_VERSION >= 21200
using Error = const xmlError*;
#else
using Error = xmlError*;
#endif

std::string sentence(const std::string& file, int line, const char* message) {
  std::string text = message == nullptr ? "unknown error" : message;
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return fmt::format("{}:{}: {}", file, line, text);
}

class Merger {
 public:
  explicit Merger(const SchemaSet& schemas) : schemas_(schemas) {}

  /// The entry with everything that it includes in its place. Null: see error().
  Document merged(const std::string& entry) {
    const auto found = schemas_.files.find(entry);
    if (found == schemas_.files.end()) {
      error_ = fmt::format("the schema set ({}) has no {}", schemas_.origin, entry);
      return {nullptr, &xmlFreeDoc};
    }
    seen_.insert(entry);
    Document document = parsed(entry, found->second);
    if (document == nullptr || !merge_includes(entry, *document)) return {nullptr, &xmlFreeDoc};
    return document;
  }

  [[nodiscard]] const std::string& error() const { return error_; }

  /// The file from which a node of the merged document came.
  [[nodiscard]] std::string origin(const xmlNode* node, const std::string& entry) const {
    for (; node != nullptr; node = node->parent) {
      if (const auto found = origins_.find(node); found != origins_.end()) return found->second;
    }
    return entry;
  }

 private:
  Document parsed(const std::string& name, const std::string& bytes) {
    const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> parser(xmlNewParserCtxt(),
                                                                              &xmlFreeParserCtxt);
    parser->_private = this;
    parsing_ = name;
    parser->sax->serror = [](void* context, Error error) {
      auto* self = static_cast<Merger*>(static_cast<xmlParserCtxt*>(context)->_private);
      if (self->error_.empty() && error->level != XML_ERR_WARNING) {
        self->error_ = sentence(self->parsing_, error->line, error->message);
      }
    };
    Document document(xmlCtxtReadMemory(parser.get(), bytes.data(), static_cast<int>(bytes.size()),
                                        nullptr, nullptr, XML_PARSE_NONET),
                      &xmlFreeDoc);
    const xmlNode* root = document == nullptr ? nullptr : xmlDocGetRootElement(document.get());
    if (error_.empty() && (root == nullptr || !is_xsd(root, "schema"))) {
      error_ = fmt::format("{}:1: not an XML schema", name);
    }
    if (!error_.empty()) document.reset();
    return document;
  }

  bool merge_includes(const std::string& file, xmlDoc& document) {
    xmlNode* const root = xmlDocGetRootElement(&document);
    for (xmlNode* node = root->children; node != nullptr;) {
      xmlNode* const next = node->next;
      if (is_xsd(node, "include")) {
        if (!replace_include(file, document, node)) return false;
      } else if (is_xsd(node, "redefine") ||
                 (is_xsd(node, "import") && !attribute(node, "schemaLocation").empty())) {
        error_ = fmt::format("{}:{}: xs:{} of a file is not supported; use xs:include", file,
                             node->line, chars(node->name));
        return false;
      }
      node = next;
    }
    return true;
  }

  bool replace_include(const std::string& file, xmlDoc& document, xmlNode* include) {
    const std::string location = attribute(include, "schemaLocation");
    const auto* const found = find_schema(schemas_, file, location);
    if (found == nullptr) {
      error_ = fmt::format("{}:{}: the schema set ({}) has no {}", file, include->line,
                           schemas_.origin, location);
      return false;
    }
    if (seen_.insert(found->first).second) {
      const Document part = parsed(found->first, found->second);
      if (part == nullptr || !merge_includes(found->first, *part)) return false;
      if (!adopt(found->first, *part, document, include)) return false;
    }
    xmlUnlinkNode(include);
    xmlFreeNode(include);
    return true;
  }

  bool adopt(const std::string& file, xmlDoc& part, xmlDoc& document, xmlNode* before) {
    xmlNode* const from = xmlDocGetRootElement(&part);
    xmlNode* const into = xmlDocGetRootElement(&document);
    const std::string target = attribute(into, "targetNamespace");
    const std::string own = attribute(from, "targetNamespace");
    if (!own.empty() && own != target) {
      error_ = fmt::format("{}:{}: targetNamespace differs from that of the including file", file,
                           from->line);
      return false;
    }
    for (const char* const setting :
         {"elementFormDefault", "attributeFormDefault", "blockDefault", "finalDefault"}) {
      // Form matters only where there is a namespace to be qualified with.
      const bool form = std::string_view(setting).find("Form") != std::string_view::npos;
      if ((!form || !target.empty()) && attribute(from, setting) != attribute(into, setting)) {
        error_ = fmt::format("{}:{}: {} differs from that of the including file", file, from->line,
                             setting);
        return false;
      }
    }
    const bool chameleon = own.empty() && !target.empty();
    for (xmlNode* node = from->children; node != nullptr; node = node->next) {
      if (node->type != XML_ELEMENT_NODE) continue;
      declare_prefixes(*from, *node, chameleon ? target : "");
      xmlNode* const copy = xmlDocCopyNode(node, &document, 1);
      const auto known = origins_.extract(node);  // came into the part from a part of its own
      origins_[copy] = known.empty() ? file : known.mapped();
      xmlAddPrevSibling(before, copy);
    }
    return true;
  }

  /// QNames in attribute values need the prefixes of the root that is left behind; unprefixed ones
  /// of a part without a namespace of its own mean the including schema's.
  static void declare_prefixes(const xmlNode& root, xmlNode& node, const std::string& chameleon) {
    bool has_default = false;
    for (const xmlNs* ns = root.nsDef; ns != nullptr; ns = ns->next) {
      has_default = has_default || ns->prefix == nullptr;
      xmlNewNs(&node, ns->href, ns->prefix);  // does nothing where the node declares it itself
    }
    if (!chameleon.empty() && !has_default) {
      xmlNewNs(&node, xml_chars(chameleon.c_str()), nullptr);
    }
  }

  const SchemaSet& schemas_;
  std::set<std::string> seen_;
  std::map<const xmlNode*, std::string> origins_;
  std::string parsing_;
  std::string error_;
};

}  // namespace

std::expected<Libxml2Schema, std::string> parse_libxml2_schema(const SchemaSet& schemas,
                                                               const std::string& entry) {
  xmlInitParser();
  Merger merger(schemas);
  Document document = merger.merged(entry);
  if (document == nullptr) return std::unexpected(merger.error());

  struct Context {
    const Merger& merger;
    const std::string& entry;
    std::string error;
  } context{merger, entry, {}};
  const std::unique_ptr<xmlSchemaParserCtxt, decltype(&xmlSchemaFreeParserCtxt)> parser(
      xmlSchemaNewDocParserCtxt(document.get()), &xmlSchemaFreeParserCtxt);
  xmlSchemaSetParserStructuredErrors(
      parser.get(),
      [](void* data, Error error) {
        auto* self = static_cast<Context*>(data);
        if (!self->error.empty() || error->level == XML_ERR_WARNING) return;
        const auto* node = static_cast<const xmlNode*>(error->node);
        const int line = node == nullptr ? error->line : static_cast<int>(xmlGetLineNo(node));
        self->error = sentence(self->merger.origin(node, self->entry), line, error->message);
      },
      &context);
  std::unique_ptr<xmlSchema, void (*)(xmlSchema*)> schema(xmlSchemaParse(parser.get()),
                                                          &xmlSchemaFree);
  if (schema == nullptr || !context.error.empty()) {
    return std::unexpected(context.error.empty() ? fmt::format("{}: no valid schema", entry)
                                                 : context.error);
  }
  return Libxml2Schema{std::move(document), std::move(schema)};
}

}  // namespace packetproof
