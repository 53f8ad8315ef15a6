// npm test: sets up what is missing, then runs every stage, fastest first. npm test -- unit browser runs only those.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, ensureCommandLine, ensureInstalled } from './setup.mjs';
import { ensureChromium, findChromium, softwareVulkan } from './chromium.mjs';

/** Longest a stage may take before it counts as hung. */
const LIMIT_MINUTES = 25;

const tool = (name, file) => [process.execPath, join(ROOT, 'node_modules', name, file)];
const vitest = (folder) => ({
  command: [...tool('vitest', 'vitest.mjs'), 'run', `tests/${folder}/`],
  reporters: (report) => ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  counts: ({ numPassedTests, numFailedTests, numPendingTests, testResults }) => ({
    passed: numPassedTests,
    // a file that cannot be loaded has no tests that could fail
    failed:
      numFailedTests + testResults.filter((f) => f.status === 'failed' && !f.assertionResults.some((t) => t.status === 'failed')).length,
    skipped: numPendingTests,
  }),
  exists: () => hasTests(join(ROOT, 'tests', folder)),
});
/** @param files of tests/browser; all of them where there are none */
const playwright = (files) => ({
  command: [...tool('@playwright/test', 'cli.js'), 'test', ...files.map((f) => `tests/browser/${f}`)],
  reporters: () => ['--reporter=list,json'],
  environment: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
  counts: ({ stats, errors }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + (stats.expected + stats.unexpected === 0 ? errors.length : 0),
    skipped: stats.skipped,
  }),
  exists: () => hasTests(join(ROOT, 'tests', 'browser')),
  browser: true,
});
const hasTests = (folder) =>
  existsSync(folder) && readdirSync(folder, { recursive: true }).some((f) => /\.(test|spec)\.[a-z]+$/.test(String(f)));

/** Fastest first, so that a mistake shows soon. */
const STAGES = [
  { name: 'typecheck', command: [...tool('typescript', 'bin/tsc'), '--noEmit'] },
  { name: 'lint', command: [...tool('oxlint', 'bin/oxlint'), '--deny-warnings'] },
  { name: 'format', command: [...tool('prettier', 'bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  { name: 'unit', ...vitest('unit'), vulkan: true },
  { name: 'property', ...vitest('property') },
  { name: 'golden', ...vitest('golden') },
  { name: 'conformance', ...vitest('conformance'), vulkan: true },
  { name: 'cli', ...vitest('cli'), cli: true },
  { name: 'numerics', ...vitest('numerics'), vulkan: true },
  { name: 'browser', ...playwright([]) },
  { name: 'templates', ...vitest('templates'), cli: true },
];
const flows = playwright(['flows.spec.ts', 'shortcuts.spec.ts']);
/** What takes too long while one works: the flows of the browser on WebGPU, in software; drawings in the plane at their full budget, one seed, against their bars. */
const THOROUGH = [
  { name: 'webgpu', ...flows, environment: (report) => ({ ...flows.environment(report), WELLSPRING_BACKEND: 'webgpu' }) },
  { name: 'quality', command: [process.execPath, join(ROOT, 'scripts', 'quality.mjs'), '--plane', '--seed', '0'], minutes: 60 },
];

function chosen() {
  const wanted = process.argv.slice(2);
  const all = [...STAGES, ...THOROUGH];
  const names = all.map((s) => s.name);
  const unknown = wanted.find((w) => !names.includes(w));
  if (unknown === undefined)
    return wanted.length === 0 ? [...STAGES, ...(process.env.CI ? THOROUGH : [])] : all.filter((s) => wanted.includes(s.name));
  process.stderr.write(`There is no stage “${unknown}”. The stages are: ${names.join(', ')}.\n`);
  process.exit(2);
}

/** Runs a command to its end; one that hangs is ended with all that it started. */
function run({ command: [command, ...args], minutes = LIMIT_MINUTES }, more, env) {
  return new Promise((done) => {
    const child = spawn(command, [...args, ...more], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env,
      detached: process.platform !== 'win32',
    });
    const end = (signal) => {
      try {
        process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
      } catch {
        // it has ended by itself
      }
    };
    const timer = setTimeout(() => {
      process.stderr.write(`This took longer than ${minutes} minutes and was ended.\n`);
      end('SIGKILL');
    }, minutes * 60_000);
    const stop = () => {
      end('SIGTERM');
      process.exit(130);
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    const settle = (code) => {
      clearTimeout(timer);
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      done(code);
    };
    child.on('error', (error) => {
      process.stderr.write(`${command} does not start: ${error.message}\n`);
      settle(1);
    });
    child.on('close', (code) => settle(code ?? 1));
  });
}

async function runStage(stage, folder, environment) {
  const report = join(folder, `${stage.name}.json`);
  const env = {
    ...process.env,
    ...(stage.vulkan ? environment.vulkan() : {}),
    ...(stage.browser ? environment.browser : {}),
    ...stage.environment?.(report),
  };
  const started = performance.now();
  const code = await run(stage, stage.reporters?.(report) ?? [], env);
  const seconds = (performance.now() - started) / 1000;
  return { name: stage.name, code, seconds, ...counted(stage, code, report) };
}
/** Tests by their reporter; a tool without tests counts as one. A report that is missing or belies the exit code is a failure. */
function counted(stage, code, report) {
  if (!stage.counts) return { passed: Number(code === 0), failed: Number(code !== 0), skipped: 0 };
  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = stage.counts(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    if (code === 0) return { ...counts, failed: 1 };
  }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

const stages = chosen();
await ensureInstalled();
const wantsBrowser = stages.some((s) => s.browser && s.exists());
const chromium = wantsBrowser ? await ensureChromium() : await findChromium();
const folder = mkdtempSync(join(tmpdir(), 'wellspring-test-'));
let vulkan;
const environment = {
  vulkan: () => (vulkan ??= softwareVulkan(chromium, folder)),
  browser: chromium ? { WELLSPRING_CHROMIUM: chromium } : {},
};
if (stages.some((s) => s.cli)) await ensureCommandLine();

const results = [];
for (const stage of stages) {
  if (stage.exists && !stage.exists()) {
    process.stdout.write(`\n── ${stage.name}: no tests\n`);
    continue;
  }
  process.stdout.write(`\n── ${stage.name}\n`);
  results.push(await runStage(stage, folder, environment));
}
rmSync(folder, { recursive: true, force: true });

const width = Math.max(...results.map((r) => r.name.length));
process.stdout.write('\n');
for (const r of results) {
  const skipped = r.skipped > 0 ? `, ${r.skipped} skipped` : '';
  process.stdout.write(
    `${r.code === 0 ? 'ok    ' : 'FAILED'}  ${r.name.padEnd(width)}  ${r.seconds.toFixed(1).padStart(6)} s  ${r.passed} passed, ${r.failed} failed${skipped}\n`,
  );
}
const total = (key) => results.reduce((n, r) => n + r[key], 0);
process.stdout.write(`${total('passed')} passed, ${total('failed')} failed, in ${(total('seconds') / 60).toFixed(1)} minutes\n`);
process.exit(results.find((r) => r.code !== 0)?.code ?? (total('failed') > 0 ? 1 : 0));
