#include "harness/cli/config_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <sstream>

namespace packetproof {
namespace {

constexpr const char* standard_name = "packetproof.toml";

std::string as_text(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* whole = node.as_integer()) return fmt::format("{}", whole->get());
  if (const auto* real = node.as_floating_point()) return fmt::format("{}", real->get());
  if (const auto* truth = node.as_boolean()) return truth->get() ? "true" : "false";
  return {};
}

/// `read` is one of the library's two ways to a table.
template <typename Read>
std::expected<toml::table, std::string> parse(const std::string& path, Read read) {
  try {
    return read();
  } catch (const toml::parse_error& error) {
    return std::unexpected(fmt::format("{}:{}: {}", path, error.source().begin.line,
                                       std::string(error.description())));
  }
}

std::expected<toml::table, std::string> parse(const std::string& path) {
  return parse(path, [&] { return toml::parse_file(path); });
}

std::string read_target(const toml::table& target, const std::string& path, Settings& settings) {
  for (const auto& [key, node] : target) {
    if (key != "remote_storage" || !node.is_boolean()) {
      return fmt::format("{}:{}: [target] knows only remote_storage = true or false", path,
                         node.source().begin.line);
    }
    settings.remote_storage = node.as_boolean()->get();
  }
  return {};
}

std::string read_value(const std::string& key, const toml::node& node, const std::string& path,
                       std::span<const SettingRow> known, Settings& settings) {
  const std::string where = fmt::format("{}:{}", path, node.source().begin.line);
  const auto row = std::ranges::find(known, key, &SettingRow::name);
  if (row == known.end()) return fmt::format("{}: '{}' is no setting", where, key);
  SettingValue value{.texts = {}, .origin = where};
  if (const auto* list = node.as_array()) {
    for (const auto& item : *list) value.texts.push_back(as_text(item));
    if (!row->list && !value.texts.empty()) {
      value.texts = {fmt::format("{}", fmt::join(value.texts, ","))};
    }
  } else {
    value.texts.push_back(as_text(node));
  }
  if (value.texts.empty() || std::ranges::count(value.texts, "") > 0) {
    return fmt::format("{}: '{}' wants a value", where, key);
  }
  settings.values[key] = std::move(value);
  return {};
}

std::string read_table(const std::expected<toml::table, std::string>& table,
                       const std::string& file, std::span<const SettingRow> known,
                       Settings& settings) {
  if (!table) return table.error();
  for (const auto& [key, node] : *table) {
    const std::string name(key.str());
    std::string error = name == "target" && node.is_table()
                            ? read_target(*node.as_table(), file, settings)
                            : read_value(name, node, file, known, settings);
    if (!error.empty()) return error;
  }
  return {};
}

}  // namespace

std::string read_config_file(const std::string& path, std::span<const SettingRow> known,
                             Settings& settings) {
  const std::string file = path.empty() ? standard_name : path;
  if (path.empty() && !std::filesystem::exists(file)) return {};
  return read_table(parse(file), file, known, settings);
}

std::string read_config_text(std::string_view text, const std::string& name,
                             std::span<const SettingRow> known, Settings& settings) {
  return read_table(parse(name, [&] { return toml::parse(text, name); }), name, known, settings);
}

std::expected<CredentialSet, std::string> read_credentials_file(const std::string& path) {
  struct stat facts{};
  if (::stat(path.c_str(), &facts) != 0) {
    return std::unexpected(fmt::format("credentials file {}: {}", path, std::strerror(errno)));
  }
  if ((facts.st_mode & 0077U) != 0) {
    return std::unexpected(
        fmt::format("credentials file {} can be read by others: chmod 600 {}", path, path));
  }
  const auto table = parse(path);
  // The parser's words may quote the line, and the line may hold a password.
  if (!table) return std::unexpected(fmt::format("credentials file {} is not valid TOML", path));
  CredentialSet set;
  for (const auto& [key, node] : *table) {
    const std::string name(key.str());
    std::string* field = name == "login"        ? &set.login
                         : name == "password"   ? &set.password
                         : name == "secret_key" ? &set.secret_key
                                                : nullptr;
    if (field == nullptr || !node.is_string()) {
      return std::unexpected(fmt::format(
          "{}:{}: a credentials file holds login, password and secret_key, each a string", path,
          node.source().begin.line));
    }
    *field = node.as_string()->get();
  }
  return set;
}

std::expected<CredentialSet, std::string> read_credentials(const std::string& file,
                                                           const Environment& environment) {
  if (!file.empty()) return read_credentials_file(file);
  CredentialSet set{.login = environment("PACKETPROOF_LOGIN"),
                    .password = environment("PACKETPROOF_PASSWORD"),
                    .secret_key = environment("PACKETPROOF_SECRET_KEY")};
  if (set.login.empty() != set.password.empty()) {
    return std::unexpected(
        "PACKETPROOF_LOGIN and PACKETPROOF_PASSWORD go together; only one is set");
  }
  return set;
}

}  // namespace packetproof
