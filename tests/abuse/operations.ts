import { DIALECTS } from '../../src/main/dialects/index.ts';
import type { JsonSchema } from './schema-values.ts';

export interface Operation {
  method: string;
  /** With its parameters in braces. */
  path: string;
  /** The names in its path. */
  parameters: readonly string[];
  query: Readonly<Record<string, JsonSchema>>;
  /** The names in its query that it cannot do without. */
  needed: readonly string[];
  /** Of its JSON body; undefined where it takes none. */
  body: JsonSchema | undefined;
  takesFile: boolean;
  /** Answers without a key. */
  isPublic: boolean;
}

interface DocumentOperation {
  security?: object[];
  parameters?: { in: string; name: string; required?: boolean; schema?: JsonSchema }[];
  requestBody?: { content?: Record<string, { schema?: JsonSchema }> };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** Every operation of every OpenAPI document that the server shows: a new route is in it from its first day. */
export async function readOperations(url: string): Promise<Operation[]> {
  const documents = ['/openapi.json', ...Object.values(DIALECTS).map(({ documentPath }) => documentPath)];
  const operations = await Promise.all(
    documents.map(async (path) => {
      const { paths } = (await (await fetch(url + path)).json()) as {
        paths: Record<string, Record<string, DocumentOperation>>;
      };
      return Object.entries(paths).flatMap(([template, item]) =>
        METHODS.filter((method) => item[method] !== undefined).map((method) =>
          toOperation(method, template, item[method] ?? {}),
        ),
      );
    }),
  );
  return operations.flat();
}

function toOperation(method: string, path: string, described: DocumentOperation): Operation {
  const { security, parameters = [], requestBody } = described;
  const content = requestBody?.content ?? {};
  return {
    method: method.toUpperCase(),
    path,
    parameters: [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name),
    query: Object.fromEntries(
      parameters.filter((item) => item.in === 'query').map(({ name, schema }) => [name, schema ?? {}]),
    ),
    needed: parameters
      .filter((item) => item.in === 'query' && item.required === true)
      .map(({ name }) => name),
    body: content['application/json']?.schema,
    takesFile: Object.keys(content).some((type) => type !== 'application/json'),
    isPublic: security?.length === 0,
  };
}

export function nameOf({ method, path }: Operation): string {
  return `${method} ${path}`;
}

/** @param values by the name of the parameter. @throws where one has no value: add it to the table of the test */
export function pathWith({ path }: Operation, values: Readonly<Record<string, string>>): string {
  return path.replace(/\{([^}]+)\}/g, (_match, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no id is known for {${name}} of ${path}: add one to the test`);
    return encodeURIComponent(value);
  });
}
