// Filters lists and copies addresses. Without this script every page can be read whole.
(function () {
  "use strict";

  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  // A form filters the lines of the element that it names; headings without lines go too.
  function filter(form) {
    var place = document.getElementById(form.dataset.filter);
    var input = form.querySelector("input");
    var output = form.querySelector("output");
    var lines = Array.from(place.querySelectorAll("li"), function (line) {
      return { line: line, text: fold(line.textContent) };
    });
    function show() {
      var words = fold(input.value).split(/\s+/).filter(Boolean);
      var number = 0;
      lines.forEach(function (each) {
        var fits = words.every(function (word) { return each.text.includes(word); });
        each.line.hidden = !fits;
        number += fits ? 1 : 0;
      });
      place.querySelectorAll(".group, section").forEach(function (part) {
        part.hidden = part.querySelector("li:not([hidden])") === null;
      });
      output.textContent = number === 0 ? form.dataset.none : words.length ? String(number) : "";
    }
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    input.addEventListener("input", show);
    if (input.value) show();
  }

  function copy(button) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", function () {
      var text = document.getElementById(button.dataset.copy).textContent;
      navigator.clipboard.writeText(text).then(function () {
        button.classList.add("done");
      });
    });
  }

  document.querySelectorAll("form[data-filter]").forEach(filter);
  document.querySelectorAll("button[data-copy]").forEach(copy);
})();
