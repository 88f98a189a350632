#pragma once

/// The commands, a row each.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace packetproof {

/// What the process was given.
struct Invocation {
  std::vector<std::string> arguments;                   // after the verb
  std::function<std::string(const char*)> environment;  // empty for an unset variable
};

struct Verb {
  std::string_view name;
  std::string_view description;
  /// Null: part of the contract, not built yet.
  int (*run)(const Invocation&) = nullptr;
};

std::span<const Verb> all_verbs();

/// Runs the program; returns its exit code.
int run_program(const Invocation& with_verb);

int run_verb(const Invocation&);
int list_verb(const Invocation&);
int explain_verb(const Invocation&);
int generate_verb(const Invocation&);
int check_verb(const Invocation&);
int mock_verb(const Invocation&);
int doctor_verb(const Invocation&);
int mutants_verb(const Invocation&);

}  // namespace packetproof
