import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePdf, pageOf } from '../support/make-pdf.ts';
import { type OpenApp, openApp } from '../support/open-app.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';

/** A manual of three hundred pages; what is asked for stands on one of them. */
const MANUAL = makePdf(
  Array.from({ length: 300 }, (_, at) => {
    const lines = Array.from(
      { length: 12 },
      (_, line) => `Part ${at * 12 + line} of the machine is made of steel.`,
    );
    return pageOf(at === 211 ? [...lines, '', 'Recalibrate the flux capacitor after 88 journeys.'] : lines);
  }),
);

let tomo: RunningTomo;
let app: OpenApp;

beforeAll(async () => {
  tomo = await startTomo();
  app = await openApp(tomo, { width: 1000, height: 700 }, { webGl: false });
});

afterAll(async () => {
  await app?.close();
  await tomo?.stop();
});

const button = (name: string) => app.page.getByRole('button', { name, exact: true });

async function drop(name: string, content: Uint8Array): Promise<void> {
  const transfer = await app.page.evaluateHandle(
    ({ name, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name));
      return transfer;
    },
    { name, base64: Buffer.from(content).toString('base64') },
  );
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await app.page.dispatchEvent('body', type, { dataTransfer: transfer });
  }
}

test('a manual that is dropped can be asked about, and the answer opens at its page', async () => {
  const { page, problems } = app;
  await button('Settings').waitFor();
  await drop('manual.pdf', MANUAL);
  await page.getByText('300 pages').waitFor({ timeout: 60_000 });
  expect(await page.getByRole('switch').isChecked()).toBe(true);

  await page.getByLabel('Search these documents').fill('flux capacitor');
  await page.keyboard.press('Enter');
  const first = page.locator('.documents-results button').first();
  await first.waitFor();
  expect(await first.textContent()).toMatch(/manual\.pdf · page 212.*Recalibrate the flux capacitor/);

  await button('Close settings').click();
  await page.getByRole('textbox').first().fill('when do i have to recalibrate the flux capacitor?');
  await page.keyboard.press('Enter');
  await button('manual.pdf, page 212').click();
  await page.locator('[data-wanted="true"]').waitFor();
  expect(await page.locator('[data-wanted="true"]').textContent()).toContain('after 88 journeys');
  expect(problems).toEqual([]);
});

test('a document that cannot be read says why, and goes when it is deleted', async () => {
  const { page } = app;
  await drop('empty.txt', new Uint8Array());
  await page.getByText('The file is empty').waitFor();
  await button('Delete empty.txt').click();
  await button('Delete this document').click();
  await expect.poll(() => page.getByText('empty.txt').count()).toBe(0);
  const { body } = await tomo.call('GET', '/v1/knowledge-bases');
  expect(body.knowledge_bases).toMatchObject([{ name: 'My documents', document_count: 1 }]);
});
