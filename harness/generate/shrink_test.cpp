#include "harness/generate/shrink.hpp"

#include <gtest/gtest.h>

#include <set>

#include "harness/generate/packet_source.hpp"
#include "harness/generate/packet_tokens.hpp"

namespace packetproof {
namespace {

const auto anything = [](std::string_view) { return true; };

/// What is left of a packet when the text has to stay in it.
Shrunk keeping(std::string_view packet, std::string_view text) {
  return shrink_packet(packet, anything, [text](std::string_view candidate) {
    return candidate.contains(text) ? Keep::yes : Keep::no;
  });
}

TEST(Shrink, LeavesWhatShowsIt) {
  const Shrunk shrunk = keeping("<a><b x=\"1\">long text</b><c/><d>needle</d></a>", "needle");
  EXPECT_EQ(shrunk.packet, "needle");
  EXPECT_TRUE(shrunk.smallest);
}

TEST(Shrink, AsksOnlyAboutWhatIsEligible) {
  std::set<std::string> asked;
  const Shrunk shrunk = shrink_packet(
      "<a><b/><c/></a>", [](std::string_view p) { return p.starts_with("<a>"); },
      [&](std::string_view p) {
        EXPECT_TRUE(p.starts_with("<a>"));
        EXPECT_TRUE(asked.emplace(p).second) << "asked twice: " << p;
        return p.contains("<c/>") ? Keep::yes : Keep::no;
      });
  EXPECT_EQ(shrunk.packet, "<a><c/>");
  EXPECT_EQ(static_cast<std::size_t>(shrunk.asked), asked.size());
}

TEST(Shrink, StopsWhenItIsTold) {
  int asked = 0;
  const Shrunk shrunk = shrink_packet("<a><b/><c/></a>", anything, [&](std::string_view) {
    return ++asked == 3 ? Keep::stop : Keep::no;
  });
  EXPECT_EQ(asked, 3);
  EXPECT_EQ(shrunk.packet, "<a><b/><c/></a>");
  EXPECT_FALSE(shrunk.smallest);
}

TEST(Shrink, FindsOneCharacterOfALongTextWithFewQuestions) {
  const std::string packet = "<d>" + std::string(5000, 'x') + "&" + std::string(3000, 'y') + "</d>";
  const Shrunk shrunk = keeping(packet, "&");
  EXPECT_EQ(shrunk.packet, "&");
  EXPECT_LT(shrunk.asked, 80);
}

TEST(Shrink, WritesPlainlyWhatMayBeWrittenSo) {
  const auto same = [](std::string_view p) {
    return p.contains("<d") && p.contains("</d") && p.contains("bc") ? Keep::yes : Keep::no;
  };
  EXPECT_EQ(shrink_packet("<d><![CDATA[bc]]></d>", anything, same).packet, "<dbc</d");
  const auto eligible = [](std::string_view p) {
    return p.starts_with("<d>") && p.ends_with("</d>");
  };
  EXPECT_EQ(shrink_packet("<d><![CDATA[bc]]></d>", eligible, same).packet, "<d>bc</d>");
  EXPECT_EQ(shrink_packet("<d>&#98;&#x63;</d>", eligible,
                          [](std::string_view p) {
                            return p.contains("bc") || p.contains("&#98;&#x63;") ? Keep::yes
                                                                                 : Keep::no;
                          })
                .packet,
            "<d>bc</d>");
}

TEST(Shrink, TakesUtf16AwayWhereItDoesNotMatter) {
  const std::string utf16("\xFF\xFE<\0a\0/\0>\0", 10);
  EXPECT_EQ(keeping(utf16, "<").packet, "<");
  // Where it does, the text inside still shrinks.
  const std::string longer("\xFF\xFE<\0a\0>\0<\0b\0/\0>\0<\0/\0a\0>\0", 24);
  const Shrunk kept = shrink_packet(longer, anything, [](std::string_view p) {
    return p.starts_with("\xFF\xFE") && p.contains('b') ? Keep::yes : Keep::no;
  });
  EXPECT_EQ(kept.packet, std::string("\xFF\xFE"
                                     "b\0",
                                     4));
}

TEST(Shrink, NeverGrowsAndEndsWhereItCannotGoOn) {
  for (std::uint64_t n = 0; n < 150; ++n) {
    const std::string packet = vary_packet(draw_packet(5, n), Aim::either, 5, n).bytes;
    const auto eligible = [](std::string_view p) {
      return p.contains("only") || p.size() % 3 == 0;
    };
    const auto shows = [](std::string_view p) { return p.size() % 2 == 0 ? Keep::yes : Keep::no; };
    const Shrunk once = shrink_packet(packet, eligible, shows);
    EXPECT_LE(once.packet.size(), packet.size());
    if (once.packet != packet) {
      EXPECT_TRUE(eligible(once.packet));
      EXPECT_EQ(shows(once.packet), Keep::yes);
    }
    if (once.smallest) {
      EXPECT_EQ(shrink_packet(once.packet, eligible, shows).packet, once.packet);
    }
    EXPECT_EQ(shrink_packet(packet, eligible, shows).packet, once.packet) << "not deterministic";
  }
}

TEST(PacketTokens, AreAllOfTheTextWhateverItIs) {
  for (const std::string_view text :
       {"", "x", "<", "<a", "<a<b>", "a>b", "<!-- <a> --><?p <b>?><![CDATA[<c>]]>", "</a></b>",
        "<a b='>'/>", "<![CDATA[open", "<!-- open", "\xFF\xFE<\0"}) {
    std::string joined;
    for (const PacketToken& token : packet_tokens(text)) {
      EXPECT_FALSE(token.bytes.empty());
      joined += token.bytes;
    }
    EXPECT_EQ(joined, text);
  }
}

TEST(PacketTokens, PairTagsByName) {
  const auto tokens = packet_tokens("<a><b></b><b/></a>");
  EXPECT_EQ(closing_of(tokens, 0), 4U);
  EXPECT_EQ(closing_of(tokens, 1), 2U);
  EXPECT_EQ(closing_of(packet_tokens("<a><b></a>"), 0), std::nullopt);
}

std::string nearest(std::string_view packet, std::string_view right) {
  return one_edit_to_valid(packet, [right](std::string_view p) { return p == right; }).value_or("");
}

TEST(NearestValid, NamesTheEdit) {
  EXPECT_EQ(nearest("<p><local/><x/></p>", "<p><local/></p>"), "Without `<x>` it is valid.");
  EXPECT_EQ(nearest("<p><prefix>a</prefix></p>", "<p><local/><prefix>a</prefix></p>"),
            "With `<local/>` before `<prefix>` it is valid.");
  EXPECT_EQ(nearest("<p><b/><a/></p>", "<p><a/><b/></p>"),
            "With `<b>` at the end of `<p>` it is valid.");
  EXPECT_EQ(nearest("<p a=\"1\"/>", "<p/>"), "Without the attributes of `<p>` it is valid.");
  EXPECT_EQ(nearest("<p>x</p>", "<p></p>"), "Without the text `x` it is valid.");
  EXPECT_EQ(nearest("<p><split-size>x</split-size></p>", "<p><split-size>0</split-size></p>"),
            "With `<split-size>0</split-size>` as it stands here it is valid.");
  EXPECT_EQ(nearest("<p/>", "<q/>"), "");
  EXPECT_EQ(nearest("\xFF\xFE", "<q/>"), "");
}

}  // namespace
}  // namespace packetproof
