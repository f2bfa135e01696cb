// Filter, sort and deep links. Without this script the page reads the same, unsorted and unfiltered.
(function () {
  "use strict";

  var PAGE = 25;

  // Deep links: open every closed <details> around or inside the target, then show it.
  function reveal() {
    var id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (e) { return; }
    var target = id && document.getElementById(id);
    if (!target) return;
    for (var up = target; up; up = up.parentElement) {
      if (up.tagName === "DETAILS") up.open = true;
      if (up.tagName === "TBODY") up.hidden = false;
    }
    if (target.tagName === "TBODY") {
      var inside = target.querySelector("details");
      if (inside) inside.open = true;
    }
    document.querySelectorAll(".target").forEach(function (e) { e.classList.remove("target"); });
    if (/-\d+$/.test(id)) target.classList.add("target");
    target.scrollIntoView({ block: "start" });
  }

  // Sorting moves whole bodies: a row and its evidence stay together.
  function worth(body, column) {
    var cell = body.rows[0].cells[column];
    if (!cell) return "";
    var value = cell.dataset.v;
    if (value !== undefined) {
      var number = parseFloat(value.replace("\u2212", "-"));
      return isNaN(number) ? -Infinity : number;
    }
    return cell.textContent.trim();
  }

  function sortable(table) {
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    heads.forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () {
        var numeric = head.classList.contains("n");
        var was = head.getAttribute("aria-sort");
        var rank = column === 0 && numeric;
        var up = was ? was === "descending" : !numeric || rank;
        heads.forEach(function (h) { h.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        var bodies = Array.prototype.slice.call(table.tBodies);
        var keyed = bodies.map(function (b, i) { return { b: b, v: worth(b, column), i: i }; });
        keyed.sort(function (x, y) {
          var order = typeof x.v === "number" && typeof y.v === "number"
            ? (x.v < y.v ? -1 : x.v > y.v ? 1 : 0)
            : String(x.v).localeCompare(String(y.v));
          return (up ? order : -order) || x.i - y.i;
        });
        keyed.forEach(function (k) { table.appendChild(k.b); });
        if (table.refresh) table.refresh();
      });
    });
  }

  // Long tables show their first rows that fit the filter; a button shows more of them.
  function pageable(table) {
    var limit = PAGE;
    var fits = function () { return true; };
    var button = document.createElement("button");
    button.type = "button";
    button.className = "show-more";
    table.parentElement.insertAdjacentElement("afterend", button);
    button.addEventListener("click", function () { limit *= 4; table.refresh(); });
    table.refresh = function (filter) {
      if (filter) { fits = filter; limit = PAGE; }
      var found = 0;
      Array.prototype.forEach.call(table.tBodies, function (body) {
        var shown = fits(body) && ++found <= limit;
        body.hidden = !shown;
      });
      button.hidden = found <= limit;
      button.textContent = document.documentElement.dataset.more.replace("{0}", Math.min(found - limit, 3 * limit));
      return found;
    };
    table.refresh();
  }

  function filterable(controls) {
    var table = document.getElementById(controls.dataset.for);
    var input = controls.querySelector("input");
    var select = controls.querySelector("select");
    var output = controls.querySelector("output");
    controls.hidden = false;
    function apply() {
      var wanted = input.value.trim().toLowerCase();
      var kind = select.value;
      var found = table.refresh(function (body) {
        return (!kind || body.dataset.kind === kind) &&
          (!wanted || body.querySelector(".phrase").textContent.toLowerCase().indexOf(wanted) >= 0);
      });
      output.textContent = found + " / " + table.tBodies.length;
    }
    input.addEventListener("input", apply);
    select.addEventListener("change", apply);
    apply();
  }

  // The navigation marks the part that is being read.
  function follow() {
    if (!("IntersectionObserver" in window)) return;
    var links = {};
    document.querySelectorAll("nav a").forEach(function (a) { links[a.hash.slice(1)] = a; });
    var observer = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        document.querySelectorAll("nav a[aria-current]").forEach(function (a) {
          a.removeAttribute("aria-current");
        });
        var link = links[entry.target.id];
        if (link) link.setAttribute("aria-current", "true");
      });
    }, { rootMargin: "-20% 0px -70% 0px" });
    document.querySelectorAll("main > section").forEach(function (s) { observer.observe(s); });
  }

  document.querySelectorAll("table.sortable").forEach(function (table) {
    sortable(table);
    pageable(table);
  });
  document.querySelectorAll(".controls").forEach(filterable);
  follow();
  // Paper cannot be clicked: all rows are printed.
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("tbody[hidden]").forEach(function (body) { body.hidden = false; });
  });
  window.addEventListener("hashchange", reveal);
  reveal();
})();
