import { type RefObject, useLayoutEffect } from 'react';
import type { StageHost } from '../character/stage-host.ts';

const TOP_PX = 60;
/** The panel counts as standing beside the character when it leaves at least this much of the width. */
const BESIDE_SHARE = 0.25;

/** Tells the stage and the styles which part of the page the chat leaves free. */
export function useFreeArea(
  room: RefObject<HTMLElement | null>,
  panel: RefObject<HTMLElement | null>,
  stageHost: StageHost,
  chatOpen: boolean,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: opening and closing moves the panel
  useLayoutEffect(() => {
    const roomElement = room.current;
    const panelElement = panel.current;
    if (roomElement === null || panelElement === null) return;
    const measure = (): void => {
      const box = panelElement.getBoundingClientRect();
      const beside =
        box.left > roomElement.clientWidth * BESIDE_SHARE && box.height > roomElement.clientHeight / 2;
      const right = beside ? roomElement.clientWidth - box.left : 0;
      const bottom = beside ? 0 : roomElement.clientHeight - box.top;
      roomElement.style.setProperty('--free-right', `${right}px`);
      roomElement.style.setProperty('--free-bottom', `${bottom}px`);
      stageHost.setInsets({ top: TOP_PX, right, bottom, left: 0 });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(panelElement);
    observer.observe(roomElement);
    measure();
    return () => observer.disconnect();
  }, [room, panel, stageHost, chatOpen]);
}
