#include "reports/html_parts.hpp"

namespace packetproof {

// No `<` and no `&` may stand in it: the page is XML too, where they would need an escape that HTML
// does not know inside a script. Without it the page still shows everything; only filters are lost.
constexpr std::string_view page_script = R"js(
(function () {
  'use strict';
  var find = function (selector, root) { return (root || document).querySelector(selector); };
  var all = function (selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  };
  all('.needs-script').forEach(function (node) { node.hidden = false; });

  function lowered(node) {
    if (!node.packetproofText) { node.packetproofText = node.textContent.toLowerCase(); }
    return node.packetproofText;
  }
  function words(text) { return text.toLowerCase().split(/\s+/).filter(Boolean); }
  function holds(node, wanted) {
    return wanted.every(function (word) { return lowered(node).indexOf(word) !== -1; });
  }

  var cases = all('.case');
  var outcomes = [];
  var search = find('#case-search');
  var area = find('#case-area');
  var shown = find('#cases-shown');
  function filterCases() {
    var wanted = words(search.value);
    var count = 0;
    cases.forEach(function (node) {
      var fits = [
        outcomes.length === 0 || outcomes.indexOf(node.dataset.outcome) !== -1,
        area.value === '' || node.dataset.area === area.value,
        wanted.length === 0 || holds(node, wanted)
      ].every(Boolean);
      node.hidden = !fits;
      if (fits) { count += 1; }
    });
    all('.outcome-button').forEach(function (button) {
      var pressed = outcomes.indexOf(button.dataset.outcome) !== -1;
      button.setAttribute('aria-pressed', pressed ? 'true' : 'false');
    });
    shown.textContent = count === cases.length
      ? 'All ' + count + ' cases' : count + ' of ' + cases.length + ' cases';
    find('#no-case').hidden = count !== 0;
  }
  function clearCases() {
    outcomes = [];
    search.value = '';
    area.value = '';
    filterCases();
  }
  all('.outcome-button').forEach(function (button) {
    button.addEventListener('click', function () {
      var at = outcomes.indexOf(button.dataset.outcome);
      if (at === -1) { outcomes.push(button.dataset.outcome); } else { outcomes.splice(at, 1); }
      filterCases();
    });
  });
  all('[data-show]').forEach(function (link) {
    link.addEventListener('click', function () {
      clearCases();
      outcomes = link.dataset.show === '' ? [] : [link.dataset.show];
      filterCases();
    });
  });
  all('[data-find]').forEach(function (link) {
    link.addEventListener('click', function () {
      clearCases();
      search.value = link.dataset.find;
      filterCases();
    });
  });
  search.addEventListener('input', filterCases);
  area.addEventListener('change', filterCases);
  find('#case-clear').addEventListener('click', clearCases);
  find('#case-open').addEventListener('click', function () {
    cases.forEach(function (node) { if (!node.hidden) { node.open = true; } });
  });
  find('#case-close').addEventListener('click', function () {
    cases.forEach(function (node) { node.open = false; });
  });

  var rows = all('.requirement');
  var requirementSearch = find('#requirement-search');
  var requirementState = find('#requirement-state');
  function filterRequirements() {
    var wanted = words(requirementSearch.value);
    var state = requirementState.value;
    var count = 0;
    rows.forEach(function (node) {
      var fits = [
        state === '' || node.dataset.state.split(' ').indexOf(state) !== -1,
        wanted.length === 0 || holds(node, wanted)
      ].every(Boolean);
      node.hidden = !fits;
      if (fits) { count += 1; }
    });
    find('#requirements-shown').textContent = count === rows.length
      ? 'All ' + count + ' requirements' : count + ' of ' + rows.length + ' requirements';
  }
  requirementSearch.addEventListener('input', filterRequirements);
  requirementState.addEventListener('change', filterRequirements);

  function reveal() {
    var id = location.hash.slice(1);
    var target = id === '' ? null : document.getElementById(id);
    if (!target) { return; }
    var row = target.closest('.case, .requirement');
    if (row) {
      if (row.hidden) {
        if (row.classList.contains('case')) { clearCases(); } else {
          requirementSearch.value = '';
          requirementState.value = '';
          filterRequirements();
        }
      }
    }
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === 'DETAILS') { node.open = true; }
    }
    target.scrollIntoView();
  }
  window.addEventListener('hashchange', reveal);
  document.addEventListener('click', function (event) {
    var link = event.target.closest('a[href^="#"]');
    if (link) { if (link.getAttribute('href') === location.hash) { reveal(); } }
  });
  document.addEventListener('keydown', function (event) {
    if (event.key !== '/') { return; }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) { return; }
    event.preventDefault();
    search.focus();
  });
  filterCases();
  filterRequirements();
  reveal();
}());
)js";

constexpr std::string_view page_script_sha256 = "huFP8RE4txYKUtNAYBGVVvoaB5H0VOAQ+TtJ+cIy4PM=";

}  // namespace packetproof
