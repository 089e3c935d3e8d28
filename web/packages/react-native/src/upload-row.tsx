// A file on its way into a message on a phone: how far it is, given up by a press, tried again by another.

import { useSpeech } from "@liaison-chat/react/logic";
import type { ReactNode } from "react";
import { Text, View } from "react-native";
import { Button } from "./button.tsx";
import { useColors } from "./colors.ts";
import type { Upload } from "./use-files.ts";

/** Shows it. */
export function UploadRow({
  upload: { file, share, uploaded, problem },
  onRetry,
  onRemove,
}: {
  upload: Upload;
  onRetry: () => void;
  onRemove: () => void;
}): ReactNode {
  const { say } = useSpeech();
  const color = useColors();
  const { name } = file;
  return (
    <View
      style={{
        flexDirection: "row",
        flexWrap: "wrap",
        alignItems: "center",
        justifyContent: "flex-end",
        gap: 8,
      }}
    >
      <View style={{ flexGrow: 1, flexShrink: 1, flexBasis: problem ? "100%" : 120, gap: 4 }}>
        <Text
          numberOfLines={problem ? 3 : 1}
          accessibilityLiveRegion="polite"
          style={{ color: problem ? color.bad : color.text }}
        >
          {problem || name}
        </Text>
        {!uploaded && !problem && (
          <View
            accessibilityRole="progressbar"
            accessibilityLabel={say("uploading", { name })}
            accessibilityValue={{ min: 0, max: 100, now: Math.round(share * 100) }}
            style={{ height: 4, borderRadius: 2, backgroundColor: color["surface-sunken"] }}
          >
            <View
              style={{ height: 4, borderRadius: 2, width: `${share * 100}%`, backgroundColor: color.accent }}
            />
          </View>
        )}
      </View>
      {problem !== "" && <Button label={say("retry")} onPress={onRetry} />}
      <Button label={say("removeFile", { name })} onPress={onRemove} />
    </View>
  );
}
