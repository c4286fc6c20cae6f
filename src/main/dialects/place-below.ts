import type { DialectPlace } from './dialect.ts';

/** The place of a dialect that has a prefix for itself, and stands at the root of a port of its own. */
export function placeBelow(
  prefix: string,
): Pick<DialectPlace, 'prefix' | 'ownPortPrefix' | 'documentPath' | 'owns'> {
  return {
    prefix,
    ownPortPrefix: '',
    documentPath: `${prefix}/openapi.json`,
    owns: (path) => path === prefix || path.startsWith(`${prefix}/`),
  };
}
