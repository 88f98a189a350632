#include "properties/bare_libraries.hpp"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlschemas.h>
#include <toml++/toml.h>

#include <string>
#include <xercesc/framework/MemBufInputSource.hpp>
#include <xercesc/framework/XMLGrammarPoolImpl.hpp>
#include <xercesc/parsers/SAX2XMLReaderImpl.hpp>
#include <xercesc/sax2/DefaultHandler.hpp>
#include <xercesc/util/PlatformUtils.hpp>
#include <xercesc/util/SecurityManager.hpp>
#include <xercesc/util/XMLEntityResolver.hpp>
#include <xercesc/util/XMLResourceIdentifier.hpp>
#include <xercesc/util/XMLUni.hpp>

#include "harness/oracle/libxml2_schema.hpp"
#include "harness/oracle/schema_files.hpp"
#include "harness/protocol/schemas.hpp"

namespace packetproof::bare {
namespace {

namespace xc = xercesc;

std::string entry_of(Side side) {
  return side == Side::request ? "agent_input.xsd" : "agent_output.xsd";
}

template <typename Error>
void ignore(void*, Error) {}

std::unique_ptr<xc::MemBufInputSource> source_of(std::string_view bytes, const char* name) {
  return std::make_unique<xc::MemBufInputSource>(reinterpret_cast<const XMLByte*>(bytes.data()),
                                                 bytes.size(), name);
}

/// The set's own files while the grammar loads, nothing afterwards.
class OwnFiles : public xc::XMLEntityResolver {
 public:
  xc::InputSource* resolveEntity(xc::XMLResourceIdentifier* resource) override {
    if (loaded) return source_of({}, "refused").release();
    const auto* const file = find_schema(built_in_schemas(), utf8(resource->getBaseURI()),
                                         utf8(resource->getSystemId()));
    return file == nullptr ? nullptr : source_of(file->second, file->first.c_str()).release();
  }
  bool loaded = false;

 private:
  static std::string utf8(const XMLCh* text) {
    const std::unique_ptr<char, void (*)(char*)> bytes(
        xc::XMLString::transcode(text), [](char* given) { xc::XMLString::release(&given); });
    return bytes == nullptr ? std::string() : bytes.get();
  }
};

/// Counts what is said, and stops where our oracle does.
class Errors : public xc::DefaultHandler {
 public:
  struct TooDeep {};
  void error(const xc::SAXParseException&) override { ++count; }
  void fatalError(const xc::SAXParseException&) override { ++count; }
  void resetErrors() override {}
  void startElement(const XMLCh*, const XMLCh*, const XMLCh*, const xc::Attributes&) override {
    if (++depth > 1000) throw TooDeep();
  }
  void endElement(const XMLCh*, const XMLCh*, const XMLCh*) override { --depth; }
  int count = 0;
  int depth = 0;
};

xmlSAXHandler idle_handlers() {
  xmlSAXHandler sax{};
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = [](void*, const xmlChar*, const xmlChar*, const xmlChar*, int,
                          const xmlChar**, int, int, const xmlChar**) {};
  sax.endElementNs = [](void*, const xmlChar*, const xmlChar*, const xmlChar*) {};
  sax.characters = sax.ignorableWhitespace = sax.cdataBlock = [](void*, const xmlChar*, int) {};
  sax.comment = [](void*, const xmlChar*) {};
  sax.processingInstruction = [](void*, const xmlChar*, const xmlChar*) {};
  sax.internalSubset = [](void* pass, const xmlChar*, const xmlChar*, const xmlChar*) {
    static_cast<SaxPass*>(pass)->doctype = true;
  };
  sax.serror = &ignore;
  return sax;
}

}  // namespace

SaxPass read_sax(std::string_view document) {
  static const bool initialised = (xmlInitParser(), true);
  static const xmlSAXHandler sax = idle_handlers();
  const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> context(xmlNewParserCtxt(),
                                                                             xmlFreeParserCtxt);
  const std::string terminated(document);
  xmlParserInput* const input = xmlNewInputStream(context.get());
  input->base = input->cur = reinterpret_cast<const xmlChar*>(terminated.c_str());
  input->end = input->base + terminated.size();
  inputPush(context.get(), input);
  *context->sax = sax;
  SaxPass pass;
  context->userData = &pass;
  xmlCtxtUseOptions(context.get(), XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
  xmlParseDocument(context.get());
  xmlFreeDoc(context->myDoc);
  context->myDoc = nullptr;
  pass.well_formed = initialised && context->wellFormed == 1;
  return pass;
}

void parse_toml(std::string_view text) {
  try {
    const toml::table table = toml::parse(text, std::string("packetproof.toml"));
  } catch (const toml::parse_error&) {  // NOLINT(bugprone-empty-catch): what it says is nobody's
  }
}

class Validators::Xerces {
 public:
  explicit Xerces(Side side) {
    security_.setEntityExpansionLimit(100);
    renew_reader();
    const std::string entry = entry_of(side);
    const auto source = source_of(built_in_schemas().files.at(entry), entry.c_str());
    reader_->loadGrammar(*source, xc::Grammar::SchemaGrammarType, true);
    resolver_.loaded = true;
    pool_.lockPool();
    renew_reader();
  }

  bool judge(std::string_view document) {
    errors_.count = errors_.depth = 0;
    const auto source = source_of(document, "packet");
    try {
      reader_->parse(*source);
    } catch (...) {  // whatever: a document that stops it is not valid
      ++errors_.count;
      renew_reader();
    }
    return errors_.count == 0;
  }

 private:
  void renew_reader() {
    reader_ =
        std::make_unique<xc::SAX2XMLReaderImpl>(xc::XMLPlatformUtils::fgMemoryManager, &pool_);
    const auto set = [this](const XMLCh* feature, bool on) { reader_->setFeature(feature, on); };
    set(xc::XMLUni::fgSAX2CoreNameSpaces, true);
    set(xc::XMLUni::fgSAX2CoreValidation, true);
    set(xc::XMLUni::fgXercesDynamic, false);
    set(xc::XMLUni::fgXercesSchema, true);
    set(xc::XMLUni::fgXercesSchemaFullChecking, true);
    set(xc::XMLUni::fgXercesUseCachedGrammarInParse, true);
    set(xc::XMLUni::fgXercesLoadSchema, false);
    set(xc::XMLUni::fgXercesLoadExternalDTD, false);
    set(xc::XMLUni::fgXercesDisableDefaultEntityResolution, true);
    set(xc::XMLUni::fgXercesContinueAfterFatalError, false);
    set(xc::XMLUni::fgXercesCalculateSrcOfs, false);
    reader_->setProperty(xc::XMLUni::fgXercesSecurityManager, &security_);
    reader_->setXMLEntityResolver(&resolver_);
    reader_->setErrorHandler(&errors_);
    reader_->setContentHandler(&errors_);
  }

  struct Library {
    Library() { xc::XMLPlatformUtils::Initialize(); }
  };
  Library library_;
  xc::SecurityManager security_;
  OwnFiles resolver_;
  Errors errors_;
  xc::XMLGrammarPoolImpl pool_{xc::XMLPlatformUtils::fgMemoryManager};
  std::unique_ptr<xc::SAX2XMLReaderImpl> reader_;
};

class Validators::Libxml2 {
 public:
  explicit Libxml2(Side side)
      : schema_(parse_libxml2_schema(built_in_schemas(), entry_of(side)).value()) {
    xmlSetStructuredErrorFunc(nullptr, &ignore);  // else conversion errors are printed
  }

  bool judge(std::string_view document) {
    const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> parser(xmlNewParserCtxt(),
                                                                              &xmlFreeParserCtxt);
    parser->sax->serror = &ignore;
    const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> tree(
        xmlCtxtReadMemory(parser.get(), document.data(), static_cast<int>(document.size()), nullptr,
                          nullptr, XML_PARSE_NONET),
        &xmlFreeDoc);
    if (tree == nullptr || parser->wellFormed != 1 || parser->nsWellFormed != 1) return false;
    const std::unique_ptr<xmlSchemaValidCtxt, decltype(&xmlSchemaFreeValidCtxt)> validator(
        xmlSchemaNewValidCtxt(schema_.schema.get()), &xmlSchemaFreeValidCtxt);
    xmlSchemaSetValidStructuredErrors(validator.get(), &ignore, nullptr);
    return xmlSchemaValidateDoc(validator.get(), tree.get()) == 0;
  }

 private:
  Libxml2Schema schema_;
};

Validators::Validators(Side side)
    : xerces_(std::make_unique<Xerces>(side)), libxml2_(std::make_unique<Libxml2>(side)) {}
Validators::~Validators() = default;

bool Validators::judge(std::string_view document) {
  const bool by_xerces = xerces_->judge(document);
  return libxml2_->judge(document) && by_xerces;
}

}  // namespace packetproof::bare
