// Preferences in components, and on the page itself.

import { useObservable } from "@liaison-chat/react";
import { useEffect } from "react";
import { type Preferences, preferences } from "./preferences.ts";

/** What the person likes. */
export function usePreferences(): Preferences {
  return useObservable(preferences).value;
}

/** Shows the page in the chosen theme. */
export function useTheme(): void {
  const { theme } = usePreferences();
  useEffect(() => {
    const root = document.documentElement;
    if (theme === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = theme;
  }, [theme]);
}
