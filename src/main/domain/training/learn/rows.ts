/** Feature vectors of many texts, one after another, without their zeros. */
export interface Rows {
  /** Where each row begins; one more than there are rows. */
  starts: Uint32Array;
  features: Uint32Array;
  values: Float32Array;
}

/** One text's. */
export interface Row {
  features: number[];
  values: number[];
}

export function rowsOf(rows: readonly Row[]): Rows {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach(({ features }, at) => {
    starts[at + 1] = (starts[at] ?? 0) + features.length;
  });
  const size = starts[rows.length] ?? 0;
  const features = new Uint32Array(size);
  const values = new Float32Array(size);
  rows.forEach((row, at) => {
    features.set(row.features, starts[at]);
    values.set(row.values, starts[at]);
  });
  return { starts, features, values };
}
