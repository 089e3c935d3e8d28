// Whatever is dropped beside its place: without this a browser would open it in place of the console.

import { isWritingIn } from "../shell/keys.ts";

/** Takes drops that nobody took. Text may still be dragged into a field. */
export function keepPage(): void {
  const refuse = (event: DragEvent) => {
    const { dataTransfer: dragged } = event;
    if (event.defaultPrevented || !dragged) return;
    if (isWritingIn(event.target) && !dragged.types.includes("Files")) return;
    event.preventDefault();
    dragged.dropEffect = "none";
  };
  addEventListener("dragover", refuse);
  addEventListener("drop", refuse);
}
