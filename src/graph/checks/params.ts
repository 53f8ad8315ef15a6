import type { GraphNode, Json } from '../model.ts';
import type { KindShape, ParamSpec } from '../vocabulary.ts';
import type { Report, Scope } from './scope.ts';

const show = (value: Json): string => {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
};
const typeName = (value: Json): string =>
  value === null ? 'empty' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a record' : show(value);

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isWhole = (value: Json): boolean => typeof value === 'number' && Number.isInteger(value);

const EXPECTED: Record<ParamSpec['type'], string> = {
  number: 'a number',
  'optional-number': 'a number, or empty',
  choice: 'one of its choices',
  boolean: 'on or off',
  text: 'text',
  integers: 'a list of whole numbers',
  names: 'a list of names',
  subgraph: 'the name of a custom network',
};

function hasType(spec: ParamSpec, value: Json): boolean {
  switch (spec.type) {
    case 'number':
      return typeof value === 'number';
    case 'optional-number':
      return value === null || typeof value === 'number';
    case 'choice':
    case 'text':
    case 'subgraph':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integers':
      return isList(value) && value.every((v) => typeof v === 'number');
    case 'names':
      return isList(value) && value.every((v) => typeof v === 'string');
  }
}

const range = (spec: { min: number; max: number; unit?: string }, whole: boolean): string =>
  `${whole ? 'a whole number ' : ''}from ${spec.min} to ${spec.max}${spec.unit === undefined ? '' : ` ${spec.unit}`}`;

/** What a value of the right type must be, if it is not. */
function outOfRange(spec: ParamSpec, value: Json): string | undefined {
  switch (spec.type) {
    case 'number':
    case 'optional-number': {
      if (typeof value !== 'number') return undefined;
      const whole = spec.integer === true;
      const fits = value >= spec.min && value <= spec.max && (!whole || isWhole(value));
      return fits ? undefined : range(spec, whole);
    }
    case 'integers': {
      if (!isList(value)) return undefined;
      if (value.length > spec.maxLength) return `at most ${spec.maxLength} numbers`;
      const fits = value.every((v) => typeof v === 'number' && isWhole(v) && v >= spec.min && v <= spec.max);
      return fits ? undefined : `each ${range(spec, true)}`;
    }
    case 'text':
      return typeof value === 'string' && value.length > spec.maxLength ? `at most ${spec.maxLength} characters long` : undefined;
    case 'names':
      return isList(value) && value.length > spec.maxLength ? `at most ${spec.maxLength} names` : undefined;
    case 'choice':
    case 'boolean':
    case 'subgraph':
      return undefined;
  }
}

/** Settings against their declarations. */
export function checkParams(scope: Scope, node: GraphNode, shape: KindShape, report: Report): void {
  for (const [name, value] of Object.entries(node.params)) {
    const place = { node: node.id, param: name };
    const spec = Object.hasOwn(shape.params, name) ? shape.params[name] : undefined;
    if (spec === undefined) {
      report.say('unknown-param', place, { title: shape.title, name });
      continue;
    }
    const { label } = spec;
    if (!hasType(spec, value)) {
      report.say('param-type', place, { label, expected: EXPECTED[spec.type], got: typeName(value) });
      continue;
    }
    const allowed = outOfRange(spec, value);
    if (allowed !== undefined) report.say('param-range', place, { label, value: show(value), allowed });
    if (spec.type === 'choice' && typeof value === 'string' && !spec.options.some((o) => o.value === value))
      report.say('param-choice', place, { label, value: value.slice(0, 40), options: spec.options.map((o) => o.value) });
    if (spec.type === 'names' && isList(value))
      for (const name of value) {
        if (typeof name !== 'string') continue;
        const dot = name.indexOf('.');
        if (!scope.byId.has(dot < 0 ? name : name.slice(0, dot))) report.say('name-missing', place, { label, name });
      }
  }
}
