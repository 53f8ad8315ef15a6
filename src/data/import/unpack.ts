/** Inflating without trusting what a file says of its size: output is counted as it comes, and stops at a limit. */
import { Gunzip, Inflate, Unzlib } from 'fflate';
import type { Limits } from '../limits.ts';
import { attempt, refuse, report } from '../messages.ts';
import type { Outcome } from '../messages.ts';
import { crc32 } from './crc32.ts';

/** Small enough that one push of the worst data (1032 to 1) gives 17 MB before it can be stopped. */
const CHUNK = 2 ** 14;

interface Inflator {
  push(chunk: Uint8Array, final?: boolean): void;
}
type Open = (take: (piece: Uint8Array) => void) => Inflator;

/** The pieces that come out, until they pass `limit` bytes: then undefined. Throws what fflate throws. */
function drain(open: Open, bytes: Uint8Array, limit: number, keep: boolean): { size: number; pieces: Uint8Array[] } | undefined {
  let size = 0;
  const pieces: Uint8Array[] = [];
  const inflator = open((piece) => {
    size += piece.length;
    if (keep && size <= limit) pieces.push(piece);
  });
  for (let at = 0; at < bytes.length && size <= limit; at += CHUNK)
    inflator.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length);
  return size > limit ? undefined : { size, pieces };
}

function join(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const out = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

/** Most bytes that `packed` bytes may become. */
export const mostUnpacked = (packed: number, limits: Limits): number =>
  Math.min(limits.unpackedBytes, Math.max(limits.ratioFreeBytes, packed * limits.ratio));

const tooMuch = (where: string, packed: number, limits: Limits): { readonly refused: ReturnType<typeof report> } =>
  mostUnpacked(packed, limits) >= limits.unpackedBytes
    ? refuse('data.unpacked-too-large', where, limits.unpackedBytes, limits.unpackedBytes)
    : refuse('data.bomb', where, Math.floor(mostUnpacked(packed, limits) / packed), limits.ratio);

/** The contents of a gzip file (RFC 1952), of one member or several. */
export function gunzip(where: string, bytes: Uint8Array, limits: Limits): Outcome<Uint8Array> {
  if (bytes.length < 18) return refuse('gzip.damaged', where, 'it is too short');
  let members = 1;
  const run = attempt(
    () => {
      const open: Open = (take) => {
        const inflator = new Gunzip(take);
        inflator.onmember = () => members++;
        return inflator;
      };
      return drain(open, bytes, mostUnpacked(bytes.length, limits), true);
    },
    (how) => report('gzip.damaged', where, how),
  );
  if ('refused' in run) return run;
  if (!run.value) return tooMuch(where, bytes.length, limits);
  const value = join(run.value.pieces, run.value.size);
  if (members === 1) {
    const tail = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 8, 8);
    if (tail.getUint32(4, true) !== value.length || tail.getUint32(0, true) !== crc32(value))
      return refuse('gzip.damaged', where, 'its checksum does not agree');
  }
  return { value };
}

/** Raw deflate data of a zip entry that says it holds `size` bytes (already held against the limits) with this checksum. */
export function inflateEntry(where: string, bytes: Uint8Array, size: number, crc: number): Outcome<Uint8Array> {
  const run = attempt(
    () => drain((take) => new Inflate(take), bytes, size, true),
    (how) => report('zip.damaged', where, how),
  );
  if ('refused' in run) return run;
  if (run.value?.size !== size) return refuse('zip.damaged', where, 'an entry is not as long as it says');
  const value = join(run.value.pieces, size);
  return crc32(value) === crc ? { value } : refuse('zip.damaged', where, 'its checksum does not agree');
}

/** How long zlib data is unpacked, or undefined if longer than `limit`. Throws what fflate throws. */
export const zlibSize = (bytes: Uint8Array, limit: number): number | undefined =>
  drain((take) => new Unzlib(take), bytes, limit, false)?.size;

/** Zlib or raw deflate data, or undefined if it unpacks to more than `limit` bytes. Throws what fflate throws. */
export function inflated(bytes: Uint8Array, format: 'zlib' | 'raw', limit: number): Uint8Array | undefined {
  const run = drain((take) => (format === 'zlib' ? new Unzlib(take) : new Inflate(take)), bytes, limit, true);
  return run && join(run.pieces, run.size);
}
