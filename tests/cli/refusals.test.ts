/** Bad command lines and bad input: exit code 2, what and why and how to mend it on standard error, and no stack trace. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { templateText } from '../../src/cli/templates.ts';
import { type Outcome, call, program, scratch } from './harness.ts';

// programs of their own, some of them training, on a machine that may be busy
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const dir = scratch();
const at = (name: string): string => join(dir, name);
const write = (name: string, data: string | Uint8Array): string => {
  writeFileSync(at(name), data);
  return at(name);
};
const moons = templateText('vae-moons');
const edited = (change: (text: string) => string): string => change(moons);

const notJson = write('not-json.wellspring.json', '{ "format": "wellspring", ');
const otherJson = write('other.json', '{"hello": 1}');
const newer = write(
  'newer.wellspring.json',
  edited((t) => t.replace('"version": 1', '"version": 99')),
);
const cyclic = write(
  'unknown.wellspring.json',
  edited((t) => t.replace('"kind": "Decoder"', '"kind": "Dekoder"')),
);
const ownFile = write(
  'own.wellspring.json',
  edited((t) => t.replace('"source": "moons"', '"source": "file"')),
);
const unwired = write(
  'unwired.wellspring.json',
  edited((t) => t.replace(/,\s*\{\s*"from": \{\s*"node": "elbo"[^}]*\}[^}]*\}\s*\}/, '')),
);
const diverging = write(
  'diverging.wellspring.json',
  edited((t) => t.replace('"rate": 0.003', '"rate": 10, "algorithm": "sgd", "schedule": "constant"')),
);
const binary = write('binary.wellspring.json', Uint8Array.of(0, 1, 2, 255, 254));
const plainFile = write('plain.txt', 'hello');
const brokenNpy = write('broken.npy', Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 200, 0, 1, 2));
const brokenCsv = write('broken.csv', 'a,b\n1,2\n3\n');
const emptyCsv = write('empty.csv', '');
const threeColumns = write('three.csv', `a,b,c\n${'1.5,2.5,3.5\n2.5,0.5,1\n'.repeat(8)}`);
mkdirSync(at('nothing'));
mkdirSync(at('damaged'));
write('damaged/state.safetensors', 'this is no tensor file at all');

interface Case {
  readonly argv: readonly string[];
  /** What the words must hold. */
  readonly says: readonly (string | RegExp)[];
  /** Opens a backend, which a process can do once. */
  readonly asProgram?: boolean;
}
const CASES: readonly Case[] = [
  { argv: ['trian'], says: ['no command “trian”', 'Did you mean “train”?'] },
  { argv: ['frobnicate'], says: ['no command “frobnicate”', 'wellspring --help'] },
  { argv: ['help', 'smaple'], says: ['Did you mean “sample”?'] },
  { argv: ['train', 'vae-moons', '--stpes', '3'], says: ['no flag --stpes', '“--steps”'] },
  { argv: ['train', 'vae-moons', '-x'], says: ['no flag -x'] },
  { argv: ['train'], says: ['needs GRAPH', 'vae-moons'] },
  { argv: ['check'], says: ['needs GRAPH'] },
  { argv: ['check', 'vae-moons', 'again'], says: ['“again” is one word too many'] },
  { argv: ['train', 'vae-mons'], says: ['called “vae-mons”', 'Did you mean “vae-moons”?'] },
  { argv: ['train', 'zzz'], says: ['no template called “zzz”', 'wellspring templates'] },
  { argv: ['check', at('missing.wellspring.json')], says: ['There is no file'] },
  { argv: ['check', dir], says: ['is a folder'] },
  { argv: ['check', notJson], says: ['not JSON', 'not-json.wellspring.json'] },
  { argv: ['check', otherJson], says: ['not a Wellspring drawing'] },
  { argv: ['check', newer], says: ['newer version'] },
  { argv: ['check', binary], says: ['not JSON'] },
  { argv: ['train', cyclic, '--steps', '2'], says: ['Dekoder'] },
  { argv: ['train', unwired, '--steps', '2'], says: ['error'] },
  { argv: ['train', ownFile, '--steps', '2'], says: ['none is given', '--data PATH'] },
  {
    argv: ['train', diverging, '--steps', '200', '--backend', 'wasm'],
    says: ['no longer a finite number', 'learning rate'],
    asProgram: true,
  },
  { argv: ['train', 'vae-moons', '--examples', '3'], says: ['--examples cannot be “3”', 'from 16 to 2000'] },
  { argv: ['train', 'vae-moons', '--steps', '-5'], says: ['--steps cannot be “-5”', 'whole number'] },
  { argv: ['train', 'vae-moons', '--steps', '0'], says: ['--steps cannot be “0”'] },
  { argv: ['train', 'vae-moons', '--steps', 'many'], says: ['--steps cannot be “many”'] },
  { argv: ['train', 'vae-moons', '--steps', '2.5'], says: ['--steps cannot be “2.5”'] },
  { argv: ['train', 'vae-moons', '--steps'], says: ['--steps needs a value'] },
  { argv: ['train', 'vae-moons', '--steps', '--json'], says: ['--steps needs a value', '--json'] },
  { argv: ['train', 'vae-moons', '--steps', '2', '--steps', '3'], says: ['--steps is given twice'] },
  { argv: ['train', 'vae-moons', '--json=yes'], says: ['--json takes no value'] },
  { argv: ['train', 'vae-moons', '--seed', '4294967296'], says: ['--seed cannot be', '4294967295'] },
  { argv: ['train', 'vae-moons', '--backend', 'wsam'], says: ['--backend cannot be “wsam”', 'Did you mean “wasm”?'] },
  { argv: ['train', 'vae-moons', '--backend', 'webgl', '--steps', '2'], says: ['Node has none'] },
  { argv: ['train', 'vae-moons', '--steps', '2', '--out', plainFile], says: ['is a file'] },
  { argv: ['train', 'vae-moons', '--steps', '2', '--out', join(plainFile, 'below')], says: ['cannot be written'] },
  { argv: ['train', 'vae-moons', '--steps', '2', '--resume', at('nothing')], says: ['holds no run', '--out DIR'] },
  { argv: ['train', 'vae-moons', '--steps', '2', '--resume', at('nowhere')], says: ['There is no folder'] },
  { argv: ['train', '--resume', at('damaged')], says: ['state.safetensors cannot be read'] },
  { argv: ['train', 'vae-moons', '--data', at('none.csv')], says: ['none.csv cannot be read', 'no such file'] },
  { argv: ['train', 'vae-moons', '--data', at('nothing')], says: ['holds no files'] },
  { argv: ['train', 'vae-moons', '--data', brokenNpy], says: ['broken.npy'] },
  { argv: ['train', 'vae-moons', '--data', brokenCsv], says: ['broken.csv:3'] },
  { argv: ['train', 'vae-moons', '--data', emptyCsv], says: ['empty.csv', 'The file is empty'] },
  { argv: ['train', 'vae-moons', '--data', plainFile], says: ['error'] },
  { argv: ['evaluate', at('nothing')], says: ['holds no run'] },
  { argv: ['evaluate', plainFile], says: ['is a file'] },
  { argv: ['evaluate', at('damaged')], says: ['cannot be read'] },
  { argv: ['sample', at('nothing'), '--n', '3'], says: ['needs --out'] },
  { argv: ['sample', at('nothing'), '--out', 'a.npy'], says: ['needs --n'] },
  { argv: ['sample', at('nothing'), '--n', '3', '--out', 'a.jpg'], says: ['a.jpg cannot hold samples', '.npy'] },
  { argv: ['score', at('nothing'), '--out', 'a.doc'], says: ['cannot hold scores'] },
  { argv: ['infer', at('nothing'), '--out', 'a.csv'], says: ['cannot hold latents'] },
  { argv: ['print', 'vae-moons'], says: ['needs --as'] },
  { argv: ['print', 'vae-moons', '--as', 'pytorch'], says: ['--as cannot be “pytorch”', 'ir, tfjs'] },
  { argv: ['templates', 'all'], says: ['one word too many'] },
];

function expectRefused(r: Outcome, says: readonly (string | RegExp)[]): void {
  expect(r.err).not.toMatch(/\n\s+at .*[:(]\d+/);
  expect(r.code, r.err).toBe(2);
  for (const words of says) {
    if (typeof words === 'string') expect(r.err).toContain(words);
    else expect(r.err).toMatch(words);
  }
  expect(r.err).toMatch(/error.*: /);
  expect(r.err).toContain('why:');
  expect(r.err).toContain('mend:');
  expect(r.out).toBe('');
}

const run = (...argv: readonly string[]): Promise<Outcome> => program(argv);

describe('refuses with exit code 2 and words', () => {
  it.each(CASES.map((c): [string, Case] => [c.argv.join(' ').replaceAll(dir, '…'), c]))('%s', async (_, c) => {
    expectRefused(await (c.asProgram ? program(c.argv) : call(...c.argv)), c.says);
  });

  it('a resumed run whose drawing, seed or steps do not fit', async () => {
    const folder = at('run');
    expect((await run('train', 'gaussian-fit', '--steps', '3', '--backend', 'wasm', '--out', folder)).code).toBe(0);
    expectRefused(await run('train', 'vae-moons', '--steps', '6', '--resume', folder), ['checkpoint cannot be used']);
    expectRefused(await run('train', '--steps', '3', '--resume', folder), ['has taken 3 steps already', '--steps 6']);
    expectRefused(await run('train', '--steps', '6', '--seed', '5', '--resume', folder), ['has the seed 0, not 5']);
    expectRefused(await run('score', folder, '--data', threeColumns), ['error']);
    expectRefused(await run('sample', folder, '--n', '2', '--out', at('x.npy'), '--variable', 'z'), ['draws no variable “z”']);
    expectRefused(await run('sample', folder, '--n', '2', '--out', join(dir, 'no', 'folder', 'x.npy')), ['cannot be written']);
    expectRefused(await run('sample', folder, '--n', '2', '--out', at('x.txt')), ['are not text']);
  });

  it('weights that were cut short', async () => {
    const folder = at('cut');
    expect((await run('train', 'gaussian-fit', '--steps', '3', '--backend', 'wasm', '--out', folder)).code).toBe(0);
    const file = join(folder, 'state.safetensors');
    writeFileSync(file, readFileSync(file).subarray(0, -5));
    expectRefused(await run('evaluate', folder), ['cannot be read']);
    expectRefused(await run('train', '--resume', folder, '--steps', '9'), ['cannot be read']);
  });

  it('without any words: the overview', async () => {
    const { code, err, out } = await call();
    expect(code).toBe(2);
    expect(err).toContain('Usage: wellspring COMMAND');
    expect(out).toBe('');
  });

  it('as a program too', async () => {
    const r = await program(['trian', 'vae-moons']);
    expectRefused(r, ['Did you mean “train”?']);
  });
});
