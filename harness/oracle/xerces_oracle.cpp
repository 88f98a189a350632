#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <xercesc/dom/DOMException.hpp>
#include <xercesc/framework/MemBufInputSource.hpp>
#include <xercesc/framework/MemoryManager.hpp>
#include <xercesc/framework/XMLGrammarPoolImpl.hpp>
#include <xercesc/parsers/SAX2XMLReaderImpl.hpp>
#include <xercesc/sax/SAXParseException.hpp>
#include <xercesc/sax2/DefaultHandler.hpp>
#include <xercesc/util/OutOfMemoryException.hpp>
#include <xercesc/util/PlatformUtils.hpp>
#include <xercesc/util/SecurityManager.hpp>
#include <xercesc/util/TransService.hpp>
#include <xercesc/util/XMLEntityResolver.hpp>
#include <xercesc/util/XMLResourceIdentifier.hpp>
#include <xercesc/util/XMLUni.hpp>
#include <xercesc/util/XercesVersion.hpp>

#include "harness/oracle/schema_files.hpp"
#include "harness/oracle/validators.hpp"

namespace packetproof {
namespace {

namespace xc = xercesc;

constexpr std::size_t max_violations = 16;
constexpr XMLSize_t max_entities = 100;
/// The scanner's cost of a level grows with the depth: 100 000 levels take it most of a minute.
constexpr std::size_t max_depth = 1000;
struct TooDeep {};
/// A reader begins with some hundred blocks; more are what it forgot.
constexpr std::size_t max_blocks = 20'000;
constexpr unsigned int max_namespaces = 5'000;

/// The library is started once a process and never ended: ending it inside a loop is how it leaks,
/// and other objects may outlive any order of ends.
void start_library() {
  struct Library {
    Library() { xc::XMLPlatformUtils::Initialize(); }
  };
  static const Library library;
}

std::string utf8(const XMLCh* text) {
  if (text == nullptr) return {};
  const xc::TranscodeToStr bytes(text, "UTF-8");
  return {reinterpret_cast<const char*>(bytes.str()), bytes.length()};
}

/// The library counts in its own transcoding and in 64 bits.
int clamped(XMLFileLoc position) {
  constexpr auto most = static_cast<XMLFileLoc>(std::numeric_limits<int>::max());
  return static_cast<int>(std::min(position, most));
}

/// Memory of a reader, of which what the reader forgets can be taken back: the library leaks the
/// external subset of every DOCTYPE, as its way around CVE-2018-1311.
class ReaderMemory final : public xc::MemoryManager {
 public:
  ReaderMemory() = default;
  ReaderMemory(const ReaderMemory&) = delete;
  ReaderMemory& operator=(const ReaderMemory&) = delete;
  ~ReaderMemory() override { free_all(); }

  void* allocate(XMLSize_t size) override {
    auto* const block = static_cast<Block*>(std::malloc(sizeof(Block) + size));
    if (block == nullptr) throw xc::OutOfMemoryException();
    block->before = &ring_;
    block->after = ring_.after;
    ring_.after->before = block;
    ring_.after = block;
    ++live_;
    return block + 1;
  }
  void deallocate(void* memory) override {
    if (memory == nullptr) return;
    Block* const block = static_cast<Block*>(memory) - 1;
    block->before->after = block->after;
    block->after->before = block->before;
    --live_;
    std::free(block);
  }
  xc::MemoryManager* getExceptionMemoryManager() override {
    return xc::XMLPlatformUtils::fgMemoryManager;
  }

  void free_all() {
    while (ring_.after != &ring_) deallocate(ring_.after + 1);
  }
  [[nodiscard]] std::size_t live() const { return live_; }

 private:
  struct alignas(std::max_align_t) Block {
    Block* before = nullptr;
    Block* after = nullptr;
  };
  Block ring_{&ring_, &ring_};
  std::size_t live_ = 0;
};

/// Serves the set's own files while grammars load, then refuses whatever a document names.
class OwnFilesOnly : public xc::XMLEntityResolver {
 public:
  void serve(const SchemaSet* schemas) { schemas_ = schemas; }
  /// What the set lacked while it was served; empty when nothing.
  [[nodiscard]] const std::string& missing() const { return missing_; }

  xc::InputSource* resolveEntity(xc::XMLResourceIdentifier* resource) override {
    if (schemas_ != nullptr) {
      const auto* const file =
          find_schema(*schemas_, utf8(resource->getBaseURI()), utf8(resource->getSystemId()));
      if (file == nullptr) {
        // The library would go on without it in silence.
        missing_ = fmt::format("{}: the schema set ({}) has no {}", utf8(resource->getBaseURI()),
                               schemas_->origin, utf8(resource->getSystemId()));
        return nullptr;
      }
      return source_of(file->second, file->first).release();
    }
    // An empty source: nothing is opened, and the reference alone is no error.
    return source_of({}, "refused").release();
  }

  static std::unique_ptr<xc::MemBufInputSource> source_of(std::string_view bytes,
                                                          const std::string& name) {
    return std::make_unique<xc::MemBufInputSource>(reinterpret_cast<const XMLByte*>(bytes.data()),
                                                   bytes.size(), name.c_str());
  }

 private:
  const SchemaSet* schemas_ = nullptr;
  std::string missing_;
};

/// A guess that errs to the safe side, in whatever encoding.
bool may_be_xml_1_1(std::string_view document) {
  std::string start(document.substr(0, 200));
  std::erase(start, '\0');
  return start.find("<?xml") != std::string::npos && start.find("1.1") != std::string::npos;
}

/// What the library says of one document, and a look at its depth.
class Complaints : public xc::DefaultHandler {
 public:
  struct Complaint {
    std::string file;
    Violation violation;
  };

  void warning(const xc::SAXParseException& e) override {
    if (keep_warnings_) keep(e);
  }
  void error(const xc::SAXParseException& e) override { keep(e); }
  void fatalError(const xc::SAXParseException& e) override {
    fatal_ = true;
    keep(e);
  }
  void resetErrors() override {}  // the library calls it in mid-document

  void startElement(const XMLCh*, const XMLCh*, const XMLCh*, const xc::Attributes&) override {
    if (++depth_ > max_depth) throw TooDeep();
  }
  void endElement(const XMLCh*, const XMLCh*, const XMLCh*) override { --depth_; }

  void clear(bool keep_warnings = false) {
    kept_.clear();
    depth_ = 0;
    fatal_ = false;
    keep_warnings_ = keep_warnings;
  }
  void gave_up(std::string message) {
    fatal_ = true;
    kept_.push_back({.file = {}, .violation = {.message = std::move(message)}});
  }
  [[nodiscard]] bool fatal() const { return fatal_; }
  [[nodiscard]] const std::vector<Complaint>& kept() const { return kept_; }

 private:
  void keep(const xc::SAXParseException& e) {
    if (kept_.size() >= max_violations) return;
    kept_.push_back({.file = utf8(e.getSystemId()),
                     .violation = {.message = utf8(e.getMessage()),
                                   .line = clamped(e.getLineNumber()),
                                   .column = clamped(e.getColumnNumber())}});
  }

  std::vector<Complaint> kept_;
  std::size_t depth_ = 0;
  bool fatal_ = false;
  bool keep_warnings_ = false;
};

class XercesOracle final : public SchemaValidator {
 public:
  XercesOracle() { security_.setEntityExpansionLimit(max_entities); }

  /// Empty, or why the set cannot be used.
  std::string load(const SchemaSet& schemas, const std::string& entry) {
    const auto found = schemas.files.find(entry);
    if (found == schemas.files.end()) {
      return fmt::format("the schema set ({}) has no {}", schemas.origin, entry);
    }
    complaints_.clear(true);
    resolver_.serve(&schemas);
    const auto source = OwnFilesOnly::source_of(found->second, entry);
    // The grammar stays; so does its memory.
    const auto reader = new_reader(xc::XMLPlatformUtils::fgMemoryManager);
    const bool whole = guarded([&] {
      return reader->loadGrammar(*source, xc::Grammar::SchemaGrammarType, true) != nullptr;
    });
    resolver_.serve(nullptr);
    if (!resolver_.missing().empty()) return resolver_.missing();
    if (!complaints_.kept().empty()) {
      const Complaints::Complaint& first = complaints_.kept().front();
      return fmt::format("{}:{}: {}", first.file.empty() ? entry : first.file, first.violation.line,
                         first.violation.message);
    }
    if (!whole) return fmt::format("{}: holds no grammar", entry);
    pool_.lockPool();
    renew_reader();
    return {};
  }

  OracleVerdict judge(std::string_view document) override {
    complaints_.clear();
    const auto source = OwnFilesOnly::source_of(document, "packet");
    const bool orderly = guarded([&] {
      reader_->parse(*source);
      return true;
    });
    // Left in the middle of a document, or with XML 1.1's white space for the next one, too.
    const bool full =
        memory_.live() > max_blocks || pool_.getURIStringPool()->getStringCount() > max_namespaces;
    if (!orderly || full || may_be_xml_1_1(document)) renew_reader();
    OracleVerdict verdict{
        .well_formed = !complaints_.fatal(), .valid = complaints_.kept().empty(), .violations = {}};
    for (const Complaints::Complaint& one : complaints_.kept()) {
      verdict.violations.push_back(one.violation);
    }
    return verdict;
  }

 private:
  /// False when the library threw; what it said is then kept as a fatal complaint.
  template <typename Work>
  bool guarded(Work work) {
    try {
      return work();
    } catch (const xc::SAXParseException& e) {
      complaints_.fatalError(e);
    } catch (const xc::SAXException& e) {
      complaints_.gave_up(utf8(e.getMessage()));
    } catch (const xc::OutOfMemoryException&) {  // not an XMLException
      complaints_.gave_up("out of memory");
    } catch (const xc::XMLException& e) {
      complaints_.gave_up(utf8(e.getMessage()));
    } catch (const xc::DOMException& e) {
      complaints_.gave_up(utf8(e.getMessage()));
    } catch (const TooDeep&) {
      complaints_.gave_up(fmt::format("more than {} levels deep", max_depth));
    } catch (...) {  // NOLINT(bugprone-empty-catch): the seam; the library throws bare codes too
      complaints_.gave_up("the library gave up");
    }
    return false;
  }

  void renew_reader() {
    reader_.reset();
    memory_.free_all();
    pool_.getURIStringPool()->flushAll();  // but for the names of the schemas
    reader_ = new_reader(&memory_);
  }

  std::unique_ptr<xc::SAX2XMLReaderImpl> new_reader(xc::MemoryManager* memory) {
    auto reader = std::make_unique<xc::SAX2XMLReaderImpl>(memory, &pool_);
    const auto set = [&reader](const XMLCh* feature, bool on) { reader->setFeature(feature, on); };
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
    reader->setProperty(xc::XMLUni::fgXercesSecurityManager, &security_);
    reader->setXMLEntityResolver(&resolver_);
    reader->setErrorHandler(&complaints_);
    reader->setContentHandler(&complaints_);
    return reader;
  }

  xc::SecurityManager security_;
  OwnFilesOnly resolver_;
  Complaints complaints_;
  ReaderMemory memory_;
  xc::XMLGrammarPoolImpl pool_{xc::XMLPlatformUtils::fgMemoryManager};
  std::unique_ptr<xc::SAX2XMLReaderImpl> reader_;  // uses all of the above
};

}  // namespace

std::expected<std::unique_ptr<SchemaValidator>, std::string> make_xerces_oracle(
    const SchemaSet& schemas, Side side) {
  start_library();
  auto oracle = std::make_unique<XercesOracle>();
  std::string error =
      oracle->load(schemas, side == Side::request ? "agent_input.xsd" : "agent_output.xsd");
  if (!error.empty()) return std::unexpected(std::move(error));
  return oracle;
}

std::string xerces_version() {
  return fmt::format("Xerces-C++ {}.{}.{}", gXercesMajVersion, gXercesMinVersion, gXercesRevision);
}

}  // namespace packetproof
