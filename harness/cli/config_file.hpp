#pragma once

/// packetproof.toml and the credentials file; the only reader of TOML.

#include <expected>
#include <span>
#include <string>
#include <string_view>

#include "harness/cli/settings.hpp"
#include "harness/conformance/credentials.hpp"

namespace packetproof {

/// Adds a file's values. `path` empty = packetproof.toml of the working directory, if it is there.
/// Returns an error as a sentence with file and line, or nothing.
std::string read_config_file(const std::string& path, std::span<const SettingRow>, Settings&);

/// The same of a file's content; `name` is what errors call it.
std::string read_config_text(std::string_view text, const std::string& name,
                             std::span<const SettingRow>, Settings&);

/// login, password and secret_key of a TOML file that only its owner can read.
std::expected<CredentialSet, std::string> read_credentials_file(const std::string& path);

/// From the file if one is named, else PACKETPROOF_LOGIN + PACKETPROOF_PASSWORD and
/// PACKETPROOF_SECRET_KEY. An empty set is no error.
std::expected<CredentialSet, std::string> read_credentials(const std::string& file,
                                                           const Environment&);

}  // namespace packetproof
