// The document lies beside the page: /docs shows /openapi.json, /chattr/docs shows /chattr/openapi.json.
// Everything of the viewer that would talk to another place is off; the page's policy would refuse it anyway.
Scalar.createApiReference('#api', {
  url: new URL('openapi.json', location.href).href,
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  hideModels: true,
  showDeveloperTools: 'never',
  documentDownloadType: 'json',
  persistAuth: false,
  defaultOpenAllTags: false,
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
  authentication: { preferredSecurityScheme: 'key' },
  metaData: { title: 'Tomo API' },
});
