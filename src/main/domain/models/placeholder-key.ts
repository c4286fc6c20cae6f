/**
 * Whether this stands where a key should, as in `your_openai_api_key`: documents write that, and people who try their
 * examples send it. No provider gives out such keys.
 */
export function isPlaceholderKey(key: string): boolean {
  return /^\s*$|^<.*>$|^(your|my)[-_ ].*(key|token)$/i.test(key);
}
