#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlversion.h>

#include <algorithm>
#include <climits>
#include <cstdlib>

#include "harness/oracle/libxml2_schema.hpp"
#include "harness/oracle/validators.hpp"

namespace packetproof {
namespace {

constexpr std::size_t max_violations = 16;

/// What the library said of one document, through handlers of that document's own contexts.
struct Complaints {
  std::vector<Violation> kept;

  static void keep(void* self, const xmlError* error) {
    auto& kept = static_cast<Complaints*>(self)->kept;
    if (error->level == XML_ERR_WARNING || kept.size() >= max_violations) return;
    std::string message = error->message == nullptr ? "" : error->message;
    while (!message.empty() && message.back() == '\n') message.pop_back();
    kept.push_back({.message = std::move(message),
                    .line = std::max(error->line, 0),
                    .column = std::max(error->int2, 0)});
  }
#if LIBXML_VERSION >= 21200
  using Error = const xmlError*;
#else
  using Error = xmlError*;
#endif
  static void of_parser(void* context, Error error) {
    keep(static_cast<xmlParserCtxt*>(context)->_private, error);
  }
  static void of_schema(void* self, Error error) { keep(self, error); }
};

/// Conversion errors of this library know no context and would be printed. The handler is a
/// thread's own, and what it was before comes back.
class Quiet {
 public:
  Quiet() {
    xmlSetStructuredErrorFunc(nullptr, [](void*, Complaints::Error) {});
  }
  ~Quiet() { xmlSetStructuredErrorFunc(context_, before_); }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  xmlStructuredErrorFunc before_ = xmlStructuredError;
  void* context_ = xmlStructuredErrorContext;
};

using Parser = std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)>;
using Document = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;
using Validator = std::unique_ptr<xmlSchemaValidCtxt, decltype(&xmlSchemaFreeValidCtxt)>;

class Libxml2Oracle final : public SchemaValidator {
 public:
  explicit Libxml2Oracle(Libxml2Schema schema) : schema_(std::move(schema)) {}

  /// Tree reader; no NOENT, NOCDATA, DTDLOAD, DTDATTR, HUGE: another choice changes verdicts.
  OracleVerdict judge(std::string_view bytes) override {
    const Quiet quiet;
    Complaints complaints;
    OracleVerdict verdict;
    const Parser parser(xmlNewParserCtxt(), &xmlFreeParserCtxt);
    if (parser == nullptr || bytes.size() > INT_MAX) {
      verdict.violations.push_back({.message = "out of memory"});
      return verdict;
    }
    parser->_private = &complaints;
    parser->sax->serror = &Complaints::of_parser;
    const Document document(
        xmlCtxtReadMemory(parser.get(), bytes.data() == nullptr ? "" : bytes.data(),
                          static_cast<int>(bytes.size()), nullptr, nullptr, XML_PARSE_NONET),
        &xmlFreeDoc);
    // A namespace error leaves the flag wellFormed at 1.
    verdict.well_formed =
        document != nullptr && parser->wellFormed == 1 && parser->nsWellFormed == 1;
    if (verdict.well_formed) {
      complaints.kept.clear();  // an error that is not fatal to the document
      verdict.valid = valid(document.get(), complaints);
    }
    if (!verdict.valid) verdict.violations = std::move(complaints.kept);
    if (!verdict.valid && verdict.violations.empty()) {
      verdict.violations.push_back({.message = verdict.well_formed ? "not valid" : "not XML"});
    }
    return verdict;
  }

 private:
  bool valid(xmlDoc* document, Complaints& complaints) {
    const Validator validator(xmlSchemaNewValidCtxt(schema_.schema.get()), &xmlSchemaFreeValidCtxt);
    if (validator == nullptr) return false;
    xmlSchemaSetValidStructuredErrors(validator.get(), &Complaints::of_schema, &complaints);
    return xmlSchemaValidateDoc(validator.get(), document) == 0;
  }

  Libxml2Schema schema_;
};

}  // namespace

std::expected<std::unique_ptr<SchemaValidator>, std::string> make_libxml2_oracle(
    const SchemaSet& schemas, Side side) {
  auto schema =
      parse_libxml2_schema(schemas, side == Side::request ? "agent_input.xsd" : "agent_output.xsd");
  if (!schema) return std::unexpected(std::move(schema.error()));
  return std::make_unique<Libxml2Oracle>(std::move(*schema));
}

std::string libxml2_version() {
  // "20914" of the library that runs, not of the header
  const int number = std::atoi(xmlParserVersion);
  return fmt::format("libxml2 {}.{}.{}", number / 10000, number / 100 % 100, number % 100);
}

}  // namespace packetproof
