import { type Browser, chromium } from 'playwright-core';

interface LaunchOptions {
  /** Whether a page may sound before the person did anything. */
  soundAllowed?: boolean;
  /** Without it the character is not drawn: drawing by software is most of the work of a page. */
  webGl?: boolean;
}

/** The system's Chromium with software GL. */
export function launchChromium({ soundAllowed = true, webGl = true }: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      ...(webGl ? ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'] : ['--disable-3d-apis']),
      ...(soundAllowed ? ['--autoplay-policy=no-user-gesture-required'] : []),
    ],
  });
}
