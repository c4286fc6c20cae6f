import type { ShellBridge } from '../../shared/shell-bridge.ts';
import { mayNavigate } from './window-policy.ts';

/** Who sent a message, as far as it matters: the address of its frame, and whether that is a window's top frame. */
export interface PageSender {
  url: string;
  isTopFrame: boolean;
}

/** What a page gets that asks for the bridge: the key only for Tomo's own page. */
export function bridgeFor(sender: PageSender | null, bridge: ShellBridge): ShellBridge | null {
  if (sender === null || !sender.isTopFrame) return null;
  return mayNavigate(sender.url, bridge.serverUrl) ? bridge : null;
}
