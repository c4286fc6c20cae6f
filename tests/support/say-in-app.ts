import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * Says something in the app as a person does who hears an answer out: what is said while Tomo still speaks cuts the answer
 * before it short.
 *
 * @returns the answer's whole text
 */
export async function sayInApp(page: Page, text: string): Promise<string> {
  const answers = page.locator('.message-assistant');
  const before = await answers.count();
  await page.getByRole('textbox').first().fill(text);
  await page.keyboard.press('Enter');
  await expect.poll(() => answers.count()).toBe(before + 1);
  const answer = answers.nth(before);
  await answer.and(page.locator('[data-state="complete"]')).waitFor();
  await page.locator('.composer-stop').waitFor({ state: 'detached' });
  return (await answer.locator('.bubble').textContent()) ?? '';
}
