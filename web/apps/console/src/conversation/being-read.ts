// Which conversations somebody is looking at now: no tone is needed for those.

const read = new Map<string, number>();

/** This conversation is on the screen; the answer says that it no longer is. */
export function beginReading(conversation: string): () => void {
  read.set(conversation, (read.get(conversation) ?? 0) + 1);
  return () => {
    const left = (read.get(conversation) ?? 1) - 1;
    if (left > 0) read.set(conversation, left);
    else read.delete(conversation);
  };
}

/** Whether somebody looks at it. */
export function isBeingRead(conversation: string): boolean {
  return read.has(conversation) && !document.hidden && document.hasFocus();
}
