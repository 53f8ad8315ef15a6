import type { Json } from './model.ts';

const WIDTH = 120;

/** On one line, or undefined if longer than `room`. */
function oneLine(value: Json, room: number): string | undefined {
  if (typeof value !== 'object' || value === null) {
    const text = JSON.stringify(value);
    return text.length <= room ? text : undefined;
  }
  const parts: string[] = [];
  let left = room - 4;
  const items: readonly (readonly [string, Json])[] = Array.isArray(value)
    ? value.map((item: Json): [string, Json] => ['', item])
    : Object.entries(value).map(([key, item]): [string, Json] => [`${JSON.stringify(key)}: `, item]);
  for (const [key, item] of items) {
    const text = oneLine(item, left - key.length);
    if (text === undefined) return undefined;
    left -= key.length + text.length + 2;
    parts.push(key + text);
  }
  if (left < -2) return undefined;
  if (Array.isArray(value)) return `[${parts.join(', ')}]`;
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

/** What is short stays on one line (a position, a wire); a list of records gets a line for each. */
function block(value: Json, indent: string, lead: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const records = Array.isArray(value) && value.length > 1 && value.every((v: Json) => typeof v === 'object' && v !== null);
  if (!records) {
    const line = oneLine(value, WIDTH - indent.length - lead - 1);
    if (line !== undefined) return line;
  }
  const deeper = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((item: Json) => deeper + block(item, deeper, 0)).join(',\n')}\n${indent}]`;
  const lines = Object.entries(value).map(([key, item]) => {
    const name = `${JSON.stringify(key)}: `;
    return deeper + name + block(item, deeper, name.length);
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

/** JSON for people and for diffs: two spaces, 120 columns, a newline at the end; the same lines prettier would keep. */
export function printJson(value: Json): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${block(value, '', 0)}\n`;
  const lines = Object.entries(value).map(([key, item]) => {
    const name = `${JSON.stringify(key)}: `;
    return `  ${name}${block(item, '  ', name.length)}`;
  });
  return lines.length === 0 ? '{}\n' : `{\n${lines.join(',\n')}\n}\n`;
}
