// How the connection stands, when it does not stand well. It comes back by itself: nobody has to reload anything.

import { useConnection, useLiaison } from "@liaison-chat/react";
import { Banner, Button } from "@liaison-chat/ui";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTexts } from "../texts/texts.ts";

/** A short break is not worth a word, unless the browser knows that it has no network. */
const QUIET_MS = 300;
const RESTORED_MS = 3_000;

/** A line above the page while the connection is away, and for a moment when it is back. */
export function ConnectionBanner(): ReactNode {
  const texts = useTexts();
  const liaison = useLiaison();
  const state = useConnection();
  const wasAway = useRef(false);
  const hasBeen = useRef(false);
  const [isAway, setAway] = useState(false);
  const [isRestored, setRestored] = useState(false);
  const isConnected = state.name === "connected";

  useEffect(() => {
    if (isConnected) {
      hasBeen.current = true;
      setAway(false);
      if (!wasAway.current) return;
      wasAway.current = false;
      setRestored(true);
      const timer = setTimeout(() => setRestored(false), RESTORED_MS);
      return () => clearTimeout(timer);
    }
    const timer = setTimeout(
      () => {
        wasAway.current = hasBeen.current;
        setAway(true);
        setRestored(false);
      },
      navigator.onLine ? QUIET_MS : 0,
    );
    return () => clearTimeout(timer);
  }, [isConnected]);

  if (isRestored) return <Banner tone="good">{texts.connection.restored}</Banner>;
  if (!isAway) return null;
  if (state.name === "refused") return <Banner tone="bad">{texts.connection.refused}</Banner>;
  return (
    <Banner
      tone="warn"
      icon="wifi"
      action={
        <Button size="s" onClick={() => liaison.connect()}>
          {texts.connection.now}
        </Button>
      }
    >
      <strong className="font-semibold">
        {state.name === "waiting" ? <Countdown until={state.retryAt} /> : texts.connection.reconnecting}
      </strong>{" "}
      <span className="max-md:hidden">{texts.connection.stale}</span>
    </Banner>
  );
}

function Countdown({ until }: { readonly until: number }) {
  const texts = useTexts();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(1, Math.ceil((until - now) / 1000));
  return (
    <>
      <span aria-hidden="true">{texts.connection.reconnectingIn(seconds)}</span>
      <span className="lia-hidden">{texts.connection.reconnecting}</span>
    </>
  );
}
