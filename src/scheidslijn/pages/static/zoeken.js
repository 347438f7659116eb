// Searches in the page: MiniSearch over what `zoeken-nl.js` or `zoeken-en.js` says there is.
(function () {
  "use strict";
  var MOST = 50;
  var data = window.scheidslijnZoeken;
  var form = document.getElementById("zoeken");
  var input = document.getElementById("q");
  var list = document.getElementById("resultaten");
  var status = document.getElementById("aantal");

  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  // A compound is found by its parts too.
  function indexed(term) {
    var word = fold(term);
    return Object.hasOwn(data.parts, word) ? [word].concat(data.parts[word]) : word;
  }

  var index = new MiniSearch({
    fields: ["title", "other", "name", "says"],
    processTerm: indexed,
    searchOptions: {
      processTerm: fold,
      boost: { title: 4, name: 3, other: 2 },
      prefix: function (term) { return term.length > 2; },
      fuzzy: function (term) { return term.length > 4 ? 0.2 : false; },
      weights: { prefix: 0.6, fuzzy: 0.2 }
    }
  });
  index.addAll(data.things.map(function (each, number) {
    return { id: number, title: each[2], other: each[3], name: each[4], says: each[5] };
  }));

  // What is called exactly so goes first, then what has all the words as they are.
  function rank(words, result) {
    var each = data.things[result.id];
    var title = fold(each[2]);
    var late = data.late.includes(each[1]) ? 0.5 : 0;
    if ([title, fold(each[3]), fold(each[4])].includes(words.join(" "))) return 2 - late;
    var own = title.split(/[^\p{L}\p{N}]+/u);
    return words.every(function (word) { return own.includes(word); }) ? 1 - late : 0;
  }

  // All words if that finds anything, else any of them.
  function find(text) {
    var words = fold(text).split(/\s+/).filter(Boolean);
    var results = index.search(text, { combineWith: "AND" });
    if (!results.length) results = index.search(text, { combineWith: "OR" });
    results.forEach(function (result) { result.rank = rank(words, result); });
    return results.sort(function (a, b) { return b.rank - a.rank || b.score - a.score; });
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  }

  function line(result) {
    var each = data.things[result.id];
    var item = document.createElement("li");
    var link = element("a", "", each[2]);
    link.href = "../" + each[0];
    item.append(element("span", "chip", data.kinds[each[1]]), " ", link);
    if (each[5]) item.append(" ", element("span", "meta", each[5]));
    return item;
  }

  function told(number) {
    if (number === 0) return form.dataset.none;
    var words = number > MOST ? form.dataset.most : form.dataset.many;
    return words.replace("{n}", number).replace("{m}", MOST);
  }

  function show() {
    var text = input.value.trim();
    var results = text ? find(text) : [];
    list.replaceChildren.apply(list, results.slice(0, MOST).map(line));
    status.textContent = text ? told(results.length) : "";
  }

  function remember() {
    var address = new URL(location.href);
    address.search = input.value.trim() ? "?q=" + encodeURIComponent(input.value.trim()) : "";
    try {
      history.replaceState(null, "", address);
    } catch (error) {
      // a page that was opened as a file may not change its address
    }
  }

  // Arrows go from the field to the results, and through them.
  function move(event) {
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    var stops = [input].concat(Array.from(list.querySelectorAll("a")));
    var at = stops.indexOf(document.activeElement);
    if (!step || at < 0 || !stops[at + step]) return;
    event.preventDefault();
    stops[at + step].focus();
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    show();
    remember();
  });
  input.addEventListener("input", function () {
    show();
    remember();
  });
  document.addEventListener("keydown", move);
  input.value = new URLSearchParams(location.search).get("q") || "";
  show();
  input.focus();
})();
