/// Cases from files: the folder is the label.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "harness/conformance/cases.hpp"
#include "harness/protocol/embedded.hpp"

namespace packetproof {
namespace {

constexpr std::array<std::string_view, 3> labels = {"valid", "invalid", "disputed"};

struct Name {
  std::string_view label = {}, file = {}, what = {};
  const Requirement* about = nullptr;  // null = the name does not say
};

std::expected<Name, std::string> read_name(std::string_view name) {
  const std::size_t slash = name.find('/');
  Name read{.label = name.substr(0, slash)};
  if (slash == std::string_view::npos || std::ranges::find(labels, read.label) == labels.end()) {
    return std::unexpected(fmt::format(
        "{}: requests belong into the folders valid, invalid or disputed, which say what is right",
        name));
  }
  read.file = name.substr(slash + 1);
  read.what = read.file.substr(0, read.file.rfind('.'));
  if (const std::size_t mark = read.what.find("__"); mark != std::string_view::npos) {
    const std::string_view id = read.what.substr(0, mark);
    read.about = find_requirement(id);
    if (read.about == nullptr) {
      return std::unexpected(fmt::format(
          "{}: there is no requirement {}; `packetproof list --requirements` shows the ids", name,
          id));
    }
    read.what.remove_prefix(mark + 2);
  }
  return read;
}

/// The folder's demand, as strong as the requirement that the name cites allows.
Demand demand_of(const Name& name) {
  if (name.label == "disputed") return Demand::either;
  const Level level = name.about == nullptr ? Level::must : name.about->level;
  if (level == Level::must) {
    return name.label == "valid" ? Demand::must_accept : Demand::must_refuse;
  }
  if (level == Level::should) {
    return name.label == "valid" ? Demand::should_accept : Demand::should_refuse;
  }
  return Demand::either;
}

std::string title_of(const Name& name) {
  std::string words(name.what);
  std::ranges::replace(words, '-', ' ');
  if (name.label == "valid") return fmt::format("A captured packet is accepted: {}", words);
  if (name.label == "invalid") return fmt::format("A captured packet is refused: {}", words);
  return fmt::format("A captured packet that may be accepted or refused: {}", words);
}

std::expected<std::string, std::string> read_bytes(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in) {
    return std::unexpected(fmt::format(
        "{}: cannot be read; check that it is a file with read permission", path.string()));
  }
  return bytes;
}

/// Sorted paths of a folder, without names that begin with a dot.
std::expected<std::vector<std::filesystem::path>, std::string> entries_of(
    const std::filesystem::path& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> entries;
  std::filesystem::directory_iterator at(folder, error);
  for (; !error && at != std::filesystem::directory_iterator(); at.increment(error)) {
    if (!at->path().filename().string().starts_with('.')) entries.push_back(at->path());
  }
  if (error) {
    return std::unexpected(fmt::format("{}: cannot be read ({}); name a directory of cases",
                                       folder.string(), error.message()));
  }
  std::ranges::sort(entries);
  return entries;
}

std::expected<void, std::string> add_folder(std::vector<Case>& cases,
                                            const std::filesystem::path& folder,
                                            std::string_view id_prefix) {
  const auto files = entries_of(folder);
  if (!files) return std::unexpected(files.error());
  for (const std::filesystem::path& file : *files) {
    if (!std::filesystem::is_regular_file(file)) {
      return std::unexpected(fmt::format("{}: is no file; put requests straight into {}",
                                         file.string(), folder.string()));
    }
    auto bytes = read_bytes(file);
    if (!bytes) return std::unexpected(bytes.error());
    auto one =
        corpus_case(fmt::format("{}/{}", folder.filename().string(), file.filename().string()),
                    std::move(*bytes), id_prefix);
    if (!one)
      return std::unexpected(fmt::format("{}: {}", folder.parent_path().string(), one.error()));
    cases.push_back(std::move(*one));
  }
  return {};
}

bool is_label(const std::filesystem::path& path) {
  return std::ranges::find(labels, path.filename().string()) != labels.end();
}

}  // namespace

std::expected<Case, std::string> corpus_case(std::string_view name, std::string bytes,
                                             std::string_view id_prefix) {
  const auto read = read_name(name);
  if (!read) return std::unexpected(read.error());
  const Requirement* about = read->about;
  if (about == nullptr && read->label == "valid") {
    about = requirement("R-DOC28729-valid-accepted");
  } else if (about == nullptr && read->label == "disputed") {
    about = requirement("R-XML-disputed-spelling");
  }
  Step step = must_refuse(std::move(bytes), about);
  if (read->label != "invalid") step = observe(std::move(step.body), about);
  step.expect.demand = demand_of(*read);
  return single(fmt::format("{}corpus/{}/{}", id_prefix, read->label, read->file), title_of(*read),
                std::move(step));
}

std::vector<Case> embedded_corpus_cases() {
  std::vector<Case> cases;
  for (const EmbeddedFile& file : embedded_requests()) {
    auto one = corpus_case(file.name, std::string(file.bytes), "");
    assert(one.has_value());  // a test reads every name
    if (one) cases.push_back(std::move(*one));
  }
  return cases;
}

std::expected<std::vector<Case>, std::string> read_cases(const std::string& directory,
                                                         std::string_view id_prefix) {
  const std::filesystem::path root = directory;
  const auto folders = entries_of(root);
  if (!folders) return std::unexpected(folders.error());
  std::vector<Case> cases;
  for (const std::filesystem::path& folder : *folders) {
    if (std::filesystem::is_directory(folder) && is_label(folder)) {
      if (auto added = add_folder(cases, folder, id_prefix); !added) {
        return std::unexpected(added.error());
      }
    } else if (std::filesystem::is_directory(folder) || folder.extension() == ".xml") {
      return std::unexpected(fmt::format(
          "{}: requests belong into the folders valid, invalid or disputed of {}, which say what "
          "is right",
          folder.string(), directory));
    }
  }
  if (cases.empty()) {
    return std::unexpected(fmt::format(
        "{}: holds no request; put captured packets into its folders valid, invalid or disputed",
        directory));
  }
  return cases;
}

}  // namespace packetproof
