/**
 * Kills the server with -9 in the middle of turns and counts what was lost: `npm run test:crash`, after a build.
 *
 *   node tests/crash/kill-nine.ts [KILLS]
 */
import { join } from 'node:path';
import { makeModels } from '../support/make-models.ts';
import { temporaryDirectory } from '../support/start-tomo.ts';
import { killRepeatedly } from './kill-repeatedly.ts';

const kills = Number(process.argv[2] ?? 200);
const models = await temporaryDirectory();
makeModels(models);
const report = await killRepeatedly(kills, join(models, 'talker.gguf'), (soFar) => {
  if (soFar.kills % 10 === 0) {
    console.log(`  ${soFar.kills} kills, ${soFar.acknowledged} acknowledged, ${soFar.lost.length} lost`);
  }
});
console.log(`${report.kills} kills, ${report.acknowledged} acknowledged, ${report.lost.length} lost`);
if (report.integrity !== 'ok') console.log(`The database is damaged: ${report.integrity}`);
process.exitCode = report.lost.length === 0 && report.integrity === 'ok' ? 0 : 1;
