/** Training, going on, and what a run is good for afterwards. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { decode } from 'fast-png';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { npy } from '../../src/cli/npy.ts';
import { readNpy } from '../../src/data/import/npy.ts';
import { LIMITS } from '../../src/data/limits.ts';
import { parseFile } from '../../src/graph/file.ts';
import { decodeTensors } from '../../src/runtime/safetensors.ts';
import { type Outcome, program, scratch } from './harness.ts';

// programs of their own, some of them training, on a machine that may be busy
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const dir = scratch();
const at = (...names: string[]): string => join(dir, ...names);
const run = (...argv: readonly string[]): Promise<Outcome> => program(argv, { cwd: dir });
async function done(...argv: readonly string[]): Promise<Outcome> {
  const r = await run(...argv);
  expect(r.code, r.err).toBe(0);
  return r;
}
const bytes = (...names: string[]): Uint8Array => new Uint8Array(readFileSync(at(...names)));
function array(data: Uint8Array): { readonly shape: readonly number[]; readonly values: ArrayLike<number> } {
  const read = readNpy('a.npy', data, LIMITS);
  if ('refused' in read) throw new Error(read.refused.what);
  return read.value;
}

const trained = z.object({
  graph: z.string(),
  steps: z.number(),
  seed: z.number(),
  backend: z.string(),
  params: z.number(),
  msPerStep: z.number(),
  losses: z.array(z.record(z.string(), z.number())),
  metrics: z.record(z.string(), z.union([z.number(), z.string()])),
});
/** Exactly one line, and it is JSON. */
function parsed<T>(schema: z.ZodType<T>, out: string): T {
  expect(out.endsWith('\n')).toBe(true);
  expect(out.trimEnd().split('\n')).toHaveLength(1);
  return schema.parse(JSON.parse(out));
}

describe('train', () => {
  it('prints one line of JSON, and the first 20 losses are in it', async () => {
    const { out } = await done('train', 'vae-moons', '--steps', '30', '--backend', 'wasm', '--json', '--seed', '7');
    const result = parsed(trained, out);
    expect(result).toMatchObject({ graph: 'vae-moons', steps: 30, seed: 7, backend: 'wasm' });
    expect(result.losses.slice(0, 20).map((l) => l['step'])).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(result.losses.at(-1)!['step']).toBe(30);
    expect(result.losses.every((l) => Number.isFinite(l['elbo']))).toBe(true);
    expect(result.losses.at(-1)!['elbo']!).toBeLessThan(result.losses[0]!['elbo']!);
    expect(result.metrics).toMatchObject({ nllKind: 'bound' });
    expect(Object.keys(result.metrics)).toEqual(expect.arrayContaining(['nll', 'entropy', 'gap', 'sw2', 'sw2Ratio', 'hq']));
  });

  it('gives the same losses for the same seed, and others for another', async () => {
    const losses = async (seed: string) =>
      parsed(trained, (await done('train', 'gaussian-mixture', '--steps', '5', '--backend', 'wasm', '--json', '--seed', seed)).out).losses;
    const [a, b, c] = [await losses('3'), await losses('3'), await losses('4')];
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
  });

  it.each(['wasm', 'cpu'])('goes on as if it had never stopped, bit for bit (%s)', async (backend) => {
    // Adam's moments, the weight average and the phase of the random streams all matter here
    const [first, all] = backend === 'wasm' ? ['100', '200'] : ['4', '8'];
    const name = (what: string): string => `${what}-${backend}`;
    await done('train', 'gaussian-mixture', '--steps', all, '--backend', backend, '--out', name('straight'));
    await done('train', 'gaussian-mixture', '--steps', first, '--backend', backend, '--out', name('resumed'));
    const { out } = await done('train', '--resume', name('resumed'), '--steps', all, '--backend', backend, '--json');
    expect(parsed(trained, out).steps).toBe(Number(all));
    for (const file of ['weights.safetensors', 'state.safetensors'])
      expect(Buffer.compare(bytes(name('resumed'), file), bytes(name('straight'), file)), file).toBe(0);
  });

  it('writes a new folder with --resume and --out, and leaves the old one as it was', async () => {
    const before = bytes('straight-cpu', 'state.safetensors');
    await done('train', '--resume', 'straight-cpu', '--steps', '10', '--backend', 'cpu', '--out', 'further');
    expect(bytes('straight-cpu', 'state.safetensors')).toEqual(before);
    const steps = readFileSync(at('further', 'metrics.jsonl'), 'utf8').trimEnd().split('\n').map((l) => z.object({ step: z.number() }).parse(JSON.parse(l)).step); // prettier-ignore
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('warns when it goes on with another drawing that fits', async () => {
    const file = at('straight-cpu', 'graph.wellspring.json');
    const other = at('other.wellspring.json');
    writeFileSync(other, readFileSync(file, 'utf8').replace(/"rate": [\d.]+/, '"rate": 0.001234'));
    const { err } = await done('train', other, '--resume', 'straight-cpu', '--steps', '9', '--backend', 'cpu', '--out', 'changed');
    expect(err).toContain('is not the one this run began with');
  });

  it('keeps what was learnt on Ctrl-C, and ends well', async () => {
    let asked = false;
    const { code, err } = await program(['train', 'vae-moons', '--steps', '100000', '--backend', 'wasm', '--out', at('stopped')], {
      whenErr: (text, signal) => {
        if (asked || !/step \d+\/100000/.test(text)) return;
        asked = true;
        // the terminal tells the program, and npx tells it once more
        signal('SIGINT');
        setTimeout(() => signal('SIGINT'), 20);
      },
    });
    expect(err).not.toMatch(/\n\s+at /);
    expect(code).toBe(0);
    const { out } = await done('evaluate', 'stopped', '--json');
    expect(z.object({ steps: z.number() }).parse(JSON.parse(out)).steps).toBeGreaterThan(0);
  });
});

describe('a run', () => {
  beforeAll(async () => {
    await done('train', 'vae-moons', '--steps', '40', '--backend', 'wasm', '--out', 'moons');
  });

  it('is a folder of readable files, without left-overs', () => {
    expect(readdirSync(at('moons')).toSorted()).toEqual([
      'graph.wellspring.json',
      'metrics.jsonl',
      'samples.png',
      'state.safetensors',
      'summary.json',
      'weights.safetensors',
    ]);
    expect(parseFile(readFileSync(at('moons', 'graph.wellspring.json'), 'utf8')).graph?.title).toBe('VAE on two moons');
    const weights = decodeTensors(bytes('moons', 'weights.safetensors'));
    if ('malformed' in weights) throw new Error(weights.malformed);
    expect([...weights.tensors].some(([name, t]) => name.startsWith('dec') && t.shape.length === 2)).toBe(true);
    for (const t of weights.tensors.values()) expect(t.data.every(Number.isFinite)).toBe(true);
    const picture = decode(bytes('moons', 'samples.png'));
    expect([picture.width, picture.height, picture.channels]).toEqual([640, 640, 3]);
    expect(new Set(picture.data).size).toBeGreaterThan(50);
    // the picture carries its drawing
    expect(parseFile(picture.text['wellspring']!).graph?.nodes).toHaveLength(11);
  });

  it('is judged', async () => {
    const { out } = await done('evaluate', 'moons', '--json');
    const shape = trained.omit({ losses: true, msPerStep: true });
    const { metrics } = parsed(shape, out);
    expect(metrics).toEqual(
      z.object({ metrics: z.unknown() }).parse(JSON.parse(readFileSync(at('moons', 'summary.json'), 'utf8'))).metrics,
    );
    const few = z.object({ examples: z.number(), metrics: z.record(z.string(), z.unknown()) });
    const { examples, metrics: sooner } = parsed(few, (await done('evaluate', 'moons', '--examples', '40', '--json')).out);
    expect(examples).toBe(40);
    // the same figures, of other examples
    expect(Object.keys(sooner)).toEqual(Object.keys(metrics));
    expect(sooner['nll']).not.toBe(metrics['nll']);
    expect((await done('evaluate', 'moons')).out).toContain('held-out NLL');
  });

  it('is sampled: numbers, pictures, other seeds', async () => {
    await done('sample', 'moons', '--n', '37', '--out', 'a.npy');
    await done('sample', 'moons', '--n', '37', '--out', 'b.npy');
    await done('sample', 'moons', '--n', '37', '--out', 'c.npy', '--seed', '99');
    await done('sample', 'moons', '--n', '37', '--out', 'z.npy', '--variable', 'z');
    const { shape, values } = array(bytes('a.npy'));
    expect(shape).toEqual([37, 2]);
    expect(Array.from(values).every(Number.isFinite)).toBe(true);
    expect(bytes('b.npy')).toEqual(bytes('a.npy'));
    expect(bytes('c.npy')).not.toEqual(bytes('a.npy'));
    expect(array(bytes('z.npy')).shape).toEqual([37, 2]);
    await done('sample', 'moons', '--n', '200', '--out', 'a.png');
    expect(decode(bytes('a.png')).width).toBe(640);
  });

  it('scores and infers every example of a file, in its order', async () => {
    const points = Float32Array.from({ length: 24 }, (_, i) => Math.sin(3 * i) + (i > 11 ? 6 : 0));
    writeFileSync(at('points.npy'), npy(points, [12, 2]));
    await done('score', 'moons', '--data', 'points.npy', '--out', 'scores.npy');
    const scores = array(bytes('scores.npy'));
    expect(scores.shape).toEqual([12]);
    // the last six lie far from the moons
    const all = Array.from(scores.values);
    expect(Math.max(...all.slice(6))).toBeLessThan(Math.min(...all.slice(0, 6)));
    await done('score', 'moons', '--data', 'points.npy', '--out', 'scores.csv');
    const csv = readFileSync(at('scores.csv'), 'utf8').trimEnd().split('\n');
    expect(csv[0]).toBe('logp');
    csv.slice(1).forEach((line, i) => expect(Number(line)).toBeCloseTo(all[i]!, 4));

    await done('infer', 'moons', '--data', 'points.npy', '--out', 'latents.npz');
    const files = unzipSync(bytes('latents.npz'));
    expect(Object.keys(files)).toContain('z.npy');
    expect(array(files['z.npy']!).shape).toEqual([12, 2]);
    expect((await done('infer', 'moons')).out).toContain('z: [');
  });
});

describe('data of the user', () => {
  it('is learnt, remembered, and asked for again when it has moved', async () => {
    const data = Float32Array.from({ length: 400 }, (_, i) => Math.cos(1.7 * i) + (i % 2 ? 3 : -3));
    writeFileSync(at('mine.npy'), npy(data, [200, 2]));
    await done('train', 'gaussian-fit', '--data', 'mine.npy', '--steps', '5', '--backend', 'wasm', '--out', 'mine');
    const own = await done('evaluate', 'mine', '--json');
    // its true density is not known
    expect(JSON.parse(own.out)).not.toHaveProperty('metrics.entropy');
    await done('train', '--resume', 'mine', '--steps', '7', '--backend', 'wasm');
    writeFileSync(at('summary.old'), readFileSync(at('mine', 'summary.json')));
    writeFileSync(at('mine', 'summary.json'), readFileSync(at('mine', 'summary.json'), 'utf8').replace('mine.npy', 'gone.npy'));
    const gone = await run('evaluate', 'mine');
    expect(gone.code).toBe(2);
    expect(gone.err).toContain('gone.npy');
    await done('evaluate', 'mine', '--data', 'mine.npy');
  });

  it('brings images into a grid', async () => {
    await done('train', 'vae-digits', '--steps', '2', '--examples', '32', '--backend', 'wasm', '--out', 'digits');
    const grid = decode(bytes('digits', 'samples.png'));
    expect(grid.width).toBe(grid.height);
    expect(existsSync(at('digits', 'summary.json'))).toBe(true);
    await done('sample', 'digits', '--n', '3', '--out', 'digits.npy');
    expect(array(bytes('digits.npy')).shape).toEqual([3, 28, 28, 1]);
  });
});
