/** Imports run one way; see docs/architecture.md. */
const MAIN = '^src/main/';
const TEST = '(\\.test\\.tsx?|-under-test\\.ts|\\.test-data\\.ts)$';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'domain-knows-no-protocol',
      comment: 'The domain is used by protocols and must not know them.',
      severity: 'error',
      from: { path: `${MAIN}domain/` },
      to: { path: `${MAIN}(api|dialects|server|electron)/` },
    },
    {
      name: 'inference-and-storage-stand-alone',
      severity: 'error',
      from: { path: `${MAIN}(inference|storage)/` },
      to: { path: `${MAIN}(api|dialects|server|electron|domain)/` },
    },
    {
      name: 'domain-uses-inference-interfaces-only',
      comment: 'Providers are named in their registry and by the entry of the engine, nowhere else.',
      severity: 'error',
      from: { path: `${MAIN}(domain|api|dialects|storage)/`, pathNot: TEST },
      to: { path: `${MAIN}inference/[^/]+/` },
    },
    {
      name: 'providers-do-not-know-each-other',
      severity: 'error',
      from: { path: `${MAIN}inference/([^/]+)/` },
      to: { path: `${MAIN}inference/(?!engine/)[^/]+/`, pathNot: [`${MAIN}inference/$1/`] },
    },
    {
      name: 'dialects-stand-alone',
      severity: 'error',
      from: { path: `${MAIN}dialects/([^/]+)/` },
      to: { path: `${MAIN}(api/|dialects/(?!$1/)[^/]+/)` },
    },
    {
      name: 'api-does-not-know-dialects',
      severity: 'error',
      from: { path: `${MAIN}api/` },
      to: { path: `${MAIN}dialects/` },
    },
    {
      name: 'electron-only-in-the-shell',
      severity: 'error',
      from: { path: '^src/', pathNot: [`${MAIN}electron/`, `${MAIN}index\\.ts$`, '^src/preload/'] },
      to: { path: '^(node_modules/)?electron(/|$)' },
    },
    {
      name: 'renderer-and-main-meet-in-shared',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { path: '^src/(main|preload)/' },
    },
    {
      name: 'main-does-not-know-the-renderer',
      severity: 'error',
      from: { path: '^src/(main|preload)/' },
      to: { path: '^src/renderer/' },
    },
    {
      name: 'shared-stands-alone',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { path: '^src/(main|preload|renderer)/' },
    },
    {
      name: 'the-character-knows-no-react',
      severity: 'error',
      from: { path: '^src/renderer/avatar/' },
      to: { path: '(^|/)(react|react-dom|react-i18next)(/|$)' },
    },
    {
      name: 'no-tools-in-the-product',
      severity: 'error',
      from: { path: '^src/', pathNot: TEST },
      to: { path: '^(tools|bench|tests)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
