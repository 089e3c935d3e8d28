// Files that are about to be sent: chosen, uploaded at once, taken along with the message.

import type { WidgetConfig } from "@liaison-chat/client";
import { type Sending, uploadFile } from "@liaison-chat/react";
import { fileSize } from "@liaison-chat/ui";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { say } from "../parts/toasts.tsx";
import { useConsole } from "../session/console-context.tsx";
import { reasonOf, useLocale, useTexts } from "../texts/texts.ts";

/** A file that is about to be sent. */
export interface Upload {
  readonly key: number;
  readonly file: File;
  readonly picture: string | undefined;
  readonly status: "uploading" | "done" | "failed";
  /** How much has been sent, from 0 to 1. */
  readonly share: number;
  /** Its id, once the server has it. */
  readonly id?: string;
  readonly problem?: string;
}

/** Whether a type is one of those taken: `image/png`, `image/*`, `.pdf`. No list: all are. */
export function isTaken(file: { name: string; type: string }, types: readonly string[] | undefined): boolean {
  if (!types || types.length === 0) return true;
  return types.some((taken) => {
    if (taken.startsWith(".")) return file.name.toLowerCase().endsWith(taken.toLowerCase());
    if (taken.endsWith("/*")) return file.type.startsWith(taken.slice(0, -1));
    return file.type === taken;
  });
}

/** The files of one part, and what can be done with them. */
export type Uploads = ReturnType<typeof useUploads>;

/** Files, and what is known of the limits before one is chosen. */
export function useUploads() {
  const { liaison } = useConsole();
  const texts = useTexts();
  const locale = useLocale();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const last = useRef(0);
  const running = useRef(new Map<number, Sending>());
  const { data: config } = useQuery<WidgetConfig>({
    queryKey: ["widget-config"],
    queryFn: () => liaison.rest.call("GET /widget/config", {}),
    staleTime: Number.POSITIVE_INFINITY,
  });

  const upload = useCallback(
    (key: number, file: File) => {
      const become = (change: Partial<Upload>) =>
        setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));
      become({ status: "uploading", share: 0 });
      const sending = uploadFile(liaison.rest, file, (share) => become({ share }));
      running.current.set(key, sending);
      sending.done.then(
        ({ id }) => become({ status: "done", id }),
        (thrown) => become({ status: "failed", problem: reasonOf(thrown, texts) }),
      );
    },
    [liaison, texts],
  );

  const add = useCallback(
    (files: Iterable<File>) => {
      for (const file of files) {
        const limit = config?.max_file_bytes;
        if (limit && file.size > limit) {
          say(texts.composer.tooLarge(file.name, fileSize(limit, locale)), { tone: "bad" });
          continue;
        }
        if (!isTaken(file, config?.file_types)) {
          say(texts.composer.wrongType(file.name), { tone: "bad" });
          continue;
        }
        last.current += 1;
        const key = last.current;
        const picture = file.type.startsWith("image/") ? URL.createObjectURL(file) : undefined;
        setUploads((all) => [...all, { key, file, picture, status: "uploading", share: 0 }]);
        upload(key, file);
      }
    },
    [upload, config, texts, locale],
  );

  const retry = useCallback(({ key, file }: Upload) => upload(key, file), [upload]);

  const remove = useCallback((key: number) => {
    running.current.get(key)?.giveUp();
    running.current.delete(key);
    setUploads((all) => {
      const picture = all.find((one) => one.key === key)?.picture;
      if (picture) URL.revokeObjectURL(picture);
      return all.filter((one) => one.key !== key);
    });
  }, []);

  const clear = useCallback(() => {
    running.current.clear();
    setUploads((all) => {
      for (const { picture } of all) if (picture) URL.revokeObjectURL(picture);
      return [];
    });
  }, []);

  const drop = (files: readonly File[], folders: readonly File[]) => {
    if (folders.length > 0) say(texts.composer.noFolders, { tone: "bad" });
    add(files);
  };

  /** How large each may be, to be said behind what is done with them. */
  const limit = config ? texts.composer.attachLimit(fileSize(config.max_file_bytes, locale)) : "";

  return { uploads, add, drop, retry, remove, clear, config, limit };
}
