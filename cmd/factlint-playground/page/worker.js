// The worker in which factlint runs, so that the page answers while it thinks.
importScripts("wasm_exec.js");

let session; // of the files that are open now
let asked = []; // what came before factlint was there

onmessage = ({ data }) => (asked ? asked.push(data) : take(data));

function take({ files, messages }) {
  if (!files) return session.send(...messages);
  session?.end();
  const mine = (session = factlint(files, (told) => mine === session && postMessage(told)));
  session.send(...messages);
}

// Go calls postMessage once the function factlint is there.
const tell = postMessage.bind(self);
self.postMessage = (said) => {
  self.postMessage = tell;
  const before = asked;
  asked = null;
  before.forEach(take);
};

const go = new Go();
WebAssembly.instantiateStreaming(fetch("factlint.wasm"), go.importObject)
  .then(({ instance }) => go.run(instance))
  .then(() => tell({ failed: "it has ended; reload the page" }))
  .catch((error) => tell({ failed: String(error) }));
