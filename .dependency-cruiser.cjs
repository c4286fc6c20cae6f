/** Imports run one way; see docs/architecture.md. */
const MAIN = '^src/main/';
const TEST = '(\\.test\\.tsx?|-under-test\\.ts|\\.test-data\\.ts)$';

const RULES = {
  'no-cycles': { from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
  // The domain is used by protocols and must not know them.
  'domain-knows-no-protocol': {
    from: { path: `${MAIN}domain/` },
    to: { path: `${MAIN}(api|dialects|http|server|electron)/` },
  },
  'inference-and-storage-stand-alone': {
    from: { path: `${MAIN}(inference|storage)/` },
    to: { path: `${MAIN}(api|dialects|http|server|electron|domain)/` },
  },
  // Providers are named in their registry and by the entry of the engine, nowhere else.
  'domain-uses-inference-interfaces-only': {
    from: { path: `${MAIN}(domain|api|dialects|storage)/`, pathNot: TEST },
    to: { path: `${MAIN}inference/[^/]+/` },
  },
  'providers-do-not-know-each-other': {
    from: { path: `${MAIN}inference/([^/]+)/` },
    to: { path: `${MAIN}inference/(?!engine/)[^/]+/`, pathNot: [`${MAIN}inference/$1/`] },
  },
  'dialects-stand-alone': {
    from: { path: `${MAIN}dialects/([^/]+)/` },
    to: { path: `${MAIN}(api/|dialects/(?!$1/)[^/]+/)` },
  },
  // The server puts protocols together; what they share of HTTP is in http/.
  'protocols-do-not-know-the-server': {
    from: { path: `${MAIN}(api|dialects|http)/` },
    to: { path: `${MAIN}server/` },
  },
  'http-knows-no-protocol': { from: { path: `${MAIN}http/` }, to: { path: `${MAIN}(api|dialects)/` } },
  'api-does-not-know-dialects': { from: { path: `${MAIN}api/` }, to: { path: `${MAIN}dialects/` } },
  'electron-only-in-the-shell': {
    from: { path: '^src/', pathNot: [`${MAIN}electron/`, `${MAIN}index\\.ts$`, '^src/preload/'] },
    to: { path: '^(node_modules/)?electron(/|$)' },
  },
  'renderer-and-main-meet-in-shared': {
    from: { path: '^src/renderer/' },
    to: { path: '^src/(main|preload)/' },
  },
  'main-does-not-know-the-renderer': {
    from: { path: '^src/(main|preload)/' },
    to: { path: '^src/renderer/' },
  },
  'shared-stands-alone': { from: { path: '^src/shared/' }, to: { path: '^src/(main|preload|renderer)/' } },
  'the-character-knows-no-react': {
    from: { path: '^src/renderer/avatar/' },
    to: { path: '(^|/)(react|react-dom|react-i18next)(/|$)' },
  },
  'no-tools-in-the-product': {
    from: { path: '^src/', pathNot: TEST },
    to: { path: '^(tools|bench|tests)/' },
  },
};

module.exports = {
  forbidden: Object.entries(RULES).map(([name, rule]) => ({ name, severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
