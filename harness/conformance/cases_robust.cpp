/// Requests that may cost an endpoint its availability. Each is followed by a probe.

#include "harness/conformance/cases.hpp"

namespace packetproof {
namespace {

std::string repeated(std::string_view text, std::size_t count) {
  std::string all;
  all.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

Case hurting(std::string id, std::string title, Step step,
             const std::vector<const Requirement*>& also = {}) {
  Case one = single(std::move(id), std::move(title), std::move(step), also);
  one.phase = Phase::robustness;
  one.may_hurt = true;
  return one;
}

/// Nine entities, each ten times the one before: a billion copies in one kilobyte.
std::string bomb(std::string_view reference_in) {
  std::string doctype = "<!DOCTYPE packet [<!ENTITY e0 \"boom\">";
  for (int i = 1; i <= 9; ++i) {
    const std::string before = joined({"&e", std::to_string(i - 1), ";"});
    doctype += joined({"<!ENTITY e", std::to_string(i), " \"", repeated(before, 10), "\">"});
  }
  return joined({doctype, "]>", reference_in});
}

void add_entities(std::vector<Case>& cases) {
  const Requirement* about = requirement("R-XML-entity-expansion");
  const std::vector<const Requirement*> also = {requirement("R-XML-doctype")};
  cases.push_back(hurting("robust/entities/nested[in=description]",
                          "A billion copies of a word by nested entities do no harm",
                          observe(bomb(request_describing("&e9;")), about), also));
  cases.push_back(hurting("robust/entities/nested[in=split-size]",
                          "A billion copies of a word where a number is due do no harm",
                          observe(bomb(request_of(joined({piece::local, piece::description,
                                                          "<split-size>&e9;</split-size>"}))),
                                  about),
                          also));
  cases.push_back(hurting(
      "robust/entities/quadratic", "One long entity that is used two thousand times does no harm",
      observe(joined({"<!DOCTYPE packet [<!ENTITY e \"", std::string(50'000, 'a'), "\">]>",
                      request_describing(repeated("&e;", 2000))}),
              about),
      also));
  cases.push_back(hurting("robust/entities/recursive",
                          "Two entities that name each other do no harm",
                          observe(joined({"<!DOCTYPE packet [<!ENTITY a \"&b;\"><!ENTITY b "
                                          "\"&a;\">]>",
                                          request_describing("&a;")}),
                                  about),
                          also));
}

/// Far deeper than any oracle looks, so that nothing but survival is asked.
void add_depth(std::vector<Case>& cases) {
  const Requirement* depth = requirement("R-XML-depth");
  constexpr std::size_t deep = 10'000;
  cases.push_back(hurting(
      "robust/depth/nested[in=only-mail]",
      "Ten thousand elements in each other where the schema allows anything do no harm",
      observe(request_of(joined({piece::local, piece::description, "<only-mail>",
                                 repeated("<a>", deep), repeated("</a>", deep), "</only-mail>"})),
              depth)));
  cases.push_back(
      hurting("robust/depth/nested[in=packet]",
              "Ten thousand elements in each other where none is allowed do no harm",
              observe(packet_of(joined({repeated("<a>", deep), repeated("</a>", deep)})), depth)));
  cases.push_back(hurting("robust/depth/never-closed",
                          "Ten thousand start tags without any end tag do no harm",
                          observe(repeated("<packet>", deep), depth)));
  cases.push_back(hurting(
      "robust/depth/packets", "Two hundred packets in each other are refused and do no harm",
      must_refuse(joined({repeated("<packet>", 200), repeated("</packet>", 200)}),
                  requirement("R-XSD-operator-known")),
      {depth}));
}

void add_size(std::vector<Case>& cases) {
  const Requirement* long_text = requirement("R-PAGE-long-text");
  constexpr std::size_t large = 900'000;
  cases.push_back(hurting("robust/size/description[characters=900000]",
                          "A description just below a megabyte is valid; a server may have a limit",
                          should_accept(request_describing(std::string(large, 'a')), long_text)));
  Step huge = observe(request_describing(std::string(3'000'000, 'a')), long_text);
  huge.expect.any_answer = true;  // a front server may have a limit of its own
  cases.push_back(hurting("robust/size/description[characters=3000000]",
                          "What the agent answers to a description of three megabytes",
                          std::move(huge)));
  cases.push_back(hurting("robust/size/references",
                          "A description of 65 536 character references is valid",
                          should_accept(request_describing(repeated("&#97;", 65'536)), long_text)));
  cases.push_back(hurting("robust/size/comment", "A comment just below a megabyte changes nothing",
                          should_accept(joined({"<!--", std::string(large, '.'), "-->", sample()}),
                                        requirement("R-XML-spelling"))));
  cases.push_back(hurting("robust/size/comments", "Twenty thousand empty comments change nothing",
                          should_accept(request_of(joined({repeated("<!---->", 20'000),
                                                           piece::local, piece::description})),
                                        requirement("R-XML-spelling"))));
  cases.push_back(hurting(
      "robust/size/white-space", "White space just below a megabyte between nodes changes nothing",
      should_accept(
          request_of(joined({piece::local, std::string(large, '\n'), piece::description})),
          requirement("R-XML-spelling"))));
  cases.push_back(
      hurting("robust/size/digits", "A split-size of a hundred thousand digits need not be carried",
              should_accept(request_of(joined({piece::local, piece::description, "<split-size>",
                                               std::string(100'000, '9'), "</split-size>"})),
                            requirement("R-XSD-split-size-digits"))));
}

void add_counts(std::vector<Case>& cases) {
  std::string attributes;
  for (int i = 0; i < 1000; ++i) attributes += joined({" a", std::to_string(i), "=\"\""});
  cases.push_back(
      hurting("robust/count/attributes", "A thousand attributes on one node are refused",
              must_refuse(request_of(joined({piece::local, "<description", attributes, "/>"})),
                          requirement("R-XSD-attributes"))));
  cases.push_back(hurting("robust/count/name", "A node whose name has 40 000 letters is refused",
                          must_refuse(request_of(joined({piece::local, piece::description, "<",
                                                         std::string(40'000, 'n'), "/>"})),
                                      requirement("R-XSD-input-node-known"))));
  // Never many valid operations: an endpoint would start as many backups.
  cases.push_back(hurting("robust/count/operations",
                          "Five thousand operations that do not exist are refused",
                          must_refuse(packet_of(manager_of(repeated("<no-such-operation/>", 5000))),
                                      requirement("R-XSD-operation-known"))));
  cases.push_back(
      hurting("robust/count/descriptions", "Five thousand descriptions in one request are refused",
              must_refuse(request_of(joined({piece::local, repeated("<description/>", 5000)})),
                          requirement("R-XSD-description-required"))));
  Step header = observe(sample(), requirement("R-DOC50169-request-type"));
  header.extra_headers.emplace_back("X-Example-Trace", std::string(7000, 't'));
  header.expect.any_answer = true;
  cases.push_back(hurting("robust/count/header",
                          "What the agent answers to a header of seven thousand characters",
                          std::move(header)));
}

}  // namespace

std::vector<Case> robust_cases() {
  std::vector<Case> cases;
  add_entities(cases);
  add_depth(cases);
  add_size(cases);
  add_counts(cases);
  return cases;
}

}  // namespace packetproof
