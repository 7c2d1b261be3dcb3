// What the page shows, in its address: an example by its name, or the files themselves,
// compressed, so that the address of a bug is its report.

const mark = "files=";

/** The examples that the page was built with: { id, title, about, open, files }. */
export const examples = await (await fetch("examples.json")).json();

/** Reads the address: { files, open, example }. */
export async function read() {
  const hash = location.hash.slice(1);
  if (hash.startsWith(mark)) {
    try {
      const { files, open } = JSON.parse(await inflate(hash.slice(mark.length)));
      if (Object.keys(files).length > 0) return { files, open: open in files ? open : Object.keys(files)[0] };
    } catch {
      // An address that was cut short holds nothing.
    }
  }
  const example = examples.find((e) => e.id === hash) ?? examples[0];
  return { files: { ...example.files }, open: example.open, example };
}

/** Writes the address. */
export async function write({ files, open }) {
  const same = examples.find((e) => isSame(e.files, files));
  const hash = same ? same.id : mark + (await deflate(JSON.stringify({ files, open })));
  if ("#" + hash !== location.hash) history.replaceState(null, "", "#" + hash);
  return same;
}

function isSame(a, b) {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

async function deflate(text) {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  let binary = "";
  for (const b of bytes) binary += String.fromCharCode(b);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function inflate(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (c) => c.charCodeAt(0));
  const whole = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(whole).text();
}
