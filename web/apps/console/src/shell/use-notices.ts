// Telling somebody who looks elsewhere: the number in the title, a tone, a notification of the desktop.

import type { Liaison, MessageNotice, Notification } from "@liaison-chat/client";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { isBeingRead } from "../conversation/being-read.ts";
import { type CaseRef, caseKey } from "../inbox/case-key.ts";
import { caseOf } from "../inbox/case-source.ts";
import { useCaseCounts } from "../inbox/use-case-counts.ts";
import { PAGES } from "../pages.ts";
import { usePreferences } from "../preferences/use-preferences.ts";
import type { Texts } from "../texts/english.ts";
import { useTexts } from "../texts/texts.ts";
import { useShownTitle } from "./page-title.ts";
import { playTone } from "./tone.ts";

/** What is told of a notice, and the case that it leads to. */
interface News {
  readonly title: string;
  readonly body: string;
  /** A later one with the same tag takes its place. */
  readonly tag: string;
  readonly about: () => Promise<CaseRef | undefined>;
}

function newsOf({ type, data }: Notification, liaison: Liaison, texts: Texts): News {
  if ("ticket_id" in data) {
    const { ticket_id } = data;
    const title = texts.notices.snoozeOver(texts.ticket.number(ticket_id));
    return {
      title,
      body: "",
      tag: `ticket-${ticket_id}`,
      about: async () => ({ kind: "ticket", id: ticket_id }),
    };
  }
  const { conversation_id, message, sender_name } = data;
  const title =
    type === "mention" ? texts.notices.mentioned(sender_name) : texts.notices.newMessage(sender_name);
  return { title, body: message, tag: conversation_id, about: () => caseOf(liaison.rest, conversation_id) };
}

/** One's own words, and what is being read. */
function isNoNews({ sender_id, conversation_id }: MessageNotice, self: string): boolean {
  return sender_id === self || isBeingRead(conversation_id);
}

/** Tells of new messages, mentions, and tickets that are back. Once per page. */
export function useNotices(): void {
  const { liaison, me } = useConsole();
  const texts = useTexts();
  const navigate = useNavigate();
  const { sound, desktop } = usePreferences();
  const waiting = useCaseCounts().data?.mine_waiting ?? 0;
  const shown = useShownTitle();
  const path = useLocation({ select: ({ pathname }) => pathname });

  useEffect(() => {
    const found = PAGES.find((page) => path.startsWith(page.path));
    const name = shown ?? texts.navigation[found?.name ?? "inbox"];
    const page = `${name} · ${texts.product}`;
    document.title = waiting > 0 ? texts.notices.titleCount(waiting, page) : page;
  }, [waiting, shown, path, texts]);

  useEffect(
    () =>
      liaison.connection.on("notification", (notice) => {
        if ("seq" in notice.data && isNoNews(notice.data, me.public_id)) return;
        if (sound) playTone();
        if (!desktop || !document.hidden || !("Notification" in globalThis)) return;
        if (Notification.permission !== "granted") return;
        const { title, body, tag, about } = newsOf(notice, liaison, texts);
        const shown = new Notification(title, { body, tag });
        shown.onclick = () => {
          window.focus();
          shown.close();
          void about().then(
            (found) => {
              if (found) void navigate({ to: "/inbox/$case", params: { case: caseKey(found) } });
            },
            // Then the window is in front, with the inbox as it was.
            () => {},
          );
        };
      }),
    [liaison, me, sound, desktop, texts, navigate],
  );
}
