/** Signs that are not seen: soft hyphens, zero-width spaces, and which of two pictures an emoji has. */
const UNSEEN = /\u00ad|\u200b|\u2060|\ufeff|\ufe0e|\ufe0f/g;
const APOSTROPHES = /[\u2018\u2019\u02bc\uff07]/g;

/**
 * One way of writing for texts that read the same: small letters, one space between words, wide letters as narrow
 * ones. Through capitals, because `ß` and `SS` are the same word, and the four letters i of Turkish one letter.
 */
export function foldText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .replace(APOSTROPHES, "'")
    .toUpperCase()
    .toLowerCase()
    .replaceAll('i\u0307', 'i')
    .replaceAll('ς', 'σ')
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .trim();
}
