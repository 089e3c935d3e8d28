// What our components use of React, from Preact: `react` leads here when the widget is built. It is a third of
// `preact/compat`, and lacks what they do not use.

import { useEffect, useLayoutEffect, useState } from "preact/hooks";

export { createContext } from "preact";
export {
  useCallback,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "preact/hooks";

/** The value of a store; the component is drawn again when it changes. */
export function useSyncExternalStore<T>(subscribe: (listener: () => void) => () => void, get: () => T): T {
  const value = get();
  const [, draw] = useState({});
  useLayoutEffect(() => {
    // It may have changed between drawing and this.
    if (!Object.is(value, get())) draw({});
  }, [value, get]);
  useEffect(() => {
    const changed = () => draw({});
    changed();
    return subscribe(changed);
  }, [subscribe]);
  return value;
}
