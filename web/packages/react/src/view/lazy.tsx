// Parts of the chat that not everybody needs: fetched when they are, so that the chat itself is there at once.

import { type ComponentType, type ReactNode, useEffect, useState } from "react";

/** A component whose code comes by itself. Until then, and when it cannot be had, `instead` is shown. */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props & { readonly instead?: ReactNode }) => ReactNode {
  let loaded: ComponentType<Props> | undefined;
  return ({ instead, ...props }) => {
    const [, draw] = useState<unknown>();
    useEffect(() => {
      if (loaded) return;
      let isShown = true;
      load().then(
        (component) => {
          loaded = component;
          if (isShown) draw({});
        },
        // Tried again when it is shown again.
        () => {},
      );
      return () => {
        isShown = false;
      };
    }, []);
    const Loaded = loaded;
    return Loaded ? <Loaded {...(props as unknown as Props)} /> : instead;
  };
}
