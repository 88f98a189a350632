#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "harness/cli/arguments.hpp"
#include "harness/cli/config_file.hpp"
#include "harness/cli/console.hpp"
#include "harness/cli/interrupt.hpp"
#include "harness/cli/verbs.hpp"
#include "harness/mock/endpoint.hpp"
#include "harness/mock/mutants.hpp"
#include "harness/mock/server.hpp"

namespace packetproof {
namespace {

constexpr std::array options = {
    SettingRow{"listen", "ADDR:PORT", "127.0.0.1:8443", "where to serve; port 0 = any free one"},
    SettingRow{"tls", "", "", "serve HTTPS (default)"},
    SettingRow{"no-tls", "", "", "serve plain HTTP"},
    SettingRow{"credentials", "FILE", "", "TOML with login, password, secret_key; mode 0600"},
    SettingRow{"mutant", "ID", "", "be wrong in this one way (`packetproof list --mutants`)"},
};

/// "[::1]:8443", "127.0.0.1:0"
std::expected<ServerOptions, std::string> parse_listen(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  ServerOptions server;
  int port = -1;
  if (colon != std::string::npos) {
    server.address = text.substr(0, colon);
    const std::string digits = text.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error != std::errc{} || end != digits.data() + digits.size()) port = -1;
  }
  if (server.address.starts_with('[') && server.address.ends_with(']')) {
    server.address = server.address.substr(1, server.address.size() - 2);
  }
  if (port < 0 || port > 65535 || server.address.empty()) {
    return std::unexpected(
        fmt::format("--listen '{}': wants ADDR:PORT, such as 127.0.0.1:8443", text));
  }
  server.port = static_cast<std::uint16_t>(port);
  return server;
}

bool write_private(const std::string& path, const std::string& text) {
  const mode_t before = umask(0077);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  umask(before);
  file << text;
  return static_cast<bool>(file.flush());
}

/// A directory that goes away with the process, for what a client needs to connect.
class HandOver {
 public:
  HandOver() {
    std::string pattern = (std::filesystem::temp_directory_path() / "packetproof-mock-XXXXXX");
    if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~HandOver() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  HandOver(const HandOver&) = delete;
  HandOver& operator=(const HandOver&) = delete;

  /// The file's path; empty when it cannot be written.
  [[nodiscard]] std::string put(std::string_view name, const std::string& text) const {
    if (path_.empty()) return {};
    const std::string path = fmt::format("{}/{}", path_, name);
    return write_private(path, text) ? path : std::string();
  }

 private:
  std::string path_;
};

int serve_until_stopped(const ServerOptions& server_options, const EndpointOptions& endpoint,
                        const Mutant* mutant, const std::string& credentials_path,
                        const HandOver& hand_over) {
  InterruptWatch watch;
  Handler handler = make_reference_endpoint(endpoint);
  if (mutant != nullptr) handler = mutant->around(std::move(handler));
  const auto server = serve(server_options, std::move(handler));
  if (!server) return usage_error(server.error());
  const bool v6 = server_options.address.contains(':');
  std::string arguments = fmt::format(
      "--endpoint {}://{}{}{}:{}{}", server_options.tls ? "https" : "http", v6 ? "[" : "",
      server_options.address, v6 ? "]" : "", (*server)->port(), endpoint.path);
  if (server_options.tls) {
    arguments += " --cacert " + hand_over.put("certificate.pem", (*server)->certificate());
  }
  print(fmt::format("packetproof run {} --credentials {}\n", arguments, credentials_path));
  finish_output(0);
  talk("serving until Ctrl-C");
  while (!watch.token().stop_requested()) watch.pause(std::chrono::hours(1));
  return code_of(Exit::passed);
}

}  // namespace

int mock_verb(const Invocation& invocation) {
  const auto parsed = parse_arguments(
      {.verb = "mock",
       .description = "Serve the reference endpoint and print how to run the suite against it.",
       .options = options},
      invocation.arguments);
  if (!parsed) return end_with(parsed.error());
  const std::string mutant_id = parsed->text("mutant");
  const Mutant* const mutant = find_mutant(mutant_id);
  if (parsed->on("mutant") && mutant == nullptr) {
    return usage_error(
        fmt::format("'{}' is no mutant; `packetproof list --mutants` shows the ids", mutant_id));
  }
  if (parsed->on("tls") && parsed->on("no-tls")) {
    return usage_error("--tls and --no-tls exclude each other");
  }
  auto server = parse_listen(parsed->text("listen", "127.0.0.1:8443"));
  if (!server) return usage_error(server.error());
  server->tls = !parsed->on("no-tls");
  const auto given = read_credentials(parsed->text("credentials"), invocation.environment);
  if (!given) return usage_error(given.error());
  EndpointOptions endpoint = random_credentials();
  if (given->has_login()) {
    endpoint.login = given->login;
    endpoint.password = given->password;
  }
  if (given->has_key()) endpoint.secret_key = given->secret_key;
  const HandOver hand_over;
  std::string credentials_path = parsed->text("credentials");
  if (credentials_path.empty()) {
    credentials_path = hand_over.put(
        "credentials.toml", fmt::format("login = '''{}'''\npassword = '''{}'''\n"
                                        "secret_key = '''{}'''\n",
                                        endpoint.login, endpoint.password, endpoint.secret_key));
  }
  if (credentials_path.empty()) {
    return usage_error(
        "no temporary directory for the credentials: name a file that holds them "
        "with --credentials FILE");
  }
  return serve_until_stopped(*server, endpoint, mutant, credentials_path, hand_over);
}

}  // namespace packetproof
