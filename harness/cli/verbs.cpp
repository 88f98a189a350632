#include "harness/cli/verbs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/cli/console.hpp"
#include "harness/cli/version.hpp"

namespace packetproof {
namespace {

constexpr std::array verbs = {
    Verb{"run", "judge an endpoint (default: the embedded reference endpoint)", run_verb},
    Verb{"list", "list cases, requirements or rulings", list_verb},
    Verb{"explain", "explain a case, requirement, ruling or finding", explain_verb},
    Verb{"generate", "write valid and invalid packets with their labels", generate_verb},
    Verb{"check", "judge request or response files offline", check_verb},
    Verb{"mock", "serve the reference endpoint", mock_verb},
    Verb{"doctor", "check reach, TLS, credentials, schemas and the judge itself", doctor_verb},
    Verb{"mutants", "run the suite against every mutant endpoint", mutants_verb},
    Verb{"replay", "send stored findings again", nullptr},
    Verb{"record", "judge the traffic between a client and its server", nullptr},
    Verb{"diff", "compare two runs", nullptr},
    Verb{"expect", "check, update or prune expectations", nullptr},
    Verb{"report", "render a stored run again", nullptr},
};

std::string help() {
  std::string text =
      "packetproof judges whether an endpoint speaks the Plesk XML API's backup-server operation "
      "correctly.\n\nUsage: packetproof VERB [OPTIONS]\n\nVerbs:\n";
  for (const Verb& verb : verbs) {
    if (verb.run != nullptr) text += fmt::format("  {:<10} {}\n", verb.name, verb.description);
  }
  text += "\nNot built yet (exit 2):";
  for (const Verb& verb : verbs) {
    if (verb.run == nullptr) text += fmt::format(" {}", verb.name);
  }
  text +=
      "\n\n`packetproof VERB --help` tells a verb's options; `packetproof --version` the versions."
      "\n\nExit codes: 0 gate passed, 1 new FAIL, 2 usage or configuration, 3 inconclusive,\n"
      "4 expectations stale, 5 vacuous, 6 power gate, 70 internal error, 130 interrupted.\n";
  return text;
}

}  // namespace

std::span<const Verb> all_verbs() { return verbs; }

int run_program(const Invocation& with_verb) {
  if (with_verb.arguments.empty()) {
    talk(help());
    return code_of(Exit::usage);
  }
  const std::string& name = with_verb.arguments.front();
  if (name == "--help" || name == "-h" || name == "help") {
    print(help());
    return finish_output(code_of(Exit::passed));
  }
  if (name == "--version") {
    print(version_text());
    return finish_output(code_of(Exit::passed));
  }
  const auto* verb = std::ranges::find(verbs, name, &Verb::name);
  if (verb == verbs.end()) {
    return usage_error(fmt::format("'{}' is no verb; `packetproof --help` lists them", name));
  }
  if (verb->run == nullptr) {
    return usage_error(fmt::format("the verb '{}' is not built yet in this version", name));
  }
  Invocation rest{.arguments = {with_verb.arguments.begin() + 1, with_verb.arguments.end()},
                  .environment = with_verb.environment};
  return finish_output(verb->run(rest));
}

}  // namespace packetproof
