/** The rules of the house (src/README.md), checked on every run. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const MAX_FILE_LINES = 400;
const MAX_FUNCTION_LINES = 50;

const GROUND = ['base', 'dsp', 'trust', 'settings', 'call'];
/** Which rooms a room may import from, besides itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  base: [],
  dsp: ['base'],
  trust: ['base'],
  settings: ['base'],
  call: ['base', 'dsp', 'trust', 'settings'],
  audio: [...GROUND, 'worklets'],
  rtc: GROUND,
  signal: GROUND,
  store: GROUND,
  work: GROUND,
  offline: GROUND,
  app: GROUND,
  // The UI knows the app's view and the names of what can go wrong.
  ui: ['base', 'call', 'app'],
  worklets: ['base', 'dsp'],
};
/** Packages of the page and the one room that may use each. */
const PACKAGE_ROOM: readonly (readonly [RegExp, string])[] = [
  [/^@noble\//, 'trust'],
  [/^lit/, 'ui'],
  [/^idb/, 'store'],
  [/^comlink/, 'work'],
  [/^qr(\/|$)/, 'ui'],
  [/^workbox/, 'offline'],
  [/^uplot/, 'ui'],
];
/** Time and chance enter the ground floor as arguments. */
const CLOCKS_AND_DICE = new Set(['Date', 'performance', 'crypto', 'setTimeout', 'setInterval', 'queueMicrotask']);

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

interface Source {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly nodes: readonly Node[];
  /** What it imports, as written, without the query Vite takes. */
  readonly imports: readonly string[];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function walk(node: Node, found: Node[] = []): Node[] {
  found.push(node);
  for (const child of Object.values(node).flat()) if (isNode(child)) walk(child, found);
  return found;
}

function importOf(node: Node): string | null {
  const source = node.source;
  if (!isNode(source) || typeof source.value !== 'string') return null;
  return source.value.replace(/\?.*$/, '');
}

function roomOf(path: string): string {
  const [top, room, file] = path.split('/');
  return top === 'worklets' ? 'worklets' : file === undefined ? 'main' : room!;
}

function readSource(path: string): Source {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const nodes = walk(program as unknown as Node);
  return { path, room: roomOf(path), text, nodes, imports: nodes.map(importOf).filter((it) => it !== null) };
}

const SOURCES = ['src', 'worklets']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !/\.(test|d)\.ts$/.test(entry.name))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/')),
  )
  .map(readSource);

const lineOf = (text: string, offset: number) => text.slice(0, offset).split('\n').length;
const targetOf = (source: Source, specifier: string) =>
  relative(ROOT, resolve(ROOT, dirname(source.path), specifier)).replaceAll('\\', '/');

describe('the house', () => {
  it('has sources to check', () => {
    expect(SOURCES.length).toBeGreaterThan(30);
    const unknown = SOURCES.map(({ room }) => room).filter((room) => room !== 'main' && !(room in MAY_IMPORT));
    expect(unknown).toEqual([]);
  });

  it('imports down only', () => {
    const wrong = SOURCES.filter(({ room }) => room !== 'main').flatMap((source) =>
      source.imports
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => targetOf(source, specifier))
        .filter((target) => roomOf(target) !== source.room && !MAY_IMPORT[source.room]?.includes(roomOf(target)))
        .map((target) => `${source.path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('lets each package into one room', () => {
    const wrong = SOURCES.flatMap((source) =>
      source.imports
        .filter((specifier) => !specifier.startsWith('.'))
        .filter((specifier) => !PACKAGE_ROOM.some(([name, room]) => name.test(specifier) && room === source.room))
        .map((specifier) => `${source.path} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has no cycles', () => {
    const edges = new Map(
      SOURCES.map((source) => [
        source.path,
        source.imports.filter((it) => it.startsWith('.')).map((it) => targetOf(source, it)),
      ]),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]) => {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      if (done.has(path) || trail.includes(path)) return;
      for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of edges.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });

  it('has no barrel files and no default exports', () => {
    const wrong = SOURCES.filter(({ nodes }) =>
      nodes.some(
        (node) =>
          /^Export(All|Default)Declaration$/.test(node.type) || (node.type === 'ExportNamedDeclaration' && node.source),
      ),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it(`keeps files within ${MAX_FILE_LINES} lines and functions within ${MAX_FUNCTION_LINES}`, () => {
    const long = SOURCES.flatMap(({ path, text, nodes }) => {
      const lines = text.trimEnd().split('\n').length;
      const functions = nodes
        .filter(({ type }) => /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type))
        .map(({ start, end }) => ({ at: lineOf(text, start), lines: text.slice(start, end).split('\n').length }))
        .filter((it) => it.lines > MAX_FUNCTION_LINES)
        .map((it) => `${path}:${it.at} has a function of ${it.lines} lines`);
      return lines > MAX_FILE_LINES ? [`${path} has ${lines} lines`, ...functions] : functions;
    });
    expect(long).toEqual([]);
  });

  it('keeps clocks and dice out of the ground floor', () => {
    const wrong = SOURCES.filter(({ room }) => GROUND.includes(room)).flatMap(({ path, text, nodes }) => {
      const properties = new Set(
        nodes.filter(({ type, computed }) => type === 'MemberExpression' && !computed).map(({ property }) => property),
      );
      const named = nodes.filter(
        (it) => it.type === 'Identifier' && CLOCKS_AND_DICE.has(String(it.name)) && !properties.has(it),
      );
      const random = nodes.filter(
        (it) => it.type === 'MemberExpression' && /^Math\.random$/.test(text.slice(it.start, it.end)),
      );
      return [...named, ...random].map(
        (it) => `${path}:${lineOf(text, it.start)} uses ${text.slice(it.start, it.end)}`,
      );
    });
    expect(wrong).toEqual([]);
  });

  it('says at the head of every file what it is for', () => {
    expect(SOURCES.filter(({ text }) => !/^(#!.*\n)?(\/\/\/.*\n)*\/\*\*/.test(text)).map(({ path }) => path)).toEqual(
      [],
    );
  });
});
