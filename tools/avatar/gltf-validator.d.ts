declare module 'gltf-validator' {
  interface Message {
    code: string;
    message: string;
    pointer?: string;
  }
  interface Report {
    issues: { numErrors: number; numWarnings: number; messages: Message[] };
  }
  const validator: {
    validateBytes(bytes: Uint8Array, options?: { maxIssues?: number }): Promise<Report>;
  };
  export default validator;
}
