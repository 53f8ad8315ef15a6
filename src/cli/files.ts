/** Writing so that a crash leaves the old file or the new one, never a half of either. */
import { type Stats, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { stop, systemReason } from './problem.ts';

/** @throws Problem */
export function readBytes(path: string): Uint8Array {
  try {
    // a Buffer's slice shares memory where a Uint8Array's copies
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    return stop(
      'file-unreadable',
      {
        what: `${path} cannot be read.`,
        why: `The system says: ${systemReason(error)}.`,
        mend: 'Check the path, and that you may read it.',
      },
      { where: path },
    );
  }
}
const refused = (path: string, error: unknown): never =>
  stop(
    'file-unwritable',
    { what: `${path} cannot be written.`, why: `The system says: ${systemReason(error)}.`, mend: 'Choose another place.' },
    { where: path },
  );

/** Writes beside the place and renames. @throws Problem */
export function writeSafely(path: string, data: string | Uint8Array): void {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    writeFileSync(draft, data);
    renameSync(draft, path);
  } catch (error) {
    if (isFile(draft)) rmSync(draft);
    refused(path, error);
  }
}
/** Makes a folder, or finds that it is one, and that it can be written to. @throws Problem */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
    const probe = join(path, `.${process.pid}.part`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    if (isFile(path))
      stop(
        'folder-is-file',
        { what: `${path} is a file.`, why: 'A run is a folder of several files.', mend: 'Name a folder that is new, or that holds a run.' },
        { where: path },
      );
    refused(path, error);
  }
}
/** undefined also where a part of the path is no folder. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
export const isFile = (path: string): boolean => statOf(path)?.isFile() ?? false;
export const isFolder = (path: string): boolean => statOf(path)?.isDirectory() ?? false;
