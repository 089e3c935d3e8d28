// A field that is as high as its text, up to where the style stops it.

import { type RefObject, useLayoutEffect } from "react";

/** Keeps it so, whenever the text is another one. */
export function useGrowing(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what makes it grow.
  useLayoutEffect(() => {
    const style = field.current?.style;
    if (!field.current || !style) return;
    style.blockSize = "auto";
    style.blockSize = `${field.current.scrollHeight}px`;
  }, [field, text]);
}
