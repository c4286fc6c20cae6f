const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size for people, e.g. `12.4 MB`, in decimal units. */
export function formatBytes(byteCount: number, language: string): string {
  const step = byteCount < 1 ? 0 : Math.min(Math.floor(Math.log10(byteCount) / 3), UNITS.length - 1);
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[step] ?? 'byte',
    maximumFractionDigits: 1,
  }).format(byteCount / 1000 ** step);
}
