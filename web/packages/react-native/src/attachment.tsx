// A file of a message on a phone: a picture, or its name and size.

import type { Attachment } from "@liaison-chat/client";
import { sizeOf, useLiaison, useSpeech } from "@liaison-chat/react/logic";
import { type ReactNode, useEffect, useState } from "react";
import { Image, Pressable, Text, View } from "react-native";
import { useColors } from "./colors.ts";

/** What an application does with a file that was pressed: shares it, opens it, keeps it. */
export type OpenFile = (file: Attachment, content: Blob) => void;

/** Shows a file. */
export function AttachmentView({
  file,
  onFile,
}: {
  file: Attachment;
  onFile: OpenFile | undefined;
}): ReactNode {
  const { say, locale } = useSpeech();
  const { rest } = useLiaison();
  const color = useColors();
  const picture = usePicture(file);
  const open = () => {
    void rest.download(file.url).then(
      (content) => onFile?.(file, content as Blob),
      // Not to be had now: pressed again, it is asked for again.
      () => {},
    );
  };
  const name = `${file.name} · ${sizeOf(locale, file.size)}`;
  const shown = picture ? (
    <Image
      source={{ uri: picture }}
      accessibilityLabel={file.name}
      style={{ width: 220, height: 150, borderRadius: 12, backgroundColor: color["surface-sunken"] }}
    />
  ) : (
    <Text style={{ color: color.text, fontWeight: "600" }}>{name}</Text>
  );
  const style = { marginBottom: 4, padding: picture ? 0 : 8 };
  if (!onFile) return <View style={style}>{shown}</View>;
  return (
    <Pressable
      accessibilityRole="button"
      accessibilityLabel={say("download", { name: file.name })}
      onPress={open}
      style={style}
    >
      {shown}
    </Pressable>
  );
}

/** The small picture of an image as an address of its own: phones cannot send our token with an address. */
function usePicture({ content_type, thumbnail_url }: Attachment): string | undefined {
  const { rest } = useLiaison();
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!content_type.startsWith("image/") || !thumbnail_url) return;
    const abort = new AbortController();
    rest.download(thumbnail_url, { signal: abort.signal }).then(
      (content) => {
        const reader = new FileReader();
        reader.onload = () => !abort.signal.aborted && setAddress(String(reader.result));
        reader.readAsDataURL(content as Blob);
      },
      // Without the picture the name is shown.
      () => {},
    );
    return () => abort.abort();
  }, [rest, content_type, thumbnail_url]);
  return address;
}
