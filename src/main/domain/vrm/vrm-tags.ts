import type { VrmExtensions } from './read-vrm.ts';

const TAGS_MAX = 40;
const TAG_CHARACTERS_MAX = 60;
/** What VRM 0.x calls them, in the words of VRM 1.0. */
const EMOTIONS_OF_0: Record<string, string> = { joy: 'happy', sorrow: 'sad', fun: 'relaxed' };
/** Every character has these, so nobody looks for them. */
const COMMON = /^(aa|ih|ou|ee|oh|[aiueo]|blink\w*|look\w*|neutral|unknown|)$/i;

/** What somebody who looks for a model may search for: its format, who made it, its licence, what it can show. */
export function tagsOf({ VRM: zero, VRMC_vrm: one }: VrmExtensions): string[] {
  const tags =
    one === undefined
      ? [
          'vrm-0',
          zero?.meta?.author,
          zero?.meta?.licenseName?.replaceAll('_', '-'),
          zero?.meta?.commercialUssageName === 'Allow' ? 'commercial-use' : undefined,
          ...(zero?.blendShapeMaster?.blendShapeGroups ?? []).map(({ name, presetName }) =>
            presetName === undefined || presetName === 'unknown'
              ? name
              : (EMOTIONS_OF_0[presetName] ?? presetName),
          ),
        ]
      : [
          'vrm-1',
          ...(one.meta?.authors ?? []),
          licenceOf(one.meta?.licenseUrl),
          /corporation|personalProfit/.test(one.meta?.commercialUsage ?? '') ? 'commercial-use' : undefined,
          ...Object.keys(one.expressions?.preset ?? {}),
          ...Object.keys(one.expressions?.custom ?? {}),
        ];
  const short = tags.map((tag) => (tag ?? '').trim().slice(0, TAG_CHARACTERS_MAX).toLowerCase());
  return [...new Set(short)].filter((tag) => !COMMON.test(tag)).slice(0, TAGS_MAX);
}

/** `cc-by-4.0` of a Creative Commons address, `vrm-public-license` of VRM's own. */
function licenceOf(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  const commons = /creativecommons\.org\/(?:licenses|publicdomain)\/([a-z-]+)\/([\d.]+)/i.exec(url);
  if (commons !== null) return commons[1] === 'zero' ? 'cc0' : `cc-${commons[1]}-${commons[2]}`;
  return url.includes('vrm.dev') ? 'vrm-public-license' : undefined;
}
