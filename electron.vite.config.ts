import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { docsViewer } from './tools/docs-viewer.ts';

/**
 * What the server imports at its start is bundled into few files: reading hundreds of small ones is most of the time
 * that a start takes. Native packages, and those that find their own files at run time, stay where they are.
 */
const BUNDLED = [
  '@fastify/multipart',
  '@fastify/static',
  '@fastify/swagger',
  '@fastify/websocket',
  'chrono-node',
  'compromise',
  'fastify',
  'fastify-type-provider-zod',
  'ipaddr.js',
  'jose',
  'kysely',
  'pino',
  'rate-limiter-flexible',
  'temporal-polyfill',
  'ws',
  'zod',
];

export default defineConfig({
  main: {
    plugins: [docsViewer()],
    build: {
      outDir: 'out/main',
      externalizeDeps: { exclude: BUNDLED },
      rollupOptions: {
        input: {
          index: 'src/main/index.ts',
          headless: 'src/main/headless.ts',
          engine: 'src/main/engine.ts',
          'document-reader': 'src/main/document-reader.ts',
          'search-thread': 'src/main/search-thread.ts',
          'counting-thread': 'src/main/counting-thread.ts',
          'training-thread': 'src/main/training-thread.ts',
          'text-reader': 'src/main/text-reader.ts',
          utility: 'src/main/utility.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        // A sandboxed preload script cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    base: './',
    build: {
      outDir: 'out/renderer',
      emptyOutDir: true,
      rollupOptions: { input: { index: 'src/renderer/index.html', public: 'src/renderer/public.html' } },
    },
    plugins: [react()],
  },
});
