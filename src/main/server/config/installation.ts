import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the parts of this installation are. */
export interface Installation {
  root: string;
  resourcesDirectory: string;
  rendererDirectory: string;
  /** The script of the page that shows OpenAPI documents; made by the build. */
  docsViewerFile: string;
  /** The language model and the character that ship. */
  starterModelFile: string;
  avatarFile: string;
  /** The program of the engine process. */
  engineFile: string;
  /** The program of the threads that read documents. */
  documentReaderFile: string;
  /** The program of the thread that searches. */
  searchThreadFile: string;
  /** The program of the thread that counts. */
  countingThreadFile: string;
  /** The program of the threads that train. */
  trainingThreadFile: string;
  /** The program of the thread that reads messages for people, places and things. */
  textReaderFile: string;
}

/**
 * @param entryUrl `import.meta.url` of an entry in `src/main` or `out/main`: the engine's entry is its neighbour.
 */
export function findInstallation(entryUrl: string): Installation {
  const entry = fileURLToPath(entryUrl);
  const directory = dirname(entry);
  const root = join(directory, '..', '..');
  const resourcesDirectory = join(root, 'resources');
  return {
    root,
    resourcesDirectory,
    rendererDirectory: join(root, 'out', 'renderer'),
    docsViewerFile: join(root, 'out', 'main', 'docs', 'viewer.js'),
    starterModelFile: join(resourcesDirectory, 'models', 'tomo-starter.gguf'),
    avatarFile: join(resourcesDirectory, 'avatars', 'tomo.vrm'),
    engineFile: join(directory, `engine${extname(entry)}`),
    documentReaderFile: join(directory, `document-reader${extname(entry)}`),
    searchThreadFile: join(directory, `search-thread${extname(entry)}`),
    countingThreadFile: join(directory, `counting-thread${extname(entry)}`),
    trainingThreadFile: join(directory, `training-thread${extname(entry)}`),
    textReaderFile: join(directory, `text-reader${extname(entry)}`),
  };
}
