/** The reference of all nodes and of all templates as Markdown, from what they declare themselves. scripts/docs.mjs writes it, a test holds it up to date. */
import type { Graph } from '../graph/model.ts';
import { CATEGORIES, CATEGORY_TITLES, type ParamSpec } from '../graph/vocabulary.ts';
import type { NodeDefinition } from '../nodes/define.ts';
import { NODES } from '../nodes/registry.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  rows.length === 0
    ? []
    : ['', `| ${heads.join(' | ')} |`, `| ${heads.map(() => '---').join(' | ')} |`, ...rows.map((r) => `| ${r.map(cell).join(' | ')} |`)];

/** What a setting may be, in words. */
function range(s: ParamSpec): string {
  switch (s.type) {
    case 'number':
    case 'optional-number':
      return `${s.integer ? 'a whole number, ' : ''}${s.min} to ${s.max}${s.type === 'optional-number' ? `, or ${s.whenNull}` : ''}`;
    case 'choice':
      return s.options.map((o) => o.label).join(', ');
    case 'boolean':
      return 'yes or no';
    case 'integers':
      return `whole numbers, ${s.min} to ${s.max}`;
    case 'names':
      return 'names';
    case 'text':
    case 'subgraph':
      return 'text';
  }
}
function usual(s: ParamSpec): string {
  switch (s.type) {
    case 'optional-number':
      return s.default === null ? s.whenNull : String(s.default);
    case 'choice':
      return s.options.find((o) => o.value === s.default)?.label ?? s.default;
    case 'boolean':
      return s.default ? 'yes' : 'no';
    case 'integers':
    case 'names':
      return s.default.length === 0 ? 'none' : s.default.join(', ');
    case 'number':
      return String(s.default);
    case 'text':
    case 'subgraph':
      return s.default === '' ? 'empty' : s.default;
  }
}
const unit = (s: ParamSpec): string => ('unit' in s && s.unit !== undefined ? ` ${s.unit}` : '');
const ARITY = { one: 'one', optional: 'one or none', many: 'any number' } as const;

function entry(d: NodeDefinition): readonly string[] {
  const carries = (kind: string): string => (d.free === true ? 'anything' : kind);
  const ports = [
    ...Object.entries(d.inputs).map(([name, p]) => [`\`${name}\``, 'in', `${carries(p.kind)}, ${ARITY[p.arity]}`, p.meaning]),
    ...Object.entries(d.outputs).map(([name, p]) => [`\`${name}\``, 'out', carries(p.kind), p.meaning]),
  ];
  const settings = Object.entries(d.params).map(([name, s]) => [`${s.label} (\`${name}\`)`, s.meaning, `${usual(s)}${unit(s)}`, range(s)]);
  return [
    `### ${d.title}`,
    '',
    d.summary,
    ...(d.math ? ['', `$$${d.math.latex}$$`, '', d.math.text] : []),
    ...table(['port', '', 'carries', 'meaning'], ports),
    ...table(['setting', 'meaning', 'default', 'range'], settings),
    ...((d.references ?? []).length > 0 ? ['', `Source: ${d.references!.map((r) => `[${r.text}](${r.url})`).join('; ')}.`] : []),
    '',
  ];
}
/** Every node kind by category: mathematics, ports, settings, sources. */
export function nodeReference(): string {
  const kinds = [...NODES.values()];
  return [
    '# Nodes',
    '',
    'What each node is, what it reads and gives, and where it comes from. Written by `node scripts/docs.mjs` from the files in `src/nodes`.',
    '',
    ...CATEGORIES.flatMap((c) => {
      const members = kinds.filter((d) => d.category === c);
      return members.length === 0 ? [] : [`## ${CATEGORY_TITLES[c]}`, '', ...members.flatMap(entry)];
    }),
  ].join('\n');
}
/** Every template with its picture and its note. @param all by name */
export function templateReference(all: readonly (readonly [string, Graph])[]): string {
  return [
    '# Templates',
    '',
    'Written by `node scripts/docs.mjs` from `templates`; the pictures by `node scripts/pictures.mjs`.',
    '',
    ...all.flatMap(([name, g]) => [
      `## ${g.title}`,
      '',
      `\`${name}\``,
      '',
      '<picture>',
      `  <source media="(prefers-color-scheme: dark)" srcset="templates/${name}-dark.jpg">`,
      `  <img alt="${g.title}, as a drawing" src="templates/${name}-light.jpg">`,
      '</picture>',
      '',
      // its own heading would stand beside the title
      g.notes.replace(/^#[^\n]*\n+/, '').trim(),
      '',
    ]),
  ].join('\n');
}
