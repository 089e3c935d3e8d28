// Files dragged over a place and let go there.

import { type DragEvent, useCallback, useEffect, useRef, useState } from "react";
import { filesIn } from "../chat/dropped.ts";

/** Whether files are over the place, and the handlers that it needs. Text and links are left to the fields in it. */
export function useDropping(isOn: boolean, add: (files: readonly File[], folders: readonly File[]) => void) {
  const [isDragging, setDragging] = useState(false);
  const depth = useRef(0);
  // Leaving the window ends it too, without a word to us; so does whatever removes the element under the pointer.
  const end = useCallback(() => {
    depth.current = 0;
    setDragging(false);
  }, []);
  useEffect(() => {
    if (!isDragging) return;
    const ends = ["drop", "dragend", "pointermove"];
    // On its way in: where it falls, it may be kept from the page.
    for (const name of ends) addEventListener(name, end, true);
    return () => {
      for (const name of ends) removeEventListener(name, end, true);
    };
  }, [isDragging, end]);
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return {
    isDragging: isDragging && isOn,
    handlers: {
      onDragEnter: (event: DragEvent) => {
        if (!hasFiles(event)) return;
        depth.current++;
        setDragging(true);
      },
      onDragLeave: () => {
        depth.current = Math.max(0, depth.current - 1);
        if (depth.current === 0) setDragging(false);
      },
      onDragOver: (event: DragEvent) => {
        if (!hasFiles(event)) return;
        // Also where nothing is taken: the browser would open the file in place of the page.
        event.preventDefault();
        if (!isOn) event.dataTransfer.dropEffect = "none";
      },
      onDrop: (event: DragEvent) => {
        // The window is listened to from the next frame on: a drop before it ends here.
        end();
        if (!hasFiles(event)) return;
        event.preventDefault();
        if (!isOn) return;
        const { files, folders } = filesIn<File>(event.dataTransfer);
        add(files, folders);
      },
    },
  };
}
