// The files of a message. They are fetched with the person's token, so their addresses tell nothing to anybody else.

import type { Attachment } from "@liaison-chat/client";
import { FileTile, fileSize, IconButton } from "@liaison-chat/ui";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { say } from "../parts/toasts.tsx";
import { reasonOf, useLocale, useTexts } from "../texts/texts.ts";

/** The content of a file as an address of this page. */
function useContent(url: string | null | undefined): string | undefined {
  const { liaison } = useConsole();
  const { data } = useQuery({
    queryKey: ["file", url],
    queryFn: () => liaison.rest.download(url ?? "") as Promise<unknown> as Promise<Blob>,
    enabled: Boolean(url),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!data) return;
    const made = URL.createObjectURL(data);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  return address;
}

/** The files. */
export function Attachments({ attachments }: { readonly attachments: readonly Attachment[] }): ReactNode {
  if (attachments.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-1.5">
      {attachments.map((attachment) =>
        attachment.thumbnail_url ? (
          <Picture key={attachment.id} attachment={attachment} />
        ) : (
          <SavedFile key={attachment.id} attachment={attachment} />
        ),
      )}
    </div>
  );
}

function Picture({ attachment }: { readonly attachment: Attachment }) {
  const [isOpen, setOpen] = useState(false);
  const small = useContent(attachment.thumbnail_url);
  const { name, width, height } = attachment;
  const ratio = width && height ? width / height : 4 / 3;
  return (
    <>
      <button
        type="button"
        className="overflow-hidden rounded-md border border-line bg-sunken"
        style={{ inlineSize: Math.min(220, Math.max(72, 150 * ratio)), aspectRatio: ratio }}
        onClick={() => setOpen(true)}
      >
        {small ? (
          <img src={small} alt={name} className="size-full object-cover" />
        ) : (
          <span className="lia-hidden">{name}</span>
        )}
      </button>
      {isOpen ? <Large attachment={attachment} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Large({ attachment, onClose }: { readonly attachment: Attachment; readonly onClose: () => void }) {
  const whole = useContent(attachment.url);
  const locale = useLocale();
  return (
    <Dialog title={attachment.name} lead={fileSize(attachment.size, locale)} width={920} onClose={onClose}>
      <div className="flex min-h-[200px] items-center justify-center overflow-auto bg-subtle p-4">
        {whole ? <img src={whole} alt={attachment.name} className="max-h-[70dvh] max-w-full" /> : null}
      </div>
    </Dialog>
  );
}

function SavedFile({ attachment }: { readonly attachment: Attachment }) {
  const texts = useTexts();
  const locale = useLocale();
  const { liaison } = useConsole();
  async function save() {
    try {
      const blob = (await liaison.rest.download(attachment.url)) as unknown as Blob;
      const address = URL.createObjectURL(blob);
      const link = document.createElement("a");
      link.href = address;
      link.download = attachment.name;
      link.click();
      URL.revokeObjectURL(address);
    } catch (thrown) {
      say(reasonOf(thrown, texts), { tone: "bad" });
    }
  }
  return (
    <FileTile
      name={attachment.name}
      detail={fileSize(attachment.size, locale)}
      action={
        <IconButton
          icon="download"
          size="s"
          label={texts.joined.pair(texts.actions.save, attachment.name)}
          onClick={() => void save()}
        />
      }
    />
  );
}
