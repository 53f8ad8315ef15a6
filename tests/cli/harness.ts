/** Calling the command line: in this process, which is quick, or as a program of its own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { main } from '../../src/cli/main.ts';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function call(...argv: readonly string[]): Promise<Outcome> {
  let out = '';
  let err = '';
  const code = await main(argv, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    columns: undefined,
    onInterrupt: () => () => undefined,
  });
  return { code, out, err };
}

export const BIN = fileURLToPath(new URL('../../bin/wellspring.mjs', import.meta.url));

/** @param whenErr called with what stands on standard error so far */
export function program(
  argv: readonly string[],
  o: {
    readonly cwd?: string;
    readonly bin?: string;
    readonly whenErr?: (text: string, signal: (name: NodeJS.Signals) => void) => void;
  } = {},
): Promise<Outcome> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [o.bin ?? BIN, ...argv], { cwd: o.cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (d: Buffer) => void (out += d.toString()));
    child.stderr.on('data', (d: Buffer) => {
      err += d.toString();
      o.whenErr?.(err, (name) => void child.kill(name));
    });
    child.on('error', fail);
    child.on('close', (code) => done({ code: code ?? -1, out, err }));
  });
}

/** A folder that is gone after the file's tests. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
