// Parts of the chat that not everybody needs: fetched when they are, so that the chat itself is there at once.

import { type ComponentType, type ReactNode, useEffect, useSyncExternalStore } from "react";

/** Waits before the next try, in milliseconds; the last one again and again, as long as it is wanted. */
const WAITS = [500, 2_000, 8_000, 30_000];

/** A component whose code comes by itself. Until then `instead` is shown; what cannot be had is tried again. */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props & { readonly instead?: ReactNode }) => ReactNode {
  let loaded: ComponentType<Props> | undefined;
  const shown = new Set<() => void>();
  const get = () => loaded;
  // A server fetches nothing, and what it wrote is drawn as it is first.
  const nothing = () => undefined;
  const subscribe = (draw: () => void) => {
    shown.add(draw);
    return () => shown.delete(draw);
  };
  return (props) => {
    const Loaded = useSyncExternalStore(subscribe, get, nothing);
    useEffect(() => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let isWanted = true;
      const attempt = (tries: number) =>
        load().then(
          (component) => {
            loaded = component;
            for (const draw of [...shown]) draw();
          },
          () => {
            if (isWanted) timer = setTimeout(attempt, WAITS[tries] ?? WAITS.at(-1), tries + 1);
          },
        );
      if (!loaded) void attempt(0);
      return () => {
        isWanted = false;
        clearTimeout(timer);
      };
    }, []);
    return Loaded ? <Loaded {...props} /> : props.instead;
  };
}
