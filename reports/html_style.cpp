#include "reports/html_parts.hpp"

namespace packetproof {

// No `<` and no `&` may stand in it: the page is XML too. `--c` is the colour of whatever has an
// outcome; text in it keeps a contrast of 4.5 to 1 on `--paper` and `--card`.
constexpr std::string_view page_style = R"css(
:root {
  --paper: #f6f4ee; --card: #fffefb; --ink: #1b1c20; --soft: #565a64; --line: #dad6ca;
  --wire: #f1eee5; --link: #1d4f91;
  --pass: #17683f; --fail: #b3201a; --warn: #845200; --info: #1f5a9e; --disputed: #6a3cab;
  --inconclusive: #8a4a1c; --error: #9a1257; --skip: #5d616b; --notrun: #6b6f78;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Noto Serif", Georgia, serif;
  --mono: ui-monospace, "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #131519; --card: #1b1e24; --ink: #e9e6df; --soft: #a4a9b5; --line: #343943;
    --wire: #15181d; --link: #8fbcff;
    --pass: #62d29b; --fail: #ff8d82; --warn: #efb84f; --info: #82b9ff; --disputed: #c7a6ff;
    --inconclusive: #e5a878; --error: #ff88c2; --skip: #a4a9b5; --notrun: #8f95a1;
  }
}
.o-pass { --c: var(--pass); } .o-fail { --c: var(--fail); } .o-warn { --c: var(--warn); }
.o-info { --c: var(--info); } .o-disputed { --c: var(--disputed); }
.o-inconclusive { --c: var(--inconclusive); } .o-error { --c: var(--error); }
.o-skip { --c: var(--skip); } .o-notrun { --c: var(--notrun); }
.gate-pass { --c: var(--pass); } .gate-fail { --c: var(--fail); } .gate-open { --c: var(--warn); }

* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 4.5rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 var(--sans); }
main { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem 5rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, button:focus-visible, summary:focus-visible, input:focus-visible,
select:focus-visible, pre:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
h2 { font: 600 1.6rem/1.2 var(--serif); margin: 3.25rem 0 .75rem; }
h3, h4, h5 { margin: 0; font-size: 1rem; }
code, samp, .id { font-family: var(--mono); font-size: .875em; overflow-wrap: anywhere; }
p code, dd code, td code, summary code { background: var(--wire); border-radius: .25em;
  padding: .05em .3em; }
cite { color: var(--soft); font-style: normal; font-size: .85em; }
.lead { color: var(--soft); margin: 0 0 1rem; max-width: 60rem; }
.skip, .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
.skip:focus { width: auto; height: auto; clip-path: none; z-index: 3; background: var(--card);
  padding: .5rem 1rem; }

.masthead { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap;
  justify-content: space-between; gap: .25rem 1.5rem;
  padding: .6rem max(1.25rem, calc((100% - 76rem) / 2 + 1.25rem));
  background: var(--paper); border-bottom: 1px solid var(--line); }
.brand { margin: 0; font: 1.15rem/1.4 var(--serif); letter-spacing: .01em; }
.brand b { font-style: italic; font-weight: 600; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; font-size: .925rem; }
nav a { color: var(--soft); text-decoration: none; padding: .1rem 0; }
nav a:hover { color: var(--ink); text-decoration: underline; }

.verdict { display: grid; grid-template-columns: auto 1fr; gap: 1.5rem 3rem; align-items: center;
  margin: 2rem 0 0; padding: 2.5rem 2.5rem 1.75rem; background: var(--card);
  border: 1px solid var(--line); border-top: .4rem solid var(--c); border-radius: .3rem; }
.stamp { color: var(--c); transform: rotate(-5deg); padding: .3rem; border: .28rem solid;
  border-radius: .6rem; }
.stamp span { display: block; border: 1px solid; border-radius: .3rem; padding: .35rem 1.4rem;
  font: 800 clamp(1.5rem, 5.5vw, 3.1rem)/1.1 var(--sans); letter-spacing: .09em;
  margin-right: 0; text-indent: .09em; white-space: nowrap; }
h1 { margin: 0 0 .5rem; font: 500 clamp(1.45rem, 3.2vw, 2.15rem)/1.25 var(--serif);
  overflow-wrap: anywhere; text-wrap: balance; }
.ruling { min-width: 0; }
.ruling p { margin: 0; color: var(--soft); }
.ruling p b { color: var(--ink); }
.counts { grid-column: 1 / -1; display: grid; gap: .5rem; list-style: none; margin: .75rem 0 0;
  padding: 1.25rem 0 0; border-top: 1px solid var(--line);
  grid-template-columns: repeat(auto-fit, minmax(6.4rem, 1fr)); }
.counts a { display: block; text-decoration: none; color: var(--c); padding: .15rem .6rem;
  border-left: .25rem solid var(--c); }
.counts a:hover span { text-decoration: underline; }
.counts b { display: block; font: 600 1.6rem/1.15 var(--sans); font-variant-numeric: tabular-nums; }
.counts span { font-size: .72rem; letter-spacing: .06em; }
.counts .none a { color: var(--soft); border-color: var(--line); }
.counts .none b { font-weight: 400; }

.remarks { margin-top: 1rem; padding: 1rem 1.5rem; border: 1px solid var(--warn);
  border-left-width: .4rem; border-radius: .3rem; background: var(--card); }
.remarks h2 { margin: 0 0 .35rem; font-size: 1.2rem; color: var(--warn); }
.remarks ul { margin: 0; padding-left: 1.15rem; }
.remarks li { margin: .25rem 0; overflow-wrap: anywhere; }

.mosaic .area { display: grid; grid-template-columns: 4.5rem 1fr; gap: .75rem;
  padding: .35rem 0; border-top: 1px solid var(--line); }
.mosaic h3 { font: .85rem/1.6 var(--mono); color: var(--soft); overflow-wrap: anywhere; }
.mosaic p { display: flex; flex-wrap: wrap; gap: 3px; margin: .15rem 0; }
.mosaic a { width: 1.05rem; height: 1.05rem; border-radius: 2px; background: var(--c);
  color: var(--card); font: 700 .7rem/1.05rem var(--mono); text-align: center;
  text-decoration: none; }
.mosaic a:hover { outline: 2px solid var(--ink); outline-offset: 1px; }
.mosaic .o-pass { opacity: .5; }
.mosaic .o-pass:hover { opacity: 1; }
.mosaic .o-fail::before { content: "\00d7"; } .mosaic .o-warn::before { content: "!"; }
.mosaic .o-info::before { content: "i"; } .mosaic .o-error::before { content: "#"; }
.mosaic .o-disputed::before { content: "~"; } .mosaic .o-inconclusive::before { content: "?"; }
.mosaic .o-skip, .mosaic .o-notrun { background: none; border: 1px solid var(--c);
  color: var(--c); line-height: .95rem; }
.mosaic .o-skip::before { content: "\2013"; }

.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 28rem), 1fr));
  gap: 0 2.5rem; margin: 0; }
.facts div { display: grid; grid-template-columns: 8.5rem 1fr; gap: .75rem; padding: .4rem 0;
  border-top: 1px solid var(--line); }
dt { color: var(--soft); font-size: .9rem; }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }

.chip { display: inline-block; color: var(--c, var(--soft)); border: 1px solid; border-radius: .3rem;
  padding: 0 .45em; font: 600 .75rem/1.55 var(--sans); letter-spacing: .03em; white-space: nowrap; }
.kind { font-weight: 500; letter-spacing: 0; }
.group { margin: 1rem 0; padding: 1.1rem 1.4rem; background: var(--card);
  border: 1px solid var(--line); border-left: .4rem solid var(--c); border-radius: .3rem; }
.group h3 { font-weight: 600; }
.group h3 .chip { margin-right: .35rem; }
.group h3 .level { font-weight: 400; font-size: .9rem; color: var(--soft); margin-left: .35rem; }
.clause { font: 1.15rem/1.45 var(--serif); margin: .4rem 0 .5rem; max-width: 60rem; }
.sighting { border-top: 1px solid var(--line); padding: .7rem 0 .5rem; }
.where { margin: 0 0 .25rem; }
.where span { color: var(--soft); }
.finding { margin: 0; }
.finding div { display: grid; grid-template-columns: 7rem 1fr; gap: .75rem; padding: .13rem 0; }
.finding samp { color: var(--soft); }
.held { color: var(--pass); } .unchecked { color: var(--warn); }
.broken { color: var(--fail); font-weight: 700; }
.finding .held, .finding .unchecked { font-size: .85rem; }

summary { cursor: pointer; }
.evidence, .more { margin: .5rem 0 0; }
.evidence summary, .more summary { color: var(--link); font-size: .925rem; padding: .15rem 0; }
.more ul { list-style: none; margin: .4rem 0 .6rem; padding: 0; }
.more li { padding: .2rem 0; overflow-wrap: anywhere; }
.more li span:not(.chip) { color: var(--soft); }
.more h4 { font-weight: 500; margin: .8rem 0 0; }
.reason { background: var(--card); border: 1px solid var(--line); border-radius: .3rem;
  padding: .5rem 1rem; }
.reason summary { color: var(--ink); }
.observations { margin-top: 1.25rem; }
.links { columns: 20rem; }

table { width: 100%; border-collapse: collapse; font-size: .925rem; background: var(--card);
  border: 1px solid var(--line); }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem;
  border-top: 1px solid var(--line); }
thead th { font-size: .72rem; letter-spacing: .05em; font-weight: 600; color: var(--soft); }
tbody th { font-weight: 500; }
tbody th.id { max-width: 17rem; font-size: .82rem; }
.says { min-width: 18rem; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.number a { color: inherit; }
.zero { color: var(--soft); opacity: .75; }
.requirement:target { outline: 2px solid var(--link); outline-offset: -2px; }

.filter { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: end; margin: 0 0 1rem;
  padding: .8rem 1rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .3rem; }
.filter label { display: grid; font-size: .8rem; color: var(--soft); min-width: 0; }
input, select, button { font: inherit; color: var(--ink); background: var(--paper);
  border: 1px solid var(--soft); border-radius: .3rem; padding: .25rem .55rem; max-width: 100%; }
button { cursor: pointer; font-size: .85rem; }
.filter .buttons { display: flex; flex-wrap: wrap; gap: .4rem; }
.filter .chip { background: none; border-color: currentColor; color: var(--c);
  padding: .3rem .6rem; }
.filter .chip[aria-pressed="true"] { background: var(--c); border-color: var(--c);
  color: var(--card); }
output { color: var(--soft); font-size: .9rem; padding: .25rem 0; }

.case { background: var(--card); border: 1px solid var(--line); border-top-width: 0;
  border-left: .25rem solid var(--c); }
.filter + .case { border-top-width: 1px; }
.case > summary { display: grid; grid-template-columns: 7.5rem minmax(0, 22rem) 1fr auto;
  gap: .2rem 1rem; align-items: baseline; padding: .38rem .8rem; list-style: none; }
.case > summary::-webkit-details-marker { display: none; }
.case > summary .chip { justify-self: start; }
.case > summary:hover { background: var(--wire); }
.case[open] > summary { border-bottom: 1px solid var(--line); }
.case .title { min-width: 0; overflow-wrap: anywhere; }
.case .time { color: var(--soft); font-size: .82rem; font-variant-numeric: tabular-nums; }
.inside { padding: .9rem 1.2rem 1.3rem; scroll-margin-top: 7.5rem; }
.inside .sighting { margin-top: .7rem; }

.exchange { margin-top: .9rem; }
.exchange h4 span, .exchange h5 span { font-weight: 400; color: var(--soft); }
.exchange h5 { font-size: .85rem; margin-bottom: .25rem; }
.sides { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem;
  margin-top: .3rem; }
.wire { margin: 0 0 .4rem; padding: .6rem .8rem; background: var(--wire);
  border: 1px solid var(--line); border-radius: .3rem; font: .8rem/1.5 var(--mono);
  white-space: pre-wrap; overflow-wrap: anywhere; max-height: 32rem; overflow-y: auto; }
.wire code { font: inherit; background: none; padding: 0; }
.wire i { font-style: normal; color: var(--disputed); }
.dump { white-space: pre; overflow-x: auto; font-size: .72rem; }
.cut { margin: 0 0 .4rem; font-size: .85rem; color: var(--soft); }
.lost { margin: 0; color: var(--inconclusive); overflow-wrap: anywhere; }

@media (max-width: 56rem) {
  .sides { grid-template-columns: minmax(0, 1fr); }
  .case > summary { grid-template-columns: auto minmax(0, 1fr) auto; }
  .case > summary .title { grid-column: 1 / -1; grid-row: 2; color: var(--soft); }
}
@media (max-width: 48rem) {
  main { padding: 0 .8rem 4rem; }
  .masthead { padding: .5rem .8rem; }
  .verdict { grid-template-columns: minmax(0, 1fr); padding: 1.75rem 1.1rem 1.1rem; }
  .stamp { justify-self: start; }
  .counts { grid-template-columns: repeat(auto-fit, minmax(5.9rem, 1fr)); }
  .group, .inside { padding-left: .9rem; padding-right: .9rem; }
  .finding div, .facts div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .mosaic .area { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .stacking thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px;
    overflow: hidden; }
  .stacking, .stacking tbody, .stacking tr, .stacking th, .stacking td { display: block; }
  .stacking tr { padding: .6rem .8rem; border-top: 1px solid var(--line); }
  .stacking th, .stacking td { border: 0; padding: .08rem 0; max-width: none; text-align: left; }
  .stacking td::before { content: attr(data-label); display: inline-block; width: 7.5rem;
    color: var(--soft); font-weight: 400; }
  .says { min-width: 0; }
  .stacking .says::before { display: none; }
}
@media print {
  body { background: none; }
  .masthead { position: static; }
  nav, .filter, .skip { display: none !important; }
  .verdict, .group, .case, .mosaic a { break-inside: avoid; }
  .verdict, .mosaic a, .stamp, .group, .case { print-color-adjust: exact;
    -webkit-print-color-adjust: exact; }
  .wire { max-height: none; }
  a { color: inherit; text-decoration: none; }
}
)css";

constexpr std::string_view page_style_sha256 = "ajnBY0bt742UYHnBaSawQwF6tz/SXc5TYpF4HNt6v9o=";

}  // namespace packetproof
