// Starts `factlint lsp` for workspaces with facts in them. It sends nothing
// anywhere else, and leaves the language toml to other extensions.
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const vscode = require('vscode');
const { LanguageClient, RevealOutputChannelOn } = require('vscode-languageclient/node');

const install = 'https://github.com/factlint/factlint#two-commands';

// The endings of files that [[records]] of a factlint.toml may name, and of mappings.
const records = ['yaml', 'yml', 'json', 'jsonl', 'ndjson', 'csv', 'tsv', 'mapping'];

// The built-in kinds: a file of these is one of facts without a factlint.toml.
const kinds = ['source', 'place', 'organization', 'person', 'office', 'tenure', 'vacancy', 'membership', 'event', 'election', 'statement', 'population'];
const fact = new RegExp(`^[ \\t]*\\[\\[[ \\t]*(${kinds.join('|')})[ \\t]*\\]\\]`, 'm');

let client; // runs or is about to
let turn = Promise.resolve(); // starts and stops, one after the other

// program returns the path of factlint, or nothing when it is not found. Only
// absolute folders count, so that no folder of facts can bring its own.
function program() {
  const set = vscode.workspace.getConfiguration('factlint').get('path');
  if (set) {
    return set.replace(/^~(?=[/\\])/, os.homedir());
  }
  const name = process.platform === 'win32' ? 'factlint.exe' : 'factlint';
  const gopath = process.env.GOPATH ? process.env.GOPATH.split(path.delimiter) : [path.join(os.homedir(), 'go')];
  const folders = (process.env.PATH || '').split(path.delimiter);
  folders.push(process.env.GOBIN || '', ...gopath.map((dir) => path.join(dir, 'bin')));
  for (const dir of folders) {
    const file = path.join(dir, name);
    try {
      fs.accessSync(file, fs.constants.X_OK);
      if (path.isAbsolute(dir) && fs.statSync(file).isFile()) {
        return file;
      }
    } catch {
      // not there
    }
  }
}

// missing tells how to get what could not be started.
async function missing(why) {
  const choice = await vscode.window.showErrorMessage(`${why} Install it with: go install github.com/factlint/factlint/cmd/factlint@latest`, 'How to install', 'Set its path');
  if (choice === 'How to install') {
    await vscode.env.openExternal(vscode.Uri.parse(install));
  } else if (choice === 'Set its path') {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'factlint.path');
  }
}

async function start() {
  if (client) {
    return;
  }
  const command = program();
  if (!command) {
    missing('factlint is not on the PATH.');
    return;
  }
  // The server asks to be told of changes on disk by itself.
  client = new LanguageClient('factlint', 'factlint', { command, args: ['lsp'] }, {
    documentSelector: [{ scheme: 'file', pattern: `**/*.{toml,${records.join()}}` }, { scheme: 'untitled', language: 'toml' }],
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  });
  try {
    await client.start();
  } catch (err) {
    client = undefined;
    missing(`${command} could not be started: ${err.message}.`);
  }
}

async function stop() {
  const running = client;
  client = undefined;
  if (running) {
    await running.dispose();
  }
}

function then(...steps) {
  for (const step of steps) {
    turn = turn.then(step).catch((err) => console.error('factlint:', err));
  }
  return turn;
}

// inBase reports whether a file lies in the folder of a factlint.toml.
function inBase(file) {
  for (let dir = path.dirname(file), above; dir !== above; above = dir, dir = path.dirname(dir)) {
    if (fs.existsSync(path.join(dir, 'factlint.toml'))) {
      return true;
    }
  }
  return false;
}

// ofFacts reports whether a document belongs to a base, or looks like facts.
function ofFacts(document) {
  const isFile = document.uri.scheme === 'file';
  if (!document.fileName.endsWith('.toml') && document.languageId !== 'toml') {
    return isFile && records.some((ending) => document.fileName.endsWith(`.${ending}`)) && inBase(document.fileName);
  }
  return isFile && inBase(document.fileName) || fact.test(document.getText());
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand('factlint.restart', () => then(stop, start)),
    vscode.workspace.onDidChangeConfiguration((e) => e.affectsConfiguration('factlint.path') && then(stop, start)),
    vscode.workspace.onDidOpenTextDocument((document) => ofFacts(document) && then(start)),
  );
  const bases = await vscode.workspace.findFiles('**/factlint.toml', null, 1);
  if (bases.length > 0 || vscode.workspace.textDocuments.some(ofFacts)) {
    await then(start);
  }
}

function deactivate() {
  return then(stop);
}

module.exports = { activate, deactivate };
