#include "harness/cli/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

#include "harness/cli/config_file.hpp"

namespace packetproof {
namespace {

constexpr std::array rows = {
    SettingRow{"endpoint", "URL", "embedded", "http(s) URL of the agent; embedded; in-process"},
    SettingRow{"phases", "LIST", "",
               "of examples,catalogue,exhaustive,properties,sequences,robustness (default all)"},
    SettingRow{"profile", "NAME", "standard", "request budget: smoke, standard or thorough"},
    SettingRow{"seed", "N", "1", "seed of everything random"},
    SettingRow{"max-cases", "N", "", "send at most N cases"},
    SettingRow{"max-time", "DURATION", "", "stop sending after this time: 90s, 5m"},
    SettingRow{"jobs", "N", "", "requests side by side (default 2 on loopback, else 1)"},
    SettingRow{"rate", "N/s", "", "at most so many requests a second"},
    SettingRow{"timeout", "S", "30", "seconds for one exchange"},
    SettingRow{"confirm", "K", "3", "repetitions of a case that failed"},
    SettingRow{"shrink-budget", "N", "200", "requests to make that of a finding smaller; 0 = none"},
    SettingRow{"max-response-bytes", "N", "8388608", "longest answer that is read"},
    SettingRow{"cases", "DIR", "", "further cases: DIR/{valid,invalid,disputed}/*"},
    SettingRow{"schema-dir", "DIR", "", "judge by these schemas instead of the built-in ones"},
    SettingRow{"fail-on", "LIST", "", "of warn,disputed: fail on these too"},
    SettingRow{"max-backups", "N", "", "requests that may start a backup; needed beyond loopback"},
    SettingRow{"plan", "", "", "show what would be sent, and send nothing"},
    SettingRow{"report-dir", "DIR", "", "default packetproof-report/<UTC time>"},
    SettingRow{"format", "LIST", "json,junit,html", "reports to write"},
    SettingRow{"cacert", "FILE", "", "PEM of the endpoint's certificate authority"},
    SettingRow{"insecure", "", "", "do not verify the endpoint's certificate"},
    SettingRow{"resolve", "HOST:PORT:ADDR", "", "connect to ADDR for HOST:PORT", true},
    SettingRow{"credentials", "FILE", "", "TOML with login, password, secret_key; mode 0600"},
    SettingRow{"expectations", "FILE", "", "", false, false},
    SettingRow{"baseline", "RUN", "", "", false, false},
    SettingRow{"duration", "T", "", "", false, false},
    SettingRow{"shard", "K/N", "", "", false, false},
    SettingRow{"resume", "DIR", "", "", false, false},
    SettingRow{"retry-inconclusive", "", "", "", false, false},
};

std::string environment_name(std::string_view name) {
  std::string variable = "PACKETPROOF_";
  for (const char c : name) {
    variable += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return variable;
}

bool truthy(std::string_view text) {
  return text == "1" || text == "true" || text == "yes" || text == "on";
}

std::string bad(const SettingValue& value, std::string_view name, std::string_view wanted) {
  return fmt::format("{} = '{}' ({}): {}", name, value.texts.front(), value.origin, wanted);
}

}  // namespace

std::span<const SettingRow> run_settings() { return rows; }

bool Settings::has(std::string_view name) const { return values.contains(name); }

bool Settings::given(std::string_view name) const {
  const auto at = values.find(name);
  return at != values.end() && at->second.origin != "default";
}

std::string Settings::text(std::string_view name) const {
  const auto at = values.find(name);
  return at == values.end() ? std::string() : at->second.texts.front();
}

std::vector<std::string> Settings::texts(std::string_view name) const {
  const auto at = values.find(name);
  return at == values.end() ? std::vector<std::string>() : at->second.texts;
}

bool Settings::on(std::string_view name) const { return truthy(text(name)); }

std::expected<std::int64_t, std::string> Settings::integer(std::string_view name,
                                                           std::int64_t least,
                                                           std::int64_t most) const {
  const SettingValue& value = values.find(name)->second;
  const std::string& digits = value.texts.front();
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  if (error != std::errc{} || end != digits.data() + digits.size() || out < least || out > most) {
    return std::unexpected(
        bad(value, name, fmt::format("wants a whole number from {} to {}", least, most)));
  }
  return out;
}

std::expected<double, std::string> Settings::number(std::string_view name) const {
  const SettingValue& value = values.find(name)->second;
  std::string_view digits = value.texts.front();
  if (digits.ends_with("/s")) digits.remove_suffix(2);
  double out = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  if (error != std::errc{} || end != digits.data() + digits.size() || !(out > 0) || out > 1e6) {
    return std::unexpected(bad(value, name, "wants a positive number"));
  }
  return out;
}

std::expected<std::chrono::microseconds, std::string> Settings::duration(
    std::string_view name) const {
  static constexpr std::array<std::pair<std::string_view, double>, 4> units = {
      {{"ms", 1e3}, {"s", 1e6}, {"m", 6e7}, {"h", 3.6e9}}};
  const SettingValue& value = values.find(name)->second;
  const std::string& text = value.texts.front();
  double out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  const auto* at =
      std::ranges::find(units, unit.empty() ? "s" : unit, [](const auto& u) { return u.first; });
  if (error != std::errc{} || at == units.end() || !(out > 0) || out > 1e6) {
    return std::unexpected(bad(value, name, "wants a positive duration such as 90s, 5m or 500ms"));
  }
  return std::chrono::microseconds(static_cast<std::int64_t>(out * at->second));
}

std::expected<std::vector<std::string>, std::string> Settings::one_of(
    std::string_view name, std::span<const std::string_view> allowed) const {
  std::vector<std::string> chosen;
  const auto at = values.find(name);
  if (at == values.end()) return chosen;
  for (const std::string& text : at->second.texts) {
    for (std::size_t from = 0; from <= text.size();) {
      const std::size_t to = std::min(text.find(',', from), text.size());
      const std::string item = text.substr(from, to - from);
      if (std::ranges::find(allowed, item) == allowed.end()) {
        return std::unexpected(fmt::format("{}: '{}' ({}) is none of {}", name, item,
                                           at->second.origin, fmt::join(allowed, ", ")));
      }
      chosen.push_back(item);
      from = to + 1;
    }
  }
  return chosen;
}

std::string Settings::print() const {
  std::string out;
  for (const SettingRow& row : rows) {
    if (!row.built) continue;
    const auto at = values.find(row.name);
    out += at == values.end() ? fmt::format("{:<20} {:<32} unset\n", row.name, "")
                              : fmt::format("{:<20} {:<32} {}\n", row.name,
                                            fmt::format("{}", fmt::join(at->second.texts, ",")),
                                            at->second.origin);
  }
  out += fmt::format("{:<20} {:<32} {}\n", "remote_storage", remote_storage,
                     remote_storage ? "packetproof.toml [target]" : "default");
  return out;
}

std::expected<Settings, std::string> collect_settings(std::span<const SettingRow> known,
                                                      const Flags& flags,
                                                      const Environment& environment,
                                                      const std::string& config) {
  Settings settings;
  for (const SettingRow& row : known) {
    if (!row.fallback.empty()) {
      settings.values[std::string(row.name)] = {{std::string(row.fallback)}, "default"};
    }
  }
  if (std::string error = read_config_file(config, known, settings); !error.empty()) {
    return std::unexpected(error);
  }
  for (const SettingRow& row : known) {
    const std::string variable = environment_name(row.name);
    if (std::string value = environment(variable.c_str()); !value.empty()) {
      settings.values[std::string(row.name)] = {{value}, "environment " + variable};
    }
    if (const auto at = flags.find(row.name); at != flags.end()) {
      settings.values[std::string(row.name)] = {at->second, "flag"};
    }
    if (settings.given(row.name) && !row.built) {
      return std::unexpected(fmt::format("--{} ({}) is not built yet in this version", row.name,
                                         settings.values.find(row.name)->second.origin));
    }
  }
  return settings;
}

}  // namespace packetproof
