import type { OpenAPIV3_1 } from 'openapi-types';
import { z } from 'zod';

/** What a document says about its operations beside what their schemas say. */
export interface ApiNotes {
  /** The shape of every failure. */
  errorBody?: z.ZodType;
  /** By method and path, e.g. `POST /v1/characters`. */
  operations?: Record<string, OperationNotes>;
}

export interface OperationNotes {
  /** Examples of JSON bodies. */
  request?: unknown;
  response?: unknown;
  /** The body of a request that is not JSON, by its media type. */
  body?: Record<string, object>;
  /** The media type of an answer that is not JSON. */
  answers?: string;
}

type Operation = OpenAPIV3_1.OperationObject;
type Document = Partial<OpenAPIV3_1.Document>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const OUTCOMES: Record<string, string> = { 200: 'Done', 201: 'Made', 204: 'Done; the answer has no body' };
const FAILURES = {
  400: 'The request is not valid',
  401: 'The key is missing or not valid',
  403: 'You may not do this',
  404: 'There is no such thing, or it is not yours',
  413: 'The body is too large',
  429: 'Too many requests',
} as const;

/** Names each operation, says how it can fail, and adds the examples. */
export function finishOperations(document: Document, { errorBody, operations = {} }: ApiNotes): Document {
  nameRests(document);
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item?.[method];
      if (operation === undefined) continue;
      operation.operationId ??= operationId(method, path);
      addNotes(operation, operations[`${method.toUpperCase()} ${path}`] ?? {});
      sayOutcomes(operation);
      if (errorBody !== undefined) addFailures(operation);
    }
  }
  if (errorBody === undefined) return document;
  const schema = z.toJSONSchema(errorBody, { io: 'output' }) as OpenAPIV3_1.SchemaObject & {
    $schema?: string;
  };
  delete schema.$schema;
  return {
    ...document,
    components: { ...document.components, schemas: { ...document.components?.schemas, Error: schema } },
  };
}

/** What a route takes as the rest of its path is named by what goes before it: `/models/{*}` is `/models/{model}`. */
function nameRests(document: Document): void {
  const named = Object.entries(document.paths ?? {}).map(([path, item]) => {
    const name = /([a-z]+?)s?\/\{\*\}$/.exec(path)?.[1];
    if (name === undefined || item === undefined) return [path, item];
    const parameters = METHODS.flatMap((method) => item[method]?.parameters ?? []);
    for (const parameter of parameters) {
      if ('name' in parameter && parameter.name === '*') parameter.name = name;
    }
    return [path.replace('{*}', `{${name}}`), item];
  });
  document.paths = Object.fromEntries(named);
}

/** `get` and `/v1/characters/{character_id}` make `getCharactersById`. */
function operationId(method: string, path: string): string {
  const words = path.replace(/^\/v1\//, '').split(/[/-]/);
  const name = words.map((word) =>
    word.startsWith('{') ? 'ById' : word.charAt(0).toUpperCase() + word.slice(1),
  );
  return method + name.join('');
}

function addNotes(operation: Operation, { request, response, body, answers }: OperationNotes): void {
  if (body !== undefined) operation.requestBody = { required: true, content: body };
  const asked = jsonOf(operation.requestBody);
  if (asked !== undefined && request !== undefined) asked.example = request;
  operation.responses ??= {};
  if (answers !== undefined) {
    const content = { [answers]: { schema: { type: 'string', format: 'binary' } as const } };
    operation.responses[200] = { description: 'The file', content };
  }
  const given = jsonOf(operation.responses[200] ?? operation.responses[201]);
  if (given !== undefined && response !== undefined) given.example = response;
}

function sayOutcomes({ responses = {} }: Operation): void {
  for (const [status, response] of Object.entries(responses)) {
    if ('$ref' in response) continue;
    if (response.description === 'Default Response') response.description = OUTCOMES[status] ?? 'Done';
    if (status === '204') delete response.content;
  }
}

function addFailures(operation: Operation): void {
  const locked = operation.security?.length !== 0;
  const parameters = (operation.parameters ?? []) as OpenAPIV3_1.ParameterObject[];
  const takesBody = operation.requestBody !== undefined;
  const possible = {
    400: takesBody || parameters.length > 0,
    401: locked,
    403: locked,
    404: parameters.some((parameter) => parameter.in === 'path'),
    413: takesBody,
    429: locked,
  };
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } };
  for (const [status, description] of Object.entries(FAILURES)) {
    if (!possible[status as unknown as keyof typeof possible]) continue;
    operation.responses ??= {};
    operation.responses[status] ??= { description, content };
  }
}

function jsonOf(
  part: { content?: Record<string, OpenAPIV3_1.MediaTypeObject> } | OpenAPIV3_1.ReferenceObject | undefined,
): OpenAPIV3_1.MediaTypeObject | undefined {
  return part === undefined || '$ref' in part ? undefined : part.content?.['application/json'];
}
