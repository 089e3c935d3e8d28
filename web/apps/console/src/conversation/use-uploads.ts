// Files that are about to be sent: chosen, uploaded at once, taken along with the message.

import type { WidgetConfig } from "@liaison-chat/client";
import { filesOf, isAccepted, useSending } from "@liaison-chat/react/logic";
import { fileSize } from "@liaison-chat/ui";
import { useQuery } from "@tanstack/react-query";
import { useConsole } from "../auth/console-context.tsx";
import { say } from "../parts/toasts.tsx";
import { reasonOf, useLocale, useTexts } from "../texts/texts.ts";

/** A file that is about to be sent. */
export interface Upload {
  readonly key: number;
  readonly file: File;
  readonly status: "uploading" | "done" | "failed";
  /** How much has been sent, from 0 to 1. */
  readonly share: number;
  /** Why it failed, in a sentence. */
  readonly problem: string | undefined;
}

/** The files of one part, and what can be done with them. */
export type Uploads = ReturnType<typeof useUploads>;

/** Files, and what is known of the limits before one is chosen. */
export function useUploads() {
  const { liaison } = useConsole();
  const texts = useTexts();
  const locale = useLocale();
  const { sent, add: send, retry, remove, clear } = useSending<File>();
  const { data: config } = useQuery<WidgetConfig>({
    queryKey: ["widget-config"],
    queryFn: () => liaison.rest.call("GET /widget/config", {}),
    staleTime: Number.POSITIVE_INFINITY,
  });

  const uploads = sent.map(
    ({ key, file, share, uploaded, error }): Upload => ({
      key,
      file,
      share,
      status: uploaded ? "done" : error === undefined ? "uploading" : "failed",
      problem: error === undefined ? undefined : reasonOf(error, texts),
    }),
  );

  /** Says why a file is not taken; gives whether it is. */
  const judge = (file: File) => {
    const limit = config?.max_file_bytes;
    if (limit && file.size > limit) {
      say(texts.composer.tooLarge(file.name, fileSize(limit, locale)), { tone: "bad" });
      return false;
    }
    const isFine = isAccepted(file, config?.file_types);
    if (!isFine) say(texts.composer.wrongType(file.name), { tone: "bad" });
    return isFine;
  };
  const add = (files: Iterable<File>) => send([...files].filter(judge));

  const drop = (files: readonly File[], folders: readonly File[]) => {
    if (folders.length > 0) say(texts.composer.noFolders, { tone: "bad" });
    add(files);
  };

  /** How large each may be, to be said behind what is done with them. */
  const limit = config ? texts.composer.attachLimit(fileSize(config.max_file_bytes, locale)) : "";

  return { uploads, ...filesOf(sent), add, drop, retry, remove, clear, config, limit };
}
