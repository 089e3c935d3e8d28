// The messages, kept at the newest one unless the reader went back; older pages come when the reader goes further.

import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { eventText } from "../chat/event-text.ts";
import { rowsOf } from "../chat/rows.ts";
import type { ChatState } from "../chat/use-chat.ts";
import { dayNumber, dayOf } from "../words/formats.ts";
import { useSpeech } from "../words/speech.tsx";
import { Icon } from "./icons.tsx";
import { MessageView } from "./message.tsx";
import { useLooking } from "./use-looking.ts";

/** So near to the end counts as at the end. */
const NEAR_PX = 60;

/** Draws the log of a chat. */
export function Log({ chat }: { chat: ChatState }): ReactNode {
  const { say } = useSpeech();
  const { store, messages, me, hasOlder, isLoadingOlder, seenSeq, typing } = chat;
  const place = useRef<HTMLDivElement>(null);
  const last = useRef({ top: 0, sizes: "" });
  const [isAtEnd, setAtEnd] = useState(true);
  const [readTo, setReadTo] = useState(0);
  const rows = useMemo(() => rowsOf(messages, me?.public_id), [messages, me]);
  const isLooking = useLooking();

  const lastSeq = chat.store.get().messages.at(-1)?.seq ?? 0;
  const isRead = isAtEnd && isLooking;
  useEffect(() => {
    if (!isRead) return;
    store.markRead();
    setReadTo(lastSeq);
  }, [isRead, lastSeq, store]);

  // What one says oneself is what one wants to see.
  const ownNewest = messages.at(-1)?.pending?.clientId;
  useLayoutEffect(() => {
    if (ownNewest) setAtEnd(true);
  }, [ownNewest]);
  useStayingInPlace(place, isAtEnd, [rows, typing.length, isAtEnd]);

  const scrolled = () => {
    const log = place.current;
    if (!log) return;
    const { scrollTop, scrollHeight, clientHeight } = log;
    // Only a reader goes up. Where the sizes changed, the browser has moved what is shown, and nobody went anywhere.
    const { top, sizes } = last.current;
    const hasGoneUp = scrollTop < top - 1 && sizes === `${scrollHeight} ${clientHeight}`;
    last.current = { top: scrollTop, sizes: `${scrollHeight} ${clientHeight}` };
    if (scrollHeight - scrollTop - clientHeight < NEAR_PX) setAtEnd(true);
    else if (hasGoneUp) setAtEnd(false);
    if (scrollTop < 200 && hasOlder && !isLoadingOlder) void store.loadOlder().catch(() => {});
  };
  const toEnd = () => {
    place.current?.scrollTo({ top: place.current.scrollHeight });
    setAtEnd(true);
  };
  const lastOwn = rows.findLast((row) => row.kind === "message" && row.isOwn && !row.message.pending)?.key;
  const news = messages.filter(
    ({ seq, sender, pending }) => !pending && seq > readTo && sender.public_id !== me?.public_id,
  ).length;
  return (
    <div className="lia-log-place">
      <div
        ref={place}
        className="lia-log"
        role="log"
        aria-label={say("messages")}
        tabIndex={0}
        onScroll={scrolled}
      >
        {hasOlder && (
          <button
            type="button"
            className="lia-link lia-older"
            disabled={isLoadingOlder}
            onClick={() => void store.loadOlder().catch(() => {})}
          >
            {say(isLoadingOlder ? "loading" : "older")}
          </button>
        )}
        <ul>
          {rows.map((row) => {
            if (row.kind === "day") return <Day key={row.key} at={row.at} />;
            if (row.kind === "event")
              return (
                <li key={row.key} className="lia-event" dir="auto">
                  {eventText(row.message, chat.participants, say)}
                </li>
              );
            const isSeen = row.key === lastOwn ? row.message.seq <= seenSeq : undefined;
            return (
              <MessageView key={row.key} row={row} isSeen={isSeen} isFrozen={chat.isFrozen} store={store} />
            );
          })}
        </ul>
        {typing.length > 0 && (
          <p className="lia-typing" aria-live="off">
            <i />
            <i />
            <i />
            <span>{say("typing", { name: typing.join(", ") })}</span>
          </p>
        )}
      </div>
      {!isAtEnd && (
        <button type="button" className="lia-jump" aria-label={say("toNewest")} onClick={toEnd}>
          <Icon name="down" />
          {news > 0 && say("newMessages", { count: news })}
        </button>
      )}
    </div>
  );
}

function Day({ at }: { at: number }): ReactNode {
  const { say, locale } = useSpeech();
  const now = Date.now();
  const ago = dayNumber(now) - dayNumber(at);
  return (
    <li className="lia-day">
      {ago === 0 ? say("today") : ago === 1 ? say("yesterday") : dayOf(locale, at, now)}
    </li>
  );
}

/** At the end the log follows what is new; elsewhere what one reads stays where it is. */
function useStayingInPlace(
  place: { readonly current: HTMLDivElement | null },
  isAtEnd: boolean,
  causes: readonly unknown[],
): void {
  const end = useRef(isAtEnd);
  end.current = isAtEnd;
  const before = useRef<{ first: Element | null; top: number }>({ first: null, top: 0 });
  useLayoutEffect(() => {
    const log = place.current;
    if (!log) return;
    const { first, top } = before.current;
    if (end.current) log.scrollTop = log.scrollHeight;
    // A page was put before the row that was the first one.
    else if (first?.isConnected) log.scrollTop += (first as HTMLElement).offsetTop - top;
    const row = log.querySelector("ul")?.children[1] ?? null;
    before.current = { first: row, top: (row as HTMLElement | null)?.offsetTop ?? 0 };
    // biome-ignore lint/correctness/useExhaustiveDependencies: the causes are what changes the height
  }, causes);
  // Pictures and forms that grow later, a keyboard that comes up.
  useEffect(() => {
    const log = place.current;
    if (!log || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(() => {
      if (end.current) log.scrollTop = log.scrollHeight;
    });
    observer.observe(log);
    const list = log.querySelector("ul");
    if (list) observer.observe(list);
    return () => observer.disconnect();
  }, [place]);
}
