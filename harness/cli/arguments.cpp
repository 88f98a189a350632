#include "harness/cli/arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <list>

#include "harness/cli/console.hpp"

namespace packetproof {

std::string ParsedArguments::text(std::string_view flag, std::string_view fallback) const {
  const auto at = flags.find(flag);
  return at == flags.end() ? std::string(fallback) : at->second.front();
}

std::expected<ParsedArguments, ArgumentsEnd> parse_arguments(const Syntax& syntax,
                                                             std::vector<std::string> arguments) {
  CLI::App app(std::string(syntax.description), fmt::format("packetproof {}", syntax.verb));
  ParsedArguments parsed;
  std::list<std::pair<const SettingRow*, std::vector<std::string>>> values;
  std::list<std::pair<const SettingRow*, bool>> switches;
  for (const SettingRow& row : syntax.options) {
    const std::string flag = fmt::format("--{}", row.name);
    const std::string group = row.built ? "Options" : "";  // "" hides it from the help
    if (row.placeholder.empty()) {
      auto& at = switches.emplace_back(&row, false);
      app.add_flag(flag, at.second, std::string(row.description))->group(group);
    } else {
      auto& at = values.emplace_back(&row, std::vector<std::string>());
      std::string description(row.description);
      if (!row.fallback.empty()) description += fmt::format(" [{}]", row.fallback);
      app.add_option(flag, at.second, description)
          ->type_name(std::string(row.placeholder))
          ->expected(1)
          ->allow_extra_args(false)  // a GLOB after "--seed 1" is no second seed
          ->take_all()
          ->group(group);
    }
  }
  if (!syntax.positional.empty()) {
    app.add_option(std::string(syntax.positional), parsed.positional,
                   std::string(syntax.positional_description))
        ->required(syntax.positional_required);
  }
  try {
    std::ranges::reverse(arguments);  // the order that CLI11 wants of a vector
    app.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    return std::unexpected(ArgumentsEnd{code_of(Exit::passed), app.help()});
  } catch (const CLI::ParseError& error) {
    return std::unexpected(ArgumentsEnd{
        code_of(Exit::usage), fmt::format("packetproof {}: {}; `packetproof {} --help` tells more",
                                          syntax.verb, error.what(), syntax.verb)});
  }
  for (auto& [row, texts] : values) {
    if (texts.empty()) continue;
    if (!row->list && texts.size() > 1) {
      return std::unexpected(
          ArgumentsEnd{code_of(Exit::usage),
                       fmt::format("packetproof {}: --{} stands twice", syntax.verb, row->name)});
    }
    parsed.flags[std::string(row->name)] = std::move(texts);
  }
  for (const auto& [row, on] : switches) {
    if (on) parsed.flags[std::string(row->name)] = {"true"};
  }
  return parsed;
}

int end_with(const ArgumentsEnd& end) {
  if (end.code == code_of(Exit::passed)) {
    print(end.text);
  } else {
    talk(end.text);
  }
  return end.code;
}

std::expected<std::uint64_t, std::string> number_of(const ParsedArguments& parsed,
                                                    std::string_view flag,
                                                    std::string_view fallback, std::uint64_t least,
                                                    std::uint64_t most) {
  const std::string text = parsed.text(flag, fallback);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least || value > most) {
    return std::unexpected(
        fmt::format("--{} wants a number from {} to {}, not '{}'", flag, least, most, text));
  }
  return value;
}

}  // namespace packetproof
