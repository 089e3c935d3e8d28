// Where one is in a log: at its end, which stays in sight, or further up, which stays where it is; and what has been read.

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { beginReading } from "./being-read.ts";
import type { LiveConversation } from "./conversation-log.tsx";

/** So near to the end counts as being there. */
const NEAR_PX = 48;

/** Where the person had read when the log was opened: the mark does not move while one reads. */
export function useReadTo(status: string, lastReadSeq: number): number | undefined {
  const [readTo, setReadTo] = useState<number>();
  if (status === "ready" && readTo === undefined) setReadTo(lastReadSeq);
  return readTo;
}

/** Keeps the end in sight, or the place where one reads. */
export function useEnd(count: number, first: string | undefined, isReady: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const place = useRef({ isAtEnd: true, height: 0, first });
  const [isAtEnd, setAtEnd] = useState(true);

  const toEnd = useCallback(() => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);

  const onScroll = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const isNear = element.scrollHeight - element.scrollTop - element.clientHeight <= NEAR_PX;
    place.current.isAtEnd = isNear;
    setAtEnd(isNear);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever there are more or other lines.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const was = place.current;
    if (was.isAtEnd) toEnd();
    else if (was.first !== first) element.scrollTop += element.scrollHeight - was.height;
    was.height = element.scrollHeight;
    was.first = first;
  }, [count, first, isReady, toEnd]);

  const hasLines = isReady && count > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another element is there then.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // The field below grows, a foot is put under a message: the end stays in sight.
    const observer = new ResizeObserver(() => {
      if (place.current.isAtEnd) toEnd();
      place.current.height = element.scrollHeight;
    });
    observer.observe(element);
    if (element.lastElementChild) observer.observe(element.lastElementChild);
    return () => observer.disconnect();
    // The list is there only when there is something in it.
  }, [toEnd, hasLines]);

  return { box, isAtEnd, toEnd, onScroll };
}

/** What is at the end of the screen of somebody who is here has been read. */
export function useReading({ store, id, messages, isLive }: LiveConversation, isAtEnd: boolean): void {
  useEffect(() => (id ? beginReading(id) : undefined), [id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new message, and each return to the page.
  useEffect(() => {
    const read = () => {
      if (isAtEnd && !document.hidden && document.hasFocus()) store.markRead();
    };
    read();
    addEventListener("focus", read);
    document.addEventListener("visibilitychange", read);
    return () => {
      removeEventListener("focus", read);
      document.removeEventListener("visibilitychange", read);
    };
  }, [store, messages, isLive, isAtEnd]);
}
