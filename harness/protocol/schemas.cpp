#include "harness/protocol/schemas.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <system_error>

#include "harness/protocol/embedded.hpp"

namespace packetproof {
namespace {

constexpr std::array<std::string_view, 2> entry_points = {"agent_input.xsd", "agent_output.xsd"};

/// Each part is preceded by its length, so that no two sets share a digest by shifting bytes.
std::string digest_of(const std::map<std::string, std::string>& files) {
  std::string all;
  for (const auto& [name, bytes] : files) {
    all += fmt::format("{} {} {}\n", name.size(), name, bytes.size());
    all += bytes;
  }
  return sha256(all);
}

std::string sentence(const std::filesystem::path& directory, std::string_view what) {
  return fmt::format(
      "schema directory {}: {}; give a directory that holds agent_input.xsd and agent_output.xsd",
      directory.string(), what);
}

std::expected<std::string, std::string> read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::unexpected(fmt::format("{} cannot be opened", path.filename().string()));
  std::string bytes;
  std::array<char, 1U << 14U> block{};
  while (in.read(block.data(), block.size()) || in.gcount() > 0) {
    bytes.append(block.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return std::unexpected(fmt::format("{} cannot be read", path.filename().string()));
  return bytes;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  // Looked up by EVP_sha256() anew for each digest, which takes longer than digesting a packet.
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  if (algorithm == nullptr ||
      EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, algorithm, nullptr) != 1) {
    throw std::logic_error("OpenSSL offers no SHA-256");
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(std::size_t{2} * size);
  for (unsigned int i = 0; i < size; ++i) {
    hex += digits[digest[i] >> 4U];
    hex += digits[digest[i] & 15U];
  }
  return hex;
}

const SchemaSet& built_in_schemas() {
  static const SchemaSet set = [] {
    SchemaSet built_in;
    for (const EmbeddedFile& file : embedded_schemas()) {
      built_in.files.emplace(file.name, file.bytes);
    }
    built_in.sha256 = digest_of(built_in.files);
    built_in.origin = "built in";
    return built_in;
  }();
  return set;
}

std::expected<SchemaSet, std::string> read_schemas(const std::filesystem::path& directory) {
  std::error_code error;
  if (!std::filesystem::exists(directory, error)) {
    return std::unexpected(sentence(directory, error ? error.message() : "does not exist"));
  }
  if (!std::filesystem::is_directory(directory, error)) {
    return std::unexpected(sentence(directory, "is not a directory"));
  }
  std::filesystem::directory_iterator entry(directory, error);
  if (error) return std::unexpected(sentence(directory, error.message()));

  SchemaSet set;
  for (const std::filesystem::directory_iterator end; entry != end; entry.increment(error)) {
    if (entry->path().extension() == ".xsd") {
      auto bytes = read_file(entry->path());
      if (!bytes) return std::unexpected(sentence(directory, bytes.error()));
      set.files.emplace(entry->path().filename().string(), std::move(*bytes));
    }
    if (error) return std::unexpected(sentence(directory, error.message()));
  }
  if (set.files.empty()) return std::unexpected(sentence(directory, "holds no *.xsd"));
  for (const std::string_view name : entry_points) {
    if (!set.files.contains(std::string(name))) {
      return std::unexpected(sentence(directory, fmt::format("lacks {}", name)));
    }
  }
  set.sha256 = digest_of(set.files);
  set.origin = directory.string();
  return set;
}

}  // namespace packetproof
