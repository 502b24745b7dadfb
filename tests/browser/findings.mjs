// What is wrong with a page as it stands in the browser. Runs inside of the page, so it uses nothing from outside.

/** Every fault that a reader of this page would meet, in words. */
export function findings() {
  const found = [];
  const visible = (element) => element.getClientRects().length > 0;
  const root = document.documentElement;

  if (root.scrollWidth > root.clientWidth) {
    found.push(`the page scrolls sideways: ${root.scrollWidth} px in ${root.clientWidth} px`);
  }
  if (document.querySelectorAll('script, iframe, object, embed, img, link[rel=stylesheet]').length > 0) {
    found.push('there is an element that the report does not write');
  }
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) found.push(`<${element.localName}> has a handler ${name}`);
      if (/NaN|Infinity|undefined/.test(value)) found.push(`<${element.localName}> has ${name}="${value.slice(0, 40)}"`);
    }
  }
  if (/\b(NaN|Infinity|undefined|null)\b/.test(document.body.innerText)) found.push('a number is missing in the text');

  const headings = [...document.querySelectorAll('h1, h2, h3, h4')].map((heading) => Number(heading.localName[1]));
  if (headings.filter((level) => level === 1).length !== 1) found.push('there is not one first heading');
  headings.forEach((level, index) => {
    if (level > (headings[index - 1] ?? 0) + 1) found.push(`heading ${index} skips a level`);
  });
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  if (new Set(ids).size !== ids.length) found.push('an id is used twice');

  const figures = [...document.querySelectorAll('figure')];
  if (figures.length === 0) found.push('there is no figure');
  for (const figure of figures) {
    const name = figure.querySelector('figcaption')?.textContent ?? '(no caption)';
    const drawings = [...figure.querySelectorAll('svg')].filter(visible);
    if (drawings.length !== 1) {
      found.push(`figure "${name}" shows ${drawings.length} drawings`);
      continue;
    }
    found.push(...drawing(drawings[0]).map((fault) => `figure "${name}": ${fault}`));
  }
  for (const box of document.querySelectorAll('table')) {
    const scroller = box.closest('.box');
    if (!scroller || scroller.tabIndex !== 0 || !scroller.getAttribute('aria-label')) {
      found.push('a table has no box that can be scrolled by the keyboard');
    }
  }
  return found;

  function drawing(svg) {
    const faults = [];
    const frame = svg.getBoundingClientRect();
    if (frame.width < 100 || frame.height < 40) faults.push(`is ${frame.width} × ${frame.height} px`);
    if (frame.left < -1 || frame.right > root.clientWidth + 1) faults.push('is not within the page');
    const named = (svg.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent);
    if (svg.getAttribute('role') !== 'img' || named.length < 2 || named.some((text) => !text)) faults.push('has no name');
    const marks = [...svg.querySelectorAll('.line, .band, .bar, .dot, .specks')].map((mark) => mark.getBoundingClientRect());
    if (!marks.some((mark) => mark.width + mark.height > 1)) faults.push('has no mark');
    if (marks.some((mark) => mark.left < frame.left - 6 || mark.right > frame.right + 6)) faults.push('a mark leaves it');
    const texts = [...svg.querySelectorAll('text')];
    const scale = frame.width / svg.viewBox.baseVal.width;
    for (const text of texts) {
      const place = text.getBoundingClientRect();
      const size = Number.parseFloat(getComputedStyle(text).fontSize) * scale;
      if (size < 9.5) faults.push(`"${text.textContent}" is ${size.toFixed(1)} px high`);
      if (place.left < frame.left - 4 || place.right > frame.right + 4) faults.push(`"${text.textContent}" is cut off`);
      if (place.top < frame.top - 4 || place.bottom > frame.bottom + 4) faults.push(`"${text.textContent}" is above or below it`);
    }
    return faults.concat(overlaps(texts));
  }

  function overlaps(texts) {
    const places = texts.map((text) => [text, text.getBoundingClientRect()]);
    const faults = [];
    places.forEach(([a, one], index) => {
      for (const [b, other] of places.slice(index + 1)) {
        // Notes lie over the picture, on a halo; rectangles of text are taller than its letters.
        if (a.classList.contains('note') || b.classList.contains('note')) continue;
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (across > 1 && down > 5) faults.push(`"${a.textContent}" lies over "${b.textContent}"`);
      }
    });
    return faults;
  }
}

/** How far text stands out from what is behind it, for the colours of the page and of its notes. */
export function contrasts() {
  const channel = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = (colour) => {
    const [red, green, blue] = colour.match(/[\d.]+/g).map((part) => channel(Number(part) / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (a, b) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };
  const paper = getComputedStyle(document.body).backgroundColor;
  const faults = [];
  for (const [selector, property] of [['body', 'color'], ['.note', 'color'], ['.tag', 'color'], ['svg text', 'fill']]) {
    const element = document.querySelector(selector);
    if (!element) continue;
    const found = ratio(getComputedStyle(element)[property], paper);
    if (found < 4.5) faults.push(`${selector} has a contrast of ${found.toFixed(1)}, less than 4.5`);
  }
  return faults;
}
