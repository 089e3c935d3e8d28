// A form to fill in on a phone: requirements before the work, a revision after it.

import type { FormType, Ticket } from "@liaison-chat/client";
import { type FormField, useForm, useSpeech } from "@liaison-chat/react/logic";
import { type ReactNode, useState } from "react";
import { ScrollView, Text, TextInput, View } from "react-native";
import { begunText, keepBegun } from "./begun.ts";
import { Button } from "./button.tsx";
import { useColors } from "./colors.ts";

/** Asks for the fields of a form, and hands it in. */
export function FormSheet({
  ticket,
  type,
  onDone,
}: {
  ticket: Ticket;
  type: FormType;
  onDone: () => void;
}): ReactNode {
  const { say } = useSpeech();
  const color = useColors();
  const kept = `${type}/${ticket.id}`;
  const form = useForm(ticket, type, onDone, {
    read: () => begunText(kept),
    write: (text) => keepBegun(kept, text),
  });
  const [missing, setMissing] = useState<FormField>();
  return (
    <ScrollView
      keyboardShouldPersistTaps="handled"
      style={{ maxHeight: "60%", borderTopWidth: 1, borderColor: color.line, padding: 14 }}
    >
      <Text accessibilityRole="header" style={{ fontWeight: "700", fontSize: 16, color: color.text }}>
        {say(type)}
      </Text>
      {form.fields.map((field) => {
        const { name, kind, isRequired } = field;
        return (
          <View key={name} style={{ marginTop: 10 }}>
            <Text style={{ color: color.text, fontWeight: "600" }}>
              {isRequired ? say(name) : `${say(name)} (${say("optional")})`}
            </Text>
            <TextInput
              accessibilityLabel={say(name)}
              value={form.textOf(field)}
              multiline={kind === "text"}
              maxLength={4000}
              onChangeText={(text) => form.write(field, text)}
              style={{
                minHeight: kind === "text" ? 72 : 44,
                borderWidth: 1,
                borderColor: color["line-strong"],
                borderRadius: 10,
                padding: 10,
                color: color.text,
                fontSize: 16,
              }}
            />
          </View>
        );
      })}
      <Text accessibilityLiveRegion="assertive" style={{ color: color.bad, marginVertical: 6 }}>
        {missing ? `${say(missing.name)}: ${say("required")}` : form.problem && say(form.problem)}
      </Text>
      <View style={{ flexDirection: "row", gap: 8, justifyContent: "flex-end", paddingBottom: 20 }}>
        <Button label={say("cancel")} onPress={onDone} />
        <Button
          label={say("submit")}
          isMain={true}
          isDisabled={form.isBusy}
          onPress={() => setMissing(form.submit())}
        />
      </View>
    </ScrollView>
  );
}
