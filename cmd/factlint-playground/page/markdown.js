// The Markdown that factlint writes, as elements: paragraphs, lists in lists, **strong**,
// `code`, [links](…) and escaped characters. Nothing in it becomes markup by itself.

/** @returns {DocumentFragment} */
export function markdown(text) {
  const out = document.createDocumentFragment();
  let lists = []; // that are open, by depth
  for (const line of text.split("\n")) {
    const item = /^( *)- (.*)$/.exec(line);
    if (!item) {
      lists = [];
      if (line.trim()) out.append(element("p", ...inline(line)));
      continue;
    }
    const depth = item[1].length / 2;
    lists.length = Math.min(lists.length, depth + 1);
    while (lists.length <= depth) {
      const list = element("ul");
      (lists.at(-1)?.lastChild ?? lists.at(-1) ?? out).append(list);
      lists.push(list);
    }
    lists.at(-1).append(element("li", ...inline(item[2])));
  }
  return out;
}

function inline(text) {
  const out = [];
  let plain = "";
  const flush = () => plain && out.push(plain) && (plain = "");
  for (let i = 0; i < text.length; i++) {
    const rest = text.slice(i);
    const found = /^\*\*((?:\\.|[^*\\])+)\*\*|^`([^`]+)`|^\[((?:\\.|[^\]\\])*)\]\((https:[^)\s]+)\)/.exec(rest);
    if (text[i] === "\\" && i + 1 < text.length) plain += text[++i];
    else if (found) {
      flush();
      if (found[1]) out.push(element("strong", ...inline(found[1])));
      else if (found[2]) out.push(element("code", found[2]));
      else out.push(Object.assign(element("a", ...inline(found[3])), { href: found[4], target: "_blank", rel: "noreferrer" }));
      i += found[0].length - 1;
    } else plain += text[i];
  }
  flush();
  return out;
}

/** Makes an element with children. */
export function element(name, ...children) {
  const e = document.createElement(name);
  e.append(...children);
  return e;
}
