// Filter, sort, pages and deep links. Without this script the page reads the same, whole and unsorted.
(function () {
  "use strict";

  var ROWS = 25;
  var said = document.documentElement.dataset;

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  function make(name, className, text) {
    var element = document.createElement(name);
    if (name === "button") element.type = "button";
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  // A template of the report's words with its {0}, {1} … filled in.
  function fill(template, values) {
    return template.replace(/\{(\d)\}/g, function (_, i) { return values[i]; });
  }

  function grouped(n) { return String(n).replace(/\B(?=(\d{3})+$)/g, ","); }

  // Sorting moves whole bodies: a row and its evidence stay together. What has no value comes last,
  // either way.
  var collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  function worth(body, column) {
    var cell = body.rows[0].cells[column];
    if (!cell) return "";
    var value = cell.dataset.v;
    if (value === undefined) return cell.textContent.trim();
    var number = parseFloat(value.replace("\u2212", "-"));
    return isNaN(number) ? "" : number;
  }

  function compare(x, y) {
    return typeof x === "number" && typeof y === "number" ? x - y : collator.compare(x, y);
  }

  function sortable(table) {
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    heads.forEach(function (head, column) {
      if (!head.textContent.trim()) return;
      var button = make("button");
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () {
        var was = head.getAttribute("aria-sort");
        // Names and ranks rise at first, figures fall.
        var up = was ? was === "descending" : !head.classList.contains("n") || column === 0;
        heads.forEach(function (h) { h.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        var keyed = Array.prototype.map.call(table.tBodies, function (body, i) {
          return { body: body, worth: worth(body, column), i: i };
        });
        keyed.sort(function (x, y) {
          var order = (x.worth === "") - (y.worth === "");
          if (!order) order = compare(x.worth, y.worth) * (up ? 1 : -1);
          return order || x.i - y.i;
        });
        keyed.forEach(function (k) { table.appendChild(k.body); });
        table.turn(0);
      });
    });
  }

  // Rows that do not fit the filter are hidden; those of other pages are only off the screen
  // (`.off`), so that paper shows them.
  function pageable(table) {
    var page = 0;
    var whole = false;
    var fits = function () { return true; };
    var pager = make("div", "pager");
    var back = make("button", "", "‹ " + said.previous);
    var range = make("output");
    var next = make("button", "", said.next + " ›");
    var every = make("button");
    range.setAttribute("aria-live", "polite");
    pager.setAttribute("role", "group");
    pager.setAttribute("aria-label", said.pages);
    [back, range, next, every].forEach(function (part) { pager.appendChild(part); });
    table.parentElement.insertAdjacentElement("afterend", pager);

    function able(button, is) { button.setAttribute("aria-disabled", String(!is)); }

    // Shows a page of the rows that fit, and gives how many fit.
    table.turn = function (to) {
      var found = Array.prototype.filter.call(table.tBodies, function (body) {
        return !(body.hidden = !fits(body));
      });
      var rows = whole ? Math.max(found.length, 1) : ROWS;
      var last = Math.max(Math.ceil(found.length / rows) - 1, 0);
      page = Math.min(Math.max(to, 0), last);
      var from = page * rows;
      found.forEach(function (body, i) {
        body.classList.toggle("off", i < from || i >= from + rows);
      });
      var upTo = Math.min(from + rows, found.length);
      range.textContent = fill(said.range, [found.length && from + 1, upTo, found.length].map(grouped));
      able(back, page > 0);
      able(next, page < last);
      every.textContent = whole ? said.paged : said.whole;
      pager.hidden = found.length <= ROWS;
      return found.length;
    };
    table.filter = function (filter) {
      fits = filter;
      return table.turn(0);
    };
    // The page a row is on; a filter that keeps the row away is taken off.
    table.find = function (body) {
      if (!fits(body)) table.dispatchEvent(new Event("unfilter"));
      var found = Array.prototype.filter.call(table.tBodies, fits);
      table.turn(Math.floor(found.indexOf(body) / ROWS));
    };

    function turned(button, to) {
      if (button.getAttribute("aria-disabled") === "true") return;
      table.turn(to);
      // The reader goes on at the first row.
      if (table.getBoundingClientRect().top < 0) table.scrollIntoView({ block: "start" });
    }
    back.addEventListener("click", function () { turned(back, page - 1); });
    next.addEventListener("click", function () { turned(next, page + 1); });
    every.addEventListener("click", function () { whole = !whole; turned(every, 0); });
    table.turn(0);
  }

  // The filter of a table: the page gives it a choice of kinds, other long tables get a field alone.
  function filterable(table) {
    var controls = document.querySelector('.controls[data-for="' + table.id + '"]');
    if (!controls) {
      if (table.tBodies.length <= ROWS) return;
      controls = make("div", "controls");
      var field = make("input");
      field.type = "search";
      field.placeholder = said.filter;
      field.setAttribute("aria-label", said.filter);
      var count = make("output");
      count.setAttribute("aria-live", "polite");
      controls.appendChild(field);
      controls.appendChild(count);
      table.parentElement.insertAdjacentElement("beforebegin", controls);
    }
    var input = controls.querySelector("input");
    var select = controls.querySelector("select");
    var output = controls.querySelector("output");
    controls.hidden = false;

    // A table whose rows have names is searched by them.
    function text(body) {
      return (body.querySelector("th[scope=row]") || body.rows[0]).textContent.toLowerCase();
    }
    function apply() {
      var wanted = input.value.trim().toLowerCase();
      var kind = select ? select.value : "";
      var found = table.filter(function (body) {
        return (!kind || body.dataset.kind === kind) && (!wanted || text(body).indexOf(wanted) >= 0);
      });
      output.textContent = grouped(found) + " / " + grouped(table.tBodies.length);
    }
    input.addEventListener("input", apply);
    if (select) select.addEventListener("change", apply);
    table.addEventListener("unfilter", function () {
      input.value = "";
      if (select) select.value = "";
      apply();
    });
    apply();
  }

  // Deep links: turn to the target's page, open every closed <details> around it, then show it.
  function reveal() {
    var id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (e) { return; }
    var target = id && document.getElementById(id);
    if (!target) return;
    for (var up = target; up; up = up.parentElement) {
      if (up.tagName === "DETAILS") up.open = true;
      if (up.tagName === "TBODY" && up.parentElement.find) up.parentElement.find(up);
    }
    if (target.tagName === "TBODY") {
      var inside = target.querySelector("details");
      if (inside) inside.open = true;
    }
    all(".target").forEach(function (e) { e.classList.remove("target"); });
    if (/-\d+$/.test(id)) target.classList.add("target");
    target.scrollIntoView({ block: "start" });
  }

  // The navigation marks the part that is being read.
  function follow() {
    if (!("IntersectionObserver" in window)) return;
    var links = {};
    all("nav a").forEach(function (a) { links[a.hash.slice(1)] = a; });
    var observer = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        all("nav a[aria-current]").forEach(function (a) { a.removeAttribute("aria-current"); });
        var link = links[entry.target.id];
        if (link) link.setAttribute("aria-current", "true");
      });
    }, { rootMargin: "-20% 0px -70% 0px" });
    all("main > section").forEach(function (s) { observer.observe(s); });
  }

  all("table.sortable").forEach(function (table) {
    pageable(table);
    sortable(table);
    filterable(table);
  });
  follow();
  window.addEventListener("hashchange", reveal);
  // A link to where the page already is changes no hash, but its row may have been paged away.
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) reveal();
  });
  reveal();
})();
