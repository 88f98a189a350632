#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "harness/cli/arguments.hpp"
#include "harness/cli/console.hpp"
#include "harness/cli/verbs.hpp"
#include "harness/conformance/labelled_packets.hpp"
#include "harness/generate/exhaustive.hpp"
#include "harness/generate/mutations.hpp"
#include "harness/generate/respellings.hpp"
#include "harness/protocol/schemas.hpp"
#include "reports/base64.hpp"
#include "reports/json_line.hpp"

namespace packetproof {
namespace {

constexpr std::array options = {
    SettingRow{"kind", "KIND", "both",
               "valid, invalid, both, or disputed: what a ruling leaves open to the endpoint"},
    SettingRow{"count", "N", "", "how many packets [100; exhaustive: all]"},
    SettingRow{"seed", "N", "1", "equal seeds give equal packets"},
    SettingRow{"source", "NAME", "random", "random, or exhaustive: a small scope, enumerated"},
    SettingRow{"oracles", "NAME", "all", "all, or rules: without the two validators, for speed"},
    SettingRow{"jobs", "N", "2", "threads that judge"},
    SettingRow{"format", "NAME", "jsonl",
               "jsonl, or xml: the bytes, with a line end behind each packet"},
    SettingRow{"table", "", "", "also print which mutation broke which requirement how often"},
};

/// A packet that nothing explains is shown; a flood of them is not.
constexpr std::uint64_t most_disputes_shown = 10;
/// So many packets in a row of another kind mean that there is none of the wanted one.
constexpr std::uint64_t most_in_vain = 100'000;

bool is_wanted(std::string_view kind, Label label) {
  switch (label) {
    case Label::valid:
      return kind != "invalid" && kind != "disputed";
    case Label::invalid:
      return kind != "valid" && kind != "disputed";
    case Label::open:
    case Label::disputed:
      break;
  }
  return kind == "disputed";
}

std::vector<std::string> ids_of(const RequestJudgement& judgement) {
  std::vector<std::string> ids;
  for (const Violation& violation : judgement.rules.violations) {
    ids.emplace_back(violation.requirement->id);
  }
  return ids;
}

std::string as_json(const LabelledPacket& labelled) {
  const RequestJudgement& judgement = labelled.judgement;
  JsonValue valid = nullptr;
  if (judgement.label == Label::valid) valid = true;
  if (judgement.label == Label::invalid) valid = false;
  JsonValue ruling = nullptr;
  if (judgement.ruling != nullptr) ruling = judgement.ruling->id;
  const auto& mutations = labelled.packet.mutations;
  return json_line({{"id", labelled.packet.id},
                    {"valid", valid},
                    {"ruling", ruling},
                    {"well_formed", judgement.well_formed},
                    {"packet_base64", base64_encode(labelled.packet.bytes)},
                    {"rules", ids_of(judgement)},
                    {"mutations", std::vector<std::string>(mutations.begin(), mutations.end())}});
}

/// What a run of the generator did, for people.
class Tally {
 public:
  void count(const LabelledPacket& labelled) {
    ++drawn_;
    const RequestJudgement& judgement = labelled.judgement;
    ++labels_[name_of(judgement.label)];
    if (judgement.ruling != nullptr) ++rulings_[judgement.ruling->id];
    for (const std::string_view mutation : labelled.packet.mutations) {
      ++mutations_[mutation];
      for (const Violation& violation : judgement.rules.violations) {
        ++broken_[{mutation, violation.requirement->id}];
      }
    }
    for (const std::string_view respelling : labelled.packet.respellings) {
      ++respellings_[respelling];
    }
    if (judgement.label == Label::disputed && ++disputes_ <= most_disputes_shown) show(labelled);
  }

  [[nodiscard]] std::uint64_t disputes() const { return disputes_; }

  void tell(std::uint64_t written, const GenerateOptions& how, bool table) const {
    std::string line =
        fmt::format("{} packets written, seed {}; {} judged:", written, how.seed, drawn_);
    for (const auto& [label, count] : labels_) line += fmt::format(" {} {}", count, label);
    talk(line);
    if (how.source == Source::exhaustive) {
      talk(fmt::format("exhaustive: {} of {} covered", drawn_, exhaustive_count()));
    } else {
      talk(fmt::format("{} of {} mutations and {} of {} respellings used", mutations_.size(),
                       all_mutations().size(), respellings_.size(), all_respellings().size()));
    }
    for (const auto& [ruling, count] : rulings_) talk(fmt::format("  {:<28} {}", ruling, count));
    talk(disputes_ == 0
             ? "the oracles agree, or a ruling says who is right"
             : fmt::format("{} packets on which the oracles disagree without a ruling", disputes_));
    if (!table) return;
    for (const auto& [pair, count] : broken_) {
      talk(fmt::format("  {:<34} {:<32} {}", pair.first, pair.second, count));
    }
  }

 private:
  static void show(const LabelledPacket& labelled) {
    const RequestJudgement& judgement = labelled.judgement;
    const auto says = [](const OracleVerdict& verdict) {
      return verdict.valid ? "valid" : verdict.well_formed ? "invalid" : "not well-formed";
    };
    talk(fmt::format("{}: rules {}, xerces {}, libxml2 {}: {}", labelled.packet.id,
                     says(judgement.rules), says(judgement.xerces), says(judgement.libxml2),
                     base64_encode(labelled.packet.bytes)));
  }

  std::uint64_t drawn_ = 0;
  std::uint64_t disputes_ = 0;
  std::map<std::string_view, std::uint64_t> labels_;
  std::map<std::string_view, std::uint64_t> rulings_;
  std::map<std::string_view, std::uint64_t> mutations_;
  std::map<std::string_view, std::uint64_t> respellings_;
  std::map<std::pair<std::string_view, std::string_view>, std::uint64_t> broken_;
};

std::string wrong_word(const ParsedArguments& parsed) {
  struct Words {
    std::string_view flag;
    std::vector<std::string_view> allowed;  // the default first
  };
  const std::array words = {Words{"kind", {"both", "valid", "invalid", "disputed"}},
                            Words{"source", {"random", "exhaustive"}},
                            Words{"oracles", {"all", "rules"}}, Words{"format", {"jsonl", "xml"}}};
  for (const Words& row : words) {
    const std::string text = parsed.text(row.flag, row.allowed.front());
    if (std::ranges::find(row.allowed, text) == row.allowed.end()) {
      return fmt::format("{} '{}' is none of {}", row.flag, text, fmt::join(row.allowed, ", "));
    }
  }
  return {};
}

Aim aim_of(std::string_view kind) {
  if (kind == "valid") return Aim::valid;
  return kind == "invalid" ? Aim::invalid : Aim::either;
}

int generate(const ParsedArguments& parsed, const GenerateOptions& how, std::uint64_t count) {
  const std::string kind = parsed.text("kind", "both");
  const bool xml = parsed.text("format", "jsonl") == "xml";
  Tally tally;
  std::uint64_t written = 0;
  std::uint64_t in_vain = 0;
  bool reader_left = false;
  const auto taken = label_packets(built_in_schemas(), how, [&](const LabelledPacket& labelled) {
    tally.count(labelled);
    if (!is_wanted(kind, labelled.judgement.label)) return ++in_vain < most_in_vain;
    in_vain = 0;
    ++written;
    reader_left = !print(xml ? labelled.packet.bytes + "\n" : as_json(labelled));
    return !reader_left && written < count;
  });
  if (!taken) return usage_error(taken.error());
  if (!reader_left) tally.tell(written, how, parsed.on("table"));
  if (in_vain >= most_in_vain) {
    talk(
        fmt::format("packetproof: gave up after {} packets without one of kind {}", in_vain, kind));
    return finish_output(code_of(Exit::failed));
  }
  return finish_output(code_of(tally.disputes() == 0 ? Exit::passed : Exit::failed));
}

}  // namespace

int generate_verb(const Invocation& invocation) {
  const auto parsed = parse_arguments(
      {.verb = "generate",
       .description =
           "Write packets with their labels, which the oracles read off the final bytes. "
           "Exit 1 when the oracles disagree and no ruling says who is right.",
       .options = options},
      invocation.arguments);
  if (!parsed) return end_with(parsed.error());
  if (const std::string wrong = wrong_word(*parsed); !wrong.empty()) return usage_error(wrong);
  GenerateOptions how;
  how.source = parsed->text("source", "random") == "random" ? Source::random : Source::exhaustive;
  how.oracles = parsed->text("oracles", "all") == "all" ? Oracles::all : Oracles::rules;
  how.aim = aim_of(parsed->text("kind", "both"));
  const std::string all = how.source == Source::random ? "100" : std::to_string(exhaustive_count());
  const auto seed = number_of(*parsed, "seed", "1", 0, UINT64_MAX);
  const auto jobs = number_of(*parsed, "jobs", "2", 1, 256);
  const auto count = number_of(*parsed, "count", all, 1, UINT64_MAX);
  for (const auto* number : {&seed, &jobs, &count}) {
    if (!*number) return usage_error(number->error());
  }
  how.seed = *seed;
  how.jobs = static_cast<int>(*jobs);
  return generate(*parsed, how, *count);
}

}  // namespace packetproof
