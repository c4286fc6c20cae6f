import { type Browser, chromium } from 'playwright-core';

/** The system's Chromium with software GL. `soundAllowed`: whether a page may sound before the person did anything. */
export function launchChromium(soundAllowed = true): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-background-networking',
      ...(soundAllowed ? ['--autoplay-policy=no-user-gesture-required'] : []),
    ],
  });
}
