/** The program as a whole: help, versions, lists, programs as text, and the package that is published. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { COMMANDS } from '../../src/cli/commands.ts';
import { templateNames } from '../../src/cli/templates.ts';
import { call, program, scratch } from './harness.ts';

// programs of their own, some of them training, on a machine that may be busy
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const dir = scratch();
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('help', () => {
  it('names every command', async () => {
    const { code, out } = await call('--help');
    expect(code).toBe(0);
    for (const c of COMMANDS) expect(out).toContain(c.name);
  });
  it.each(COMMANDS.map((c) => c.name))('of %s names its flags', async (name) => {
    const { code, out } = await call(name, '--help');
    expect(code).toBe(0);
    expect(await call('help', name)).toEqual({ code, out, err: '' });
    for (const flag of COMMANDS.find((c) => c.name === name)!.flags) expect(out).toContain(`--${flag.name}`);
  });
  it('has examples that name what there is', () => {
    const names = COMMANDS.map((c) => c.name);
    for (const c of COMMANDS)
      for (const example of c.examples) {
        const [word, command, operand] = example.split(' ');
        expect(word).toBe('wellspring');
        expect(names).toContain(command);
        if (c.operands[0]?.name === 'GRAPH' && operand && !/[.-]{2}|\./.test(operand)) expect(templateNames()).toContain(operand);
      }
  });
  it('tells the version of the package', async () => {
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
    expect(await call('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });
});

describe('templates', () => {
  it('lists them', async () => {
    const { out } = await call('templates');
    for (const name of templateNames()) expect(out).toContain(name);
    const list = z.array(z.object({ name: z.string(), title: z.string(), about: z.string(), nodes: z.number() }));
    const all = list.parse(JSON.parse((await call('templates', '--json')).out));
    expect(all.map((t) => t.name)).toEqual(templateNames());
    for (const t of all) expect(t.about.length, t.name).toBeGreaterThan(10);
  });
  it.each(templateNames())('%s has no faults', async (name) => {
    const { code, out, err } = await call('check', name);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toMatch(/learn .*\n.*sample .*\n.*score /);
    const json: unknown = JSON.parse((await call('check', name, '--json')).out);
    expect(json).toMatchObject({ graph: name, ok: true, diagnostics: [] });
  });
});

describe('print', () => {
  it('prints every program in the compiler’s own language', async () => {
    const { code, out } = await call('print', 'vae-moons', '--as', 'ir');
    expect(code).toBe(0);
    for (const name of ['learn.opt', 'sample', 'score', 'infer']) expect(out).toContain(`program ${name} {`);
  });
  it('prints a module of JavaScript that parses', async () => {
    const { code, out } = await call('print', 'vae-moons', '--as', 'tfjs');
    expect(code).toBe(0);
    const file = join(dir, 'vae.mjs');
    writeFileSync(file, out);
    execFileSync(process.execPath, ['--check', file]);
    for (const name of ['sample', 'score', 'infer']) expect(out).toContain(`export function ${name}(`);
  });
});

describe('as a program', () => {
  it('keeps results and remarks apart', async () => {
    const r = await program(['train', 'gaussian-fit', '--steps', '3', '--backend', 'wasm', '--json']);
    expect(r.code).toBe(0);
    expect(r.out.trimEnd().split('\n')).toHaveLength(1);
    expect(r.err).toContain('Judging');
  });

  it('works from its package, without a build and without the sources', async () => {
    const npm = (cwd: string, ...args: string[]): string =>
      execFileSync('npm', [...args, '--loglevel=error'], {
        cwd,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        shell: process.platform === 'win32',
      });
    // what the bin builds is what the package holds
    await program(['--version']);
    const [packed] = z
      .array(z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }))
      .parse(JSON.parse(npm(ROOT, 'pack', '--json', '--ignore-scripts', '--pack-destination', dir)));
    const paths = packed!.files.map((f) => f.path);
    expect(paths).toEqual(
      expect.arrayContaining(['bin/wellspring.mjs', 'dist/cli/wellspring.js', 'templates/vae-moons.wellspring.json', 'LICENSE']),
    );
    expect(paths.filter((p) => p.startsWith('src/') || p.startsWith('tests/') || p.includes('node_modules'))).toEqual([]);

    const home = mkdtempSync(join(dir, 'install-'));
    writeFileSync(join(home, 'package.json'), '{"private": true}');
    npm(home, 'install', '--omit=optional', '--no-audit', '--no-fund', '--offline', join(dir, packed!.filename));
    const bin = join(home, 'node_modules', 'wellspring-studio', 'bin', 'wellspring.mjs');
    expect(readdirSync(join(home, 'node_modules', '.bin'))).toContain('wellspring');
    const r = await program(['train', 'gaussian-fit', '--steps', '3', '--json', '--out', 'run'], { cwd: home, bin });
    expect(r.err).not.toContain('error');
    expect(JSON.parse(r.out)).toMatchObject({ graph: 'gaussian-fit', steps: 3, backend: 'wasm' });
    expect((await program(['sample', 'run', '--n', '4', '--out', 'a.npy'], { cwd: home, bin })).code).toBe(0);
  });
});
