import scalar from '@scalar/fastify-api-reference';
import Fastify from 'fastify';
import type { Plugin } from 'vite';

/** Puts the viewer of `/docs` into the build. Its package has it only as an answer of a Fastify plugin. */
export function docsViewer(): Plugin {
  return {
    name: 'docs-viewer',
    async generateBundle() {
      const app = Fastify();
      await app.register(scalar, { routePrefix: '/docs', configuration: { content: {} } });
      const { statusCode, body } = await app.inject('/docs/js/scalar.js');
      await app.close();
      if (statusCode !== 200) throw new Error('The viewer of /docs was not found in its package');
      this.emitFile({ type: 'asset', fileName: 'docs/viewer.js', source: body });
    },
  };
}
