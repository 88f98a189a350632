#pragma once

/// Changes to the tree of any packet or answer, right or wrong: what a fuzzer does to its inputs.

#include "harness/generate/document.hpp"
#include "harness/generate/random.hpp"

namespace packetproof {

/// One to three changes: a row of the mutations or respellings, or a subtree swapped, repeated,
/// dropped, moved, wrapped or renamed, or a text edited at its boundaries. Total.
void mutate(RequestDocument&, Random&);

/// Some element's content is that of an element of the same name in the other document, where there
/// is one. False = the document is unchanged.
bool cross_over(RequestDocument&, const RequestDocument& other, Random&);

}  // namespace packetproof
