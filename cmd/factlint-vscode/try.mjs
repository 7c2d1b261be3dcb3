// Tries the extension in VS Code as code-server shows it in Chromium: opens a
// base of two files that contradict each other, looks at the problem and takes a
// picture of it; puts the other file right without saving it; goes to a
// definition; renames an id. It exits with 0 when all of it is as it should be.
//
//   CODE_SERVER=…/code-server CHROMIUM=…/chromium node try.mjs factlint.vsix PICTURE.png
//
// It needs code-server and playwright-core (in the working directory) from npm,
// Chromium, and factlint on the PATH or named by FACTLINT. It is not run with the other tests, since code-server takes minutes
// to install.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const { chromium } = createRequire(path.join(process.cwd(), 'x.js'))('playwright-core');
const [vsix, picture] = process.argv.slice(2);
const server = process.env.CODE_SERVER ?? 'code-server';
const port = 8765;
const wait = Number(process.env.WAIT ?? 120_000);

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'factlint-vscode-'));
const base = path.join(work, 'south-ossetia');
const offices = `[[place]]
id   = "south-ossetia"
name = "South Ossetia"

[[person]]
id   = "anatoly-bibilov"
name = "Anatoly Bibilov"

[[person]]
id   = "alan-gagloev"
name = "Alan Gagloev"

[[office]]
id    = "president"
name  = "President of South Ossetia"
of    = "south-ossetia"
seats = 1

[[tenure]]
person = "anatoly-bibilov"
office = "president"
start  = 2017-04-21
end    = 2022-05-24`;
const tenures = `[[tenure]]
person = "alan-gagloev"
office = "president"
start  = 2022-04-24
`;
const settings = {
  'files.autoSave': 'off',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'window.commandCenter': false,
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.layoutControl.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
};
const write = (file, text) => {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
};
write(path.join(base, 'factlint.toml'), '');
write(path.join(base, 'offices.toml'), offices);
write(path.join(base, 'tenures.toml'), tenures);
write(path.join(work, 'user', 'User', 'settings.json'), JSON.stringify(settings));
// The server of code-server has a PATH of its own, and settings of its machine.
const program = process.env.FACTLINT ?? execFileSync('sh', ['-c', 'command -v factlint'], { encoding: 'utf8' }).trim();
write(path.join(work, 'user', 'Machine', 'settings.json'), JSON.stringify({ 'factlint.path': program }));
const own = ['--user-data-dir', path.join(work, 'user'), '--extensions-dir', path.join(work, 'extensions'), '--config', path.join(work, 'config.yaml')];
write(path.join(work, 'config.yaml'), 'auth: none\n');

const step = (what) => console.log(what);
const check = (ok, what) => {
  if (!ok) {
    throw new Error(`not so: ${what}`);
  }
  step(what);
};

let running, browser, page;
try {
  execFileSync(server, [...own, '--install-extension', path.resolve(vsix)], { stdio: 'inherit' });
  running = spawn(server, [...own, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'], { stdio: 'ignore' });
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  page = await browser.newPage({ viewport: { width: 1100, height: 620 } });
  page.setDefaultTimeout(wait);
  for (let left = 240; ; left--) {
    try {
      await page.goto(`http://127.0.0.1:${port}/?folder=${base}`);
      break;
    } catch (err) {
      if (left === 0) {
        throw err;
      }
      await new Promise((done) => setTimeout(done, 500));
    }
  }
  await page.waitForSelector('.explorer-folders-view .monaco-list-row');
  const open = async (file) => {
    await page.keyboard.press('Control+P');
    await page.waitForSelector('.quick-input-widget input:focus');
    await page.keyboard.type(file, { delay: 20 });
    await page.waitForSelector(`.quick-input-list .monaco-list-row.focused[aria-label*="${file}"]`);
    await page.keyboard.press('Enter');
    await page.waitForSelector(`.tab.active[data-resource-name="${file}"]`);
    await page.waitForSelector('.editor-instance .view-lines');
  };
  const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'Alan Gagloev holds' });
  const related = page.locator('.markers-panel .monaco-list-row', { hasText: 'holds it until 24 May 2022' }).filter({ hasText: 'offices.toml' });

  await open('offices.toml');
  await open('tenures.toml');
  await page.keyboard.press('Control+Shift+M');
  await problem.first().waitFor();
  step('the problem is shown');
  await problem.first().click();
  await related.last().waitFor();
  step('with its place in offices.toml');
  await page.waitForSelector('.squiggly-error');
  if (picture) {
    await page.mouse.move(700, 560);
    await page.waitForTimeout(1500);
    await page.screenshot({ path: picture });
  }

  await open('offices.toml');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.type('end    = 2022-04-24');
  await problem.first().waitFor({ state: 'detached' });
  check(fs.readFileSync(path.join(base, 'offices.toml'), 'utf8') === offices, 'the problem is gone, while offices.toml is not saved');

  const goTo = async (line) => {
    await page.keyboard.press('Control+G');
    await page.waitForSelector('.quick-input-widget input:focus');
    await page.keyboard.type(line);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.quick-input-widget', { state: 'hidden' });
  };
  await open('tenures.toml');
  await goTo('3:13');
  await page.keyboard.press('F12');
  await page.waitForSelector('.tab.active[data-resource-name="offices.toml"]');
  await page.waitForFunction(() => document.querySelector('.statusbar')?.textContent.includes('Ln 14'));
  step('definition: offices.toml:14');

  await page.keyboard.press('F2');
  await page.waitForSelector('.rename-box input:focus');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('head-of-state');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.rename-box', { state: 'hidden' });
  await page.waitForSelector('.tab.dirty[data-resource-name="tenures.toml"]');
  for (const file of ['offices.toml', 'tenures.toml']) {
    await open(file);
    await page.keyboard.press('Control+S');
    await page.waitForSelector(`.tab.dirty[data-resource-name="${file}"]`, { state: 'detached' });
  }
  const renamed = (text) => text.replaceAll('"president"', '"head-of-state"');
  check(fs.readFileSync(path.join(base, 'tenures.toml'), 'utf8') === renamed(tenures), 'tenures.toml has the new id');
  check(fs.readFileSync(path.join(base, 'offices.toml'), 'utf8') === renamed(offices).replace('2022-05-24', '2022-04-24'), 'and so has offices.toml');
} catch (err) {
  await page?.screenshot({ path: path.join(os.tmpdir(), 'factlint-vscode-failed.png') });
  console.error(err);
  process.exitCode = 1;
} finally {
  await browser?.close();
  running?.kill();
  fs.rmSync(work, { recursive: true, force: true, maxRetries: 5 });
}
