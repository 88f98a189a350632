#pragma once

/// What mutants are made of: misreading a request, refusing it, and spoiling an answer. Each is a
/// template over what is wrong, so that a row of the table needs no state of its own.

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/mock/mutants.hpp"
#include "harness/protocol/extract.hpp"
#include "harness/transport/exchange.hpp"

namespace packetproof {

/// A text as a template's argument.
template <std::size_t size>
struct Literal {
  std::array<char, size> characters{};
  // NOLINTNEXTLINE: written as a plain text in a row
  consteval Literal(const char (&text)[size]) { std::copy_n(text, size, characters.begin()); }
  [[nodiscard]] constexpr const char* text() const { return characters.data(); }
  [[nodiscard]] constexpr std::string_view view() const { return {characters.data(), size - 1}; }
};

/// The first occurrence; unchanged where there is none.
std::string replaced(std::string text, std::string_view from, std::string_view to);
/// Every occurrence.
std::string all_replaced(std::string text, std::string_view from, std::string_view to);

// ---- requests

/// Reads something else than what was sent: `reads` maps a packet to a packet.
template <auto reads>
Handler misreads(Handler reference) {
  return [reference = std::move(reference)](const HttpRequest& request) {
    HttpRequest seen = request;
    seen.body = reads(request.body);
    return reference(seen);
  };
}

/// Refuses packets that `meets` says yes to.
template <auto meets>
Handler refuses(Handler reference) {
  return [reference = std::move(reference)](const HttpRequest& request) {
    if (!meets(request.body)) return reference(request);
    HttpRequest seen = request;
    seen.body = "<packet/>";
    return reference(seen);
  };
}

template <Literal... pieces>
bool holds(const std::string& packet) {
  return (packet.contains(pieces.view()) && ...);
}

/// The packet after a repair of its tree, or as it is where `edit` changed nothing or the packet is
/// not well-formed.
std::string rewritten(const std::string& packet, bool (*edit)(pugi::xml_document&));
/// The `backup-server` nodes of a packet.
std::vector<pugi::xml_node> backup_operations(const pugi::xml_document&);

template <auto edit>
std::string repaired(const std::string& packet) {
  return rewritten(packet, [](pugi::xml_document& document) { return bool(edit(document)); });
}

/// Mends each operation on its own.
template <auto edit>
Handler mends(Handler reference) {
  return misreads<[](const std::string& packet) {
    return rewritten(packet, [](pugi::xml_document& document) {
      bool changed = false;
      for (const pugi::xml_node operation : backup_operations(document)) changed |= edit(operation);
      return changed;
    });
  }>(std::move(reference));
}

// ---- answers

/// The documented sample as it is: the probe, which most wrong endpoints get right.
bool is_sample(const HttpRequest&);
bool any_other(const HttpRequest&,
               const HttpResponse&);                     // an answer in a packet, not to the sample
bool accepted(const HttpRequest&, const HttpResponse&);  // ... that started a backup
bool refused(const HttpRequest&, const HttpResponse&);   // ... by `system`
bool unauthorised(const HttpRequest&, const HttpResponse&);  // wrong login or password

template <auto when, auto edit>
Handler answers(Handler reference) {
  return [reference = std::move(reference)](const HttpRequest& request) {
    HttpResponse response = reference(request);
    if (when(request, response)) edit(response);
    return response;
  };
}

template <auto when, Literal from, Literal to>
Handler replaces(Handler reference) {
  return answers<when, [](HttpResponse& response) {
    response.body = replaced(std::move(response.body), from.view(), to.view());
  }>(std::move(reference));
}

template <auto when, Literal text>
Handler answers_text(Handler reference) {
  return answers<when, [](HttpResponse& response) { response.body = text.view(); }>(
      std::move(reference));
}

// ---- the parts of the table

std::span<const Mutant> node_mutants();      // accepts-invalid: nodes
std::span<const Mutant> content_mutants();   // accepts-invalid: types, envelope, attributes
std::span<const Mutant> spelling_mutants();  // accepts-invalid: XML and its encoding
std::span<const Mutant> refusal_mutants();   // rejects-valid
std::span<const Mutant> answer_mutants();    // response-malformed, -schema, -semantic
std::span<const Mutant> session_mutants();   // state, authentication
std::span<const Mutant> wire_mutants();      // parser-safety, http

}  // namespace packetproof
