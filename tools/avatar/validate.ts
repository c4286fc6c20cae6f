import { readFileSync } from 'node:fs';
import validator from 'gltf-validator';

/** What Khronos' validator says of a file; unknown extensions (VRM's) are information, not errors. */
export async function validate(
  bytes: Uint8Array,
): Promise<{ errors: number; warnings: number; messages: string[] }> {
  const report = await validator.validateBytes(bytes, { maxIssues: 200 });
  const { numErrors, numWarnings, messages } = report.issues;
  return {
    errors: numErrors,
    warnings: numWarnings,
    messages: messages.map(({ code, message, pointer }) => `${code} ${pointer ?? ''}: ${message}`),
  };
}

if (import.meta.main) {
  for (const file of process.argv.slice(2)) console.log(file, await validate(readFileSync(file)));
}
