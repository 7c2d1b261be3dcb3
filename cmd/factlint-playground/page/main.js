// The page: files in tabs, what is found in them, and the timeline.
import { Client, nameOf, uriOf } from "./client.js";
import { Editor } from "./editor.js";
import { Findings } from "./findings.js";
import { element } from "./markdown.js";
import * as state from "./state.js";
import { Timeline } from "./timeline.js";
import { Tabs } from "./tabs.js";

const byID = (id) => document.getElementById(id);

const client = new Client(told, (why) => {
  byID("count").textContent = `factlint does not run here: ${why}`;
});
const editor = new Editor(byID("editor"), client, { changed, jump: (l) => editor.reveal(nameOf(l.uri), l.range) });
const findings = new Findings(client, editor);
const timeline = new Timeline(byID("picture"), client, () => uriOf(editor.shown));
const tabs = new Tabs(byID("tabs"), editor, { opened: save, renewed: renew });

function told(method, params) {
  if (method !== "textDocument/publishDiagnostics") return;
  findings.take(params);
  soon.show();
}

function changed(name) {
  performance.mark("changed");
  findings.stay();
  client.change(name, editor.text(name));
  soon.save();
}

// What is done once for what comes at once.
const soon = {
  show: later(0, () => {
    findings.show();
    tabs.show(findings.all());
    timeline.redraw();
    performance.mark("findings");
  }),
  save: later(250, save),
};

function later(ms, f) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(f, ms);
  };
}

async function save() {
  showExample(await state.write({ files: editor.files(), open: editor.shown }));
}

function showExample(example) {
  byID("examples").value = example?.id ?? "";
  byID("about").textContent = example?.about ?? "";
}

/** Starts anew with the files as they are now. */
function renew(files, open) {
  findings.clear();
  editor.load(files, open);
  tabs.show([]);
  client.start(files);
  save();
}

async function load() {
  const { files, open, example } = await state.read();
  findings.clear();
  editor.load(files, open);
  tabs.show([]);
  client.start(files);
  showExample(example);
}

byID("examples").append(
  Object.assign(element("option", "Your own"), { value: "", hidden: true }),
  ...state.examples.map((e) => Object.assign(element("option", e.title), { value: e.id })),
);
byID("examples").onchange = (e) => (location.hash = e.target.value);
byID("share").onclick = async ({ target }) => {
  await save();
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {
    return prompt("The address of what you see", location.href); // not every page may write there
  }
  target.textContent = "Copied";
  setTimeout(() => (target.textContent = "Copy link"), 1500);
};
addEventListener("hashchange", load);
addEventListener("resize", () => timeline.redraw());
await load();

// Offline, once all is there. A newer page takes the place of an old one by itself.
const offline = navigator.serviceWorker;
if (offline?.controller) offline.addEventListener("controllerchange", () => location.reload());
offline?.register("offline.js");
