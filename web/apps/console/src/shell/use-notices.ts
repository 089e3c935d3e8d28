// Telling somebody who looks elsewhere: the number in the title, a tone, a notification of the desktop.

import type { Liaison } from "@liaison-chat/client";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useCounts } from "../inbox/use-counts.ts";
import { usePreferences } from "../preferences/use-preferences.ts";
import { useConsole } from "../session/console-context.tsx";
import { useTexts } from "../texts/texts.ts";
import { isBeingRead } from "../ticket/being-read.ts";
import { playTone } from "./tone.ts";

/** The ticket that a conversation belongs to. */
async function ticketOf(liaison: Liaison, channel: string): Promise<number | undefined> {
  const found = await liaison.rest.call("GET /chat/channels/{channel}", { path: { channel } });
  return found.ticket_id ?? undefined;
}

/** Tells of new messages. Once per page. */
export function useNotices(): void {
  const { liaison, me } = useConsole();
  const texts = useTexts();
  const navigate = useNavigate();
  const { sound, desktop } = usePreferences();
  const unread = useCounts().data?.mine.unread ?? 0;

  useEffect(() => {
    const page = `${texts.navigation.inbox} · ${texts.product}`;
    document.title = unread > 0 ? texts.notices.titleCount(unread, page) : page;
  }, [unread, texts]);

  useEffect(
    () =>
      liaison.connection.on("notification", ({ type, data }) => {
        if (type !== "new_message" || data.sender_id === me.public_id) return;
        if (isBeingRead(data.conversation_id)) return;
        if (sound) playTone();
        if (!desktop || !document.hidden || !("Notification" in globalThis)) return;
        if (Notification.permission !== "granted") return;
        const notice = new Notification(texts.notices.newMessage(data.sender_name), {
          body: data.message,
          tag: data.conversation_id,
        });
        notice.onclick = () => {
          window.focus();
          notice.close();
          void ticketOf(liaison, data.conversation_id).then(
            (ticket) => {
              if (ticket) void navigate({ to: "/inbox/$ticket", params: { ticket } });
            },
            // Then the window is in front, with the inbox as it was.
            () => {},
          );
        };
      }),
    [liaison, me, sound, desktop, texts, navigate],
  );
}
