/** One array as numpy.save writes it (numpy.lib.format, versions 1 to 3). */
import type { Limits } from '../limits.ts';
import { refuse, shown } from '../messages.ts';
import type { Outcome } from '../messages.ts';
import { NUMBER_TYPES, checkShape, readNumbers, transpose } from './array.ts';
import type { NumberArray, NumberName } from './array.ts';

/** numpy pads its header to 64 bytes; a header beyond this is not one. */
const LONGEST_HEADER = 2 ** 16;

const isNumberName = (name: string): name is NumberName => Object.hasOwn(NUMBER_TYPES, name);

export function readNpy(where: string, bytes: Uint8Array, limits: Limits): Outcome<NumberArray> {
  const bad = (how: string): Outcome<NumberArray> => refuse('npy.header', where, how);
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
  if (bytes.length < 12 || magic.some((b, i) => bytes[i] !== b)) return bad('it does not begin as NPY files do');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const version = bytes[6]!;
  if (version < 1 || version > 3) return bad(`version ${version} is not known`);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const start = (version === 1 ? 10 : 12) + length;
  if (length > LONGEST_HEADER || start > bytes.length) return bad('it is longer than the file');
  const header = new TextDecoder('latin1').decode(bytes.subarray(start - length, start));

  const descr = /'descr'\s*:\s*'([<>=|]?)([a-z]\d*)'/i.exec(header);
  if (!descr) return /'descr'\s*:\s*[['"]/.test(header) ? refuse('npy.type', where, shown(header, 60)) : bad('it names no type');
  const type = descr[2]!;
  if (!isNumberName(type)) return refuse('npy.type', where, shown(type));
  const fortran = /'fortran_order'\s*:\s*(True|False)/.exec(header)?.[1];
  const sizes = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(header)?.[1];
  if (fortran === undefined || sizes === undefined) return bad('it names no shape');
  const shape = sizes
    .split(',')
    .map((s) => s.trim())
    .filter((s) => s !== '')
    .map(Number);
  if (shape.length === 0) return bad('a single number is no list of examples');

  const checked = checkShape(where, shape, type, bytes.length - start, limits);
  if ('refused' in checked) return checked;
  // In column-major order the sizes run backwards; reading them so and turning the axes round gives row-major.
  const stored = fortran === 'True' ? [...shape].reverse() : shape;
  const read = readNumbers(where, bytes.subarray(start), type, stored, descr[1] !== '>');
  if ('refused' in read || fortran === 'False' || shape.length === 1) return read;
  return {
    value: transpose(
      read.value,
      shape.map((_, i) => shape.length - 1 - i),
    ),
  };
}
