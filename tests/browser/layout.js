// What lies over, sticks out, is cut off or can hardly be read, as the page stands. An expression that
// gives a function; it answers with sentences.
(() => {
  // Two texts may touch by so many pixels: letters rarely fill their boxes.
  const SLACK = 2;
  // A letter's box around the middle of its line, as a share of its size: a line's own box is higher
  // than its letters, more so in a font that falls back for Chinese.
  const UP = 0.42;
  const MOST = 12;

  const short = text => {
    const line = text.trim().replace(/\s+/g, " ");
    return "“" + (line.length > 40 ? line.slice(0, 40) + "…" : line) + "”";
  };
  const where = element => {
    const parts = [];
    for (let up = element; up && up !== document.body && parts.length < 5; up = up.parentElement) {
      let name = up.localName;
      if (up.id) name += "#" + up.id;
      const classes = up.getAttribute("class");
      if (classes) name += "." + classes.trim().replace(/\s+/g, ".");
      parts.unshift(name);
      if (up.id) break;
    }
    return parts.join(" > ");
  };

  // The part of the page an element's text can be seen in: within all that clip it. What lies beyond
  // the edge of something that scrolls is out of sight; beyond another edge it is cut.
  const clips = new Map();
  const clip = element => {
    if (!element || element === document.documentElement) return null;
    if (clips.has(element)) return clips.get(element);
    const outer = clip(element.parentElement);
    const style = getComputedStyle(element);
    let inner = outer;
    if (style.overflowX !== "visible" || style.overflowY !== "visible") {
      const r = element.getBoundingClientRect();
      const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
      inner = { left: r.left, right: r.right, top: r.top, bottom: r.bottom, scrolls: scrolls || (outer && outer.scrolls), by: element };
      if (outer) {
        inner.left = Math.max(inner.left, outer.left);
        inner.right = Math.min(inner.right, outer.right);
        inner.top = Math.max(inner.top, outer.top);
        inner.bottom = Math.min(inner.bottom, outer.bottom);
      }
    }
    clips.set(element, inner);
    return inner;
  };

  // Boxes are four corners, so that turned text of charts is no exception.
  const corners = (x0, y0, x1, y1) => [[x0, y0], [x1, y0], [x1, y1], [x0, y1]];
  const bounds = quad => ({
    left: Math.min(...quad.map(p => p[0])), right: Math.max(...quad.map(p => p[0])),
    top: Math.min(...quad.map(p => p[1])), bottom: Math.max(...quad.map(p => p[1])),
  });

  // How deep two convex boxes lie in each other (the separating axis theorem); at most 0 if not.
  const depth = (a, b) => {
    let least = Infinity;
    for (const quad of [a, b]) {
      for (let i = 0; i < 2; i++) {
        const [p, q] = [quad[i], quad[i + 1]];
        const length = Math.hypot(q[0] - p[0], q[1] - p[1]);
        if (!length) return 0;
        const axis = [(q[1] - p[1]) / length, (p[0] - q[0]) / length];
        const [from, to] = [a, b].map(box => box.map(c => c[0] * axis[0] + c[1] * axis[1]));
        least = Math.min(least, Math.max(...from) - Math.min(...to), Math.max(...to) - Math.min(...from));
        if (least <= 0) return 0;
      }
    }
    return least;
  };

  function* texts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || !element || /^(script|style|title|desc|option)$/i.test(element.localName)) continue;
      if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
      yield [node, element];
    }
  }

  function boxes() {
    const found = [];
    const range = document.createRange();
    const drawn = new Set();
    for (const [node, element] of texts()) {
      const svg = element.ownerSVGElement;
      const limit = clip(svg ? svg.parentElement : element);
      if (svg) {
        const text = element.closest("text");
        if (!text || drawn.has(text)) continue;
        drawn.add(text);
        const b = text.getBBox();
        const size = parseFloat(getComputedStyle(text).fontSize);
        const middle = b.y + b.height / 2;
        const m = text.getScreenCTM();
        const quad = corners(b.x, middle - UP * size, b.x + b.width, middle + UP * size)
          .map(([x, y]) => [m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f]);
        found.push({ node: text, element: text, text: text.textContent, quad, box: bounds(quad), svg, limit });
        continue;
      }
      const size = parseFloat(getComputedStyle(element).fontSize);
      range.selectNodeContents(node);
      for (const r of range.getClientRects()) {
        if (r.width < 1 || r.height < 1) continue;
        const middle = (r.top + r.bottom) / 2;
        const box = { left: r.left, right: r.right, top: middle - UP * size, bottom: middle + UP * size };
        const quad = corners(box.left, box.top, box.right, box.bottom);
        found.push({ node, element, text: node.data, quad, box, limit });
      }
    }
    return found;
  }

  const sees = (box, limit) => !limit || (box.right > limit.left + SLACK && box.left < limit.right - SLACK &&
    box.bottom > limit.top + SLACK && box.top < limit.bottom - SLACK);

  function overlaps(all) {
    const found = [];
    const seen = all.filter(b => sees(b.box, b.limit)).sort((a, b) => a.box.top - b.box.top);
    let open = [];
    for (const next of seen) {
      open = open.filter(other => other.box.bottom > next.box.top + SLACK);
      for (const other of open) {
        if (other.node === next.node) continue;
        if (other.box.right <= next.box.left + SLACK || next.box.right <= other.box.left + SLACK) continue;
        const by = depth(other.quad, next.quad);
        if (by > SLACK) {
          found.push(`${short(other.text)} and ${short(next.text)} overlap by ${by.toFixed(1)} px at ${where(other.element)} / ${where(next.element)}`);
        }
      }
      open.push(next);
    }
    return found;
  }

  function cuts(all) {
    const found = [];
    for (const { box, text, element, limit, svg } of all) {
      if (limit && !limit.scrolls && (box.left < limit.left - SLACK || box.right > limit.right + SLACK ||
          box.top < limit.top - SLACK || box.bottom > limit.bottom + SLACK)) {
        found.push(`${short(text)} is cut by ${where(limit.by)}`);
      }
      if (svg) {
        const r = svg.getBoundingClientRect();
        if (box.left < r.left - SLACK || box.right > r.right + SLACK || box.top < r.top - SLACK || box.bottom > r.bottom + SLACK) {
          found.push(`${short(text)} reaches out of its chart at ${where(element)}`);
        }
      }
    }
    return found;
  }

  // The page itself may not scroll sideways; a broken pixel of a table's columns is no scrolling.
  function wide(all) {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth + 1) return [];
    const far = all.filter(b => !(b.limit && b.limit.scrolls) && b.box.right > root.clientWidth);
    const elements = [...document.body.querySelectorAll("*")].filter(e => {
      const limit = clip(e.parentElement);
      return !(limit && limit.scrolls) && e.getBoundingClientRect().right > root.clientWidth + 1;
    });
    const last = elements[elements.length - 1];
    return [`the page is ${root.scrollWidth} px wide in a window of ${root.clientWidth}: ${far.length ? short(far[0].text) + " at " + where(far[0].element) : last ? where(last) : ""}`];
  }

  // Contrast as WCAG 2 counts it: 4.5 for ordinary text, 3 for large.
  const colour = text => {
    const n = text.match(/[\d.]+(e-?\d+)?/g).map(Number);
    const [r, g, b, a = 1] = n;
    return /^color\(/.test(text) ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const light = c => {
    const [r, g, b] = c.map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const grounds = new Map();
  const ground = element => {
    if (!element) return [255, 255, 255, 1];
    if (!grounds.has(element)) {
      const own = colour(getComputedStyle(element).backgroundColor);
      grounds.set(element, own[3] === 1 ? own : over(own, ground(element.parentElement)));
    }
    return grounds.get(element);
  };
  function faint() {
    const found = new Map();
    for (const [node, element] of texts()) {
      // Charts are drawn in their own colours and turned over in the dark.
      if (element.closest("svg, [aria-disabled=true]")) continue;
      const style = getComputedStyle(element);
      const below = ground(element);
      const ink = over(colour(style.color), below);
      const [x, y] = [light(ink), light(below)];
      const ratio = (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      if (ratio < (large ? 3 : 4.5)) {
        const key = `${style.color} on ${below.slice(0, 3).map(Math.round)}`;
        if (!found.has(key)) found.set(key, `${short(node.data)} has a contrast of ${ratio.toFixed(2)} (${key}) at ${where(element)}`);
      }
    }
    return [...found.values()];
  }

  return () => {
    const all = boxes();
    const found = [...wide(all), ...overlaps(all), ...cuts(all), ...faint()];
    const more = found.length - MOST;
    return { n: all.length, found: more > 0 ? found.slice(0, MOST).concat(`and ${more} more`) : found };
  };
})()
