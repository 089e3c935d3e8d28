// News of all conversations of a person: how many messages are unread, and a sound and a title when one comes.

import type { Conversation } from "@liaison-chat/client";
import { useEffect, useState } from "react";
import { type ShownList, useConversations, useMe } from "../hooks.ts";
import { useLiaison, useManner } from "../provider.tsx";
import { useSpeech } from "../words/speech.tsx";
import { isLooking, useLooking } from "./use-looking.ts";

const attention = () => import("./attention.ts");

/** The conversations, and how many messages in them are unread. What is open before the eyes counts as read. */
export function useNews(isOpen: boolean): {
  readonly conversations: ShownList<Conversation>;
  readonly unread: number;
} {
  const { connection } = useLiaison();
  const { sound = true } = useManner();
  const { say } = useSpeech();
  const me = useMe();
  const conversations = useConversations();
  const looks = useLooking();
  const [flash, setFlash] = useState(0);
  const { list } = conversations;

  useEffect(() => {
    // Not everybody stays long enough to hear of news.
    void attention().then(({ prepareSound }) => prepareSound());
  }, []);
  useEffect(
    () =>
      connection.on("notification", ({ data }) => {
        if (!("seq" in data)) return;
        // Whoever turned away a moment ago, before it was drawn, does not see it either.
        const isSeen = isOpen && isLooking();
        if (data.sender_id === me?.public_id || data.sender_id === "system" || isSeen) return;
        if (sound) void attention().then(({ ring }) => ring(data.message_id));
        if (!isLooking()) setFlash((count) => count + 1);
      }),
    [connection, me, isOpen, sound],
  );
  useEffect(() => {
    if (looks && isLooking()) setFlash(0);
    else if (flash > 0) {
      let end = () => {};
      let isOver = false;
      void attention().then(({ flashTitle }) => {
        if (!isOver) end = flashTitle(say("newMessages", { count: flash }));
      });
      return () => {
        isOver = true;
        end();
      };
    }
  }, [flash, looks, say]);
  // What was read in the open chat is told to the list when it closes.
  useEffect(() => {
    if (!isOpen) void list.refresh();
  }, [isOpen, list]);
  const unread = conversations.items.reduce((sum, one) => sum + one.unread, 0);
  return { conversations, unread };
}
