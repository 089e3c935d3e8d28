// Whether a person can be looking at the page: it is visible and has the focus of the desk.

import { useEffect, useState } from "react";

const isLooking = () => document.visibilityState === "visible" && document.hasFocus();

/** True while the page is before the person's eyes. */
export function useLooking(): boolean {
  const [looking, setLooking] = useState(isLooking);
  useEffect(() => {
    const look = () => setLooking(isLooking());
    document.addEventListener("visibilitychange", look);
    addEventListener("focus", look);
    addEventListener("blur", look);
    look();
    return () => {
      document.removeEventListener("visibilitychange", look);
      removeEventListener("focus", look);
      removeEventListener("blur", look);
    };
  }, []);
  return looking;
}
