// What moves on a page: animations and transitions of every kind, also within the widget.

import type { Page } from "@playwright/test";

/** Looks at each frame of the page from its beginning; gives what tells the names of what has moved. */
export async function watchMotion(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const moved = new Set<string>();
    Object.assign(window, { moved });
    const look = () => {
      const roots = [document, document.querySelector("liaison-chat")?.shadowRoot];
      for (const animation of roots.flatMap((root) => root?.getAnimations() ?? [])) {
        const name =
          animation instanceof CSSAnimation
            ? animation.animationName
            : animation instanceof CSSTransition
              ? animation.transitionProperty
              : "script";
        const { target } = animation.effect as KeyframeEffect;
        moved.add(`${name} of ${target?.className}`);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  return () => page.evaluate(() => [...(window as unknown as { moved: Set<string> }).moved]);
}
